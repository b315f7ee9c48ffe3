import { Accounts, RoleTerms } from '#models/account.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { type Grid, Grids, type Level, Levels, Units } from '#models/plan.server.ts';
import type { GridRole } from '#app/platform/actor.ts';
import { memoryOf } from '#app/platform/memory.server.ts';

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

export type LevelCard = Pick<Level, '_id' | 'shortName' | 'ordinal' | 'building' | 'name'>;
type GridRow = GridCard & Pick<Grid, 'levels' | 'shops'>;

const levelMemory = () => memoryOf<readonly LevelCard[]>('levels', ['levels']);
const gridMemory = () => memoryOf<readonly GridRow[]>('grids', ['grids']);
const shopMemory = () => memoryOf<ShopCard>('shops', ['merchants', 'tenancies', 'units', 'levels', 'grids']);
const corner = () => memoryOf<readonly string[]>('shops-of-grids', ['tenancies', 'units']);
const nameMemory = () => memoryOf<Localized>('account-names', ['accounts']);

/** The mall's levels, the top one first; by building where it has several. */
export function levelsOf(mall: string): Promise<readonly LevelCard[]> {
  return levelMemory().get(mall, () => Levels.find({ mall }, { shortName: 1, ordinal: 1, building: 1, name: 1 }).sort({ building: 1, ordinal: -1 }).limit(500).lean());
}

/** Shop cards by merchant id; ids of another mall are simply missing. */
export function findShops(mall: string, merchants: readonly string[]): Promise<Map<string, ShopCard>> {
  const before = mall.length + 1;
  const cards = shopMemory().many(merchants.map((merchant) => `${mall} ${merchant}`), (keys) => readShops(mall, keys.map((key) => key.slice(before))));
  return cards.then((found) => new Map([...found.values()].map((card) => [card.merchant, card])));
}

/** @returns by `<mall> <merchant>` */
async function readShops(mall: string, ids: readonly string[]): Promise<Map<string, ShopCard>> {
  const [shops, tenancies, levels, grids] = await Promise.all([
    Merchants.find({ mall, _id: { $in: ids } }, { names: 1, trade: 1 }).lean(),
    Tenancies.find({ mall, merchant: { $in: ids }, to: { $exists: false } }, { merchant: 1, unit: 1 }).lean(),
    levelsOf(mall),
    listGrids(mall),
  ]);
  const units = await Units.find({ mall, _id: { $in: tenancies.map((t) => t.unit) } }, { number: 1, level: 1, grid: 1 }).sort({ number: 1 }).lean();
  const [levelOf, gridOf] = [new Map(levels.map((level) => [level._id, level])), new Map(grids.map((grid) => [grid._id, grid]))];
  const merchantOfUnit = new Map(tenancies.map((t) => [t.unit, t.merchant]));
  const unitOf = new Map<string, (typeof units)[number]>();
  for (const unit of [...units].reverse()) unitOf.set(merchantOfUnit.get(unit._id) ?? '', unit);
  return new Map(
    shops.map(({ _id, names, trade }) => {
      const unit = unitOf.get(_id);
      const level = levelOf.get(unit?.level ?? '');
      const grid = gridOf.get(unit?.grid ?? '');
      return [
        `${mall} ${_id}`,
        {
          merchant: _id,
          names,
          trade,
          unit: unit ? { id: unit._id, number: unit.number ?? '' } : null,
          level: level ? { id: level._id, shortName: level.shortName } : null,
          grid: grid ? { _id: grid._id, number: grid.number, hue: grid.hue, weave: grid.weave } : null,
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
  const merchants = await corner().get(`${mall} ${grid}`, async () => {
    const units = await Units.find({ mall, grid }, { _id: 1 }).lean();
    return (await Tenancies.find({ mall, unit: { $in: units.map((u) => u._id) }, to: { $exists: false } }, { merchant: 1 }).lean()).map((t) => t.merchant);
  });
  const shops = await findShops(mall, merchants);
  return [...shops.values()].filter((shop) => shop.grid?._id === grid).sort((a, b) => (a.unit?.number ?? '').localeCompare(b.unit?.number ?? '', 'en'));
}

/** By number. */
export function listGrids(mall: string): Promise<readonly GridRow[]> {
  return gridMemory().get(mall, () => Grids.find({ mall }, { number: 1, hue: 1, weave: 1, levels: 1, shops: 1 }).sort({ number: 1 }).limit(2_000).lean());
}

/** @throws a 404 Response when the grid isn't in this mall */
export async function getGrid(mall: string, grid: string): Promise<GridRow> {
  const found = (await listGrids(mall)).find((one) => one._id === grid);
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
export function namesOf(accounts: readonly string[]): Promise<Map<string, Localized>> {
  return nameMemory().many(accounts, async (ids) => new Map((await Accounts.find({ _id: { $in: ids } }, { names: 1 }).lean()).map((row) => [row._id, row.names])));
}
