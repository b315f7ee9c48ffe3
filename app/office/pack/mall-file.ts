import { detectLanguage } from '#app/i18n/detect.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { reportFile } from '../report/paper-answers.server.ts';
import { getPack } from './queries.server.ts';
import { packPaper } from './words.server.ts';

/** A pack as a file, for everybody of the mall. */
export const loader = authorised({ can: 'notices:read' }, async ({ request, params, mall, now }) => {
  const span = String(params.span);
  const language = detectLanguage(request);
  return reportFile(request, { paper: packPaper(mall, await getPack(mall, span, 'mall', now), language, now), name: `${span}-${language}`, page: `/m/${mall.slug}/packs/${span}` });
});
