import type { Localized } from '#models/mall.server.ts';
import { type Building, Buildings, Levels, MapFeatures, Openings, Units } from '#models/plan.server.ts';
import sprite from '#app/components/icons.svg?url';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { memoryOf } from '#app/platform/memory.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';
import { type AssetKind, assetKindOf, inTurn, type MapAsset, nearestTo } from './assets.ts';
import { boundsOf, midpoint, type Point, type Polygon } from './geometry.ts';
import { isCorridor } from './neighbours.ts';
import { labelPoint } from './label-point.ts';
import { planMarkup } from './plan-markup.ts';
import { planeOf } from './projection.ts';
import { type DrawnGrid, drawLevel, PER_METRE } from './plan-svg.ts';
import { type LevelCard, listGrids, levelsOf } from './queries.server.ts';

export interface LevelPlan {
  viewBox: [number, number, number, number];
  markup: string;
  /** The same as a picture, for paper. */
  picture: () => string;
  /** Changes with every edit of the mall: what was fetched under it stays true. */
  version: string;
  /** Names of ways and halls, to be written in the reader's language. */
  streets: StreetName[];
  assets: MapAsset[];
  /** Where a unit's number stands and its path, for what is drawn over the plan. */
  places: Map<string, { d: string; x: number; y: number; width: number }>;
  /** The floor's own line, and what each grid covers of it: a level in a few hundred bytes. */
  outline: string;
  areas: DrawnGrid[];
}

export interface StreetName {
  names: Localized;
  x: number;
  y: number;
  /** Free length for the words, in drawing units. */
  length: number;
  /** The way runs from top to bottom. */
  upright: boolean;
}

/** Levels remembered at most; one with 140 units takes some 60 kB. */
const MOST = 200;
const buildingMemory = () => memoryOf<Pick<Building, '_id' | 'name'>[]>('buildings', ['buildings']);
const drawn = () => singleton('level-plans', () => new Map<string, LevelPlan>());

/** Levels as in a lift, the top one first; by building where a mall has several. */
export async function listLevels(mall: string): Promise<{ levels: readonly LevelCard[]; buildings: Pick<Building, '_id' | 'name'>[] }> {
  const [levels, buildings] = await Promise.all([
    levelsOf(mall),
    buildingMemory().get(mall, () => Buildings.find({ mall }, { name: 1 }).limit(200).lean()),
  ]);
  const used = new Set(levels.map((level) => level.building));
  return { levels, buildings: buildings.filter(({ _id }) => used.has(_id)) };
}

/** The plan of one level, drawn once for each version of the mall and kept by this process; the database stays the truth. */
export async function getLevelPlan(mall: KnownMall, level: LevelCard): Promise<LevelPlan> {
  const key = `${mall._id}:${mall.version}:${level._id}`;
  const known = drawn().get(key);
  if (known) return known;
  const plan = await drawPlan(mall, level);
  if (drawn().size >= MOST) drawn().delete(drawn().keys().next().value ?? '');
  drawn().set(key, plan);
  return plan;
}

