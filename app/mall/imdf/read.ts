import type { Point, Polygon } from '../geometry.ts';
import { labelPoint } from '../label-point.ts';
import { type PlaneTransform, planeOf } from '../projection.ts';
import { bearingOf, isNearby, unitOfDoor } from './place.ts';
import { mendPolygons } from './rings.ts';
import { BuildingProperties, CollectionSchema, type Feature, FeatureSchema, IMDF_TYPES, isLettable, LevelProperties, OpeningProperties, UNIT_CATEGORIES, UnitProperties, VenueProperties } from './schema.ts';

export type Words = Record<string, string>;
/** Something that isn't drawn, or isn't as it came. Nothing is lost: the feature stays for the export. */
export interface Remark {
  file: string;
  id: string;
  reason: string;
}
export interface ReadBuilding {
  source: string;
  name: Words;
  transform: PlaneTransform;
}
export interface ReadLevel {
  source: string;
  building: string;
  ordinal: number;
  shortName: string;
  name: Words;
  outline?: Polygon[];
}
export interface ReadUnit {
  source: string;
  level: string;
  number?: string;
  name?: Words;
  category: string;
  lettable: boolean;
  shape?: Polygon[];
  label?: Point;
}
export interface ReadOpening {
  source: string;
  level: string;
  line: Point[];
  unit?: string;
  kind: string;
}
export interface ReadMap {
  name: Words;
  buildings: ReadBuilding[];
  levels: ReadLevel[];
  units: ReadUnit[];
  openings: ReadOpening[];
  /** Every feature of every file as it came, `head` being the collection without them. */
  files: { file: string; head: string; features: { id: string; json: string }[] }[];
  taken: Record<string, number>;
  skipped: Remark[];
  mended: Remark[];
}

export class ImdfReadError extends Error {}

const LONGEST_NUMBER = 14;
/** A feature is one document of the database, which holds at most 16 MB. Characters. */
const LARGEST_FEATURE = 4_000_000;

interface Parsed {
  file: string;
  head: string;
  features: { id: string; json: string; feature: Feature | null }[];
}

function parseFile(file: string, bytes: Uint8Array, skipped: Remark[]): Parsed {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\uFEFF/, ''));
  } catch {
    throw new ImdfReadError(`${file} is no JSON in UTF-8.`);
  }
  const collection = CollectionSchema.safeParse(json);
  if (!collection.success) throw new ImdfReadError(`${file} is no GeoJSON FeatureCollection.`);
  const { features, ...head } = collection.data;
  const seen = new Set<string>();
  const read = features.map((raw, at) => {
    const parsed = FeatureSchema.safeParse(raw);
    const id = parsed.success ? parsed.data.id : `#${at + 1}`;
    const issue = parsed.success ? null : parsed.error.issues[0];
    if (issue) skipped.push({ file, id, reason: `isn't a feature that can be read (${issue.path.join('.') || 'feature'}: ${issue.message})` });
    const double = seen.has(id);
    seen.add(id);
    if (double) skipped.push({ file, id, reason: 'has an id that came before' });
    const text = textOf(file, id, raw);
    return { id, json: text, feature: parsed.success && !double ? parsed.data : null };
  });
  return { file, head: JSON.stringify(head), features: read };
}

function textOf(file: string, id: string, raw: unknown): string {
  let text = '';
  try {
    text = JSON.stringify(raw);
  } catch {
    // Nested so deeply that it can be read but not written.
  }
  if (text === '' || text.length > LARGEST_FEATURE) throw new ImdfReadError(`${file} has a feature that is too large to keep (${id}).`);
  return text;
}

/** Longitude and latitude the wrong way round, or metres: said before anything is drawn in the wrong place. */
function checkPlace(file: string, feature: Feature): void {
  const first = (value: unknown): number[] => (Array.isArray(value) && typeof value[0] !== 'number' ? first(value[0]) : (value as number[]));
  const [longitude, latitude] = feature.geometry ? first(feature.geometry.coordinates) : [0, 0];
  if (Math.abs(longitude ?? 0) > 180 || Math.abs(latitude ?? 0) > 90) {
    throw new ImdfReadError(`${file} has coordinates that are no longitude and latitude (${longitude}, ${latitude}); IMDF wants WGS84, longitude first.`);
  }
}

