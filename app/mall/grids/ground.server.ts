import type { ClientSession } from 'mongoose';
import { type Level, Levels, Openings, type Unit, Units } from '#models/plan.server.ts';
import { Tenancies } from '#models/merchant.server.ts';
import { centroid } from '../geometry.ts';
import { findNeighbours, type Neighbours } from '../neighbours.ts';
import type { Booth, Partition } from './partition.ts';

type UnitRow = Pick<Unit, '_id' | 'level' | 'number' | 'category' | 'lettable' | 'shape' | 'label' | 'grid' | 'createdAt'>;

/** Everything that a decision about grids needs to know of the plan. */
export interface Ground {
  units: Map<string, UnitRow>;
  /** Lettable ones, by number and then by id: every decision goes through them in this order. */
  booths: (Booth & { number: string })[];
  neighbours: Neighbours;
  partition: Partition;
  levels: Pick<Level, '_id' | 'shortName' | 'ordinal' | 'building'>[];
}

const UNIT = { level: 1, number: 1, category: 1, lettable: 1, shape: 1, label: 1, grid: 1, createdAt: 1 } as const;
const byNumber = (a: { number: string; id: string }, b: { number: string; id: string }): number =>
  a.number === b.number ? (a.id < b.id ? -1 : 1) : a.number.localeCompare(b.number, 'en', { numeric: true });

/** @param on levels to read; the whole mall when left out */
export async function readGround(mall: string, { on, session }: { on?: readonly string[]; session?: ClientSession } = {}): Promise<Ground> {
  const where = on ? { mall, level: { $in: [...on] } } : { mall };
  const levels = await Levels.find(on ? { mall, _id: { $in: [...on] } } : { mall }, { shortName: 1, ordinal: 1, building: 1 }, { session }).sort({ building: 1, ordinal: 1 }).limit(2_000).lean();
  const units = await Units.find(where, UNIT, { session }).sort({ _id: 1 }).limit(100_000).lean();
  const openings = await Openings.find(where, { unit: 1, level: 1, line: 1 }, { session }).sort({ _id: 1 }).limit(200_000).lean();
  const rows = new Map(units.map((unit) => [unit._id, unit]));
  const booths = units
    .filter((unit) => unit.lettable)
    .map(({ _id, level, number, label, shape }) => ({ id: _id, level, number: number ?? '', at: label ?? (shape?.[0]?.[0] ? centroid(shape[0][0]) : null) }))
    .sort(byNumber);
  return {
    units: rows,
    booths,
    neighbours: findNeighbours({
      units: units.map(({ _id, level, category, shape }) => ({ id: _id, level, category, shape: shape ?? [] })),
      doors: openings,
      levels: levels.map(({ _id, building, ordinal }) => ({ id: _id, building, ordinal })),
    }),
    partition: new Map(booths.flatMap(({ id }) => (rows.get(id)?.grid ? [[id, rows.get(id)!.grid!] as const] : []))),
    levels,
  };
}

/** Unit → the shops counted in it. A booth may be shared; a shop with several booths counts in its first by number, as on every list. */
export async function shopsByUnit(mall: string, session?: ClientSession): Promise<Map<string, string[]>> {
  const rows = await Tenancies.find({ mall, to: { $exists: false } }, { unit: 1, merchant: 1 }, { session }).sort({ _id: 1 }).limit(100_000).lean();
  const unitsOf = new Map<string, string[]>();
  for (const { unit, merchant } of rows) unitsOf.set(merchant, [...(unitsOf.get(merchant) ?? []), unit]);
  const several = [...unitsOf.values()].filter((units) => units.length > 1).flat();
  const numbered = several.length > 0 ? await Units.find({ mall, _id: { $in: several } }, { _id: 1 }, { session }).sort({ number: 1 }).lean() : [];
  const order = new Map(numbered.map(({ _id }, place) => [_id, place]));
  const shops = new Map<string, string[]>();
  for (const [merchant, units] of unitsOf) {
    const first = [...units].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))[0] ?? '';
    shops.set(first, [...(shops.get(first) ?? []), merchant]);
  }
  return shops;
}
