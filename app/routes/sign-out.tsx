import { redirect } from '@remix-run/node';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons } from '#app/components/button.tsx';
import { forgetDrafts } from '#app/components/drafts.ts';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { endedCookie, findSession } from '#app/platform/sessions.server.ts';
import { signOut } from './sign-in.server.ts';
import styles from './sign-in.module.css';

export const handle = { i18n: ['sign-in'], title: (t) => t('sign-in:leave.title') } satisfies PageHandle;

/** A POST only: a link or a picture elsewhere can't sign anybody out. */
export const action = openToAnyone(async ({ request, now }) => {
  const session = await findSession(request.headers.get('Cookie'), now);
  if (session) await signOut(session, now);
  return redirect('/sign-in', { headers: { 'Set-Cookie': await endedCookie() } });
});

export const loader = openToAnyone(async ({ request, now }) => {
  if (!(await findSession(request.headers.get('Cookie'), now))) throw redirect('/sign-in');
  return null;
});

/** Where the link on every page leads: asks first, since what was typed and not sent goes too. */
export default function SignOutRoute() {
  const { t } = useTranslation('sign-in');
  const { t: common } = useTranslation();
  return (
    <main id="main" className={styles.narrow}>
      <BackBar to="/" title={common('button.sign-out')} language />
      <PageTitle lead={t('leave.lead')}>{t('leave.title')}</PageTitle>
      <Form method="post" action="/sign-out" className="pad" onSubmit={forgetDrafts}>
        <Buttons>
          <Button look="main">{common('button.sign-out')}</Button>
          <ButtonLink to="/">{t('leave.stay')}</ButtonLink>
        </Buttons>
      </Form>
    </main>
  );
}
