import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { printToPdf } from '#app/platform/pdf.server.ts';
import { writeXlsx } from '#app/mall/roster/import/write-xlsx.server.ts';
import type { Paper } from './paper.ts';
import { ReportPaper } from './report-paper.tsx';
import style from './report-paper.css?inline';

export const REPORT_FORMATS = ['xlsx', 'pdf'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
const TYPES: Record<ReportFormat, string> = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', pdf: 'application/pdf' };

/** Names of sheets can't hold these. */
const sheetName = (title: string): string => title.replace(/[[\]:*?/\\]/g, ' ');

/** One sheet with what there is to say, and one for each table, with numbers that can be reckoned with. */
export function reportSheets(paper: Paper): Promise<Buffer> {
  const rightToLeft = paper.direction === 'rtl';
  const about = [[paper.title], [paper.mall], [paper.asOf], ...paper.facts.map(({ label, value }) => [label, value]), ...paper.notes.map((note) => [note])];
  return writeXlsx([
    { name: sheetName(paper.title), rows: about, rightToLeft, wraps: true, widths: [44, 44] },
    ...paper.tables.map(({ title, columns, rows }) => ({ name: sheetName(title), rows: [columns.map(({ label }) => label), ...rows], rightToLeft, widths: columns.map(({ label, number }) => (number ? Math.max(16, label.length + 3) : 28)) })),
  ]);
}

/** A4, with the page's number at its foot. @throws {PdfProblem} */
export function reportPdf(paper: Paper): Promise<Buffer> {
  return printToPdf({ body: renderToStaticMarkup(createElement(ReportPaper, { paper })), style, title: paper.title, language: paper.language, direction: paper.direction });
}

/** As a download: never shown in the page's origin, never kept by a browser. */
export function asDownload(name: string, format: ReportFormat, body: Buffer): Response {
  const headers = { 'Content-Type': TYPES[format], 'Content-Disposition': `attachment; filename="${name}.${format}"`, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
  return new Response(new Uint8Array(body), { headers });
}
