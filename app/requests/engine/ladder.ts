import type { Holder } from '#models/request.server.ts';
import type { GridRole, OfficerPost } from '#app/platform/actor.ts';

/** Rungs in order. A kind names its ladder; silence and people climb it. */
export const LADDERS = {
  grid: ['manager', 'leader', 'council'],
  program: ['lead', 'council'],
  /** Two people by name, drawn when it was asked; nobody stands above them, and no silence leads anywhere. */
  named: ['named'],
  /** What lies inside a booth: no rung is above its shop. */
  shop: ['shop'],
} as const;
export type LadderName = keyof typeof LADDERS;
export type Rung = (typeof LADDERS)[LadderName][number];

/** Roles that may do the work of a grid; the supervisor watches and never works on what she watches. */
export const WORKING_ROLES: readonly GridRole[] = ['leader', 'manager', 'assistant', 'information'];

/** One who looks after the request's grid now. `tied`: its shop is hers or one that she declared a tie with, she asked, or she stepped aside. */
export interface TeamMember {
  account: string;
  role: GridRole;
  tied: boolean;
}

/** What an actor brings to one request. */
export interface ActorFacts {
  account: string;
  /** Roles held now in the request's grid. */
  roles: readonly GridRole[];
  /** Posts held now in the mall. */
  posts: readonly OfficerPost[];
  offices: readonly string[];
  /** Shops in this mall that she owns or works for. */
  shops: readonly string[];
  /** Those of them whose consent is hers to give. */
  ownShops?: readonly string[];
  /** Those of them that nobody has confirmed yet as hers: what others asked for them isn't shown. */
  waitingShops?: readonly string[];
  /** Shops of this mall with which she declared a tie. */
  ties?: readonly string[];
  /** She is kept away from its shop for now. */
  apart?: boolean;
  /** She owns, works for or declared a tie with a shop of the other side. */
  tiedToOther?: boolean;
  /** Grids of this mall in which she holds a working role. */
  grids?: readonly string[];
  /** Partners for which she signs in here. */
  partners?: readonly string[];
  /** The one part that the code of her slip opens. */
  byPart?: string;
  /** The clocks of the house: no person. */
  house?: boolean;
}

export const HOUSE: ActorFacts = { account: 'house', roles: [], posts: [], offices: [], shops: [], house: true };

export interface Place {
  ladder: LadderName;
  grid?: string;
  program: string;
  /** The shop that it lies in, on its own ladder. */
  merchant?: string;
}

export function rungHolder(rung: Rung, place: Place): Holder {
  if (rung === 'manager' || rung === 'leader') return { kind: 'role', role: rung, grid: place.grid ?? '' };
  if (rung === 'shop') return { kind: 'shop', merchant: place.merchant ?? '' };
  if (rung === 'named') return { kind: 'named' };
  return rung === 'lead' ? { kind: 'program', program: place.program } : { kind: 'council' };
}

/** Whether somebody free of ties, and other than `besides`, stands on the rung. Council, leads and the shop itself are always there. */
function isManned(rung: Rung, team: readonly TeamMember[], besides?: string): boolean {
  if (rung === 'council' || rung === 'lead' || rung === 'named' || rung === 'shop') return true;
  return team.some((member) => member.role === rung && !member.tied && member.account !== besides);
}

/** Where a new request begins: the first rung with somebody on it. */
export function firstRung<L extends LadderName>(ladder: L, team: readonly TeamMember[]): (typeof LADDERS)[L][number] | 'council' {
  const rungs: readonly (typeof LADDERS)[L][number][] = LADDERS[ladder];
  return rungs.find((rung) => isManned(rung, team)) ?? 'council';
}

/** The next manned rung above; null at the top. Whoever hands up never hands up to herself. */
export function rungAbove(ladder: LadderName, rung: Rung, team: readonly TeamMember[], besides?: string): Rung | null {
  const rungs: readonly Rung[] = LADDERS[ladder];
  return rungs.slice(rungs.indexOf(rung) + 1).find((next) => isManned(next, team, besides)) ?? null;
}

export function rungBelow(ladder: LadderName, rung: Rung, team: readonly TeamMember[]): Rung | null {
  const rungs: readonly Rung[] = LADDERS[ladder];
  return rungs.slice(0, Math.max(0, rungs.indexOf(rung))).reverse().find((next) => isManned(next, team)) ?? null;
}

/** Whether the actor stands on this rung herself. */
export function standsOn(rung: Rung, actor: Pick<ActorFacts, 'roles' | 'posts'>): boolean {
  if (rung === 'council') return actor.posts.includes('council') || actor.posts.includes('secretary');
  if (rung === 'lead') return actor.posts.includes('lead');
  if (rung === 'shop' || rung === 'named') return false;
  return actor.roles.includes(rung);
}

/** Whether she may take it on there: the five are capacities, so any working role helps at the manager's rung. */
export function mayTakeOn(rung: Rung, actor: Pick<ActorFacts, 'roles' | 'posts'>): boolean {
  return standsOn(rung, actor) || (rung === 'manager' && actor.roles.some((role) => WORKING_ROLES.includes(role)));
}
