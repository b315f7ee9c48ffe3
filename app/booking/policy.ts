import { type Actor, isOfficer } from '#app/platform/actor.ts';

/** Courses, clinic days and rooms are the association's own affair: its officers plan them, never an office. */
export function canPlan(actor: Actor, mall: string): boolean {
  return isOfficer(actor, mall);
}

/** Whoever belongs to the mall takes a place for herself; a partner teaches or treats, and takes none. */
export function canBook(actor: Actor, mall: string): boolean {
  return actor.memberships.some((m) => 'mall' in m && m.mall === mall && m.kind !== 'partner');
}
