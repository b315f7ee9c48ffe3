import { decodeText, FileProblem, parseCsv } from './csv.ts';
import { type Column, findColumns, type FoundColumns, HEADING_WITHIN, type Headings } from './columns.ts';
import type { Cells } from './read-row.ts';
import { openXlsx } from './xlsx.server.ts';

/** Bytes and rows of one file at most. */
export const LARGEST_FILE = 10 * 1024 * 1024;
export const MOST_ROWS = 10_000;

export interface ReadTable {
  format: 'xlsx' | 'csv';
  found: Pick<FoundColumns, 'taken' | 'dropped'>;
  rows: { line: number; cells: Cells }[];
}

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'));
/** Excel before 2007, and every workbook with a password. */
const isOldOffice = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]));

const cellsOf = (at: ReadonlyMap<number, Column>, text: (column: number) => string | undefined): Cells =>
  Object.fromEntries([...at].flatMap(([index, column]) => (text(index)?.trim() ? [[column, text(index)]] : [])));

/**
 * Reads a spreadsheet of shops: XLSX by its first sheet, anything else as CSV. By its bytes, never by its name. Only columns of
 * the closed list are read.
 * @throws {FileProblem} with a sentence for whoever brought it
 */
export async function readTable(bytes: Buffer, headings: Headings): Promise<ReadTable> {
  if (bytes.length === 0) throw new FileProblem('empty');
  if (bytes.length > LARGEST_FILE) throw new FileProblem('too-big', { max: LARGEST_FILE / 1024 / 1024 });
  if (isOldOffice(bytes)) throw new FileProblem('old-office');
  const table = isZip(bytes) ? await readXlsx(bytes, headings) : readCsv(bytes, headings);
  const rows = table.rows.filter((row) => Object.keys(row.cells).length > 0);
  if (rows.length === 0) throw new FileProblem('no-rows');
  return { ...table, rows };
}

async function readXlsx(bytes: Buffer, headings: Headings): Promise<ReadTable> {
  const sheet = await openXlsx(bytes);
  const head = await sheet.head(HEADING_WITHIN);
  if (head.length === 0) throw new FileProblem('empty');
  for (const { line, cells } of head) {
    const found = findColumns(cells, headings);
    if (!found) continue;
    const rows = await sheet.body(line, new Set(found.at.keys()), MOST_ROWS);
    return { format: 'xlsx', found, rows: rows.map((row) => ({ line: row.line, cells: cellsOf(found.at, (column) => row.cells.get(column)) })) };
  }
  throw new FileProblem('no-heading');
}

function readCsv(bytes: Buffer, headings: Headings): ReadTable {
  let found: FoundColumns | null = null;
  let seen = 0;
  const rows: ReadTable['rows'] = [];
  for (const { line, cells } of parseCsv(decodeText(bytes))) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (found) rows.push({ line, cells: cellsOf(found.at, (column) => cells[column]) });
    else {
      found = findColumns(cells, headings);
      seen += 1;
      if (!found && seen >= HEADING_WITHIN) break;
    }
    if (rows.length > MOST_ROWS) throw new FileProblem('too-many-rows', { max: MOST_ROWS });
  }
  if (!found) throw new FileProblem(seen === 0 ? 'empty' : 'no-heading');
  return { format: 'csv', found, rows };
}
