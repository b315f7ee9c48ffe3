import type { Membership } from './actor.ts';

/** Who can open many people's matters needs more than a password: RIGHTS.md, "Accounts". */
const STRONG_KINDS: readonly Membership['kind'][] = ['officer', 'official', 'operator'];

export function needsSecondFactor(memberships: readonly Membership[]): boolean {
  return memberships.some(({ kind }) => STRONG_KINDS.includes(kind));
}

const VOLUNTEERS: readonly Membership['kind'][] = ['volunteer', 'level-head'];

/** Volunteers show a second factor too; an enrolled phone + PIN is enough of one. */
export function isAnyVolunteer(memberships: readonly Membership[]): boolean {
  return memberships.some(({ kind }) => VOLUNTEERS.includes(kind));
}

/**
 * Whether what somebody may act as stays shut on this session: officers, officials and operators without TOTP or passkey,
 * volunteers without either and without their enrolled phone. The made-up volunteers of a demonstration go in with one word.
 */
export function isHeld({ memberships, demo }: { memberships: readonly Membership[]; demo: boolean }, { strong, phone }: { strong: boolean; phone: string | null }): boolean {
  if (needsSecondFactor(memberships)) return !strong;
  return !demo && !strong && phone === null && isAnyVolunteer(memberships);
}

/** In ms: for so long after showing oneself, what is delicate opens without being asked again. */
export const FRESH = 10 * 60_000;

/** Factors, password, sessions elsewhere: only after showing oneself lately, with a second factor where the account has one. */
export function isFresh({ provedAt, strong, phone }: { provedAt: Date | null; strong: boolean; phone: string | null }, guarded: boolean, now: Date): boolean {
  return provedAt !== null && now.getTime() - provedAt.getTime() < FRESH && (strong || phone !== null || !guarded);
}

const HOUR = 3600_000;
/** In ms: what a recovered account may not do yet. RIGHTS.md, "Accounts". */
export const RECOVERED_LATELY = 72 * HOUR;

/** For 72 hours after a recovery: no passing on, vote, export, erasure, new member or confidential pages. */
export function recoveredLately({ recoveredAt }: { recoveredAt?: Date }, now: Date): boolean {
  return recoveredAt !== undefined && now.getTime() - recoveredAt.getTime() < RECOVERED_LATELY;
}
