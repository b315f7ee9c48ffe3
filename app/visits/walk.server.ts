import { Openings, Units } from '#models/plan.server.ts';
import { waysBetweenDoors } from '#app/mall/corridors.ts';
import { centroid, midpoint } from '#app/mall/geometry.ts';
import { isCorridor } from '#app/mall/neighbours.ts';
import { levelsOf } from '#app/mall/queries.server.ts';
import { memoryOf } from '#app/platform/memory.server.ts';
import { type Door, walkingTour } from './tour.ts';

/** Metres that a way along the corridors may have; farther doors are taken as the crow flies. */
const REACH = 120;
const MOST = 5_000;

const memory = () => memoryOf<ReadonlyMap<string, number>>('walks', ['units', 'openings', 'levels']);

/** Place of every booth of a grid on its walk: level by level from the top, each along the corridors. */
export function walkOf(mall: string, grid: string): Promise<ReadonlyMap<string, number>> {
  return memory().get(`${mall} ${grid}`, () => readWalk(mall, grid));
}

async function readWalk(mall: string, grid: string): Promise<ReadonlyMap<string, number>> {
  const booths = await Units.find({ mall, grid }, { number: 1, level: 1, label: 1, shape: 1 }).limit(MOST).lean();
  const on = [...new Set(booths.map((booth) => booth.level))];
  const order = (await levelsOf(mall)).map((level) => level._id).filter((level) => on.includes(level));
  const walk = new Map<string, number>();
  for (const level of order) {
    const [openings, drawn] = await Promise.all([
      Openings.find({ mall, level }, { unit: 1, line: 1 }).limit(MOST).lean(),
      Units.find({ mall, level }, { category: 1, shape: 1 }).limit(MOST).lean(),
    ]);
    const here = booths.filter((booth) => booth.level === level);
    const ids = new Set(here.map((booth) => booth._id));
    const doors = openings.flatMap(({ unit, line }) => (unit && ids.has(unit) && line.length > 1 ? [{ unit, at: midpoint(line[0]!, line.at(-1)!) }] : []));
    const corridors = drawn.filter(({ category }) => isCorridor(category)).flatMap(({ shape }) => shape ?? []);
    const doorOf = new Map(doors.map((door) => [door.unit, door.at]));
    const stops = here.map(({ _id, number = '', label, shape }): Door => ({ unit: _id, number, at: doorOf.get(_id) ?? label ?? (shape?.[0]?.[0] ? centroid(shape[0][0]) : null) }));
    for (const { unit } of walkingTour(stops, waysBetweenDoors(corridors, doors, REACH))) walk.set(unit, walk.size);
  }
  return walk;
}
