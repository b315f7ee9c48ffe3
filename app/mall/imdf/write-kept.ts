import { localizedOf, sameWords } from '../bringing/matching.ts';
import type { ReadMap } from '../bringing/read-map.ts';
import { SetTrouble } from '../bringing/remarks.ts';
import { sameLine, sameShape } from '../bringing/same-shape.ts';
import type { Sliced } from '../bringing/slices.ts';
import { readingImdf } from './read.ts';
import { EXTENSION } from './schema.ts';
import { buildingRows, featureOf, gridRow, levelRow, type MapToWrite, openingRow, planesOf, type Row, unitRow } from './write.ts';

/** One file of an archive as it came. */
export interface KeptFeatures {
  head: string;
  features: { source: string; json: string }[];
}
type Kept = ReadonlyMap<string, KeptFeatures>;

const textOf = (head: string, features: readonly string[]): string => `${head.slice(0, -1)}${head === '{}' ? '' : ','}"features":[${features.join(',\n')}]}`;
const emptyHead = (type: string): string => JSON.stringify({ type: 'FeatureCollection', name: type });

/** Files read as an archive; null where they can't be read any more. */
function* readAgain(files: Iterable<readonly [string, string]>): Sliced<ReadMap | null> {
  try {
    return yield* readingImdf(new Map([...files].map(([file, text]) => [file, Buffer.from(text)])));
  } catch (error) {
    if (error instanceof SetTrouble) return null;
    throw error;
  }
}

/** What was read and what is here now, both with the archive's ids: whether the row is as it came. */
const isAsRead = {
  unit: (a: ReadMap['units'][number], b: MapToWrite['units'][number]): boolean =>
    a.level === b.level && a.number === b.number && a.category === b.category && a.lettable === b.lettable && sameShape(a.shape, b.shape) && sameWords(a.name && localizedOf(a.name), b.name),
  level: (a: ReadMap['levels'][number], b: MapToWrite['levels'][number]): boolean =>
    a.building === b.building && a.ordinal === b.ordinal && a.shortName === b.shortName && sameShape(a.outline, b.outline) && sameWords(localizedOf(a.name), b.name),
  opening: (a: ReadMap['openings'][number], b: MapToWrite['openings'][number]): boolean => a.level === b.level && a.unit === b.unit && a.kind === b.kind && sameLine(a.line, b.line),
};

/** Of one kind: ids that stand `here`, that were `drawn` of the archive, and rows that are another than came, with what came. */
interface Compared {
  here: ReadonlySet<string>;
  drawn: ReadonlySet<string>;
  changed: ReadonlyMap<string, { row: Row; was?: Row }>;
}

function compare<W extends { id: string }, R extends { source: string }>(here: readonly W[], read: readonly R[], isSame: (a: R, b: W) => boolean, write: (row: W) => Row | null): Compared {
  const bySource = new Map(read.map((row) => [row.source, row]));
  const changed = new Map<string, { row: Row; was?: Row }>();
  for (const one of here) {
    const came = bySource.get(one.id);
    if (came && isSame(came, one)) continue;
    const row = write(one);
    // As if what came had been written by us: where both say the same, what came says it better.
    if (row) changed.set(one.id, { row, was: (came && write({ ...one, ...came, id: one.id })) ?? undefined });
  }
  return { here: new Set(here.map(({ id }) => id)), drawn: new Set(bySource.keys()), changed };
}

/** The feature that came, with what was changed here; everything else in it stays. */
function mergedText(json: string, { row, was }: { row: Row; was?: Row }): string {
  const came = JSON.parse(json) as { geometry?: unknown; properties?: object | null };
  const isOther = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  const before = (was?.properties ?? {}) as Record<string, unknown>;
  const after = row.properties as Record<string, unknown>;
  const changed = Object.fromEntries(Object.entries(after).filter(([name, value]) => !was || isOther(before[name], value)));
  const own = { [EXTENSION.member]: { ...(after[EXTENSION.member] as object), came: true } };
  return JSON.stringify({ ...came, geometry: !was || isOther(was.geometry, row.geometry) ? row.geometry : came.geometry, properties: { ...came.properties, ...changed, ...own } });
}

/** Buildings that no archive brought. */
function* newBuildings(map: MapToWrite, kept: Kept, derive: (kind: string, id: string) => string): Generator<[string, Row[]]> {
  const known = new Set(['building.geojson', 'venue.geojson'].flatMap((file) => kept.get(file)?.features.map(({ source }) => source) ?? []));
  const { buildings, footprints } = buildingRows({ map: { ...map, buildings: map.buildings.filter(({ id }) => !known.has(id)) }, planes: planesOf(map), derive });
  yield ['building', buildings];
  yield ['footprint', footprints];
}

/** Buildings that came, with the plane that their map here stands on: it would be measured otherwise from walls that were moved. */
function saidPlanes({ buildings }: MapToWrite, came: KeptFeatures | undefined, pinned: ReadonlySet<string>): Compared {
  const there = new Set(came?.features.map(({ source }) => source));
  const row = (id: string, own: object): Row => ({ id, geometry: null, properties: { [EXTENSION.member]: own } });
  const said = buildings.filter(({ id }) => pinned.has(id) && there.has(id));
  return { here: new Set(), drawn: new Set(), changed: new Map(said.map(({ id, transform }) => [id, { row: row(id, { plane: transform }), was: row(id, {}) }])) };
}

