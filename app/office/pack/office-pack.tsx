import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { PageHandle } from '#app/components/page-handle.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { atOffice, notFound } from '#app/platform/authorise.server.ts';
import { findOfficeMall } from '../queries.server.ts';
import { reportView } from '../report/paper-answers.server.ts';
import { ReportPage } from '../report/report-page.tsx';
import { getPack } from './queries.server.ts';
import { packPaper } from './words.server.ts';

export const handle = { i18n: ['report'], title: (t) => t('report:pack.title'), bar: 'own' } satisfies PageHandle;

export const loader = atOffice(async ({ request, params, office, now }) => {
  const { mall } = await findOfficeMall(office, new URL(request.url).searchParams.get('mall'), now);
  if (!mall) throw notFound();
  const span = String(params.span);
  return { base: `/office/${office}/packs`, mall: mall.slug, span, view: reportView(request, packPaper(mall, await getPack(mall, span, 'office', now), detectLanguage(request), now)) };
});

/** The figures of one week or month of a mall under the office. */
export default function OfficePackRoute() {
  const { base, mall, span, view } = useLoaderData<typeof loader>();
  const { t } = useTranslation('report');
  return <ReportPage view={view} words="pack" place={{ back: `${base}?mall=${mall}`, backTitle: t('pack.title'), file: (format) => `${base}/${span}/file.${format}?mall=${mall}` }} />;
}
