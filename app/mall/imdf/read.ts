import type { Polygon } from '../geometry.ts';
import { labelPoint } from '../label-point.ts';
import { type PlaneTransform, planeOf } from '../projection.ts';
import { numberIn, numberNameless } from '../bringing/numbering.ts';
import type { ReadBuilding, ReadGrid, ReadLevel, ReadMap, ReadOpening, ReadUnit, Words } from '../bringing/read-map.ts';
import { type Remark, SetTrouble } from '../bringing/remarks.ts';
import type { Options } from '../bringing/schema.ts';
import { finish, type Sliced } from '../bringing/slices.ts';
import { type ParsedFile, type ParseOptions, parseFile } from './parse.ts';
import { bearingOf, doorFinder, isNearby } from './place.ts';
import { mendPolygons } from './rings.ts';
import { BuildingProperties, EXTENSION, type Feature, GridProperties, IMDF_TYPES, isLettable, LevelProperties, OpeningProperties, OwnProperties, UNIT_CATEGORIES, UnitProperties, VenueProperties } from './schema.ts';
import { isTurned, positionsOf, samplePositions, swapped } from './world.ts';

/** What hangs together while an archive is read. */
interface Reading {
  of(type: string): Feature[];
  remarks: Remark[];
  planes: Map<string, ReturnType<typeof planeOf>>;
}

const ownOf = (feature: Feature) => OwnProperties.parse(feature.properties?.[EXTENSION.member] ?? undefined);
const wordsOf = (words: Record<string, string> | null | undefined): Words => words ?? {};
/** IMDF's Chinese is `zh-Hans`; ours is `zh`. Other tags stay. */
const ourWords = (words: Words | null | undefined): Words => Object.fromEntries(Object.entries(wordsOf(words)).map(([tag, text]) => [tag === 'zh-Hans' ? 'zh' : tag, text]));

function take<P>(file: string, feature: Feature, schema: { safeParse(value: unknown): { success: true; data: P } | { success: false; error: { issues: { path: (string | number)[] }[] } } }, remarks: Remark[]): { feature: Feature; properties: P }[] {
  const parsed = schema.safeParse(feature.properties ?? {});
  if (parsed.success) return [{ feature, properties: parsed.data }];
  remarks.push({ file, id: feature.id, kind: 'skipped', reason: 'wrong-properties', what: parsed.error.issues[0]?.path.join('.') });
  return [];
}

function middleOf(feature: Feature): [number, number] {
  const points = positionsOf(feature);
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / Math.max(1, points.length);
  return [mean(0), mean(1)];
}

/** Polygons of a feature on its building's plane; undefined with a remark where there are none to draw. */
function draw({ planes, remarks }: Reading, file: string, feature: Feature, building: string): Polygon[] | undefined {
  const plane = planes.get(building);
  const say = (kind: Remark['kind'], reason: Remark['reason']) => remarks.push({ file, id: feature.id, kind, reason });
  const made = plane && mendPolygons(feature.geometry, (at) => plane.toPlane(at));
  if (!made) say('skipped', 'no-polygon');
  else if ('trouble' in made) say('skipped', made.trouble);
  else if (!isNearby(made.polygons)) {
    const turned = mendPolygons(swapped(feature.geometry), (at) => plane.toPlane(at));
    if (turned && 'polygons' in turned && isNearby(turned.polygons)) {
      say('mended', 'mended-swapped');
      return turned.polygons;
    }
    say('skipped', 'far-away');
  } else {
    made.repairs.forEach((repair) => say('mended', repair));
    return made.polygons;
  }
  return undefined;
}

function readBuildings(reading: Reading, venue: Feature, levels: readonly { feature: Feature; home: string }[]): ReadBuilding[] {
  const used = new Set(levels.map(({ home }) => home));
  const homeOfLevel = new Map(levels.map(({ feature, home }) => [feature.id, home]));
  const unitsOf = new Map<string, Feature[]>();
  for (const unit of reading.of('unit')) {
    const home = homeOfLevel.get(String(unit.properties?.level_id)) ?? '';
    const there = unitsOf.get(home);
    if (there) there.push(unit);
    else unitsOf.set(home, [unit]);
  }
  const homes = [...reading.of('building'), venue].filter(({ id }, at, all) => used.has(id) && all.findIndex((each) => each.id === id) === at);
  return homes.map((feature) => {
    const name = BuildingProperties.safeParse(feature.properties ?? {});
    const inside = unitsOf.get(feature.id) ?? [];
    const origin = middleOf(feature.geometry ? feature : venue.geometry ? venue : (inside[0] ?? venue));
    const measured = (): PlaneTransform => ({ origin, bearing: bearingOf(origin, inside.map(({ geometry }) => geometry)), madeUp: false });
    return { source: feature.id, name: ourWords(name.success ? name.data.name : {}), transform: ownOf(feature)?.plane ?? measured() };
  });
}