/** What our own reader would make otherwise of an export, since it works it out from all of it: ids of what has to be said. */
function misread(map: MapToWrite, again: ReadMap): string[] {
  // Rooms without a number are counted: one before them may be gone, or to let no more.
  const numbers = new Map(map.units.map(({ id, number }) => [id, number]));
  const renumbered = again.units.filter(({ source, number }) => numbers.has(source) && numbers.get(source) !== number);
  // A door belongs to the room that it lies on: another may have been moved there, too.
  const owners = new Map(map.openings.map(({ id, unit }) => [id, unit]));
  const taken = again.openings.filter(({ source, unit }) => owners.has(source) && owners.get(source) !== unit);
  const planes = new Map(map.buildings.map(({ id, transform }) => [id, JSON.stringify([transform.origin, transform.bearing])]));
  const turned = again.buildings.filter(({ source, transform }) => planes.has(source) && planes.get(source) !== JSON.stringify([transform.origin, transform.bearing]));
  return [...renumbered, ...taken, ...turned].map(({ source }) => source);
}

/**
 * A map that came by an archive: what nobody changed goes out as it came and in its order, what was changed is written into the
 * feature that came, what was drawn here is added, what was taken off the plan is left out. Pure.
 */
export function* writingKept(map: MapToWrite, kept: Kept, derive: (kind: string, id: string) => string): Sliced<Map<string, string>> {
  const came = yield* readAgain([...kept].map(([file, { head, features }]) => [file, textOf(head, features.map(({ json }) => json))] as const));
  const planes = planesOf(map);
  const planeOn = new Map(map.levels.map(({ id, building }) => [id, planes.get(building)]));
  const onPlane = <T extends { level: string }>(write: (plane: NonNullable<ReturnType<typeof planeOn.get>>, row: T) => Row) => (row: T) => {
    const plane = planeOn.get(row.level);
    return plane ? write(plane, row) : null;
  };
  let [files, pinned] = [new Map<string, string>(), new Set<string>()];
  for (let tries = 0; tries < 4; tries += 1) {
    const compared: Record<string, Compared> = {
      unit: compare(map.units, came?.units ?? [], (a, b) => isAsRead.unit(a, b) && !pinned.has(b.id), onPlane(unitRow)),
      level: compare(map.levels, came?.levels ?? [], isAsRead.level, (level) => (planes.has(level.building) ? levelRow({ planes }, level) : null)),
      opening: compare(map.openings, came?.openings ?? [], (a, b) => isAsRead.opening(a, b) && !pinned.has(b.id), onPlane(openingRow)),
      building: saidPlanes(map, kept.get('building.geojson'), pinned),
      venue: saidPlanes(map, kept.get('venue.geojson'), pinned),
    };
    files = yield* filesOf(map, kept, compared, derive);
    const { drawn, here, changed } = compared.unit!;
    if (!came || (changed.size === 0 && [...drawn].every((id) => here.has(id)))) break;
    const again = yield* readAgain(files);
    const other = again ? misread(map, again) : [];
    if (other.length === 0) break;
    pinned = new Set([...pinned, ...other]);
  }
  return files;
}

function* filesOf(map: MapToWrite, kept: Kept, compared: Record<string, Compared>, derive: (kind: string, id: string) => string): Sliced<Map<string, string>> {
  const added = new Map([...newBuildings(map, kept, derive), [EXTENSION.grids, map.grids.map(gridRow)] as const]);
  const files = new Map<string, string>();
  for (const [file, { head, features }] of kept) {
    const type = file.replace(/\.geojson$/, '');
    const { here, drawn, changed } = compared[type] ?? { here: new Set(), drawn: new Set(), changed: new Map() };
    const texts: string[] = [];
    const written = new Set<string>();
    for (const { source, json } of features) {
      yield;
      if (drawn.has(source) && !here.has(source)) continue;
      const row = written.has(source) ? undefined : changed.get(source);
      texts.push(row ? mergedText(json, row) : json);
      written.add(source);
    }
    for (const [id, { row }] of changed) if (!written.has(id)) texts.push(JSON.stringify(featureOf(type, row)));
    for (const row of added.get(type) ?? []) texts.push(JSON.stringify(featureOf(type, row)));
    if (type !== EXTENSION.grids || texts.length > 0) files.set(file, textOf(head, texts));
  }
  for (const [type, { changed }] of Object.entries(compared)) if (!kept.has(`${type}.geojson`)) added.set(type, [...changed.values()].map(({ row }) => row));
  for (const [type, rows] of added) {
    if (rows.length > 0 && !files.has(`${type}.geojson`)) files.set(`${type}.geojson`, textOf(emptyHead(type), rows.map((row) => JSON.stringify(featureOf(type, row)))));
  }
  return files;
}
