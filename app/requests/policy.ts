import { type ActorFacts, mayTakeOn, standsOn, WORKING_ROLES } from './engine/ladder.ts';
import type { RequestState } from './engine/state.ts';

/** The facts about a request that decide who may do what; the newest state has them, and so has its row. */
export type Subject = Pick<
  RequestState,
  'requester' | 'merchant' | 'grid' | 'ladder' | 'rung' | 'confidential' | 'holder' | 'worker' | 'sharedWithShop' | 'bySilence' | 'workers' | 'supervisors' | 'recused' | 'passed' | 'inside'
>;

/** Nobody works on, supervises or decides on her own shop's request, one of a shop she declared a tie with, or one she stepped aside in: RIGHTS.md, "Ladders". */
export function isTied(actor: ActorFacts, subject: Pick<Subject, 'requester' | 'merchant' | 'recused'>): boolean {
  return actor.account === subject.requester || hasSteppedAside(actor, subject) || (subject.merchant !== undefined && actor.shops.includes(subject.merchant));
}

/** By her own word: for this request, or for everything of the shop. */
export function hasSteppedAside(actor: ActorFacts, { merchant, recused }: Pick<Subject, 'merchant' | 'recused'>): boolean {
  return recused.includes(actor.account) || (merchant !== undefined && (actor.ties ?? []).includes(merchant));
}

export function isRequester(actor: ActorFacts, subject: Pick<Subject, 'requester'>): boolean {
  return actor.account === subject.requester;
}

/** Owner or staff of the shop in whose booth it lies, once somebody has confirmed that it is hers. */
export function isConcernedShop(actor: ActorFacts, { inside, merchant }: Pick<Subject, 'inside' | 'merchant'>): boolean {
  return inside === true && merchant !== undefined && actor.shops.includes(merchant) && !actor.waitingShops?.includes(merchant);
}

/** Whose yes the office needs: the requester's; of what lies inside a booth its owner's and nobody else's. */
export function canConsent(actor: ActorFacts, subject: Pick<Subject, 'requester' | 'inside' | 'merchant'>): boolean {
  if (!subject.inside) return isRequester(actor, subject);
  return subject.merchant !== undefined && (actor.ownShops ?? []).includes(subject.merchant);
}

/** The one record on which it shows. */
export const subjectOf = ({ inside, merchant, requester }: Pick<Subject, 'requester' | 'inside' | 'merchant'>): string => (inside ? `shop:${merchant}` : `account:${requester}`);

/** What everybody may know of: a place that belongs to all, and neither inside a booth nor kept among the program's people. */
export function isForAll({ about, confidential, ladder, inside, outcome }: Pick<RequestState, 'about' | 'confidential' | 'ladder' | 'inside'> & { outcome?: string }): boolean {
  return about === 'place' && !confidential && ladder !== 'shop' && !inside && outcome !== 'set-aside';
}

/** Whether she stands on the rung that has it, or did take it on: who may move it on. */
export function canMove(actor: ActorFacts, subject: Subject): boolean {
  if (isTied(actor, subject) || subject.supervisors.includes(actor.account)) return false;
  return isWorker(actor, subject) || standsOn(subject.rung, actor);
}

/** The one who took it on, as long as she still holds what let her: a role of the grid, a post. */
export function isWorker(actor: ActorFacts, subject: Subject): boolean {
  if (subject.worker !== actor.account || isTied(actor, subject)) return false;
  if (subject.ladder === 'program' || subject.rung === 'council') return actor.posts.length > 0 || holdsWorkingRole(actor);
  return holdsWorkingRole(actor);
}

function holdsWorkingRole(actor: ActorFacts): boolean {
  return actor.roles.some((role) => WORKING_ROLES.includes(role));
}

export function canTakeOn(actor: ActorFacts, subject: Subject): boolean {
  return !isTied(actor, subject) && !subject.supervisors.includes(actor.account) && mayTakeOn(subject.rung, actor);
}

/** A grid's supervisor, unless she worked on it: the two never meet in one person on one request. */
export function canSupervise(actor: ActorFacts, subject: Subject): boolean {
  const watches = subject.ladder === 'grid' && actor.roles.includes('supervisor');
  return watches && !isTied(actor, subject) && !subject.workers.includes(actor.account);
}

export function isOfOffice(actor: ActorFacts, subject: Subject): boolean {
  return subject.passed !== undefined && !subject.passed.takenBackAt && actor.offices.includes(subject.passed.office);
}

/**
 * How much of a request somebody sees. `full`: words, thread, pictures, every step. `head`: number, title, stages and
 * clocks, e.g. what came up by silence and isn't taken on yet. `none`: it isn't there for her.
 */
export type Sight = 'full' | 'head' | 'none';

export function sightOf(actor: ActorFacts, subject: Subject): Sight {
  if (isRequester(actor, subject)) return 'full';
  if (subject.merchant && actor.shops.includes(subject.merchant)) {
    const waits = actor.waitingShops?.includes(subject.merchant) ?? false;
    return subject.sharedWithShop && !subject.confidential && !waits ? 'full' : 'none';
  }
  if (subject.ladder === 'shop') return 'none';
  if (hasSteppedAside(actor, subject)) return actor.roles.length > 0 ? 'head' : 'none';
  if (isWorker(actor, subject)) return 'full';
  if (subject.rung === 'council' && standsOn('council', actor)) return subject.bySilence ? 'head' : 'full';
  if (subject.ladder === 'program') return standsOn('lead', actor) ? 'full' : 'none';
  if (actor.roles.includes('manager') || canSupervise(actor, subject)) return 'full';
  if (standsOn(subject.rung, actor)) return subject.bySilence ? 'head' : 'full';
  return actor.roles.length > 0 ? 'head' : 'none';
}

/** Whoever asked; for what belongs to all also somebody of its grid who never worked on it: the second person of RIGHTS.md's repairs. */
export function canConfirm(actor: ActorFacts, subject: Subject, closes: 'requester' | 'second-person'): boolean {
  if (isRequester(actor, subject)) return true;
  const second = closes === 'second-person' && subject.ladder === 'grid' && !subject.confidential && actor.roles.length > 0;
  return second && !isTied(actor, subject) && !subject.workers.includes(actor.account) && subject.worker !== actor.account;
}

/** The requester, whoever may move it, and the grid's information officer, who keeps facts and photos. */
export function canKeepFacts(actor: ActorFacts, subject: Subject): boolean {
  if (isRequester(actor, subject)) return true;
  if (subject.bySilence || isTied(actor, subject)) return false;
  return canMove(actor, subject) || (subject.ladder === 'grid' && actor.roles.includes('information') && !subject.supervisors.includes(actor.account));
}

/** Who may add a sentence to the talk. */
export function canSpeak(actor: ActorFacts, subject: Subject): boolean {
  return isRequester(actor, subject) || isOfOffice(actor, subject) || isConcernedShop(actor, subject) || (canMove(actor, subject) && !subject.bySilence);
}
