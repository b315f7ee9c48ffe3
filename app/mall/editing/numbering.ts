import type { UnitItem } from './items.ts';
import { middleOf } from './shapes.ts';

/** Middles no farther apart than this from top to bottom stand in one row. Metres. */
const ROW = 1.5;

/** As one reads a page: row by row from the top, each from the left; the plan itself never mirrors. */
export function inReadingOrder(units: readonly UnitItem[]): UnitItem[] {
  const placed = units.map((unit) => ({ unit, at: middleOf(unit.shape) })).sort((a, b) => a.at[1] - b.at[1] || a.at[0] - b.at[0]);
  const rows: (typeof placed)[] = [];
  for (const each of placed) {
    const row = rows.at(-1);
    if (row && each.at[1] - row[0]!.at[1] <= ROW) row.push(each);
    else rows.push([each]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.at[0] - b.at[0]).map(({ unit }) => unit));
}

export interface Series {
  /** Before the count: `F2-`. */
  prefix: string;
  first: number;
  /** Filled up with zeros to so many. */
  digits: number;
}

/** `F2-001`, `F2-002` … for the units in reading order. `taken`: numbers of others, which are left out of the series. */
export function numberSeries(units: readonly UnitItem[], { prefix, first, digits }: Series, taken: ReadonlySet<string>): { id: string; from: string; to: string }[] {
  let next = first;
  return inReadingOrder(units).map(({ id, number }) => {
    const write = () => `${prefix}${String(next).padStart(digits, '0')}`;
    while (taken.has(write())) next += 1;
    const to = write();
    next += 1;
    return { id, from: number, to };
  });
}

/** The first of `F2-001`, `F2-002` … that is free. */
export function nextNumber(prefix: string, taken: ReadonlySet<string>): string {
  let n = 1;
  const write = () => `${prefix}${String(n).padStart(3, '0')}`;
  while (taken.has(write())) n += 1;
  return write();
}

/** A number for what is cut off from a booth: `F1-067` → `F1-067B`, the first letter that is free. */
export function numberBeside(number: string, taken: ReadonlySet<string>): string {
  if (!number) return '';
  for (let letter = 66; letter <= 90; letter += 1) {
    const candidate = `${number}${String.fromCharCode(letter)}`;
    if (!taken.has(candidate)) return candidate;
  }
  let n = 2;
  while (taken.has(`${number}-${n}`)) n += 1;
  return `${number}-${n}`;
}
