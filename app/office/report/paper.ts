import type { Localized } from '#app/i18n/languages.ts';
import type { Span } from '../figures.ts';
import type { LevelRows, ReleasedDay } from '../tables.ts';

/** A round as a release shows it: nothing that isn't in the release but its name and its days. */
export interface ReleasedRound {
  name: Localized;
  opensOn: string;
  closesOn: string;
  /** Day of its end, in the mall's zone; its figures are frozen from then on. */
  endedOn: string | null;
  cutAt: Date;
  of: number;
  atLeast: number;
  levels: LevelRows[];
  /** Numbers of the grids by id. */
  numbers: Record<string, number>;
  days: ReleasedDay[];
  /** What came in after the end; null while it runs. */
  late: Span | null;
}

/** Text; a number; or a figure that isn't one number (`<5`, `10–14`). */
export type PaperCell = string | number | { figure: string };
export interface PaperTable {
  key: 'level' | 'grid' | 'day' | 'program' | 'asked' | 'week' | 'stage' | 'offered' | 'place';
  title: string;
  columns: { label: string; number: boolean }[];
  rows: PaperCell[][];
}

/** A report in one language, every word of it: the page, the PDF and the spreadsheet only set it. */
export interface Paper {
  language: string;
  direction: 'ltr' | 'rtl';
  mall: string;
  title: string;
  asOf: string;
  facts: { label: string; value: PaperCell }[];
  tables: PaperTable[];
  notes: string[];
}

/** A span as a cell: below five, zero included, only that. A hidden one says the same. */
export function cellOf(span: Span | null): PaperCell {
  if (!span || (span.least === 0 && span.most < 5)) return { figure: '<5' };
  return span.least === span.most ? span.least : { figure: `${span.least}–${span.most}` };
}

/** What is certain of a sum of steps; below five it is said as of every other cell. */
export function atLeastCell(value: number): PaperCell {
  return value < 5 ? { figure: '<5' } : value;
}
