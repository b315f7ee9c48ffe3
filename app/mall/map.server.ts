import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { type Actor, gridsIn, holdsRole, isOfficer, shopsIn } from '#app/platform/actor.ts';
import { holds } from '#app/platform/permissions.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { layersFor, type MapMark } from './layers.server.ts';
import { getLevelPlan, listLevels } from './plan.server.ts';
import { findShops, type GridCard, type LevelCard, listGrids, listRoster } from './queries.server.ts';

/** A row of the list twin. */
export interface MapRow {
  unit: string;
  number: string;
  names: Localized | null;
  grid: string | null;
  mark: MapMark | null;
}

export interface MapQuestion {
  level?: string;
  unit?: string;
  /** Grid of the list, or `all`. */
  list?: string;
  show?: string;
  page: number;
}

const PAGE = 50;

/** Where somebody's own things are: her shop's level, else her grid's, else the first. */
async function startLevel(actor: Actor, mall: string, levels: readonly LevelCard[]): Promise<LevelCard | undefined> {
  const shop = shopsIn(actor, mall)[0];
  const own = shop ? (await findShops(mall, [shop])).get(shop)?.level?.id : undefined;
  const grid = gridsIn(actor, mall)[0];
  const corner = !own && grid ? (await Units.findOne({ mall, grid }, { level: 1 }).lean())?.level : undefined;
  return levels.find((level) => level._id === (own ?? corner)) ?? levels.find((level) => level.ordinal === 0) ?? levels[0];
}

/** One level for one reader: the plan, who is where, the marks of the layer she chose, the shop she chose. */
export async function readMap(actor: Actor, mall: KnownMall, asked: MapQuestion, now: Date) {
  const { levels, buildings } = await listLevels(mall._id);
  const chosenUnit = asked.unit ? await Units.findOne({ mall: mall._id, _id: asked.unit }, { level: 1, number: 1, grid: 1, lettable: 1 }).lean() : null;
  if (asked.unit && !chosenUnit) throw new Response(null, { status: 404 });
  const wanted = chosenUnit?.level ?? asked.level;
  const level = wanted ? levels.find(({ _id }) => _id === wanted) : await startLevel(actor, mall._id, levels);
  if (!level) {
    if (wanted) throw new Response(null, { status: 404 });
    return null;
  }
  const [plan, units, grids] = await Promise.all([
    getLevelPlan(mall, level),
    Units.find({ mall: mall._id, level: level._id, lettable: true }, { number: 1, grid: 1 }).sort({ number: 1 }).limit(6_000).lean(),
    listGrids(mall._id),
  ]);
  const tenancies = await Tenancies.find({ mall: mall._id, unit: { $in: units.map((u) => u._id) }, to: { $exists: false } }, { unit: 1, merchant: 1 }).lean();
  const tenant = new Map(tenancies.map((t) => [t.unit, t.merchant]));
  const shops = new Map(units.flatMap((u) => (tenant.has(u._id) ? [[u._id, { merchant: tenant.get(u._id) ?? '', grid: u.grid }] as const] : [])));
  const layers = layersFor(actor, mall._id);
  const layer = layers.find(({ id }) => id === (asked.show ?? layers[0]?.id));
  const marks = layer ? await layer.marksOn({ actor, mall, shops, now }) : new Map<string, MapMark>();
  const here = grids.filter((grid) => units.some((unit) => unit.grid === grid._id));
  const listed = here.find((grid) => grid._id === (asked.list ?? chosenUnit?.grid)) ?? here.find((grid) => gridsIn(actor, mall._id).includes(grid._id)) ?? here[0];
  const rowsOf = units.filter((unit) => asked.list === 'all' || !listed || unit.grid === listed._id);
  const shown = rowsOf.slice((asked.page - 1) * PAGE, asked.page * PAGE);
  const names = await namesOfMerchants(mall._id, shown.flatMap((unit) => tenant.get(unit._id) ?? []));
  const rows: MapRow[] = shown.map((unit) => ({
    unit: unit._id,
    number: unit.number ?? '',
    names: names.get(tenant.get(unit._id) ?? '') ?? null,
    grid: unit.grid ?? null,
    mark: marks.get(unit._id) ?? null,
  }));
  const place = chosenUnit ? plan.places.get(chosenUnit._id) : undefined;
  return {
    levels,
    buildings,
    level,
    plan: { viewBox: plan.viewBox, markup: plan.markup },
    shops: shops.size,
    grids: here.map(({ _id, number, hue, weave }) => ({ _id, number, hue, weave, shops: units.filter((u) => u.grid === _id && tenant.has(u._id)).length })),
    layers: layers.map(({ id }) => id),
    layer: layer?.id ?? null,
    marks: [...marks].flatMap(([unit, mark]) => {
      const at = plan.places.get(unit);
      return at ? [{ mark, x: at.x, y: at.y, width: at.width }] : [];
    }),
    list: { rows, grid: asked.list === 'all' ? null : (listed ?? null), page: asked.page, pages: Math.max(1, Math.ceil(rowsOf.length / PAGE)) },
    chosen: chosenUnit && place ? await chosenShop(actor, mall, { ...chosenUnit, place, merchant: tenant.get(chosenUnit._id), mark: marks.get(chosenUnit._id) ?? null }, grids, now) : null,
  };
}

