import { type Actor, gridRolesIn, gridsIn, isOfficer, levelsHeadedIn } from '#app/platform/actor.ts';
import { boxesOf, COUNCIL } from '../letters/policy.ts';

/** What an office is shown of a task that it offered to a grid, and nothing else: its page is made from this list, and so is the public one. */
export const OFFICE_SEES = ['grid', 'shown', 'clock', 'reason'] as const;

interface Placed {
  mall: string;
  box: string;
}

/** Of which grids somebody reads the offers: all for whoever opened it and for the association's officers, her own for people of a grid and level heads; null for everybody else. */
export function gridsSeen(actor: Actor, { mall, box, grids }: Placed & { grids: readonly string[] }): 'all' | string[] | null {
  if (isOfficer(actor, mall) || boxesOf(actor, mall).includes(box)) return 'all';
  const own = new Set([...gridsIn(actor, mall), ...levelsHeadedIn(actor, mall).flatMap((headed) => headed.grids)]);
  const here = grids.filter((grid) => own.has(grid));
  return here.length > 0 ? here : null;
}

/** On which sides somebody acts. */
export interface Sides {
  /** Of whoever opened it. */
  opener: boolean;
  council: boolean;
  /** Grids that she answers for. */
  grids: readonly string[];
}

/** Leader and manager answer for their grid, deputies included; the council for grids that don't. */
export function sidesOf(actor: Actor, { mall, box }: Placed): Sides {
  const boxes = boxesOf(actor, mall);
  const answers = gridRolesIn(actor, mall).flatMap(({ grid, role }) => (role === 'leader' || role === 'manager' ? [grid] : []));
  return { opener: boxes.includes(box), council: boxes.includes(COUNCIL), grids: [...new Set(answers)] };
}

export const isAnyonesHere = (actor: Actor, mall: string): boolean => isOfficer(actor, mall) || gridRolesIn(actor, mall).length > 0 || levelsHeadedIn(actor, mall).length > 0;
