import { Tenancies } from '#models/merchant.server.ts';
import { Buildings, Grids, Levels, MapFeatures, Openings, Units } from '#models/plan.server.ts';
import type { MapNow } from './map-now.ts';

export interface PlanRows {
  kind: keyof MapNow;
  rows: unknown[];
}

/** Rows read and handed on at once, so that neither takes the process long. */
const AT_ONCE = 500;

async function* batches<T>(kind: keyof MapNow, rows: AsyncIterable<T>, change: (row: T) => unknown = (row) => row): AsyncGenerator<PlanRows> {
  let batch: unknown[] = [];
  for await (const row of rows) {
    batch.push(change(row));
    if (batch.length < AT_ONCE) continue;
    yield { kind, rows: batch };
    batch = [];
  }
  if (batch.length > 0) yield { kind, rows: batch };
}

/** Everything of the mall's plan that an import is compared with. */
export async function* readMapNow(mall: string): AsyncGenerator<PlanRows> {
  const many = { batchSize: AT_ONCE };
  const traded = await Tenancies.find({ mall }, { unit: 1 }).lean();
  const tenanted = new Set(traded.map(({ unit }) => unit));
  yield* batches('buildings', Buildings.find({ mall }, { name: 1, transform: 1, source: 1 }).limit(500).lean().cursor(many));
  yield* batches('levels', Levels.find({ mall }, { building: 1, ordinal: 1, shortName: 1, name: 1, outline: 1, source: 1 }).limit(2_000).lean().cursor(many));
  const units = Units.find({ mall }, { level: 1, number: 1, name: 1, category: 1, lettable: 1, shape: 1, label: 1, grid: 1, source: 1, retired: 1 }).limit(200_000).lean().cursor(many);
  yield* batches('units', units, (unit) => ({ ...unit, tenanted: tenanted.has(unit._id) }));
  yield* batches('openings', Openings.find({ mall }, { level: 1, line: 1, unit: 1, kind: 1, source: 1 }).limit(200_000).lean().cursor(many));
  yield* batches('grids', Grids.find({ mall }, { number: 1 }).limit(5_000).lean().cursor(many));
  yield* batches('features', MapFeatures.find({ mall }, { file: 1, order: 1, source: 1, feature: 1 }).sort({ file: 1, order: 1 }).limit(400_000).lean().cursor(many));
}
