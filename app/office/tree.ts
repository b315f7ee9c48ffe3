import type { Localized } from '#models/mall.server.ts';
import type { OfficeLevel } from '#models/office.server.ts';

/** What a mall's last release shows, added up; null before its first. */
export interface MallFigures {
  slug: string;
  name: Localized;
  office: string;
  /** Missing where no round is shown. */
  round: { of: number; atLeast: number } | null;
  /** Requests in a stage, as far as they are shown. */
  requests: number | null;
}
export interface TreeOffice {
  id: string;
  parent?: string;
  level: OfficeLevel;
  name: Localized;
}
export interface TreeRow {
  key: string;
  /** Steps below the office that looks. */
  depth: number;
  name: Localized;
  /** Null: a mall. */
  level: OfficeLevel | null;
  /** Slug of a mall. */
  slug: string | null;
  malls: number;
  round: { of: number; atLeast: number } | null;
  requests: number | null;
}

const HEIGHT = 4;
type Sums = Pick<TreeRow, 'malls' | 'round' | 'requests'>;
const NONE: Sums = { malls: 0, round: null, requests: null };

/** Nothing but sums of what each mall's release shows: whoever subtracts them again has what she could read there anyway. */
function plus(a: Sums, b: Sums): Sums {
  const round = a.round && b.round ? { of: a.round.of + b.round.of, atLeast: a.round.atLeast + b.round.atLeast } : (a.round ?? b.round);
  return { malls: a.malls + b.malls, round, requests: a.requests === null ? b.requests : a.requests + (b.requests ?? 0) };
}

/** An office with everything below it, from above: each office with the sum of its malls, then those below, then its own malls. */
export function rollUp(top: TreeOffice, offices: readonly TreeOffice[], malls: readonly MallFigures[]): TreeRow[] {
  return rowsOf(top, 0);

  function rowsOf({ id, name, level }: TreeOffice, depth: number): TreeRow[] {
    if (depth >= HEIGHT) return [];
    const below = offices.filter(({ parent }) => parent === id).map((office) => rowsOf(office, depth + 1));
    const own = malls.filter(({ office }) => office === id).map((mall): TreeRow => ({ key: mall.slug, depth: depth + 1, name: mall.name, level: null, slug: mall.slug, malls: 1, round: mall.round, requests: mall.requests }));
    const sums = [...below.flatMap(([first]) => first ?? []), ...own].reduce(plus, NONE);
    return [{ key: id, depth, name, level, slug: null, ...sums }, ...below.flat(), ...own];
  }
}
