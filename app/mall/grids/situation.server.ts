import type { ClientSession } from 'mongoose';
import { Grids } from '#models/plan.server.ts';
import { type Ground, readGround, shopsByUnit } from './ground.server.ts';
import type { LiveGrid, Situation } from './outcome.ts';

/** Everything that a plan of grids is held against; the mall as it is at this moment. */
export interface FullSituation extends Situation {
  ground: Ground;
  live: LiveGrid[];
  /** Unit → shops, each shop once. */
  shopsIn: Map<string, string[]>;
  /** Numbers ever given, those of dissolved grids too. */
  given: number[];
}

export async function readSituation(mall: string, session?: ClientSession): Promise<FullSituation> {
  const ground = await readGround(mall, { session });
  const rows = await Grids.find({ mall }, { number: 1, hue: 1, weave: 1, apart: 1, endedAt: 1 }, { session }).sort({ number: 1 }).limit(20_000).lean();
  const shopsIn = await shopsByUnit(mall, session);
  const live = rows.filter((row) => !row.endedAt).map(({ _id, number, hue, weave, apart }) => ({ id: _id, number, hue, weave, ...(apart && { apart }) }));
  const there = new Set(live.map(({ id }) => id));
  return {
    ground,
    booths: ground.booths,
    neighbours: ground.neighbours,
    partition: new Map([...ground.partition].filter(([, grid]) => there.has(grid))),
    live,
    shopsIn,
    shops: new Map([...shopsIn].map(([unit, all]) => [unit, all.length])),
    given: rows.map(({ number }) => number),
  };
}
