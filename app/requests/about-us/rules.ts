import type { Draw } from '../numbers.ts';

/** How many of the council have it. */
export const KEEPERS = 2;

/** One of the council, with what could bring her near to the person whom it is about. */
export interface Candidate {
  account: string;
  /** Grids in which she has a role or a shop. */
  grids: readonly string[];
  shops: readonly string[];
  ties: readonly string[];
}

export interface Matter {
  /** Who asks, and whom it is about. */
  without: readonly string[];
  /** Grids of the person whom it is about. */
  grids: readonly string[];
  /** Shops of whoever asks. */
  shops: readonly string[];
}

/** Of the council: outside the grid of the person whom it is about, and with no tie to the shop that asks. */
export function whoMayKeep(candidates: readonly Candidate[], { without, grids, shops }: Matter): string[] {
  const free = candidates.filter(({ account, grids: hers, shops: own, ties }) => !without.includes(account) && !hers.some((grid) => grids.includes(grid)) && ![...own, ...ties].some((shop) => shops.includes(shop)));
  return free.map(({ account }) => account);
}

/** So many of them, by lot. */
export function drawKeepers(accounts: readonly string[], count: number, draw: Draw): string[] {
  const left = [...accounts].sort();
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(draw(left.length), 1)[0] ?? '');
}
