import { getLevelPlan, listLevels } from '#app/mall/plan.server.ts';
import { listGrids } from '#app/mall/queries.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { Shown } from './rules.ts';

/** Levels drawn: as many as a tall house has. */
const MOST_LEVELS = 12;

/** How a grid is drawn: by what presses most in it, `chosen` before anything is offered, null where there is nothing to say. */
export type Drawn = Shown | 'chosen' | null;

/** One floor: its line, the grids that it isn't about in one path, and each that it is about. */
export interface DispatchMap {
  level: string;
  shortName: string;
  viewBox: readonly number[];
  floor: string;
  others: string;
  /** Numbers of the others, where their plates are. */
  numbers: { number: number; x: number; y: number }[];
  areas: { grid: string; number: number; d: string; x: number; y: number; drawn: Drawn }[];
}

/** The floors on which these grids are, with each as it stands; with no grids all floors. Outlines alone: the list beside it says the same. */
export async function dispatchMaps(mall: KnownMall, drawn: ReadonlyMap<string, Drawn>): Promise<DispatchMap[]> {
  const [{ levels }, grids] = await Promise.all([listLevels(mall._id), listGrids(mall._id)]);
  const wanted = new Set(grids.filter(({ _id }) => drawn.size === 0 || drawn.has(_id)).flatMap((grid) => grid.levels));
  const numberOf = new Map(grids.map(({ _id, number }) => [_id, number]));
  return Promise.all(
    levels.filter(({ _id }) => wanted.has(_id)).slice(0, MOST_LEVELS).map(async (level): Promise<DispatchMap> => {
      const { viewBox, outline, areas } = await getLevelPlan(mall, level);
      const own = areas.flatMap(({ grid, d, plate: [x, y] }) => (drawn.has(grid) && numberOf.has(grid) ? [{ grid, number: numberOf.get(grid) ?? 0, d, x, y, drawn: drawn.get(grid) ?? null }] : []));
      const rest = areas.filter(({ grid }) => !drawn.has(grid));
      const numbers = rest.flatMap(({ grid, plate: [x, y] }) => (numberOf.has(grid) ? [{ number: numberOf.get(grid) ?? 0, x, y }] : []));
      return { level: level._id, shortName: level.shortName, viewBox, floor: outline, others: rest.map(({ d }) => d).join(''), numbers, areas: own };
    }),
  );
}

/** The floors of an incident, with its grids as far as its reader sees them. */
export const mapsOf = (mall: KnownMall, { grids }: { grids: readonly { _id: string; shown: Shown | null }[] }): Promise<DispatchMap[]> => dispatchMaps(mall, new Map(grids.map(({ _id, shown }) => [_id, shown])));
