import { redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { PageTitle, Section } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Paper } from '#app/components/paper.tsx';
import { PrintButton } from '#app/components/print-button.tsx';
import { signedIn } from '#app/platform/authorise.server.ts';
import { safePath } from '#app/platform/paths.ts';
import { listSessions, stopSessions } from '#app/platform/sessions.server.ts';
import { shownCodes } from './shown-once.server.ts';
import styles from './paper.module.css';

export const handle = { i18n: ['factors'], title: (t) => t('factors:codes.title') } satisfies PageHandle;

const nextOf = (request: Request) => safePath(new URL(request.url).searchParams.get('next'), '/me');

export const loader = signedIn(async ({ request, actor, now }) => {
  const codes = await shownCodes().recall(request.headers.get('Cookie'), actor.account);
  if (!codes) throw redirect('/me/second-factor');
  const others = (await listSessions(actor.account, now)).length > 1;
  return { codes: codes.split(' '), others };
});

export const action = signedIn(async ({ request, actor, now }) => {
  const form = await request.formData();
  if (form.get('others') === 'on') {
    for (const { id } of await listSessions(actor.account, now)) if (id !== actor.session) await stopSessions(actor.account, now, id);
  }
  return redirect(nextOf(request), { headers: { 'Set-Cookie': await shownCodes().forget() } });
});

/** Shown this once; afterwards the portal itself doesn't know them any more. */
export default function RecoveryCodesRoute() {
  const { codes, others } = useLoaderData<typeof loader>();
  const { t } = useTranslation('factors');
  return (
    <>
      <PageTitle lead={t('codes.once')}>{t('codes.title')}</PageTitle>
      <Section>
        <Paper>
          <ol className={styles.codes}>
            {codes.map((code) => (
              <li key={code}>
                <bdi dir="ltr">{code}</bdi>
              </li>
            ))}
          </ol>
        </Paper>
        <Form method="post" className="pad no-print">
          {others && <CheckboxLine name="others">{t('codes.others')}</CheckboxLine>}
          <div className="row" style={{ flexWrap: 'wrap', marginBlockStart: 'var(--mh-space-4)' }}>
            <Button look="main">{t('codes.kept')}</Button>
            <PrintButton>{t('codes.print')}</PrintButton>
          </div>
        </Form>
      </Section>
    </>
  );
}
