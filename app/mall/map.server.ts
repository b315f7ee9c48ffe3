import { Units } from '#models/plan.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { type Actor, gridsIn, holdsRole, isOfficer, shopsIn } from '#app/platform/actor.ts';
import { holds } from '#app/platform/permissions.ts';
import { ownTradeNames } from './settings/trades.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { layersFor, type MapSign } from './layers.server.ts';
import { unitsByNumber, shopsByName } from './roster/finding.server.ts';
import { shortNumber } from './short-number.ts';
import { getLevelPlan, type LevelPlan, listLevels } from './plan.server.ts';
import { getStanding, spotOn, type Standing } from './standing.server.ts';
import { countShops, namesOfMerchants, type Tenant, tenantsOf } from './tenants.server.ts';
import { findShops, type GridCard, type LevelCard, listGrids, listRoster } from './queries.server.ts';

export type MapLayer = 'offered' | 'requests' | 'vacant';

/** A row of the list twin: a shop, or a booth without any. */
export interface MapRow {
  unit: string;
  merchant: string | null;
  /** Which part of a booth that several share. */
  part: string;
  number: string;
  names: Localized | null;
  grid: string | null;
  sign: MapSign | null;
}

export interface MapQuestion {
  level?: string;
  unit?: string;
  /** Nothing was said about a place: the reader's own shop is chosen, where she has one. */
  own?: boolean;
  /** Which of the shops that share the booth. */
  shop?: string;
  /** Grid of the list, or `all`. */
  list?: string;
  show?: string;
  /** `assets`: with what everybody may need. */
  also?: string;
  /** The unit where the reader stands. */
  at?: string;
  page: number;
  /** The whole page was asked for, not its data only: the drawing comes in its HTML. */
  whole: boolean;
}

const PAGE = 50;
/** The map's own layer beside those of other rooms: what anybody may see on the doors. */
const VACANT = 'vacant';

async function ownPlace(actor: Actor, mall: string): Promise<Pick<MapQuestion, 'unit' | 'shop'>> {
  const shop = shopsIn(actor, mall)[0];
  return shop ? { unit: (await findShops(mall, [shop])).get(shop)?.unit?.id, shop } : {};
}

/** Where somebody's own things are: her shop's level, else her grid's, else the first. */
async function startLevel(actor: Actor, mall: string, levels: readonly LevelCard[]): Promise<LevelCard | undefined> {
  const shop = shopsIn(actor, mall)[0];
  const own = shop ? (await findShops(mall, [shop])).get(shop)?.level?.id : undefined;
  const grid = gridsIn(actor, mall)[0];
  const corner = !own && grid ? (await Units.findOne({ mall, grid }, { level: 1 }).lean())?.level : undefined;
  return levels.find((level) => level._id === (own ?? corner)) ?? levels.find((level) => level.ordinal === 0) ?? levels[0];
}

