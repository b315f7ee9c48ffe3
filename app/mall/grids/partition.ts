import { distance, type Point } from '../geometry.ts';
import type { Neighbours } from '../neighbours.ts';

/** Unit → grid, lettable units only. */
export type Partition = ReadonlyMap<string, string>;

/** A lettable unit as grids see it. */
export interface Booth {
  id: string;
  level: string;
  /** Where it stands; null for one that has no shape on the plan. */
  at: Point | null;
}

/** Grid → its units, in the order of the partition. */
export function unitsByGrid(partition: Partition): Map<string, string[]> {
  const grids = new Map<string, string[]>();
  for (const [unit, grid] of partition) {
    const units = grids.get(grid);
    if (units) units.push(unit);
    else grids.set(grid, [unit]);
  }
  return grids;
}

/** The pieces of a set that hang together, the largest first; ties in the order of the set. */
export function partsOf(ids: readonly string[], neighbours: Neighbours): string[][] {
  const left = new Set(ids);
  const parts: string[][] = [];
  for (const start of ids) {
    if (!left.delete(start)) continue;
    const part = [start];
    for (const id of part) for (const next of neighbours.get(id) ?? []) if (left.delete(next)) part.push(next);
    parts.push(part);
  }
  return parts.sort((a, b) => b.length - a.length);
}

/** The grid that most of the unit's neighbours are in; of equals the one with the smaller id, so that the answer never wavers. */
function gridBeside(unit: string, partition: Partition, neighbours: Neighbours): string | undefined {
  const votes = new Map<string, number>();
  for (const next of neighbours.get(unit) ?? []) {
    const grid = partition.get(next);
    if (grid !== undefined) votes.set(grid, (votes.get(grid) ?? 0) + 1);
  }
  return [...votes].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}

/** The grid of the nearest unit: on its own level if there is one, in metres on the plan. */
function gridNear(unit: Booth, partition: Partition, booths: readonly Booth[]): string | undefined {
  let best: { cost: number; grid?: string } = { cost: Infinity };
  for (const other of booths) {
    const grid = partition.get(other.id);
    if (grid === undefined || other.id === unit.id) continue;
    const far = unit.at && other.at ? distance(unit.at, other.at) : 1e6;
    const cost = far + (other.level === unit.level ? 0 : 1e7);
    if (cost < best.cost) best = { cost, grid };
  }
  return best.grid;
}

/**
 * Gives units without a grid one: that of most of their neighbours, one after the other, so that a whole new row is taken in
 * from its end; what has no neighbour in any grid joins the nearest unit's. `like`: new unit → the one it was cut from,
 * whose grid goes before everything. Units stay out only where no grid has any unit.
 */
export function placeUnits(units: readonly string[], partition: Partition, neighbours: Neighbours, booths: readonly Booth[], like: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const all = new Map(partition);
  const placed = new Map<string, string>();
  const waiting = new Set(units);
  const give = (unit: string, grid: string): void => {
    waiting.delete(unit);
    all.set(unit, grid);
    placed.set(unit, grid);
  };
  for (const unit of units) {
    const grid = partition.get(like.get(unit) ?? '');
    if (grid !== undefined) give(unit, grid);
  }
  while (waiting.size > 0) {
    const before = waiting.size;
    for (const unit of waiting) {
      const grid = gridBeside(unit, all, neighbours);
      if (grid !== undefined) give(unit, grid);
    }
    if (waiting.size < before) continue;
    const booth = booths.find(({ id }) => waiting.has(id));
    const grid = booth && gridNear(booth, all, booths);
    if (!booth || grid === undefined) return placed;
    give(booth.id, grid);
  }
  return placed;
}
