import { detectLanguage } from '#app/i18n/detect.server.ts';
import { atOffice, notFound } from '#app/platform/authorise.server.ts';
import { findOfficeMall } from '../queries.server.ts';
import { findShownRound } from './queries.server.ts';
import { reportFile } from './paper-answers.server.ts';
import { paperOf } from './words.server.ts';

/** The same file for the office: it holds nothing that isn't in the release on its desk. */
export const loader = atOffice(async ({ request, office, now }) => {
  const { mall } = await findOfficeMall(office, new URL(request.url).searchParams.get('mall'), now);
  if (!mall) throw notFound();
  const round = await findShownRound(mall);
  const language = detectLanguage(request);
  return reportFile(request, { paper: round && paperOf(mall, round, language, now), name: `round-${round?.opensOn}-${language}`, page: `/office/${office}/round-report?mall=${mall.slug}` });
});
