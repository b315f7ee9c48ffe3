import { type Offer, Offers, Tallies } from '#models/visit.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { type GridChange, registerGridChange } from '#app/mall/grids/change-source.server.ts';
import { coverageMoved, findOpenRound } from './offering.server.ts';
import { slotOf } from './rules.ts';

type Made = Pick<Offer, '_id' | 'merchant' | 'grid'>;

/** Offers of the open round whose shop goes to another grid. */
async function listMoving(mall: string, round: string, { shops }: GridChange, tx?: Tx): Promise<(Made & { to: string })[]> {
  const rows = await Offers.find({ mall, round, merchant: { $in: [...shops.keys()] } }, { merchant: 1, grid: 1 }, { session: tx?.session }).lean();
  return rows.flatMap((row) => {
    const to = shops.get(row.merchant);
    return to && to !== row.grid ? [{ ...row, to }] : [];
  });
}

/** Counted where the shop is now: its offer and the tallies of both grids, one row each, in the change's own transaction. */
async function moveOffers(tx: Tx, change: GridChange): Promise<void> {
  const round = await findOpenRound(tx.mall);
  if (!round) return;
  const { mall, session } = tx;
  const moving = await listMoving(mall, round._id, change, tx);
  const deltas = new Map<string, { grid: string; slot: string; offered: number }>();
  const count = (grid: string, slot: string, offered: number) => {
    const row = deltas.get(`${grid} ${slot}`) ?? { grid, slot, offered: 0 };
    deltas.set(`${grid} ${slot}`, { ...row, offered: row.offered + offered });
  };
  const byGrid = new Map<string, string[]>();
  for (const { _id, merchant, grid, to } of moving) {
    count(grid, slotOf(merchant), -1);
    count(to, slotOf(merchant), 1);
    byGrid.set(to, [...(byGrid.get(to) ?? []), _id]);
  }
  for (const [grid, ids] of byGrid) await Offers.updateMany({ mall, _id: { $in: ids } }, { $set: { grid } }, { session, timestamps: false });
  for (const { grid, slot, offered } of deltas.values()) {
    const key = { mall, round: round._id, grid, slot };
    const { matchedCount } = await Tallies.updateOne(key, { $inc: { offered } }, { session });
    if (matchedCount === 0) await Tallies.create([{ _id: newId(), ...key, offered }], { session });
  }
  if (moving.length > 0) tx.publish(coverageMoved(mall, round._id));
}

/** Coverage of the round under way follows the shops when the grids of a mall change; a finished round's figures stay. */
export function registerOfferMoves(): void {
  registerGridChange({
    id: 'round',
    count: async (mall, change) => ((await findOpenRound(mall)) ? change.shops.size : 0),
    move: (tx, _mall, change) => moveOffers(tx, change),
  });
}
