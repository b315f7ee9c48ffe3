import { createHash } from 'node:crypto';
import { Malls } from '#models/mall.server.ts';
import { Buildings, Levels, MapFeatures, Openings, Units } from '#models/plan.server.ts';
import { writeImdf } from './write.ts';

/**
 * File name → GeoJSON text. Of an imported map every feature as it came and in the order it came; of one drawn here what an
 * archive of it holds. Empty for a mall without a map.
 */
export async function exportImdf(mall: string): Promise<Map<string, string>> {
  const heads = new Map<string, string>();
  const features = new Map<string, string[]>();
  for await (const row of MapFeatures.find({ mall }, { file: 1, order: 1, feature: 1 }).sort({ file: 1, order: 1 }).lean().cursor()) {
    if (row.order < 0) heads.set(row.file, row.feature);
    else features.set(row.file, [...(features.get(row.file) ?? []), row.feature]);
  }
  if (heads.size === 0) return exportDrawn(mall);
  return new Map([...heads].map(([file, head]) => [file, `${head.slice(0, -1)}${head === '{}' ? '' : ','}"features":[${(features.get(file) ?? []).join(',\n')}]}`]));
}

/** Looks like a UUID (version 8: made by a rule of our own) and is the same in every export. */
function derivedId(kind: string, id: string): string {
  const hash = createHash('sha256').update(`${kind}:${id}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

async function exportDrawn(mall: string): Promise<Map<string, string>> {
  const [row, buildings, levels, units, openings] = await Promise.all([
    Malls.findOne({ _id: mall }, { name: 1, zone: 1 }).lean(),
    Buildings.find({ mall }, { name: 1, transform: 1 }).limit(500).lean(),
    Levels.find({ mall }, { building: 1, ordinal: 1, shortName: 1, name: 1, outline: 1 }).sort({ building: 1, ordinal: 1 }).limit(2_000).lean(),
    Units.find({ mall }, { level: 1, number: 1, name: 1, category: 1, shape: 1, label: 1 }).sort({ _id: 1 }).limit(100_000).lean(),
    Openings.find({ mall }, { level: 1, line: 1, kind: 1 }).sort({ _id: 1 }).limit(100_000).lean(),
  ]);
  if (!row || buildings.length === 0) return new Map();
  const withId = <T extends { _id: string }>(rows: readonly T[]) => rows.map(({ _id, ...rest }) => ({ ...rest, id: _id }));
  const country = ['Asia/Urumqi', 'Asia/Shanghai'].includes(row.zone) ? 'CN' : 'ZZ';
  return writeImdf({ id: mall, name: row.name, country, buildings: withId(buildings), levels: withId(levels), units: withId(units), openings: withId(openings) }, derivedId);
}
