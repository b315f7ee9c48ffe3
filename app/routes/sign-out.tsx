import { redirect } from '@remix-run/node';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons } from '#app/components/button.tsx';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import { Strip } from '#app/components/states.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { endedCookie, findSession } from '#app/platform/sessions.server.ts';
import { useLeaving } from './leaving.ts';
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
  const { unsent, leave } = useLeaving();
  return (
    <main id="main" className={styles.narrow}>
      <BackBar to="/" title={common('button.sign-out')} language />
      <PageTitle lead={t('leave.lead')}>{t('leave.title')}</PageTitle>
      {unsent > 0 && (
        <Strip tone="warn" icon="alert-triangle" title={t('leave.unsent', { count: unsent })} action={<ButtonLink to="/day" external size="desk">{t('leave.send-first')}</ButtonLink>}>
          {t('leave.unsent-hint')}
        </Strip>
      )}
      <Form method="post" action="/sign-out" className="pad" onSubmit={leave}>
        <Buttons>
          <Button look="main">{common('button.sign-out')}</Button>
          <ButtonLink to="/">{t('leave.stay')}</ButtonLink>
        </Buttons>
      </Form>
    </main>
  );
}
