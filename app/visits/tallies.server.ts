import { Tallies } from '#models/visit.server.ts';
import { newId } from '#app/platform/ids.ts';
import type { Quiet } from './offering.server.ts';

/** Shops of a grid that count as offered a visit: so many more, or fewer. */
export interface Move {
  round: string;
  grid: string;
  slot: string;
  by: number;
}
export interface Sum extends Move {
  /** The row that counts it already. */
  _id?: string;
}

/** Which rows count them already. */
export async function readTallies(tx: Quiet, moves: readonly Move[]): Promise<Sum[]> {
  const sums = [...groupBy(moves, ({ round, grid, slot }) => `${round} ${grid} ${slot}`).values()].flatMap(([one, ...more]) => (one ? [{ ...one, by: more.reduce((sum, { by }) => sum + by, one.by) }] : [])).filter(({ by }) => by !== 0);
  const rounds = [...new Set(sums.map(({ round }) => round))];
  const grids = [...new Set(sums.map(({ grid }) => grid))];
  if (sums.length === 0) return [];
  const rows = await Tallies.find({ mall: tx.mall, round: { $in: rounds }, grid: { $in: grids } }, { round: 1, grid: 1, slot: 1 }, { session: tx.session }).lean();
  const known = new Map(rows.map(({ _id, round, grid, slot }) => [`${round} ${grid} ${slot}`, _id]));
  return sums.map((sum) => ({ ...sum, _id: known.get(`${sum.round} ${sum.grid} ${sum.slot}`) }));
}

/** Its writes are still on their way when it comes back. */
export async function writeTallies(tx: Quiet, sums: readonly Sum[]): Promise<void> {
  const fresh = sums.filter(({ _id }) => !_id);
  await tx.behind.insert(Tallies, fresh.map(({ round, grid, slot, by }) => ({ _id: newId(), mall: tx.mall, round, grid, slot, offered: by })));
  const counted = sums.flatMap(({ _id, by }) => (_id ? [{ updateOne: { filter: { mall: tx.mall, _id }, update: { $inc: { offered: by } } } }] : []));
  if (counted.length > 0) await tx.behind.write(() => Tallies.bulkWrite(counted, { session: tx.session }));
}

export function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
