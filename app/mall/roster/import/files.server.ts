import { directionOf, type Language } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { Reason } from '#app/platform/refusal.ts';
import { offeredTrades } from '../trades.server.ts';
import { type Column, COLUMNS } from './columns.ts';
import { textCell, writeCsv } from './csv.ts';
import { headingIn } from './headings.server.ts';
import type { PlannedRow } from './plan.ts';
import { writeXlsx } from './write-xlsx.server.ts';

export type FileFormat = 'xlsx' | 'csv';
const TYPES: Record<FileFormat, string> = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' };

/** Columns of a template: names by language, so that nobody has to guess. */
const TEMPLATE = COLUMNS.filter((column) => column !== 'name');
const WIDTHS: Partial<Record<Column, number>> = { booth: 14, part: 12, trade: 22, contact: 20, wished: 18 };

/** As a download: never shown in the page's origin, never kept by a browser. */
export function download(name: string, format: FileFormat, body: Buffer | string): Response {
  const headers = { 'Content-Type': TYPES[format], 'Content-Disposition': `attachment; filename="${name}.${format}"`, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
  return new Response(body as BodyInit, { headers });
}

async function tableFile(mall: Pick<KnownMall, 'settings'>, language: Language, format: FileFormat, columns: readonly (Column | 'reason')[], rows: readonly (readonly string[])[]): Promise<Buffer | string> {
  const t = getT(language, 'roster');
  const all = [columns.map((column) => headingIn(language, column)), ...rows];
  if (format === 'csv') return writeCsv(all);
  const key = language === 'kk-Arab' ? 'kk' : language;
  const trades = offeredTrades(mall).map(({ key: trade, names }) => names[key] ?? trade);
  const rightToLeft = directionOf(language) === 'rtl';
  const heading = headingIn(language, 'trade');
  const column = columns.indexOf('trade');
  const widths = columns.map((each) => (each === 'reason' ? 50 : (WIDTHS[each] ?? 26)));
  return writeXlsx([
    { name: t('list.title').replace(/[[\]:*?/\\]/g, ' '), rows: all, rightToLeft, widths, ...(column >= 0 ? { choices: { column, from: heading, count: trades.length } } : {}) },
    { name: heading, rows: [[heading], ...trades.map((trade) => [trade])], rightToLeft, widths: [30] },
  ]);
}

/** An empty list to fill in; the trades to choose from are on its second sheet. */
export function templateFile(mall: Pick<KnownMall, 'settings'>, language: Language, format: FileFormat): Promise<Buffer | string> {
  return tableFile(mall, language, format, TEMPLATE, []);
}

export function reasonText(language: Language, { key, params }: Reason): string {
  return getT(language, 'roster')(key.replace('roster:', '') as 'problem.no-booth', params ?? {});
}

/** Rows that didn't go in, as they were written, with the reason beside each; mended, the file can be brought again. */
export function badRowsFile(mall: Pick<KnownMall, 'settings'>, language: Language, format: FileFormat, rows: readonly PlannedRow[]): Promise<Buffer | string> {
  const used = COLUMNS.filter((column) => column === 'booth' || rows.some(({ cells }) => cells[column]));
  const table = rows.map(({ cells, act }) => [...used.map((column) => (format === 'csv' ? (cells[column] ?? '') : textCell(cells[column] ?? ''))), (act.problems ?? []).map((reason) => reasonText(language, reason)).join(' ')]);
  return tableFile(mall, language, format, [...used, 'reason'], table);
}
