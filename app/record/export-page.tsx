import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Paper } from '#app/components/paper.tsx';
import { signedIn } from '#app/platform/authorise.server.ts';
import { recoveredLately } from '#app/platform/proof.ts';
import { exportRecord } from './export.server.ts';
import styles from './record.module.css';

export const handle = { i18n: ['record'], title: (t) => t('record:export.page-title'), bar: 'own' } satisfies PageHandle;

export const loader = signedIn(async ({ actor, now }) => {
  if (recoveredLately(actor, now)) throw redirect('/me/recovery');
  return { body: JSON.stringify(await exportRecord(actor, now), null, 2) };
});

/** The export for a browser that takes no files: the same words and numbers, to read, copy and keep. */
export default function ExportPageRoute() {
  const { body } = useLoaderData<typeof loader>();
  const { t } = useTranslation('record');
  return (
    <>
      <BackBar to="/me/record" title={t('export.page')} />
      <PageTitle lead={t('export.page-hint')}>{t('export.page-title')}</PageTitle>
      <Paper>
        <pre className={styles.export} dir="ltr">
          {body}
        </pre>
      </Paper>
    </>
  );
}