function* readUnits(reading: Reading, buildingOf: ReadonlyMap<string, string>): Sliced<ReadUnit[]> {
  const { remarks } = reading;
  const units: ReadUnit[] = [];
  const file = 'unit.geojson';
  for (const { feature, properties } of reading.of('unit').flatMap((each) => take(file, each, UnitProperties, remarks))) {
    yield;
    const building = buildingOf.get(properties.level_id);
    if (!building) {
      remarks.push({ file, id: feature.id, kind: 'skipped', reason: 'no-level', what: properties.level_id });
      continue;
    }
    const own = ownOf(feature);
    const category = own?.category ?? properties.category;
    if (!UNIT_CATEGORIES.has(category) && !own) remarks.push({ file, id: feature.id, kind: 'mended', reason: 'unknown-category', what: category });
    const shape = draw(reading, file, feature, building);
    const lettable = own?.lettable ?? isLettable(category);
    const said = [...Object.values(wordsOf(properties.name)), ...Object.values(wordsOf(properties.alt_name))];
    const number = own ? own.number : lettable ? numberIn(said) : undefined;
    const name = own ? own.name : (properties.name ?? properties.alt_name);
    units.push({ source: feature.id, level: properties.level_id, number, name: name ? ourWords(name) : undefined, category, lettable, shape, label: shape && labelPoint(shape) });
  }
  return units;
}

function* readOpenings(reading: Reading, buildingOf: ReadonlyMap<string, string>, units: readonly ReadUnit[]): Sliced<ReadOpening[]> {
  const { remarks, planes } = reading;
  const unitOf = doorFinder(units);
  const known = new Set(units.map(({ source }) => source));
  const openings: ReadOpening[] = [];
  const file = 'opening.geojson';
  for (const { feature, properties } of reading.of('opening').flatMap((each) => take(file, each, OpeningProperties, remarks))) {
    yield;
    const plane = planes.get(buildingOf.get(properties.level_id) ?? '');
    if (!plane || feature.geometry?.type !== 'LineString' || feature.geometry.coordinates.length < 2) {
      remarks.push({ file, id: feature.id, kind: 'skipped', reason: plane ? 'no-polygon' : 'no-level', what: plane ? undefined : properties.level_id });
      continue;
    }
    const line = feature.geometry.coordinates.map((at) => plane.toPlane(at));
    const own = ownOf(feature);
    const unit = own ? own.unit : unitOf(properties.level_id, line);
    openings.push({ source: feature.id, level: properties.level_id, line, unit: unit && known.has(unit) ? unit : undefined, kind: properties.category });
  }
  return openings;
}

function readGrids(reading: Reading): ReadGrid[] {
  const file = `${EXTENSION.grids}.geojson`;
  const rows = reading.of(EXTENSION.grids).flatMap((each) => take(file, each, GridProperties, reading.remarks));
  return rows.map(({ feature, properties: { unit_ids: units, ...cloth } }) => ({ source: feature.id, ...cloth, units }));
}

function readLevels(reading: Reading, rows: readonly { feature: Feature; home: string; properties: { ordinal: number; short_name: Words | null; name: Words | null } }[]): ReadLevel[] {
  return rows.flatMap(({ feature, home, properties }): ReadLevel[] => {
    if (!reading.planes.has(home)) {
      reading.remarks.push({ file: 'level.geojson', id: feature.id, kind: 'skipped', reason: 'no-building', what: home });
      return [];
    }
    const shortName = ownOf(feature)?.short_name ?? Object.values(properties.short_name ?? {})[0] ?? String(properties.ordinal);
    const outline = feature.geometry ? draw(reading, 'level.geojson', feature, home) : undefined;
    return [{ source: feature.id, building: home, ordinal: properties.ordinal, shortName, name: ourWords(properties.name), outline }];
  });
}

/** What stands on no map of ours: every feature by itself, so that none is lost without a word. */
function* remarkUndrawn(parsed: readonly ParsedFile[], homes: ReadonlySet<string>, remarks: Remark[]): Sliced<void> {
  for (const { file, read } of parsed) {
    const type = file.replace(/\.geojson$/, '');
    if (['level', 'unit', 'opening', EXTENSION.grids].includes(type)) continue;
    const reason = type === 'building' ? 'empty-building' : IMDF_TYPES.has(type) ? 'not-drawn' : 'foreign-type';
    for (const [at, feature] of read.entries()) {
      yield;
      if (homes.has(feature.id) || (type === 'venue' && at === 0) || ownOf(feature)) continue;
      remarks.push({ file, id: feature.id, kind: 'skipped', reason, what: type });
    }
  }
}

