import { type Actor, isOfficer, shopsIn } from '#app/platform/actor.ts';

/** The list of shops is the association's own affair: its officers keep it, nobody else. */
export function canKeepRoster(actor: Actor, mall: string): boolean {
  return isOfficer(actor, mall);
}

/** Merging opens one shop's record to the other's owner, so nobody does it with a shop of her own. */
export function canMerge(actor: Actor, mall: string, pair: readonly string[]): boolean {
  return canKeepRoster(actor, mall) && !shopsIn(actor, mall).some((shop) => pair.includes(shop));
}
