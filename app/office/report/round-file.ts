import { detectLanguage } from '#app/i18n/detect.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { getReleasedRound } from './queries.server.ts';
import { reportFile } from './paper-answers.server.ts';
import { paperOf } from './words.server.ts';

/** A round's report as a file, for the association's officers. */
export const loader = authorised({ can: 'mall:manage' }, async ({ request, params, mall, now }) => {
  const id = String(params.round);
  const round = await getReleasedRound(mall, id);
  const language = detectLanguage(request);
  return reportFile(request, { paper: round && paperOf(mall, round, language, now), name: `round-${round?.opensOn}-${language}`, page: `/m/${mall.slug}/manage/rounds/${id}/report` });
});
