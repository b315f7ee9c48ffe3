import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { PageHandle } from '#app/components/page-handle.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { reportView } from '../report/paper-answers.server.ts';
import { ReportPage } from '../report/report-page.tsx';
import { getPack } from './queries.server.ts';
import { packPaper } from './words.server.ts';

export const handle = { i18n: ['report'], title: (t) => t('report:pack.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'notices:read' }, async ({ request, params, mall, now }) => {
  const span = String(params.span);
  return { base: `/m/${mall.slug}/packs`, span, view: reportView(request, packPaper(mall, await getPack(mall, span, 'mall', now), detectLanguage(request), now)) };
});

/** The figures of one week or month. */
export default function MallPackRoute() {
  const { base, span, view } = useLoaderData<typeof loader>();
  const { t } = useTranslation('report');
  return <ReportPage view={view} words="pack" place={{ back: base, backTitle: t('pack.title'), file: (format) => `${base}/${span}/file.${format}` }} />;
}
