/** The closed list of what an import may bring. A column that isn't one of these is dropped before a cell of it is read. */
export const COLUMNS = ['booth', 'part', 'name', 'name-zh', 'name-ug', 'name-kk', 'name-ru', 'name-en', 'trade', 'contact', 'wished'] as const;
export type Column = (typeof COLUMNS)[number];

/** Headings as people write them, in all languages → the column that they mean. Made from the locale files. */
export type Headings = ReadonlyMap<string, Column>;

/** Letters and digits only: "Booth №:" and "booth no" are one heading. */
export const headingKey = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '').slice(0, 60);

/** @param words `heading|synonym|…` of one column in one language */
export function headingsOf(words: Iterable<readonly [Column, string]>): Headings {
  const headings = new Map<string, Column>();
  for (const [column, list] of words) for (const heading of list.split('|')) if (!headings.has(headingKey(heading))) headings.set(headingKey(heading), column);
  return headings;
}

export interface FoundColumns {
  /** Place in the row → column. */
  at: ReadonlyMap<number, Column>;
  taken: string[];
  /** Headings of everything else, as they were written; what was under them isn't read. */
  dropped: string[];
}

const shown = (heading: string): string => heading.trim().slice(0, 60);

/**
 * Whether a row is the heading: it names the booth and at least one name. A second column of the same meaning is dropped.
 * @returns null when it isn't
 */
export function findColumns(cells: readonly string[], headings: Headings): FoundColumns | null {
  const at = new Map<number, Column>();
  const taken: string[] = [];
  const dropped: string[] = [];
  cells.forEach((cell, index) => {
    if (!cell.trim()) return;
    const column = headings.get(headingKey(cell));
    if (column && ![...at.values()].includes(column)) {
      at.set(index, column);
      taken.push(shown(cell));
    } else dropped.push(shown(cell));
  });
  const found = [...at.values()];
  return found.includes('booth') && found.some((column) => column.startsWith('name')) ? { at, taken, dropped } : null;
}

/** Rows at the top of a sheet that may stand above the heading: a title, a date. */
export const HEADING_WITHIN = 10;
