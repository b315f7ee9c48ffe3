/** Why a file can't be read, as a key below `roster:file`. */
export class FileProblem extends Error {
  readonly key: string;
  readonly params: Record<string, number>;
  constructor(key: string, params: Record<string, number> = {}) {
    super(key);
    this.key = key;
    this.params = params;
  }
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** By its mark, else by what fits: zero bytes in every second place, valid UTF-8, else the encoding of Chinese Windows. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 2_000);
  const zeros = (from: number) => head.filter((byte, at) => at % 2 === from && byte === 0).length;
  if (zeros(1) > head.length / 20 && zeros(0) * 4 < zeros(1)) return 'utf-16le';
  if (zeros(0) > head.length / 20 && zeros(1) * 4 < zeros(0)) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

/** @throws {FileProblem} when the bytes are no text in any of the encodings */
export function decodeText(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    if (text.includes('\u0000')) throw new FileProblem('not-a-table');
    return text;
  } catch {
    throw new FileProblem('not-a-table');
  }
}

/** The mark between cells: whichever of the three the first lines have most of. */
export function separatorOf(text: string): string {
  const head = text.slice(0, 4_000).replace(/"[^"]*"/g, '');
  const count = (mark: string) => head.split(mark).length;
  return ['\t', ';', ','].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

/**
 * Cells of each row with the number of its first line (RFC 4180; quotes double inside quotes, lines end in CR, LF or both).
 * Cells longer than `longest` are cut; what is too long is said later, with its row.
 * @throws {FileProblem} for a quote that never ends
 */
export function* parseCsv(text: string, separator = separatorOf(text), longest = 2_000): Generator<{ line: number; cells: string[] }> {
  const plain = new RegExp(`[^"\\r\\n${separator === '\t' ? '\\t' : separator}]+`, 'y');
  let [at, line, began] = [0, 1, 1];
  let cells: string[] = [];
  let cell = '';
  const put = (more: string) => (cell = cell.length > longest ? cell : cell + more.slice(0, longest + 1 - cell.length));
  while (at < text.length) {
    const character = text[at];
    if (character === '"' && cell === '') {
      at += 1;
      for (;;) {
        const end = text.indexOf('"', at);
        if (end === -1) throw new FileProblem('open-quote', { line: began });
        const inside = text.slice(at, end);
        line += inside.split('\n').length - 1;
        put(inside);
        at = end + 1;
        if (text[at] !== '"') break;
        put('"');
        at += 1;
      }
    } else if (character === separator) {
      cells.push(cell);
      cell = '';
      at += 1;
    } else if (character === '\r' || character === '\n') {
      at += character === '\r' && text[at + 1] === '\n' ? 2 : 1;
      cells.push(cell);
      yield { line: began, cells };
      [cells, cell] = [[], ''];
      line += 1;
      began = line;
    } else {
      plain.lastIndex = at;
      const run = plain.exec(text)?.[0] ?? character ?? '';
      put(run);
      at += run.length;
    }
  }
  if (cell !== '' || cells.length > 0) yield { line: began, cells: [...cells, cell] };
}

/** A cell that a spreadsheet would take for a formula is written with the mark that makes it text. */
export const textCell = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** UTF-8 with its mark, so that Excel reads every script; CRLF as RFC 4180 wants. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => row.map((cell) => quoted(textCell(cell))).join(',')).join('\r\n')}\r\n`;
}
