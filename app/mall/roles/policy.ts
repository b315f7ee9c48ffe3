import type { ReachTo } from '#models/reach.server.ts';
import { type Actor, gridsIn, isVolunteer, levelsHeadedIn } from '#app/platform/actor.ts';
import { canAppoint } from '../policy.ts';

/** A term or an appointment as far as rights go. */
export interface Subject {
  account: string;
  grid?: string;
}

export type AppointRefusal = 'not-council' | 'self';

/** The council, for others: whoever is to be appointed needs another council member for it, whoever chose her. */
export function whyNotAppoint(actor: Actor, mall: string, account: string): AppointRefusal | null {
  if (!canAppoint(actor, mall)) return 'not-council';
  return actor.account === account ? 'self' : null;
}

/** Nobody says yes or no for another. */
export function canAnswer(actor: Actor, appointment: { account: string; state: string }): boolean {
  return appointment.state === 'proposed' && appointment.account === actor.account;
}

/** As whom somebody may end a term: her own without a reason, another's as the council with one. */
export function endsAs(actor: Actor, mall: string, term: Subject): 'self' | 'council' | null {
  if (term.account === actor.account) return 'self';
  return canAppoint(actor, mall) ? 'council' : null;
}

/** Her work is hers to hand over; the council does it when it ends a term. */
export function canHandOver(actor: Actor, mall: string, term: Subject): boolean {
  return endsAs(actor, mall, term) !== null;
}

export function headsGrid(actor: Actor, mall: string, grid: string | undefined): boolean {
  return grid !== undefined && levelsHeadedIn(actor, mall).some(({ grids }) => grids.includes(grid));
}

/** Who may ask somebody to stand in: the one who is away, the head of the level, the council. */
export function mayAskDeputy(actor: Actor, mall: string, term: Subject): boolean {
  return term.account === actor.account || canAppoint(actor, mall) || headsGrid(actor, mall, term.grid);
}

export type DeputyRefusal = 'not-yours' | 'self' | 'same-person' | 'not-a-volunteer';

/** A deputy was chosen before, by shops or council, as a volunteer of this mall; only the council asks anybody else. */
export function whyNotDeputy(actor: Actor, mall: string, term: Subject, deputy: { account: string; volunteers: boolean }): DeputyRefusal | null {
  if (!mayAskDeputy(actor, mall, term)) return 'not-yours';
  if (deputy.account === term.account) return 'same-person';
  if (deputy.account === actor.account) return 'self';
  return deputy.volunteers || canAppoint(actor, mall) ? null : 'not-a-volunteer';
}

/** How near a reader stands to a volunteer: what she shows to the nearer ones she doesn't show to the others. */
export type Nearness = Exclude<ReachTo, 'nobody'>;
const ORDER: readonly ReachTo[] = ['nobody', 'grid', 'mall', 'anyone'];

/**
 * Members of the mall stand nearer than those who pass by. Partners and whoever nobody has confirmed yet are no members here:
 * a slip that was stolen opens nobody's number. @param ownGrids grids in which the reader has a shop that somebody confirmed
 */
export function nearnessTo(actor: Actor | null, mall: string, grid: string, ownGrids: readonly string[]): Nearness {
  if (!actor) return 'anyone';
  if (ownGrids.includes(grid) || gridsIn(actor, mall).includes(grid) || canAppoint(actor, mall)) return 'grid';
  const member = actor.memberships.some((m) => 'mall' in m && m.mall === mall && m.kind !== 'partner' && !('waits' in m && m.waits));
  return member ? 'mall' : 'anyone';
}

/** Whether what is shown to `to` is shown to this reader. */
export function isShown(to: ReachTo, nearness: Nearness): boolean {
  return to !== 'nobody' && ORDER.indexOf(to) >= ORDER.indexOf(nearness);
}

/** The capacity in which a reader who stands so near opens a text. */
export const readerAt = (nearness: Nearness): string => `roster:${nearness}`;
/** Everybody who is near enough. */
export const readersOf = (to: ReachTo): string[] => (['grid', 'mall', 'anyone'] as const).filter((nearness) => isShown(to, nearness)).map(readerAt);

/** Whoever has no role has nothing to say about how to be reached. */
export function canSetReach(actor: Actor, mall: string): boolean {
  return isVolunteer(actor, mall) || levelsHeadedIn(actor, mall).length > 0;
}
