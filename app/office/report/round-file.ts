import { detectLanguage } from '#app/i18n/detect.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { getReleasedRound } from './queries.server.ts';
import { roundReport } from './round-report.server.ts';

/** A round's report as a file, for the association's officers. */
export const loader = authorised({ can: 'mall:manage' }, async ({ request, params, mall, now }) => {
  const id = String(params.round);
  return roundReport(request, { mall, round: await getReleasedRound(mall, id), page: `/m/${mall.slug}/manage/rounds/${id}/report`, language: detectLanguage(request), now });
});