async function namesOfMerchants(mall: string, ids: readonly string[]): Promise<Map<string, Localized>> {
  const rows = await Merchants.find({ mall, _id: { $in: [...ids] } }, { names: 1 }).lean();
  return new Map(rows.map((row) => [row._id, row.names]));
}

interface ChosenUnit {
  _id: string;
  number?: string;
  grid?: string;
  merchant?: string;
  mark: MapMark | null;
  place: { d: string; x: number; y: number; width: number };
}

/** Name, trade, grid and who looks after it: what a sign in the corridor says, so no look is recorded. */
async function chosenShop(actor: Actor, mall: KnownMall, unit: ChosenUnit, grids: readonly GridCard[], now: Date) {
  const shop = unit.merchant ? ((await findShops(mall._id, [unit.merchant])).get(unit.merchant) ?? null) : null;
  const roster = unit.grid ? await listRoster(mall._id, [unit.grid], now) : [];
  const own = unit.merchant ? shopsIn(actor, mall._id).includes(unit.merchant) : false;
  const mayVisit = Boolean(unit.grid && unit.merchant && !own && holdsRole(actor, mall._id, unit.grid, 'leader', 'manager', 'assistant', 'information'));
  return {
    unit: unit._id,
    number: unit.number ?? '',
    place: unit.place,
    merchant: unit.merchant ?? null,
    names: shop?.names ?? null,
    trade: shop?.trade ?? null,
    grid: grids.find((grid) => grid._id === unit.grid) ?? null,
    manager: roster.find((entry) => entry.role === 'manager')?.names ?? null,
    mark: unit.mark,
    own,
    can: { visit: mayVisit, requests: isOfficer(actor, mall._id), ask: holds(actor, 'requests:ask', mall._id) && own },
  };
}

/** By booth number first, then by any part of a name on a sign. At most twenty. */
export async function searchShops(mall: string, query: string): Promise<{ unit: string; number: string; names: Localized | null }[]> {
  const words = query.trim().slice(0, 60);
  if (!words) return [];
  const safe = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(safe, 'i');
  const byNumber = await Units.find({ mall, lettable: true, number: /^[\w-]+$/.test(words) ? pattern : words }, { number: 1 }).sort({ number: 1 }).limit(20).lean();
  const named = await Merchants.find({ mall, status: 'open', $or: ['zh', 'ug', 'kk', 'ru', 'en'].map((language) => ({ [`names.${language}`]: pattern })) }, { _id: 1 }).limit(20).lean();
  const byName = [...(await findShops(mall, named.map((row) => row._id))).values()];
  const tenancies = await Tenancies.find({ mall, unit: { $in: byNumber.map((u) => u._id) }, to: { $exists: false } }, { unit: 1, merchant: 1 }).lean();
  const names = await namesOfMerchants(mall, tenancies.map((t) => t.merchant));
  const found = [
    ...byNumber.map((unit) => ({ unit: unit._id, number: unit.number ?? '', names: names.get(tenancies.find((t) => t.unit === unit._id)?.merchant ?? '') ?? null })),
    ...byName.flatMap((shop) => (shop.unit ? [{ unit: shop.unit.id, number: shop.unit.number, names: shop.names }] : [])),
  ];
  return [...new Map(found.map((entry) => [entry.unit, entry])).values()].slice(0, 20);
}
