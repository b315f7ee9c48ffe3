import { detectLanguage } from '#app/i18n/detect.server.ts';
import { atOffice, notFound } from '#app/platform/authorise.server.ts';
import { findOfficeMall } from '../queries.server.ts';
import { reportFile } from '../report/paper-answers.server.ts';
import { getPack } from './queries.server.ts';
import { packPaper } from './words.server.ts';

/** A pack as a file for the office: it holds nothing that the merchants don't have already. */
export const loader = atOffice(async ({ request, params, office, now }) => {
  const { mall } = await findOfficeMall(office, new URL(request.url).searchParams.get('mall'), now);
  if (!mall) throw notFound();
  const span = String(params.span);
  const language = detectLanguage(request);
  return reportFile(request, { paper: packPaper(mall, await getPack(mall, span, 'office', now), language, now), name: `${mall.slug}-${span}-${language}`, page: `/office/${office}/packs/${span}?mall=${mall.slug}` });
});
