import type { Side } from '#models/help-plan.server.ts';
import { type Actor, officesOf } from '#app/platform/actor.ts';

/** For which side the actor acts on this plan: an official of the office that offers it, or the council. Nobody is both (RIGHTS.md, "The office apart"). */
export function sideOf(actor: Actor, { mall, office }: { mall: string; office: string }): Side | null {
  if (actor.memberships.some((held) => held.kind === 'officer' && held.mall === mall && held.post === 'council')) return 'mall';
  return officesOf(actor).includes(office) ? 'office' : null;
}
