import type { Actor, Membership } from '#app/platform/actor.ts';

/** A role inside a mall: what nobody of an office over it may hold. */
export type RoleKind = 'volunteer' | 'officer' | 'operator';
const IN_MALL: readonly Membership['kind'][] = ['volunteer', 'level-head', 'officer'];

/**
 * RIGHTS.md, "The office apart": nobody who is an official over a mall holds a grid role, an officer's post or an
 * operator's account in it. An operator serves all malls, so no official at all is one.
 * @param officesOver the mall's office and every office above it
 */
export function canHoldRole(held: readonly Membership[], role: RoleKind, officesOver: readonly string[]): boolean {
  const offices = held.flatMap((membership) => (membership.kind === 'official' ? [membership.office] : []));
  return role === 'operator' ? offices.length === 0 : !offices.some((office) => officesOver.includes(office));
}

/** The same rule from the other side. @param mallsUnder every mall that the office, or one below it, is over */
export function canBeOfficial(held: readonly Membership[], mallsUnder: readonly string[]): boolean {
  return !held.some((membership) => membership.kind === 'operator' || (IN_MALL.includes(membership.kind) && 'mall' in membership && mallsUnder.includes(membership.mall)));
}

/** Volunteers are chosen by their grid's shops or the council, never by an office; leads of programs aren't the council. */
export function canAppoint(actor: Actor, mall: string): boolean {
  return actor.memberships.some((m) => m.kind === 'officer' && m.mall === mall && m.post !== 'lead');
}
