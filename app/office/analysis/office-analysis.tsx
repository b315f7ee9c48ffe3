import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { PageHandle } from '#app/components/page-handle.ts';
import { atOffice } from '#app/platform/authorise.server.ts';
import { AnalysisPage } from './analysis-page.tsx';
import { lookFromOffice } from './looking.server.ts';

export const handle = { i18n: ['report', 'office'], title: (t) => t('report:analysis.title'), bar: 'own' } satisfies PageHandle;

export const loader = atOffice(async ({ request, office, now }) => {
  const { view, count, mall, places } = await lookFromOffice(request, office, now);
  return { base: `/office/${office}`, view, count, mall, places };
});

/** Released figures over weeks and places, of one mall under the office or of all of them. */
export default function OfficeAnalysisRoute() {
  const { base, view, count, mall, places } = useLoaderData<typeof loader>();
  const { t } = useTranslation('office');
  const query = (choice: { mall?: string; weeks?: number }) => `?mall=${choice.mall ?? mall}&weeks=${choice.weeks ?? count}`;
  return <AnalysisPage view={view} count={count} back={{ to: mall === 'all' ? base : `${base}?mall=${mall}`, title: t('desk.title') }} places={places} to={query} file={`${base}/analysis.xlsx${query({})}`} />;
}