/** One level for one reader: the plan, who is where, the marks of the layer she chose, the shop she chose; beside it the drawing, for a page that has none yet. */
export async function readMap(actor: Actor, mall: KnownMall, asked: MapQuestion, now: Date) {
  const { levels, buildings } = await listLevels(mall._id);
  const { unit, shop } = asked.own && !asked.unit ? await ownPlace(actor, mall._id) : asked;
  const chosenUnit = unit ? await Units.findOne({ mall: mall._id, _id: unit }, { level: 1, number: 1, grid: 1, lettable: 1 }).lean() : null;
  if (asked.unit && !chosenUnit) throw new Response(null, { status: 404 });
  const standing = asked.at ? await getStanding(mall._id, asked.at) : null;
  const wanted = chosenUnit?.level ?? asked.level ?? standing?.level;
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
  const tenants = await tenantsOf(mall._id, units.map((unit) => unit._id));
  const shops = new Map(units.flatMap((unit) => (tenants.has(unit._id) ? [[unit._id, { merchants: (tenants.get(unit._id) ?? []).map(({ merchant }) => merchant), grid: unit.grid }] as const] : [])));
  const layers = layersFor(actor, mall._id);
  const layer = layers.find(({ id }) => id === (asked.show ?? layers[0]?.id));
  const showsVacant = asked.show === VACANT;
  const marks = showsVacant ? new Map(units.filter((unit) => !tenants.has(unit._id)).map((unit): [string, MapSign] => [unit._id, { mark: VACANT }])) : layer ? await layer.marksOn({ actor, mall, shops, now }) : new Map<string, MapSign>();
  const here = grids.filter((grid) => units.some((unit) => unit.grid === grid._id));
  const listed = here.find((grid) => grid._id === (asked.list ?? chosenUnit?.grid)) ?? here.find((grid) => gridsIn(actor, mall._id).includes(grid._id)) ?? here[0];
  const listing = units.filter((unit) => asked.list === 'all' || !listed || unit.grid === listed._id).flatMap((unit) => (tenants.get(unit._id) ?? [null]).map((tenant) => ({ unit, tenant })));
  const shown = listing.slice((asked.page - 1) * PAGE, asked.page * PAGE);
  const names = await namesOfMerchants(mall._id, shown.flatMap(({ tenant }) => tenant?.merchant ?? []));
  const rows = shown.map(({ unit, tenant }): MapRow => ({
    unit: unit._id,
    merchant: tenant?.merchant ?? null,
    part: tenant?.part ?? '',
    number: unit.number ?? '',
    names: names.get(tenant?.merchant ?? '') ?? null,
    grid: unit.grid ?? null,
    sign: marks.get(unit._id) ?? null,
  }));
  const place = chosenUnit ? plan.places.get(chosenUnit._id) : undefined;
  const map = {
    levels,
    buildings,
    level,
    plan: {
      viewBox: plan.viewBox,
      streets: plan.streets,
      key: `${level._id}:${plan.version}`,
      inPage: asked.whole,
      address: `/m/${mall.slug}/map/drawing?level=${encodeURIComponent(level._id)}&v=${plan.version}`,
    },
    shops: countShops(tenants, units),
    vacant: units.length - tenants.size,
    assets: plan.assets,
    withAssets: asked.also === 'assets',
    grids: here.map(({ _id, number, hue, weave }) => ({ _id, number, hue, weave, shops: countShops(tenants, units.filter((unit) => unit.grid === _id)) })),
    layers: [...layers.map(({ id }) => id), VACANT] as MapLayer[],
    layer: (showsVacant ? VACANT : (layer?.id ?? null)) as MapLayer | null,
    marks: [...marks].flatMap(([unit, { mark, count }]) => {
      const at = plan.places.get(unit);
      return at ? [{ mark, count: count ?? 1, x: at.x, y: at.y, width: at.width, ...(mark === VACANT && { d: at.d }) }] : [];
    }),
    here: standing ? await hereOf(mall, standing, levels, { ...plan, level: level._id }) : null,
    list: { rows, grid: asked.list === 'all' ? null : (listed ?? null), page: asked.page, pages: Math.max(1, Math.ceil(listing.length / PAGE)) },
    chosen: chosenUnit && place ? await chosenShop(actor, mall, { ...chosenUnit, place, tenants: tenants.get(chosenUnit._id) ?? [], shop, sign: marks.get(chosenUnit._id) ?? null }, grids, now) : null,
  };
  return { map, markup: asked.whole ? plan.markup : null };
}

/** Where the reader stands, as said in words and, on its own level, as a pin. */
async function hereOf(mall: KnownMall, standing: Standing, levels: readonly LevelCard[], shown: LevelPlan & { level: string }) {
  const { id, number, names } = standing;
  const level = levels.find((each) => each._id === standing.level);
  const { kind, place } = spotOn(level && level._id !== shown.level ? await getLevelPlan(mall, level) : shown, standing);
  return { unit: id, number, names, kind, level: level?.shortName ?? '', place: standing.level === shown.level ? place : null };
}

/** Units with this number, as typed: large or small letters, with or without what stands before the dash and zeros. */
export async function unitsAtNumber(mall: string, typed: string): Promise<string[]> {
  const number = typed.trim().slice(0, 40).toUpperCase();
  if (!number) return [];
  const exact = await Units.find({ mall, number: { $in: [number, typed.trim()] } }, { _id: 1 }).lean();
  if (exact.length > 0) return exact.map((unit) => unit._id);
  const found = await unitsByNumber(mall, typed);
  return found.filter((unit) => shortNumber(unit.number?.toUpperCase() ?? '').replace(/^0+/, '') === number.replace(/^0+/, '')).map((unit) => unit._id);
}

