import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { PageHandle } from '#app/components/page-handle.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { atOffice, notFound } from '#app/platform/authorise.server.ts';
import { findOfficeMall } from '../queries.server.ts';
import { findShownRound } from './queries.server.ts';
import { ReportPage } from './report-page.tsx';
import { reportView } from './paper-answers.server.ts';
import { paperOf } from './words.server.ts';

export const handle = { i18n: ['report', 'office'], title: (t) => t('report:title'), bar: 'own' } satisfies PageHandle;

export const loader = atOffice(async ({ request, office, now }) => {
  const { mall } = await findOfficeMall(office, new URL(request.url).searchParams.get('mall'), now);
  if (!mall) throw notFound();
  const round = await findShownRound(mall);
  return { office, mall: mall.slug, view: reportView(request, round && paperOf(mall, round, detectLanguage(request), now)) };
});

/** The same report for the office, of the round that the mall's newest release shows. */
export default function OfficeRoundReportRoute() {
  const { office, mall, view } = useLoaderData<typeof loader>();
  const { t } = useTranslation('office');
  const base = `/office/${office}`;
  return <ReportPage view={view} words="round" place={{ back: `${base}?mall=${mall}`, backTitle: t('desk.title'), file: (format) => `${base}/round-report.${format}?mall=${mall}` }} />;
}
