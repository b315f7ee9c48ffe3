import { Accounts, type RoleTerm, RoleTerms } from '#models/account.server.ts';
import { GridPlans } from '#models/grid-plan.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { Merchants, openTenancies } from '#models/merchant.server.ts';
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
const termMemory = () => memoryOf<readonly Pick<RoleTerm, 'account' | 'grid' | 'role' | 'from' | 'to'>[]>('terms-of-grids', ['roleterms']);
const nameMemory = () => memoryOf<Localized>('account-names', ['accounts']);

/** The mall's levels, the top one first; by building where it has several. */
export function levelsOf(mall: string): Promise<readonly LevelCard[]> {
  return levelMemory().get(mall, () => Levels.find({ mall }, { shortName: 1, ordinal: 1, building: 1, name: 1 }).sort({ building: 1, ordinal: -1 }).limit(500).lean());
}

/** Shop cards by merchant id; ids of another mall are simply missing. */
export function findShops(mall: string, merchants: readonly string[]): Promise<Map<string, ShopCard>> {
  const before = mall.length + 1;
  const cards = shopMemory().many(merchants.map((merchant) => `${mall} ${merchant}`), (keys) => readShops(mall, keys.map((key) => key.slice(before))), mall);
  return cards.then((found) => new Map([...found.values()].map((card) => [card.merchant, card])));
}

/** @returns by `<mall> <merchant>` */
async function readShops(mall: string, ids: readonly string[]): Promise<Map<string, ShopCard>> {
  const [shops, tenancies, levels, grids] = await Promise.all([
    Merchants.find({ mall, _id: { $in: ids } }, { names: 1, trade: 1 }).lean(),
    openTenancies({ mall, merchant: { $in: ids } }),
    levelsOf(mall),
    listGrids(mall),
  ]);
  const units = await Units.find({ mall, _id: { $in: tenancies.map((t) => t.unit) } }, { number: 1, level: 1, grid: 1 }).sort({ number: 1 }).lean();
  const [levelOf, gridOf] = [new Map(levels.map((level) => [level._id, level])), new Map(grids.map((grid) => [grid._id, grid]))];
  // A booth may be shared by several shops, and a shop may have several booths.
  const merchantsOfUnit = new Map<string, string[]>();
  for (const { unit, merchant } of tenancies) merchantsOfUnit.set(unit, [...(merchantsOfUnit.get(unit) ?? []), merchant]);
  const unitOf = new Map<string, (typeof units)[number]>();
  for (const unit of [...units].reverse()) for (const merchant of merchantsOfUnit.get(unit._id) ?? []) unitOf.set(merchant, unit);
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
    return (await openTenancies({ mall, unit: { $in: units.map((u) => u._id) } })).map((t) => t.merchant);
  });
  const shops = await findShops(mall, merchants);
  return [...shops.values()].filter((shop) => shop.grid?._id === grid).sort((a, b) => (a.unit?.number ?? '').localeCompare(b.unit?.number ?? '', 'en'));
}

/** By number. */
export function listGrids(mall: string): Promise<readonly GridRow[]> {
  const shown = { number: 1, hue: 1, weave: 1, levels: 1, shops: 1 } as const;
  return gridMemory().get(mall, () => Grids.find({ mall, endedAt: { $exists: false } }, shown).sort({ number: 1 }).limit(2_000).lean());
}

/** A dissolved one too: closed requests and papers still name it. @throws a 404 Response when the grid isn't in this mall */
export async function getGrid(mall: string, grid: string): Promise<GridRow> {
  const live = (await listGrids(mall)).find((one) => one._id === grid);
  const found = live ?? (await Grids.findOne({ mall, _id: grid }, { number: 1, hue: 1, weave: 1, levels: 1, shops: 1 }).lean());
  if (!found) throw new Response(null, { status: 404 });
  return found;
}

/** Who looks after the grid now, in the order of the five. Public within the mall. */
export async function listRoster(mall: string, grids: readonly string[], now: Date): Promise<RosterEntry[]> {
  const before = mall.length + 1;
  const read = async (keys: string[]) => {
    const asked = keys.map((key) => key.slice(before));
    const rows = await RoleTerms.find({ mall, grid: { $in: asked } }, { account: 1, grid: 1, role: 1, from: 1, to: 1 }).lean();
    return new Map(asked.map((grid) => [`${mall} ${grid}`, rows.filter((row) => row.grid === grid)]));
  };
  const found = await termMemory().many(grids.map((grid) => `${mall} ${grid}`), read, mall);
  const terms = [...found.values()].flat().filter(({ from, to }) => from <= now && to > now);
  const names = await namesOf(terms.map((t) => t.account));
  return terms.map(({ account, grid, role }) => ({ account, grid, role, names: names.get(account) ?? {} }));
}

/** Names of people who acted, for "who and as what" beside every event. */
export function namesOf(accounts: readonly string[]): Promise<Map<string, Localized>> {
  return nameMemory().many(accounts, async (ids) => new Map((await Accounts.find({ _id: { $in: ids } }, { names: 1 }).lean()).map((row) => [row._id, row.names])));
}

/** The number on a grid's plate; null for one of another mall. */
export async function findGridNumber(mall: string, grid: string): Promise<number | null> {
  return (await Grids.findOne({ mall, _id: grid }, { number: 1 }).lean())?.number ?? null;
}

/**
 * Grids that figures of a round may be shown of: those that a change made after its first day have none, since the
 * difference to the old grid's figure could be a single shop.
 */
export async function gridsOfRound(mall: string, opensOn: string): Promise<{ _id: string; shops: number }[]> {
  const [grids, changes] = await Promise.all([
    Grids.find({ mall, endedAt: { $exists: false } }, { shops: 1 }).sort({ number: 1 }).limit(20_000).lean(),
    GridPlans.find({ mall, state: 'in-effect', endedAt: { $gte: new Date(`${opensOn}T00:00:00Z`) } }, { grids: 1 }).limit(200).lean(),
  ]);
  const fresh = new Set(changes.flatMap((change) => change.grids.flatMap(({ id, number }) => (number === undefined ? [] : [id]))));
  return grids.filter(({ _id }) => !fresh.has(_id));
}
