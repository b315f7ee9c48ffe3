import { gridRolesIn, type Actor } from '#app/platform/actor.ts';
import type { Reason } from '#app/platform/refusal.ts';
import { WORKING_ROLES } from './engine/ladder.ts';
import type { Show } from './shows.ts';

/** What can be done to several requests at once; the engine decides on each. */
export const SEVERAL_ACTS = ['take-on', 'assign', 'hand-up', 'hand-back', 'demand'] as const;
export type SeveralAct = (typeof SEVERAL_ACTS)[number];

/** What became of each: done, or refused with its reason. */
export interface SeveralAnswer {
  act: SeveralAct;
  done: string[];
  refused: { number: string; reason: Reason }[];
}

/** What somebody may try in a view. Where she moves nothing, and in lists without words, there is nothing to choose. */
export function severalIn(show: Show, actor: Actor, mall: string): SeveralAct[] {
  const roles = gridRolesIn(actor, mall).map(({ role }) => role);
  const works = roles.some((role) => WORKING_ROLES.includes(role));
  switch (show) {
    case 'desk':
      return [...(works ? (['take-on', 'assign', 'hand-up', 'hand-back'] as const) : []), ...(roles.includes('supervisor') ? (['demand'] as const) : [])];
    case 'mine':
      return ['assign', 'hand-up', 'hand-back'];
    case 'council':
      return ['take-on', 'hand-back'];
    case 'program':
      return ['take-on', 'hand-up'];
    default:
      return [];
  }
}
