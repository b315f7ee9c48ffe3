import { detectLanguage } from '#app/i18n/detect.server.ts';
import { isLanguage } from '#app/i18n/languages.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { download, templateFile } from './files.server.ts';

/** An empty spreadsheet in the language asked for, else the reader's. */
export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall }) => {
  const params = new URL(request.url).searchParams;
  const wanted = params.get('in');
  const language = isLanguage(wanted) ? wanted : detectLanguage(request);
  const format = params.get('as') === 'csv' ? 'csv' : 'xlsx';
  return download(`shops-${language}`, format, await templateFile(mall, language, format));
});
