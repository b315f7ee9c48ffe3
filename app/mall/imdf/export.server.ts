import { MapFeatures } from '#models/plan.server.ts';

/** File name → GeoJSON text, every feature as it came and in the order it came. Empty for a mall whose map wasn't imported. */
export async function exportImdf(mall: string): Promise<Map<string, string>> {
  const heads = new Map<string, string>();
  const features = new Map<string, string[]>();
  for await (const row of MapFeatures.find({ mall }, { file: 1, order: 1, feature: 1 }).sort({ file: 1, order: 1 }).lean().cursor()) {
    if (row.order < 0) heads.set(row.file, row.feature);
    else features.set(row.file, [...(features.get(row.file) ?? []), row.feature]);
  }
  return new Map([...heads].map(([file, head]) => [file, `${head.slice(0, -1)}${head === '{}' ? '' : ','}"features":[${(features.get(file) ?? []).join(',\n')}]}`]));
}
