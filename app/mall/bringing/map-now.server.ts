import { Tenancies } from '#models/merchant.server.ts';
import { Buildings, Grids, Levels, MapFeatures, Openings, Units } from '#models/plan.server.ts';
import type { MapNow } from './map-now.ts';

/** Everything of the mall's plan that an import is compared with. */
export async function readMapNow(mall: string): Promise<MapNow> {
  const [buildings, levels, units, openings, grids, features, traded] = await Promise.all([
    Buildings.find({ mall }, { name: 1, transform: 1, source: 1 }).limit(500).lean(),
    Levels.find({ mall }, { building: 1, ordinal: 1, shortName: 1, name: 1, outline: 1, source: 1 }).limit(2_000).lean(),
    Units.find({ mall }, { level: 1, number: 1, name: 1, category: 1, lettable: 1, shape: 1, label: 1, grid: 1, source: 1, retired: 1 }).limit(200_000).lean(),
    Openings.find({ mall }, { level: 1, line: 1, unit: 1, kind: 1, source: 1 }).limit(200_000).lean(),
    Grids.find({ mall }, { number: 1 }).limit(5_000).lean(),
    MapFeatures.find({ mall }, { file: 1, order: 1, source: 1, feature: 1 }).sort({ file: 1, order: 1 }).limit(400_000).lean(),
    Tenancies.find({ mall }, { unit: 1 }).lean(),
  ]);
  const tenanted = new Set(traded.map(({ unit }) => unit));
  return { buildings, levels, units: units.map((unit) => ({ ...unit, tenanted: tenanted.has(unit._id) })), openings, grids, features };
}
