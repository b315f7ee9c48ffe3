import { createHash } from 'node:crypto';
import { Malls } from '#models/mall.server.ts';
import { Buildings, Grids, Levels, MapFeatures, Openings, Units } from '#models/plan.server.ts';
import { planeOf } from '../projection.ts';
import { sameLine, sameShape } from '../bringing/same-shape.ts';
import { inSlices, type Sliced } from '../bringing/slices.ts';
import type { ReadMap } from '../bringing/read-map.ts';
import { SetTrouble } from '../bringing/remarks.ts';
import { readingImdf } from './read.ts';
import { EXTENSION } from './schema.ts';
import { featureOf, gridRow, levelRow, type MapToWrite, openingRow, type Row, unitRow, writeImdf } from './write.ts';

interface KeptFeatures {
  head: string;
  features: { source: string; json: string }[];
}

/**
 * File name → GeoJSON text. What came by an archive goes out as it came and in its order, as long as nobody changed it here;
 * what was changed or drawn here is written anew, and micro-grids as our extension. Empty for a mall without a map.
 */
export async function exportImdf(mall: string): Promise<Map<string, string>> {
  const [map, kept] = await Promise.all([readDrawn(mall), readKept(mall)]);
  if (!map) return new Map();
  if (!kept.has('unit.geojson')) return writeImdf(map, derivedId);
  return inSlices(writingKept(map, kept));
}

