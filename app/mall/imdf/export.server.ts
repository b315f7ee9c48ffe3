import { createHash } from 'node:crypto';
import { Malls } from '#models/mall.server.ts';
import { Buildings, Grids, Levels, MapFeatures, Openings, Units } from '#models/plan.server.ts';
import { inSlices } from '../bringing/slices.ts';
import { type KeptFeatures, writingKept } from './write-kept.ts';
import { type MapToWrite, writeImdf } from './write.ts';

/**
 * File name → GeoJSON text. What came by an archive goes out as it came and in its order, as long as nobody changed it here;
 * what was changed or drawn here is written anew, and micro-grids as our extension. Empty for a mall without a map.
 */
export async function exportImdf(mall: string): Promise<Map<string, string>> {
  const [map, kept] = await Promise.all([readDrawn(mall), readKept(mall)]);
  if (!map) return new Map();
  if (!kept.has('unit.geojson')) return writeImdf(map, derivedId);
  return inSlices(writingKept(map, kept, derivedId));
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
    Units.find({ mall, retired: { $exists: false } }, { level: 1, number: 1, name: 1, category: 1, lettable: 1, shape: 1, label: 1, grid: 1, source: 1 }).sort({ _id: 1 }).limit(100_000).lean(),
    Openings.find({ mall }, { level: 1, line: 1, kind: 1, unit: 1, source: 1 }).sort({ _id: 1 }).limit(100_000).lean(),
    Grids.find({ mall, endedAt: { $exists: false } }, { number: 1, hue: 1, weave: 1, apart: 1 }).sort({ number: 1 }).limit(2_000).lean(),
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
