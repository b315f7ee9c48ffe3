import { promisify } from 'node:util';
import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import yauzl from 'yauzl';
import { FileProblem } from './csv.ts';

/** A workbook's parts: bytes of one unpacked, entries of the archive, characters of one cell that are kept. */
const LIMITS = { part: 40 * 1024 * 1024, entries: 500, cell: 2_000, column: 200 };

type Entries = Map<string, yauzl.Entry>;
interface Workbook {
  zip: yauzl.ZipFile;
  entries: Entries;
}

const broken = () => new FileProblem('broken-xlsx');

async function openZip(bytes: Buffer): Promise<Workbook> {
  const open = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer);
  const zip = await open(bytes, { lazyEntries: true, validateEntrySizes: true }).catch(() => {
    throw broken();
  });
  const entries: Entries = new Map();
  await new Promise<void>((done, failed) => {
    zip.on('error', () => failed(broken()));
    zip.on('end', done);
    zip.on('entry', (entry: yauzl.Entry) => {
      if (entries.size >= LIMITS.entries) return failed(new FileProblem('zip-bomb'));
      entries.set(entry.fileName.replace(/^\//, ''), entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
  return { zip, entries };
}

interface Handlers {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
  /** Asked after each piece: true when nothing more is needed. */
  enough?(): boolean;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads one part as a stream: never whole in memory, and never more than {@link LIMITS}.part, whatever the archive says of itself. */
async function readXml({ zip, entries }: Workbook, name: string, handlers: Handlers): Promise<void> {
  const entry = entries.get(name);
  if (!entry) throw broken();
  if (entry.uncompressedSize > LIMITS.part) throw new FileProblem('zip-bomb');
  const stream = await promisify<yauzl.Entry, Readable>(zip.openReadStream.bind(zip))(entry).catch(() => {
    throw broken();
  });
  const parser = new SaxesParser();
  const decoder = new TextDecoder('utf-8');
  parser.on('error', () => {
    throw broken();
  });
  parser.on('doctype', () => {
    throw broken();
  });
  parser.on('opentag', (tag) => handlers.open?.(localName(tag.name), tag.attributes as Record<string, string>));
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.on('closetag', (tag) => handlers.close?.(localName(tag.name)));
  let size = 0;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > LIMITS.part) throw new FileProblem('zip-bomb');
      parser.write(decoder.decode(piece, { stream: true }));
      if (handlers.enough?.()) return;
    }
    parser.close();
  } catch (error) {
    throw error instanceof FileProblem ? error : broken();
  } finally {
    stream.destroy();
  }
}

/** The first sheet that isn't hidden. */
async function firstSheet(book: Workbook): Promise<string> {
  let id = '';
  await readXml(book, 'xl/workbook.xml', { open: (name, attributes) => name === 'sheet' && !id && (attributes.state ?? 'visible') === 'visible' && (id = attributes['r:id'] ?? '') });
  let target = '';
  await readXml(book, 'xl/_rels/workbook.xml.rels', { open: (name, attributes) => name === 'Relationship' && attributes.Id === id && (target = attributes.Target ?? '') });
  if (!target) throw broken();
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/** `B7` → 1. */
function columnOf(reference: string | undefined, after: number): number {
  const letters = /^[A-Z]+/.exec(reference ?? '')?.[0];
  if (!letters) return after + 1;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** A cell before its text is looked up: the number of a shared string, or the text itself. */
type RawCell = { shared: number } | { text: string };
export interface RawRow {
  line: number;
  cells: Map<number, RawCell>;
}

/** `_x000D_` is a carriage return; whole numbers come without an exponent. */
const plainText = (text: string): string => text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
const plainNumber = (text: string): string => (/^-?[\d.]+[eE][+-]?\d+$/.test(text) ? String(Number(text)) : text);

/** Rows of the sheet. Cells of columns that nobody wants aren't kept, not even for a moment; empty rows are left out. */
async function readSheet(book: Workbook, sheet: string, wants: (column: number) => boolean, take: (row: RawRow) => boolean): Promise<void> {
  let row: RawRow = { line: 0, cells: new Map() };
  let cell: { column: number; type: string; text: string } | null = null;
  let inside = false;
  let last = -1;
  let stop = false;
  await readXml(book, sheet, {
    open(name, attributes) {
      if (name === 'row') {
        row = { line: Number(attributes.r) || row.line + 1, cells: new Map() };
        last = -1;
      } else if (name === 'c') {
        last = columnOf(attributes.r, last);
        cell = last < LIMITS.column && wants(last) ? { column: last, type: attributes.t ?? 'n', text: '' } : null;
      } else if (name === 'v' || name === 't') inside = true;
    },
    text(text) {
      if (inside && cell && cell.text.length <= LIMITS.cell) cell.text += text.slice(0, LIMITS.cell + 1 - cell.text.length);
    },
    close(name) {
      if (name === 'v' || name === 't') inside = false;
      else if (name === 'c' && cell) {
        const { column, type, text } = cell;
        if (text !== '') row.cells.set(column, type === 's' ? { shared: Number(text) } : { text: type === 'n' ? plainNumber(text) : plainText(text) });
        cell = null;
      } else if (name === 'row' && row.cells.size > 0 && !stop) stop = !take(row);
    },
    enough: () => stop,
  });
}

/** Only those shared strings that somebody refers to. */
async function readShared(book: Workbook, wanted: ReadonlySet<number>): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  if (wanted.size === 0) return found;
  let at = -1;
  let text: string | null = null;
  let inside = false;
  let aside = 0;
  await readXml(book, 'xl/sharedStrings.xml', {
    open(name) {
      if (name === 'si') {
        at += 1;
        text = wanted.has(at) ? '' : null;
      } else if (name === 'rPh') aside += 1;
      else if (name === 't') inside = aside === 0;
    },
    text(piece) {
      if (inside && text !== null && text.length <= LIMITS.cell) text += piece.slice(0, LIMITS.cell + 1 - text.length);
    },
    close(name) {
      if (name === 't') inside = false;
      else if (name === 'rPh') aside -= 1;
      else if (name === 'si' && text !== null) {
        found.set(at, plainText(text));
        text = null;
      }
    },
    enough: () => found.size === wanted.size,
  });
  return found;
}

export interface SheetReader {
  /** The first rows, every column: where the heading is looked for. */
  head(rows: number): Promise<{ line: number; cells: string[] }[]>;
  /** Rows after a line, of these columns only. @throws {FileProblem} `too-many-rows` */
  body(after: number, columns: ReadonlySet<number>, most: number): Promise<{ line: number; cells: Map<number, string> }[]>;
}

/** @throws {FileProblem} when it is no workbook, or one that unpacks to more than anybody's list of shops */
export async function openXlsx(bytes: Buffer): Promise<SheetReader> {
  const book = await openZip(bytes);
  if (!book.entries.has('xl/workbook.xml')) throw new FileProblem('not-a-table');
  const sheet = await firstSheet(book);
  const resolve = async (rows: readonly RawRow[]) => {
    const shared = new Set(rows.flatMap((row) => [...row.cells.values()].flatMap((cell) => ('shared' in cell ? [cell.shared] : []))));
    const texts = await readShared(book, shared);
    return rows.map(({ line, cells }) => ({ line, cells: new Map([...cells].map(([column, cell]) => [column, 'shared' in cell ? (texts.get(cell.shared) ?? '') : cell.text])) }));
  };
  return {
    async head(most) {
      const rows: RawRow[] = [];
      await readSheet(book, sheet, () => true, (row) => rows.push(row) < most);
      return (await resolve(rows)).map(({ line, cells }) => ({ line, cells: Array.from({ length: Math.max(0, ...cells.keys()) + 1 }, (_nothing, column) => cells.get(column) ?? '') }));
    },
    async body(after, columns, most) {
      const rows: RawRow[] = [];
      await readSheet(book, sheet, (column) => columns.has(column), (row) => {
        if (row.line > after) rows.push(row);
        return rows.length <= most;
      });
      if (rows.length > most) throw new FileProblem('too-many-rows', { max: most });
      return resolve(rows);
    },
  };
}
