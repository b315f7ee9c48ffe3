import { detectLanguage } from '#app/i18n/detect.server.ts';
import { getT } from '#app/i18n/server.server.ts';
import { MapImports } from '#models/map-import.server.ts';
import { authorised, notFound } from '#app/platform/authorise.server.ts';
import { loadRemarks } from './stored.server.ts';

/** A cell of a table: what begins like a formula is text. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;

/** Every feature with its reason, in the reader's language, as a table that spreadsheets open. */
export const loader = authorised({ can: 'map:edit' }, async ({ request, params, mall, known }) => {
  const id = String(params.import);
  if (!(await MapImports.exists({ mall: mall._id, _id: id }))) throw notFound();
  const t = getT(detectLanguage(request, { account: known.language }), 'bringing');
  const head = [t('remarks.file'), t('remarks.id'), t('remarks.what-happened'), t('remarks.why')];
  const remarks = await loadRemarks(mall._id, id);
  const lines = remarks.map(({ file, id: feature, kind, reason, what }) => [file, feature, t(`remarks.${kind}`), t(`reason.${reason}`, { what: what ?? '', interpolation: { escapeValue: false } })]);
  const body = [head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n');
  return new Response(`\uFEFF${body}\r\n`, { headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment; filename="map-remarks.csv"', 'Cache-Control': 'no-store' } });
});
