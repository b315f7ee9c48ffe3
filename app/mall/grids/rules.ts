import type { GridPlanState } from '#models/grid-plan.server.ts';
import type { LiveGrid, Outcome, OutcomeGrid } from './outcome.ts';

/** Booths that change hands in one go: so many fit one transaction with all that hangs on them. The first grids of a mall have no limit. */
export const MOST_MOVED = 2_000;
/** A day that lies farther off than this is a slip of the pen. */
export const FARTHEST_DAYS = 366;

export type PlanStep = 'change' | 'plan' | 'take-back' | 'give-up';

/** What can be done with a plan in its state; once it took effect, the way back is a new plan. */
export const STEPS: Record<GridPlanState, readonly PlanStep[]> = {
  draft: ['change', 'plan', 'give-up'],
  planned: ['take-back', 'give-up'],
  filling: [],
  'in-effect': [],
  cancelled: [],
};
export const OPEN_STATES: readonly GridPlanState[] = ['draft', 'planned', 'filling'];

/** Grids in several parts for which nobody has said why. */
export const unexplained = (grids: readonly OutcomeGrid[]): OutcomeGrid[] => grids.filter(({ parts, apart }) => parts > 1 && (!apart || apart === 'map-changed'));

/** Grids that are there and in several parts, for another reason than before. A plan may come to that alone. */
export function newlyExplained(grids: readonly OutcomeGrid[], live: readonly LiveGrid[]): OutcomeGrid[] {
  const before = new Map(live.map(({ id, apart }) => [id, apart]));
  return grids.filter(({ id, parts, apart, isNew }) => parts > 1 && !isNew && apart !== before.get(id));
}

/** Why a plan can't be given a date, as a reason's key; null when it can. */
export function whyNotPlan({ moved, grids }: Outcome, live: readonly LiveGrid[]): 'nothing-moves' | 'too-many' | 'unexplained' | null {
  if (live.length > 0 && moved.length > MOST_MOVED) return 'too-many';
  if (unexplained(grids).length > 0) return 'unexplained';
  return moved.length === 0 && newlyExplained(grids, live).length === 0 ? 'nothing-moves' : null;
}

/**
 * Booths as people write them: `101-120, 305 F2-7`, with or without the level before the number. A range takes every booth
 * of the list from the first to the last, in the order of their numbers.
 * @param booths in the order of their numbers
 * @returns ids, and the words that fit no booth
 */
export function readNumbers(text: string, booths: readonly { id: string; number: string }[]): { units: string[]; unknown: string[] } {
  const bare = (number: string) => number.toLowerCase().replace(/(^|[^0-9])0+(?=[0-9])/g, '$1');
  const find = (word: string): number => {
    const wanted = bare(word);
    const exact = booths.findIndex(({ number }) => bare(number) === wanted);
    return exact >= 0 ? exact : booths.findIndex(({ number }) => bare(number.split('-').at(-1) ?? '') === wanted);
  };
  const units = new Set<string>();
  const unknown: string[] = [];
  for (const word of text.split(/[\s,;，、；،؛]+/).filter(Boolean)) {
    const whole = find(word);
    if (whole >= 0) {
      units.add(booths[whole]!.id);
      continue;
    }
    const cuts = [...word.matchAll(/[-–~]/g)].map(({ index }) => [find(word.slice(0, index)), find(word.slice(index + 1))] as const);
    const [from, to] = cuts.find(([a, b]) => a >= 0 && b >= 0) ?? [-1, -1];
    if (from < 0) unknown.push(word);
    else for (const { id } of booths.slice(Math.min(from, to), Math.max(from, to) + 1)) units.add(id);
  }
  return { units: [...units], unknown };
}
