import { type Actor, ownedShopsIn } from '#app/platform/actor.ts';

export interface MemberFacts {
  account: string;
  kind: 'owner' | 'staff';
  waits: boolean;
}

/** Members are the confirmed owners' affair; staff don't see who else there is. */
export function canManageMembers(actor: Actor, mall: string, merchant: string): boolean {
  return ownedShopsIn(actor, mall).includes(merchant);
}

/** Staff at any time; whoever waits; oneself only while another confirmed owner stays. Another confirmed owner hands over herself. */
export function canEnd(actor: Actor, member: MemberFacts, confirmedOwners: number): boolean {
  if (member.account === actor.account) return confirmedOwners > 1;
  return member.kind === 'staff' || member.waits;
}

/** To confirmed staff of the same shop: whoever gets it has been seen there. */
export function canReceive(member: MemberFacts): boolean {
  return member.kind === 'staff' && !member.waits;
}
