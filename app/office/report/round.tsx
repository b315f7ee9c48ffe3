import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { PageHandle } from '#app/components/page-handle.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { getReleasedRound } from './queries.server.ts';
import { ReportPage } from './report-page.tsx';
import { reportView } from './paper-answers.server.ts';
import { paperOf } from './words.server.ts';

export const handle = { i18n: ['report', 'rounds'], title: (t) => t('report:title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, params, mall, now }) => {
  const id = String(params.round);
  const round = await getReleasedRound(mall, id);
  return { base: `/m/${mall.slug}/manage/rounds/${id}`, view: reportView(request, round && paperOf(mall, round, detectLanguage(request), now)) };
});

/** A round's report for the association's officers. */
export default function RoundReportRoute() {
  const { base, view } = useLoaderData<typeof loader>();
  const { t } = useTranslation('rounds');
  return <ReportPage view={view} words="round" place={{ back: base, backTitle: t('list.title'), file: (format) => `${base}/report.${format}` }} />;
}
