import type { RoundScope } from '#models/visit.server.ts';

export const SCOPE_KINDS = ['all', 'grids', 'levels', 'trades'] as const;

/** Where a shop is now, and what it trades in; its first booth by number counts. */
export interface Placed {
  merchant: string;
  trade: string;
  grid: string | null;
  level: string | null;
}

/** Whether a round is for this shop. A shop without a booth is in none. */
export function isInScope(scope: RoundScope | undefined, { trade, grid, level }: Omit<Placed, 'merchant'>): boolean {
  if (!grid) return false;
  if (!scope || scope.kind === 'all') return true;
  const mine = { grids: grid, levels: level, trades: trade }[scope.kind];
  return mine !== null && scope.ids.includes(mine);
}

export interface ScopeCount {
  inScope: number;
  places: { grid: string; shops: number }[];
}

/**
 * How many shops a round is for, now. A shop that opens or moves into the scope meanwhile is taken in, one that closes or
 * moves out is taken out, unless it was offered its visit: then it stays counted, where it was offered. Order doesn't matter.
 */
export function countScope(scope: RoundScope | undefined, open: Iterable<Placed>, offered: Iterable<{ merchant: string; grid: string }>): ScopeCount {
  const gridOf = new Map<string, string>();
  for (const shop of open) if (shop.grid && isInScope(scope, shop)) gridOf.set(shop.merchant, shop.grid);
  for (const { merchant, grid } of offered) gridOf.set(merchant, grid);
  const places = new Map<string, number>();
  for (const grid of gridOf.values()) places.set(grid, (places.get(grid) ?? 0) + 1);
  return { inScope: gridOf.size, places: [...places].map(([grid, shops]) => ({ grid, shops })).sort((a, b) => (a.grid < b.grid ? -1 : 1)) };
}

/** Shops by the day on which they were offered their visit; in whatever order the rows come. */
export function countDays(offered: Iterable<{ merchant: string; day: string }>): { day: string; offered: number }[] {
  const dayOf = new Map<string, string>();
  for (const { merchant, day } of offered) dayOf.set(merchant, day);
  const days = new Map<string, number>();
  for (const day of dayOf.values()) days.set(day, (days.get(day) ?? 0) + 1);
  return [...days].map(([day, count]) => ({ day, offered: count })).sort((a, b) => (a.day < b.day ? -1 : 1));
}

export interface DayRow {
  day: string;
  offered: number;
  /** Up to and with this day. */
  soFar: number;
  left: number;
}

/**
 * The days of a round, with today's number out of the live sum: what isn't an earlier day's is today's. The last row and the
 * sum always agree. @param today null: the round has ended
 */
export function daysUpToNow(stored: readonly { day: string; offered: number }[], { offered, shops, today }: { offered: number; shops: number; today: string | null }): DayRow[] {
  const earlier = stored.filter(({ day }) => day !== today);
  const now = offered - earlier.reduce((sum, row) => sum + row.offered, 0);
  const days = today && now > 0 ? [...earlier, { day: today, offered: now }] : earlier;
  let soFar = 0;
  return days.map((row) => {
    soFar += row.offered;
    return { ...row, soFar, left: Math.max(0, shops - soFar) };
  });
}

/** Two windows of days that share one. */
export function overlaps(a: { opensOn: string; closesOn: string }, b: { opensOn: string; closesOn: string }): boolean {
  return a.opensOn <= b.closesOn && b.opensOn <= a.closesOn;
}
