import { type Actor, gridsIn, isOfficer, isVolunteer, shopsIn } from '#app/platform/actor.ts';

/** What decides whether somebody may say that it is she. All of it as it is now; `other` as it was when the first one said so. */
export interface VouchFacts {
  account: string;
  malls: readonly string[];
  shops: readonly string[];
  other: { account: string; grids: readonly string[] } | null;
  /** The actor visited, holds or held something of one of the shops, or declared a tie with one. */
  visited: boolean;
  holds: boolean;
  tied: boolean;
}

export type VouchNo = 'own' | 'nobody-here' | 'same-shop' | 'visited' | 'holds' | 'tied' | 'twice' | 'same-grid';

/** Every grid that the actor has a role in, in the malls of the recovered account. */
export const gridsOf = (actor: Actor, malls: readonly string[]): string[] => malls.flatMap((mall) => gridsIn(actor, mall));

/**
 * RIGHTS.md, "Accounts": two people with no grid in common, never one who visited or holds something of that shop.
 * @returns why not, or null
 */
export function vouchRefused(actor: Actor, facts: VouchFacts): VouchNo | null {
  const { account, malls, shops, other } = facts;
  if (actor.account === account) return 'own';
  if (!malls.some((mall) => isVolunteer(actor, mall) || isOfficer(actor, mall))) return 'nobody-here';
  if (malls.some((mall) => shopsIn(actor, mall).some((shop) => shops.includes(shop)))) return 'same-shop';
  if (facts.visited) return 'visited';
  if (facts.holds) return 'holds';
  if (facts.tied) return 'tied';
  if (other?.account === actor.account) return 'twice';
  const grids = gridsOf(actor, malls);
  return other && grids.some((grid) => other.grids.includes(grid)) ? 'same-grid' : null;
}

/** Shops whose member she is; who waits for a second person's word isn't one, or a stolen slip would stop every recovery. */
export const membersShops = ({ memberships }: Actor): string[] => memberships.flatMap((membership) => ((membership.kind === 'owner' || membership.kind === 'staff') && !membership.waits ? [membership.merchant] : []));

/** Herself, from any device that is signed in, and the members of her shops. */
export function canStop(actor: Actor, { account, shops }: { account: string; shops: readonly string[] }): boolean {
  const mine = membersShops(actor);
  return actor.account === account || mine.some((shop) => shops.includes(shop));
}
