import { redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons } from '#app/components/button.tsx';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import styles from '../invitations/paper.module.css';
import { clearPhone } from './commands.server.ts';
import { endedPhoneCookie } from './phone-cookie.server.ts';
import { listPeopleHere } from './queries.server.ts';

export const handle = { i18n: ['phones', 'sign-in'], title: (t) => t('phones:clear.title') } satisfies PageHandle;

export const loader = openToAnyone(async ({ request, now }) => {
  const people = await listPeopleHere(request.headers.get('Cookie'), now);
  if (people.length === 0) throw redirect('/sign-in');
  return { count: people.length };
});

/** Whoever holds the phone may: nothing opens by it, and nobody's record says that it was she herself. */
export const action = openToAnyone(async ({ request, now }) => {
  await clearPhone(request.headers.get('Cookie'), now);
  return redirect('/sign-in', { headers: { 'Set-Cookie': await endedPhoneCookie() } });
});

/** "That isn't my phone": a phone that was sold, found or handed on forgets everybody, without anybody's PIN. */
export default function ClearPhoneRoute() {
  const { count } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['phones', 'sign-in']);
  return (
    <main id="main" className={styles.narrow}>
      <BackBar to="/sign-in" title={t('sign-in:title')} language />
      <PageTitle lead={t('clear.lead', { count })}>{t('clear.title')}</PageTitle>
      <Form method="post" className="pad">
        <Buttons>
          <Button look="danger">{t('clear.submit')}</Button>
          <ButtonLink to="/sign-in">{t('clear.stay')}</ButtonLink>
        </Buttons>
      </Form>
    </main>
  );
}
