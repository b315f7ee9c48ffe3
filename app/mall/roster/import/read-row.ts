import { CONTENT_LANGUAGES, type Localized } from '#app/i18n/languages.ts';
import type { Reason } from '#app/platform/refusal.ts';
import { ContactSchema, LONGEST_NAME, LONGEST_PART, WishedTimeSchema } from '../schema.ts';
import { type Column, headingKey } from './columns.ts';

export type Cells = Partial<Record<Column, string>>;

/** A row as it is understood. Empty cells say nothing: they never take away what is known. */
export interface ShopRow {
  /** Number in the file, the first line is 1. */
  line: number;
  booth: string;
  part: string;
  names: Localized;
  trade: string;
  contact: string;
  wishedTime: string;
}

const LONGEST_CELL = 200;
/** Characters that hide in text or turn it round. */
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/;

/** The language of a name by its script, for a column that doesn't say: the letters that Russian lacks make it Kazakh. */
export function languageOfName(name: string): keyof Localized {
  if (/\p{Script=Han}/u.test(name)) return 'zh';
  if (/\p{Script=Arabic}/u.test(name)) return 'ug';
  if (/\p{Script=Cyrillic}/u.test(name)) return /[\u0456\u0493\u049b\u04a3\u04af\u04b1\u04bb\u04d9\u04e9]/iu.test(name) ? 'kk' : 'ru';
  return 'en';
}

/** One line, without a spreadsheet's mark for "this is text" before a sign that begins a formula. */
export const cleanCell = (text: string): string => text.replace(/^'(?=[=+\-@])/, '').replace(/\s+/g, ' ').trim();

export interface ReadResult {
  row: ShopRow;
  cells: Cells;
  problems: Reason[];
}

/** What one row says, with everything that is wrong with it, each with what to do. Pure. */
export function readRow(line: number, raw: Cells, trades: ReadonlyMap<string, string>): ReadResult {
  const problems: Reason[] = [];
  const say = (key: string, params?: Record<string, string | number>) => problems.push(params ? { key: `roster:problem.${key}`, params } : { key: `roster:problem.${key}` });
  const cells = Object.fromEntries(Object.entries(raw).map(([column, text]) => [column, cleanCell(text)])) as Cells;
  if (Object.values(cells).some((text) => HIDDEN.test(text))) say('hidden');
  const of = (column: Column): string => (cells[column] ?? '').slice(0, LONGEST_CELL);

  const booth = of('booth').slice(0, 40);
  const part = of('part');
  if (!booth) say('no-booth');
  if (part.length > LONGEST_PART) say('part-too-long', { max: LONGEST_PART });
  const names: Localized = {};
  for (const language of CONTENT_LANGUAGES) if (of(`name-${language}`)) names[language] = of(`name-${language}`);
  const plain = of('name');
  if (plain) names[languageOfName(plain)] ??= plain;
  if (Object.keys(names).length === 0) say('no-name');
  if ([...Object.values(cells).map((text) => text.length > LONGEST_CELL), ...Object.values(names).map((name) => name.length > LONGEST_NAME)].some(Boolean)) say('too-long', { max: LONGEST_NAME });
  const trade = of('trade') ? trades.get(headingKey(of('trade'))) : '';
  if (trade === undefined) say('unknown-trade');
  if (!ContactSchema.safeParse(of('contact')).success) say('bad-phone');
  const wishedTime = of('wished').replace(/\s/g, '').replace(/[\u2010-\u2015\uff5e~]/g, '-').replace(/\uff1a/g, ':').replace(/^(\d):/, '0$1:').replace(/-(\d):/, '-0$1:');
  if (!WishedTimeSchema.safeParse(wishedTime).success) say('bad-time');
  return { cells, row: { line, booth, part: part.slice(0, LONGEST_PART), names, trade: trade ?? '', contact: of('contact'), wishedTime }, problems };
}
