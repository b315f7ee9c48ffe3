import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { PageHandle } from '#app/components/page-handle.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { AnalysisPage } from './analysis-page.tsx';
import { lookAtMall } from './looking.server.ts';

export const handle = { i18n: ['report', 'office'], title: (t) => t('report:analysis.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'notices:read' }, async ({ request, mall, now }) => ({ base: `/m/${mall.slug}`, ...(await lookAtMall(request, mall, now)) }));

/** The same that the office sees, for everybody of the mall. */
export default function MallAnalysisRoute() {
  const { base, view, count } = useLoaderData<typeof loader>();
  const { t } = useTranslation('office');
  const query = ({ weeks = count }: { weeks?: number }) => `?weeks=${weeks}`;
  return <AnalysisPage view={view} count={count} back={{ to: `${base}/how-we-do-it`, title: t('how.title') }} places={[]} to={query} file={`${base}/analysis.xlsx${query({})}`} />;
}