/** Longitude and latitude that are none in most of the rooms: metres, or another system of the country. */
function* requireWorld(units: readonly Feature[]): Sliced<void> {
  const positions = yield* samplePositions(units);
  const wrong = positions.filter(([x = 0, y = 0]) => Math.abs(x) > 180 || Math.abs(y) > 90);
  const [x = 0, y = 0] = wrong[0] ?? [];
  if (wrong.length > positions.length / 2) throw new SetTrouble('not-wgs84', { file: 'unit.geojson', x, y });
}

/** Latitude first throughout: put right when all of it says so, or somebody who knows. */
function* turnRound(parsed: readonly ParsedFile[], way: Options['way'], remarks: Remark[]): Sliced<void> {
  const all = yield* samplePositions(parsed.flatMap(({ read }) => read));
  const turned = way === 'swapped' || (way === 'auto' && all.length > 0 && all.every(([x = 0, y = 0]) => isTurned(x, y)));
  if (!turned) return;
  for (const { file, read } of parsed) {
    for (const feature of read) {
      yield;
      feature.geometry = swapped(feature.geometry);
      if (feature.geometry) remarks.push({ file, id: feature.id, kind: 'mended', reason: 'mended-swapped' });
    }
  }
}

/**
 * Reads the files of an IMDF archive (IMDF 1.0.0, OGC 20-094) in small steps. Pure.
 * @param files by name, `unit.geojson`; `manifest.json` is not needed
 * @param way in which order coordinates stand, where somebody chose it
 * @throws {SetTrouble} when a file can't be read at all, or one that everything hangs on is missing
 */
export function* readingImdf(files: ReadonlyMap<string, Uint8Array>, way: Options['way'] = 'auto', meter?: ParseOptions['meter']): Sliced<ReadMap> {
  for (const needed of ['venue', 'level', 'unit']) if (!files.has(`${needed}.geojson`)) throw new SetTrouble('missing-file', { file: `${needed}.geojson` });
  const remarks: Remark[] = [];
  const parsed: ParsedFile[] = [];
  const corners = { count: 0 };
  for (const [name, bytes] of files) if (name.endsWith('.geojson')) parsed.push(yield* parseFile(name, bytes, remarks, { doubles: 'skip', keep: true, corners, meter }));
  const byType = new Map(parsed.map(({ file, read }) => [file.replace(/\.geojson$/, ''), read]));
  const reading: Reading = { of: (type) => byType.get(type) ?? [], remarks, planes: new Map() };
  const venue = reading.of('venue')[0];
  if (!venue) throw new SetTrouble('no-venue', { file: 'venue.geojson' });
  yield* turnRound(parsed, way, remarks);
  yield* requireWorld(reading.of('unit'));
  const levelRows = reading.of('level').flatMap((feature) => take('level.geojson', feature, LevelProperties, remarks));
  const homed = levelRows.map((row) => ({ ...row, home: row.properties.building_ids?.[0] ?? venue.id }));
  const buildings = readBuildings(reading, venue, homed);
  yield* remarkUndrawn(parsed, new Set(buildings.map(({ source }) => source)), remarks);
  reading.planes = new Map(buildings.map(({ source, transform }) => [source, planeOf(transform)]));
  yield;
  const levels = readLevels(reading, homed);
  const buildingOf = new Map(levels.map(({ source, building }) => [source, building]));
  const units = yield* readUnits(reading, buildingOf);
  const openings = yield* readOpenings(reading, buildingOf, units);
  // A unit of our own export has the number it has, even none.
  const own = new Set(reading.of('unit').flatMap((feature) => (ownOf(feature) ? [feature.id] : [])));
  numberNameless(units, levels, own);
  const venueName = VenueProperties.safeParse(venue.properties ?? {});
  return {
    name: ourWords(venueName.success ? venueName.data.name : {}),
    buildings,
    levels,
    units,
    openings,
    grids: readGrids(reading),
    files: parsed.map(({ file, head, features }) => ({ file, head, features })),
    features: parsed.reduce((sum, { count }) => sum + count, 0),
    remarks,
  };
}

/** The same in one go. @throws {SetTrouble} */
export const readImdf = (files: ReadonlyMap<string, Uint8Array>): ReadMap => finish(readingImdf(files));