async function drawPlan(mall: KnownMall, level: LevelCard): Promise<LevelPlan> {
  const at = { mall: mall._id, level: level._id };
  const [floor, units, openings, grids] = await Promise.all([
    Levels.findOne({ mall: mall._id, _id: level._id }, { outline: 1 }).lean(),
    Units.find(at, { number: 1, category: 1, lettable: 1, grid: 1, shape: 1, label: 1, name: 1, source: 1 }).sort({ number: 1 }).limit(6_000).lean(),
    Openings.find(at, { line: 1, kind: 1 }).limit(6_000).lean(),
    listGrids(mall._id),
  ]);
  const drawing = drawLevel({
    outline: floor?.outline,
    units: units.map(({ _id, name, source: _source, ...unit }) => ({ ...unit, id: _id, named: Boolean(name) })),
    doors: openings.map(({ line }) => line),
  });
  const here = new Set(units.map((unit) => unit.grid));
  const shown = units.map(({ _id, number, category, lettable, grid }) => ({ id: _id, number, category, lettable, grid }));
  const cloths = grids.filter(({ _id }) => here.has(_id)).map(({ _id, number, hue, weave }) => ({ id: _id, number, hue, weave }));
  const markup = planMarkup(drawing, shown, cloths, sprite, `/m/${mall.slug}/map?level=${encodeURIComponent(level._id)}`);
  const middles = new Map(drawing.units.map(({ id, x, y }) => [id, { x, y }]));
  const inUnits = units.flatMap(({ _id, category, lettable, name }) => {
    const kind = lettable ? null : assetKindOf(category);
    const middle = middles.get(_id);
    return kind && middle ? [{ id: _id, kind, ...(name && { names: name }), ...middle }] : [];
  });
  const doors = openings.flatMap(({ _id, kind, line }) => {
    const asset = assetKindOf(kind);
    return asset && line.length > 1 ? [{ id: _id, kind: asset, ...drawnAt(midpoint(line[0]!, line.at(-1)!)) }] : [];
  });
  const amenities = await amenitiesIn(mall._id, level, new Map(units.flatMap(({ _id, source }) => (source ? [[source, middles.get(_id)] as const] : []))));
  const booths = units.flatMap(({ _id, number, lettable }) => {
    const middle = middles.get(_id);
    return lettable && number && middle ? [{ number, ...middle }] : [];
  });
  return {
    viewBox: drawing.viewBox,
    markup,
    picture: () => planMarkup(drawing, shown, cloths, sprite, null),
    version: `${mall.version}`,
    streets: units.flatMap(({ name, category, shape, label }) => (name && shape && isStreet(category) ? streetOf(name, shape, label) : [])),
    assets: inTurn([...inUnits, ...doors, ...amenities].map((asset) => ({ ...asset, near: nearestTo(asset, booths) }))),
    places: new Map(drawing.units.map(({ id, ...place }) => [id, place])),
    outline: drawing.outline,
    areas: drawing.grids,
  };
}

const drawnAt = ([x, y]: Point): { x: number; y: number } => ({ x: Math.round(x * PER_METRE), y: Math.round(y * PER_METRE) });
const isStreet = (category: string): boolean => isCorridor(category) || category === 'opentobelow' || category === 'unspecified';

/** A way's name stands in the middle of its largest straight part and runs along it. */
function streetOf(names: Localized, shape: readonly Polygon[], label?: Point): StreetName {
  const { minX, minY, maxX, maxY } = boundsOf(shape.flat(2));
  const at = drawnAt(label ?? labelPoint([...shape]));
  const [width, height] = [maxX - minX, maxY - minY];
  return { names, ...at, length: Math.round(Math.max(width, height) * PER_METRE), upright: height > width * 1.5 };
}

interface Amenity {
  geometry?: { type?: unknown; coordinates?: unknown } | null;
  properties?: { category?: unknown; unit_ids?: unknown; name?: unknown } | null;
}

/** What an imported archive says of extinguishers, fountains and the like: at its own point, else in the middle of its unit. */
async function amenitiesIn(mall: string, level: LevelCard, middles: ReadonlyMap<string, { x: number; y: number } | undefined>): Promise<Omit<MapAsset, 'near'>[]> {
  const rows = await MapFeatures.find({ mall, file: 'amenity', order: { $gte: 0 } }, { feature: 1 }).limit(5_000).lean();
  if (rows.length === 0) return [];
  const building = await Buildings.findOne({ mall, _id: level.building }, { transform: 1 }).lean();
  return rows.flatMap(({ _id, feature }): Omit<MapAsset, 'near'>[] => {
    const { geometry, properties } = JSON.parse(feature) as Amenity;
    const kind: AssetKind | null = assetKindOf(String(properties?.category ?? ''));
    const unit = Array.isArray(properties?.unit_ids) ? properties.unit_ids.map(String).find((id) => middles.has(id)) : undefined;
    if (!kind || unit === undefined) return [];
    const point = geometry?.type === 'Point' && Array.isArray(geometry.coordinates) ? (geometry.coordinates as number[]) : null;
    const at = point && building ? drawnAt(planeOf(building.transform).toPlane(point)) : middles.get(unit);
    const names = typeof properties?.name === 'object' && properties.name ? { names: properties.name as Localized } : {};
    return at ? [{ id: _id, kind, ...names, ...at }] : [];
  });
}