const middleOf = (feature: Feature): [number, number] => {
  const points: number[][] = [];
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === 'number') points.push(value as number[]);
    else value.forEach(walk);
  };
  walk(feature.geometry?.coordinates);
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / Math.max(1, points.length);
  return [mean(0), mean(1)];
};

/** A room's own number: the shortest of its names that has a digit and is as short as a number. */
function numberOf(...names: (Words | null | undefined)[]): string | undefined {
  const words = names.flatMap((name) => Object.values(name ?? {})).map((text) => text.trim());
  return words.filter((text) => text.length <= LONGEST_NUMBER && /\d/.test(text)).sort((a, b) => a.length - b.length)[0];
}

/**
 * Reads the files of an IMDF archive (IMDF 1.0.0, OGC 20-094). Pure.
 * @param files by name, `unit.geojson`; `manifest.json` is not needed
 * @throws {ImdfReadError} when a file can't be read at all, or one that everything hangs on is missing
 */
export function readImdf(files: ReadonlyMap<string, Uint8Array>): ReadMap {
  const [skipped, mended]: [Remark[], Remark[]] = [[], []];
  const parsed = [...files].filter(([name]) => name.endsWith('.geojson')).map(([name, bytes]) => parseFile(name, bytes, skipped));
  for (const needed of ['venue', 'level', 'unit']) {
    if (!files.has(`${needed}.geojson`)) throw new ImdfReadError(`${needed}.geojson is missing: without it there is no map to draw.`);
  }
  const of = (type: string): Feature[] => parsed.find(({ file }) => file === `${type}.geojson`)?.features.flatMap(({ feature }) => feature ?? []) ?? [];
  for (const { file, features } of parsed) {
    const type = file.replace(/\.geojson$/, '');
    if (!IMDF_TYPES.has(type)) skipped.push({ file, id: `all ${features.length}`, reason: 'isn’t a feature type of IMDF: kept for the export, not drawn' });
    const some = features.find(({ feature }) => feature?.geometry)?.feature;
    if (some && IMDF_TYPES.has(type)) checkPlace(file, some);
  }
  const venue = of('venue')[0];
  if (!venue) throw new ImdfReadError('venue.geojson has no venue.');
  const levelRows = of('level').flatMap((feature) => take('level.geojson', feature, LevelProperties, skipped));
  const used = new Set(levelRows.flatMap(({ properties }) => properties.building_ids?.[0] ?? venue.id));
  const homes = [...of('building'), venue].filter(({ id }) => used.has(id));
  const levelHome = new Map(levelRows.map(({ feature, properties }) => [feature.id, properties.building_ids?.[0] ?? venue.id]));
  const buildings = homes.map((feature): ReadBuilding => {
    const name = BuildingProperties.safeParse(feature.properties ?? {});
    const origin = middleOf(feature.geometry ? feature : venue);
    const inside = of('unit').filter(({ properties }) => levelHome.get(String(properties?.level_id)) === feature.id);
    const bearing = bearingOf(origin, inside.map(({ geometry }) => geometry));
    return { source: feature.id, name: (name.success && name.data.name) || {}, transform: { origin, bearing, madeUp: false } };
  });
  const planes = new Map(buildings.map(({ source, transform }) => [source, planeOf(transform)]));
  const draw = (file: string, feature: Feature, building: string): Polygon[] | undefined => {
    const plane = planes.get(building);
    const made = plane && mendPolygons(feature.geometry, (at) => plane.toPlane(at));
    if (!made) skipped.push({ file, id: feature.id, reason: 'has no polygon to draw' });
    else if ('trouble' in made) skipped.push({ file, id: feature.id, reason: `has a geometry that can’t be drawn (${made.trouble})` });
    else if (!isNearby(made.polygons)) skipped.push({ file, id: feature.id, reason: 'lies kilometres from its building' });
    else {
      if (made.mended) mended.push({ file, id: feature.id, reason: 'had an unclosed ring or repeated points, which was put right' });
      return made.polygons;
    }
    return undefined;
  };

  const levels = levelRows.flatMap(({ feature, properties }): ReadLevel[] => {
    const building = properties.building_ids?.[0] ?? venue.id;
    if (!planes.has(building)) {
      skipped.push({ file: 'level.geojson', id: feature.id, reason: `names a building that isn’t there (${building})` });
      return [];
    }
    const shortName = Object.values(properties.short_name ?? {})[0] ?? String(properties.ordinal);
    return [{ source: feature.id, building, ordinal: properties.ordinal, shortName, name: properties.name ?? {}, outline: draw('level.geojson', feature, building) }];
  });
  const buildingOf = new Map(levels.map(({ source, building }) => [source, building]));
  const units = of('unit').flatMap((feature) => take('unit.geojson', feature, UnitProperties, skipped)).flatMap(({ feature, properties }): ReadUnit[] => {
    const building = buildingOf.get(properties.level_id);
    if (!building) {
      skipped.push({ file: 'unit.geojson', id: feature.id, reason: `names a level that isn’t there (${properties.level_id})` });
      return [];
    }
    const known = UNIT_CATEGORIES.has(properties.category);
    if (!known) mended.push({ file: 'unit.geojson', id: feature.id, reason: `has the category ${properties.category}, which IMDF doesn’t know: drawn as a room, exported as it came` });
    const shape = draw('unit.geojson', feature, building);
    const lettable = isLettable(properties.category);
    const name = properties.name ?? properties.alt_name ?? undefined;
    return [{ source: feature.id, level: properties.level_id, number: lettable ? numberOf(properties.name, properties.alt_name) : undefined, name: name ?? undefined, category: properties.category, lettable, shape, label: shape && labelPoint(shape) }];
  });
  const unitsOn = new Map<string, ReadUnit[]>();
  for (const unit of units) unitsOn.set(unit.level, [...(unitsOn.get(unit.level) ?? []), unit]);
  const openings = of('opening').flatMap((feature) => take('opening.geojson', feature, OpeningProperties, skipped)).flatMap(({ feature, properties }): ReadOpening[] => {
    const plane = planes.get(buildingOf.get(properties.level_id) ?? '');
    if (!plane || feature.geometry?.type !== 'LineString') {
      skipped.push({ file: 'opening.geojson', id: feature.id, reason: plane ? 'has no line to draw' : `names a level that isn’t there (${properties.level_id})` });
      return [];
    }
    const line = feature.geometry.coordinates.map((at) => plane.toPlane(at));
    return [{ source: feature.id, level: properties.level_id, line, unit: unitOfDoor(line, unitsOn.get(properties.level_id) ?? []), kind: properties.category }];
  });
  numberNameless(units, levels);
  const venueName = VenueProperties.safeParse(venue.properties ?? {});
  return {
    name: (venueName.success && venueName.data.name) || {},
    buildings,
    levels,
    units,
    openings,
    files: parsed.map(({ file, head, features }) => ({ file, head, features: features.map(({ id, json }) => ({ id, json })) })),
    taken: { buildings: buildings.length, levels: levels.length, units: units.length, openings: openings.length, features: parsed.reduce((sum, { features }) => sum + features.length, 0) },
    skipped,
    mended,
  };
}

/** Rooms without a number of their own get one of their level, `3-014`, in the order of the file: people have to be able to say where. */
function numberNameless(units: ReadUnit[], levels: readonly ReadLevel[]): void {
  const shortNames = new Map(levels.map(({ source, shortName }) => [source, shortName]));
  const counted = new Map<string, number>();
  for (const unit of units) {
    if (!unit.lettable) continue;
    const count = (counted.get(unit.level) ?? 0) + 1;
    counted.set(unit.level, count);
    unit.number ??= `${shortNames.get(unit.level) ?? ''}-${String(count).padStart(3, '0')}`;
  }
}

function take<P>(file: string, feature: Feature, schema: { safeParse(value: unknown): { success: true; data: P } | { success: false; error: { issues: { path: (string | number)[]; message: string }[] } } }, skipped: Remark[]): { feature: Feature; properties: P }[] {
  const parsed = schema.safeParse(feature.properties ?? {});
  if (parsed.success) return [{ feature, properties: parsed.data }];
  const [issue] = parsed.error.issues;
  skipped.push({ file, id: feature.id, reason: `has properties that can’t be read (${issue?.path.join('.')}: ${issue?.message})` });
  return [];
}