/** The one unit with this number; null where there is none, or several. */
export async function findByNumber(mall: string, typed: string): Promise<string | null> {
  const units = await unitsAtNumber(mall, typed);
  return units.length === 1 ? (units[0] ?? null) : null;
}

interface ChosenUnit {
  _id: string;
  number?: string;
  grid?: string;
  tenants: readonly Tenant[];
  /** The one that was chosen; else the first. */
  shop?: string;
  sign: MapSign | null;
  place: { d: string; x: number; y: number; width: number };
}

/** Name, trade, grid and who looks after it: what a sign in the corridor says, so no look is recorded. */
async function chosenShop(actor: Actor, mall: KnownMall, unit: ChosenUnit, grids: readonly GridCard[], now: Date) {
  const tenant = unit.tenants.find(({ merchant }) => merchant === unit.shop) ?? unit.tenants[0];
  const known = await findShops(mall._id, unit.tenants.map(({ merchant }) => merchant));
  const shop = (tenant && known.get(tenant.merchant)) ?? null;
  const roster = unit.grid ? await listRoster(mall._id, [unit.grid], now) : [];
  const own = tenant ? shopsIn(actor, mall._id).includes(tenant.merchant) : false;
  const mayVisit = Boolean(unit.grid && tenant && !own && holdsRole(actor, mall._id, unit.grid, 'leader', 'manager', 'assistant', 'information'));
  return {
    unit: unit._id,
    number: unit.number ?? '',
    place: unit.place,
    merchant: tenant?.merchant ?? null,
    /** All that share the booth, where there are several. */
    sharing: unit.tenants.length > 1 ? unit.tenants.map(({ merchant, part }) => ({ merchant, part, names: known.get(merchant)?.names ?? null })) : [],
    names: shop?.names ?? null,
    trade: shop?.trade ?? null,
    tradeNames: shop ? ownTradeNames(mall)[shop.trade] : undefined,
    grid: grids.find((grid) => grid._id === unit.grid) ?? null,
    manager: roster.find((entry) => entry.role === 'manager')?.names ?? null,
    sign: unit.sign,
    own,
    can: { visit: mayVisit, requests: isOfficer(actor, mall._id), ask: holds(actor, 'requests:ask', mall._id) && own },
  };
}

interface FoundShop {
  unit: string;
  number: string;
  /** Which part of a booth that several share. */
  part: string;
  /** Null for a booth without a shop. */
  shop: string | null;
  names: Localized | null;
}

const FOUND = 20;

/** By booth number first, then by any part of a name on a sign. At most twenty. */
export async function searchShops(mall: string, query: string): Promise<FoundShop[]> {
  const [units, { shops }] = await Promise.all([unitsByNumber(mall, query), shopsByName(mall, query, FOUND, 'open')]);
  const numbered = units.sort((a, b) => ((a.number ?? '') < (b.number ?? '') ? -1 : 1)).slice(0, FOUND);
  const [known, tenants] = await Promise.all([findShops(mall, shops.map((shop) => shop._id)), tenantsOf(mall, numbered.map((unit) => unit._id))]);
  const names = await namesOfMerchants(mall, [...tenants.values()].flat().map(({ merchant }) => merchant));
  const found: FoundShop[] = [
    ...numbered.flatMap((unit) => (tenants.get(unit._id) ?? [null]).map((tenant) => ({ unit: unit._id, number: unit.number ?? '', part: tenant?.part ?? '', shop: tenant?.merchant ?? null, names: names.get(tenant?.merchant ?? '') ?? null }))),
    ...[...known.values()].flatMap((shop) => (shop.unit ? [{ unit: shop.unit.id, number: shop.unit.number, part: '', shop: shop.merchant, names: shop.names }] : [])),
  ];
  return [...new Map(found.map((entry) => [`${entry.unit} ${entry.shop}`, entry])).values()].slice(0, FOUND);
}
