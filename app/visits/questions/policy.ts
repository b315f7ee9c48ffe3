import type { Actor } from '#app/platform/actor.ts';
import { isOfficer } from '#app/platform/actor.ts';
import { canAppoint } from '#app/mall/policy.ts';

export type PassRefusal = 'not-council' | 'own-proposal';

/** What a visit may ask is the association's affair: its officers propose. */
export function canPropose(actor: Actor, mall: string): boolean {
  return isOfficer(actor, mall);
}

/** The council passes what somebody else proposed. */
export function whyNotPass(actor: Actor, mall: string, proposal: { by: string }): PassRefusal | null {
  if (!canAppoint(actor, mall)) return 'not-council';
  return proposal.by === actor.account ? 'own-proposal' : null;
}

/** Whoever proposed it, or the council, takes it back. */
export function canWithdraw(actor: Actor, mall: string, proposal: { by: string }): boolean {
  return isOfficer(actor, mall) && (proposal.by === actor.account || canAppoint(actor, mall));
}
