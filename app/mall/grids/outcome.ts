import type { GridApart } from '#models/plan.server.ts';
import { type Cloth, colourGrids } from '../hues.ts';
import type { Neighbours } from '../neighbours.ts';
import { type Booth, type Partition, partsOf, placeUnits, unitsByGrid } from './partition.ts';

export interface LiveGrid extends Cloth {
  id: string;
  number: number;
  apart?: GridApart;
}
export interface Drawn {
  moves: readonly { unit: string; to: string }[];
  grids: readonly { id: string; number?: number; apart?: GridApart }[];
}
/** The plan and who trades where; `partition` names grids that are there only. */
export interface Situation {
  booths: readonly Booth[];
  neighbours: Neighbours;
  partition: Partition;
  live: readonly LiveGrid[];
  /** Unit → how many shops are counted in it. */
  shops: ReadonlyMap<string, number>;
}

export interface OutcomeGrid extends Cloth {
  id: string;
  number: number;
  isNew: boolean;
  units: string[];
  levels: string[];
  shops: number;
  parts: number;
  /** Why it is in several parts; absent for a connected one, and for one where somebody has still to say it. */
  apart?: GridApart;
}
export interface Outcome {
  partition: Map<string, string>;
  /** By number. */
  grids: OutcomeGrid[];
  moved: { unit: string; from?: string; to: string }[];
  /** Grids that lose their last booth, and the one that most of their booths go to. */
  ended: { id: string; number: number; heir: string }[];
}

/** Every lettable unit in one grid: where the moves put it, else where it is, else where a new one would be placed. */
function partitionAfter({ booths, neighbours, partition, live }: Situation, { moves, grids }: Drawn): Map<string, string> {
  const there = new Set(booths.map(({ id }) => id));
  const known = new Set([...live, ...grids].map(({ id }) => id));
  const after = new Map([...partition].filter(([unit]) => there.has(unit)));
  for (const { unit, to } of moves) if (there.has(unit) && known.has(to)) after.set(unit, to);
  const homeless = booths.filter(({ id }) => !after.has(id)).map(({ id }) => id);
  return new Map([...after, ...placeUnits(homeless, after, neighbours, booths)]);
}

/** The number next to the highest ever given: a number is never given twice. */
export const nextNumber = (given: readonly number[]): number => Math.max(0, ...given) + 1;

/** Cloths of grids that were there stay, but for those that now lie beside their like. */
function clothsOf(grids: readonly Omit<OutcomeGrid, keyof Cloth>[], live: readonly LiveGrid[], partition: Partition, { booths, neighbours }: Situation): Map<number, Cloth> {
  const numberOf = new Map(grids.map(({ id, number }) => [id, number]));
  const levelOf = new Map(booths.map(({ id, level }) => [id, level]));
  const beside = new Map<number, Set<number>>(grids.map(({ number }) => [number, new Set()]));
  for (const [unit, grid] of partition) {
    for (const next of neighbours.get(unit) ?? []) {
      const other = numberOf.get(partition.get(next) ?? '');
      const own = numberOf.get(grid);
      if (own !== undefined && other !== undefined && other !== own && levelOf.get(unit) === levelOf.get(next)) beside.get(own)!.add(other);
    }
  }
  const kept = new Map<number, Cloth>();
  for (const { number, hue, weave } of live) {
    const clashes = [...(beside.get(number) ?? [])].some((other) => kept.get(other)?.hue === hue);
    if (beside.has(number) && !clashes) kept.set(number, { hue, weave });
  }
  return colourGrids(grids.map(({ number, levels }) => ({ number, levels, beside: [...beside.get(number)!] })), kept);
}

/** The grid that most of a dissolved one's booths go to; of equals the lower number. */
function heirOf(units: readonly string[], after: Partition, rank: ReadonlyMap<string, number>): string {
  const votes = new Map<string, number>();
  for (const unit of units) {
    const grid = after.get(unit);
    if (grid !== undefined) votes.set(grid, (votes.get(grid) ?? 0) + 1);
  }
  return [...votes].sort(([a, m], [b, n]) => n - m || (rank.get(a) ?? 0) - (rank.get(b) ?? 0))[0]?.[0] ?? '';
}

/**
 * What a plan of grids comes to on the plan of the mall as it is now: booths drawn since it was made are placed, booths that
 * are gone are left out, new grids without a booth are dropped. @param given every number that was ever given
 */
export function outcomeOf(situation: Situation, plan: Drawn, given: readonly number[]): Outcome {
  const { booths, neighbours, partition: before, live, shops } = situation;
  const partition = partitionAfter(situation, plan);
  const [was, is] = [unitsByGrid(before), unitsByGrid(new Map(booths.map(({ id }) => [id, partition.get(id) ?? ''])))];
  const levelOf = new Map(booths.map(({ id, level }) => [id, level]));
  const reasons = new Map(plan.grids.map(({ id, apart }) => [id, apart]));
  const liveById = new Map(live.map((grid) => [grid.id, grid]));
  const fresh = plan.grids.filter(({ id }) => !liveById.has(id) && is.has(id));
  const first = nextNumber(given);
  const numbers = new Map([...live.map(({ id, number }) => [id, number] as const), ...fresh.map(({ id }, i) => [id, first + i] as const)]);
  const bare = [...numbers]
    .filter(([id]) => is.has(id) || !was.has(id))
    .map(([id, number]) => {
      const units = is.get(id) ?? [];
      const parts = partsOf(units, neighbours).length;
      const apart = parts > 1 ? (reasons.get(id) ?? liveById.get(id)?.apart) : undefined;
      return { id, number, isNew: !liveById.has(id), units, levels: [...new Set(units.map((unit) => levelOf.get(unit) ?? ''))], shops: units.reduce((sum, unit) => sum + (shops.get(unit) ?? 0), 0), parts, ...(apart && { apart }) };
    })
    .sort((a, b) => a.number - b.number);
  const cloths = clothsOf(bare, live, partition, situation);
  return {
    partition,
    grids: bare.map((grid) => ({ ...grid, ...cloths.get(grid.number)! })),
    moved: booths.flatMap(({ id }) => {
      const [from, to] = [before.get(id), partition.get(id)];
      return to === undefined || from === to ? [] : [{ unit: id, ...(from && { from }), to }];
    }),
    ended: live.flatMap(({ id, number }) => (was.has(id) && !is.has(id) ? [{ id, number, heir: heirOf(was.get(id)!, partition, numbers) }] : [])),
  };
}

/**
 * Gives proposed grids the ids of those that are there, largest overlap first, so that as many shops as possible keep the
 * people who look after them; the rest are new. @returns ids in the order of the proposal
 */
export function matchGrids(proposed: readonly (readonly string[])[], before: Partition, live: readonly string[], newId: () => string): string[] {
  const overlaps = proposed.flatMap((units, at) => {
    const votes = new Map<string, number>();
    for (const unit of units) {
      const grid = before.get(unit);
      if (grid !== undefined) votes.set(grid, (votes.get(grid) ?? 0) + 1);
    }
    return [...votes].map(([grid, shared]) => ({ at, grid, shared }));
  });
  const order = new Map(live.map((id, i) => [id, i]));
  overlaps.sort((a, b) => b.shared - a.shared || a.at - b.at || (order.get(a.grid) ?? 0) - (order.get(b.grid) ?? 0));
  const taken = new Map<number, string>();
  const used = new Set<string>();
  for (const { at, grid } of overlaps) {
    if (taken.has(at) || used.has(grid)) continue;
    taken.set(at, grid);
    used.add(grid);
  }
  return proposed.map((_, at) => taken.get(at) ?? newId());
}