/** Looks like a UUID (version 8: made by a rule of our own) and is the same in every export. */
function derivedId(kind: string, id: string): string {
  const hash = createHash('sha256').update(`${kind}:${id}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

async function readKept(mall: string): Promise<Map<string, KeptFeatures>> {
  const files = new Map<string, KeptFeatures>();
  for await (const { file, order, source, feature } of MapFeatures.find({ mall }, { file: 1, order: 1, source: 1, feature: 1 }).sort({ file: 1, order: 1 }).lean().cursor()) {
    const there = files.get(file) ?? { head: '{"type":"FeatureCollection"}', features: [] };
    files.set(file, there);
    if (order < 0) there.head = feature;
    else there.features.push({ source, json: feature });
  }
  return files;
}

/** The map as it stands here; ids are those that an archive knows, where it came by one. */
export async function readDrawn(mall: string): Promise<MapToWrite | null> {
  const [row, buildings, levels, units, openings, grids] = await Promise.all([
    Malls.findOne({ _id: mall }, { name: 1, zone: 1 }).lean(),
    Buildings.find({ mall }, { name: 1, transform: 1, source: 1 }).limit(500).lean(),
    Levels.find({ mall }, { building: 1, ordinal: 1, shortName: 1, name: 1, outline: 1, source: 1 }).sort({ building: 1, ordinal: 1 }).limit(2_000).lean(),
    Units.find({ mall }, { level: 1, number: 1, name: 1, category: 1, lettable: 1, shape: 1, label: 1, grid: 1, source: 1 }).sort({ _id: 1 }).limit(100_000).lean(),
    Openings.find({ mall }, { level: 1, line: 1, kind: 1, unit: 1, source: 1 }).sort({ _id: 1 }).limit(100_000).lean(),
    Grids.find({ mall }, { number: 1, hue: 1, weave: 1 }).sort({ number: 1 }).limit(2_000).lean(),
  ]);
  if (!row || buildings.length === 0) return null;
  const outside = new Map([...buildings, ...levels, ...units].map(({ _id, source }) => [_id, source ?? _id]));
  const named = <T extends { _id: string; source?: string }>({ _id, source, ...rest }: T) => ({ ...rest, id: source ?? _id });
  const idOf = (id: string): string => outside.get(id) ?? id;
  const inGrid = new Map<string, string[]>();
  for (const unit of units) if (unit.grid) inGrid.set(unit.grid, [...(inGrid.get(unit.grid) ?? []), idOf(unit._id)]);
  return {
    id: mall,
    name: row.name,
    country: ['Asia/Urumqi', 'Asia/Shanghai'].includes(row.zone) ? 'CN' : 'ZZ',
    buildings: buildings.map(named),
    levels: levels.map((level) => ({ ...named(level), building: idOf(level.building) })),
    units: units.map((unit) => ({ ...named(unit), level: idOf(unit.level) })),
    openings: openings.map((opening) => ({ ...named(opening), level: idOf(opening.level), unit: opening.unit && idOf(opening.unit) })),
    grids: grids.map(({ _id, ...grid }) => ({ ...grid, id: _id, units: inGrid.get(_id) ?? [] })),
  };
}

/** What the kept archive reads as, to be compared with what stands here; null where it can't be read any more. */
function* readAgain(kept: ReadonlyMap<string, KeptFeatures>): Sliced<ReadMap | null> {
  try {
    return yield* readingImdf(new Map([...kept].map(([file, { head, features }]) => [file, Buffer.from(textOf(head, features.map(({ json }) => json)))])));
  } catch (error) {
    if (error instanceof SetTrouble) return null;
    throw error;
  }
}

const textOf = (head: string, features: readonly string[]): string => `${head.slice(0, -1)}${head === '{}' ? '' : ','}"features":[${features.join(',\n')}]}`;

/** What was read and what is here now, both with the archive's ids: whether the row is as it came. */
const isAsRead = {
  unit: (a: ReadMap['units'][number] | undefined, b: MapToWrite['units'][number]): boolean =>
    a !== undefined && a.level === b.level && a.number === b.number && a.category === b.category && a.lettable === b.lettable && sameShape(a.shape, b.shape),
  level: (a: ReadMap['levels'][number] | undefined, b: MapToWrite['levels'][number]): boolean =>
    a !== undefined && a.ordinal === b.ordinal && a.shortName === b.shortName && sameShape(a.outline, b.outline),
  opening: (a: ReadMap['openings'][number] | undefined, b: MapToWrite['openings'][number]): boolean =>
    a !== undefined && a.level === b.level && a.unit === b.unit && a.kind === b.kind && sameLine(a.line, b.line),
};

function* writingKept(map: MapToWrite, kept: ReadonlyMap<string, KeptFeatures>): Sliced<Map<string, string>> {
  const read = yield* readAgain(kept);
  const planes = new Map(map.buildings.map(({ id, transform }) => [id, planeOf(transform)]));
  const planeOn = new Map(map.levels.map(({ id, building }) => [id, planes.get(building)]));
  const rows: Record<string, { all: ReadonlySet<string>; drawn: ReadonlySet<string>; written: Map<string, Row> }> = {
    'unit.geojson': changedRows(map.units, read?.units, isAsRead.unit, (unit) => onPlane(planeOn.get(unit.level), (plane) => unitRow(plane, unit))),
    'level.geojson': changedRows(map.levels, read?.levels, isAsRead.level, (level) => (planes.has(level.building) ? levelRow({ planes }, level) : null)),
    'opening.geojson': changedRows(map.openings, read?.openings, isAsRead.opening, (opening) => onPlane(planeOn.get(opening.level), (plane) => openingRow(plane, opening))),
  };
  const files = new Map<string, string>();
  for (const [file, { head, features }] of kept) {
    const type = file.replace(/\.geojson$/, '');
    const changed = rows[file];
    const texts: string[] = [];
    for (const { source, json } of features) {
      yield;
      if (changed && changed.drawn.has(source) && !changed.all.has(source)) continue;
      const row = changed?.written.get(source);
      texts.push(row ? mergedText(type, json, row) : json);
      changed?.written.delete(source);
    }
    for (const row of changed?.written.values() ?? []) texts.push(JSON.stringify(featureOf(type, row)));
    files.set(file, textOf(head, texts));
  }
  for (const [file, { written }] of Object.entries(rows)) {
    if (files.has(file) || written.size === 0) continue;
    const type = file.replace(/\.geojson$/, '');
    files.set(file, textOf(`{"type":"FeatureCollection","name":"${type}"}`, [...written.values()].map((row) => JSON.stringify(featureOf(type, row)))));
  }
  if (map.grids.length > 0) files.set(`${EXTENSION.grids}.geojson`, textOf(`{"type":"FeatureCollection","name":"${EXTENSION.grids}"}`, map.grids.map((grid) => JSON.stringify(featureOf(EXTENSION.grids, gridRow(grid))))));
  return files;
}

const onPlane = <P, R>(plane: P | undefined, write: (plane: P) => R): R | null => (plane ? write(plane) : null);

/** `all` that stand here, those that were `drawn` of the archive, and those to be `written` anew. */
function changedRows<W extends { id: string }, R extends { source: string }>(here: readonly W[], read: readonly R[] | undefined, isSame: (a: R | undefined, b: W) => boolean, write: (row: W) => Row | null) {
  const bySource = new Map(read?.map((row) => [row.source, row]));
  const written = new Map<string, Row>();
  for (const row of here) {
    if (read && isSame(bySource.get(row.id), row)) continue;
    const made = write(row);
    if (made) written.set(row.id, made);
  }
  return { all: new Set(here.map(({ id }) => id)), drawn: new Set(bySource.keys()), written };
}

/** The feature that came, with what was changed here: properties of others stay. */
function mergedText(type: string, json: string, row: Row): string {
  const came = JSON.parse(json) as { properties?: object | null };
  return JSON.stringify({ ...came, ...featureOf(type, row), properties: { ...came.properties, ...row.properties } });
}
