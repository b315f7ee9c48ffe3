import type { ClientSession } from 'mongoose';
import { openTenancies } from '#models/merchant.server.ts';
import { Grids, Units } from '#models/plan.server.ts';

/**
 * Counts the shops of these grids again. A shop counts in the grid of its first booth by number, once, however many it has:
 * the same rule as {@link listGridShops}. Reads only those grids' units, so it costs the same in a mall of any size.
 */
export async function recountGrids(mall: string, grids: readonly (string | undefined)[], session?: ClientSession): Promise<void> {
  const wanted = [...new Set(grids)].filter((grid): grid is string => Boolean(grid));
  if (wanted.length === 0) return;
  const here = await Units.find({ mall, grid: { $in: wanted } }, { number: 1, grid: 1 }, { session }).lean();
  const tenants = await openTenancies({ mall, unit: { $in: here.map((unit) => unit._id) } }, session);
  const tenancies = await openTenancies({ mall, merchant: { $in: [...new Set(tenants.map((row) => row.merchant))] } }, session);
  const known = new Set(here.map((unit) => unit._id));
  const elsewhere = await Units.find({ mall, _id: { $in: [...new Set(tenancies.map((row) => row.unit))].filter((unit) => !known.has(unit)) } }, { number: 1, grid: 1 }, { session }).lean();
  const order = ({ number = '' }: { number?: string }) => number;
  const units = [...here, ...elsewhere].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
  const shopsOf = new Map<string, string[]>();
  for (const { unit, merchant } of tenancies) shopsOf.set(unit, [...(shopsOf.get(unit) ?? []), merchant]);
  const gridOf = new Map<string, string | undefined>();
  for (const unit of units) for (const shop of shopsOf.get(unit._id) ?? []) if (!gridOf.has(shop)) gridOf.set(shop, unit.grid);
  const counted = [...gridOf.values()];
  for (const grid of wanted) await Grids.updateOne({ mall, _id: grid }, { $set: { shops: counted.filter((one) => one === grid).length } }, { session });
}
