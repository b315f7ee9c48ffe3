import { isLanguage } from '#app/i18n/languages.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { badRowsFile, download } from './files.server.ts';
import { getBadRows } from './queries.server.ts';

/** The rows that didn't go in, to be mended and brought again. */
export const loader = authorised({ can: 'mall:manage' }, async ({ request, params, mall }) => {
  const { language, format, rows } = await getBadRows(mall._id, String(params.sheet));
  const as = new URL(request.url).searchParams.get('as');
  const wanted = as === 'csv' || as === 'xlsx' ? as : format;
  return download('rows-to-mend', wanted, await badRowsFile(mall, isLanguage(language) ? language : 'zh', wanted, rows));
});
