import { Accounts, RoleTerms } from '#models/account.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { type Grid, Grids, Levels, Units } from '#models/plan.server.ts';
import type { GridRole } from '#app/platform/actor.ts';

/** A grid as its cloth is drawn anywhere: number, hue and weave (1–8 each). */
export type GridCard = Pick<Grid, '_id' | 'number' | 'hue' | 'weave'>;

/** A shop as lists show it: no contacts, nothing personal beyond name and place. */
export interface ShopCard {
  merchant: string;
  names: Localized;
  trade: string;
  /** Where it is now; null for a shop that closed. The first unit by number when it has several. */
  unit: { id: string; number: string } | null;
  level: { id: string; shortName: string } | null;
  grid: GridCard | null;
}

export interface RosterEntry {
  account: string;
  names: Localized;
  role: GridRole;
  grid: string;
}

/** Shop cards by merchant id; ids of another mall are simply missing. */
export async function findShops(mall: string, merchants: readonly string[]): Promise<Map<string, ShopCard>> {
  const ids = [...new Set(merchants)];
  if (ids.length === 0) return new Map();
  const [shops, tenancies] = await Promise.all([
    Merchants.find({ mall, _id: { $in: ids } }, { names: 1, trade: 1 }).lean(),
    Tenancies.find({ mall, merchant: { $in: ids }, to: { $exists: false } }, { merchant: 1, unit: 1 }).lean(),
  ]);
  const units = await Units.find({ mall, _id: { $in: tenancies.map((t) => t.unit) } }, { number: 1, level: 1, grid: 1 }).sort({ number: 1 }).lean();
  const [levels, grids] = await Promise.all([
    Levels.find({ mall, _id: { $in: [...new Set(units.map((u) => u.level))] } }, { shortName: 1 }).lean(),
    Grids.find({ mall, _id: { $in: [...new Set(units.flatMap((u) => u.grid ?? []))] } }, { number: 1, hue: 1, weave: 1 }).lean(),
  ]);
  // A booth may be shared by several shops, and a shop may have several booths.
  const merchantsOfUnit = new Map<string, string[]>();
  for (const { unit, merchant } of tenancies) merchantsOfUnit.set(unit, [...(merchantsOfUnit.get(unit) ?? []), merchant]);
  const unitOf = new Map<string, (typeof units)[number]>();
  for (const unit of [...units].reverse()) for (const merchant of merchantsOfUnit.get(unit._id) ?? []) unitOf.set(merchant, unit);
  return new Map(
    shops.map((shop) => {
      const unit = unitOf.get(shop._id);
      const level = levels.find((l) => l._id === unit?.level);
      return [
        shop._id,
        {
          merchant: shop._id,
          names: shop.names,
          trade: shop.trade,
          unit: unit ? { id: unit._id, number: unit.number ?? '' } : null,
          level: level ? { id: level._id, shortName: level.shortName } : null,
          grid: grids.find((g) => g._id === unit?.grid) ?? null,
        },
      ];
    }),
  );
}

/** @throws a 404 Response when the shop isn't in this mall */
export async function getShop(mall: string, merchant: string): Promise<ShopCard> {
  const shop = (await findShops(mall, [merchant])).get(merchant);
  if (!shop) throw new Response(null, { status: 404 });
  return shop;
}

/** Every shop of a grid, by unit number. */
export async function listGridShops(mall: string, grid: string): Promise<ShopCard[]> {
  const units = await Units.find({ mall, grid }, { _id: 1 }).lean();
  const tenancies = await Tenancies.find({ mall, unit: { $in: units.map((u) => u._id) }, to: { $exists: false } }, { merchant: 1 }).lean();
  const shops = await findShops(mall, tenancies.map((t) => t.merchant));
  return [...shops.values()].filter((shop) => shop.grid?._id === grid).sort((a, b) => (a.unit?.number ?? '').localeCompare(b.unit?.number ?? '', 'en'));
}

export async function listGrids(mall: string): Promise<(GridCard & { levels: string[]; shops: number })[]> {
  return Grids.find({ mall }, { number: 1, hue: 1, weave: 1, levels: 1, shops: 1 }).sort({ number: 1 }).limit(2_000).lean();
}

/** @throws a 404 Response when the grid isn't in this mall */
export async function getGrid(mall: string, grid: string): Promise<GridCard & { levels: string[]; shops: number }> {
  const found = await Grids.findOne({ mall, _id: grid }, { number: 1, hue: 1, weave: 1, levels: 1, shops: 1 }).lean();
  if (!found) throw new Response(null, { status: 404 });
  return found;
}

/** Who looks after the grid now, in the order of the five. Public within the mall. */
export async function listRoster(mall: string, grids: readonly string[], now: Date): Promise<RosterEntry[]> {
  const terms = await RoleTerms.find({ mall, grid: { $in: [...grids] }, from: { $lte: now }, to: { $gt: now } }, { account: 1, grid: 1, role: 1 }).lean();
  const names = await namesOf(terms.map((t) => t.account));
  return terms.map(({ account, grid, role }) => ({ account, grid, role, names: names.get(account) ?? {} }));
}

/** Names of people who acted, for "who and as what" beside every event. */
export async function namesOf(accounts: readonly string[]): Promise<Map<string, Localized>> {
  const rows = await Accounts.find({ _id: { $in: [...new Set(accounts)] } }, { names: 1 }).lean();
  return new Map(rows.map((row) => [row._id, row.names]));
}
