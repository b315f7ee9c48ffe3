import { type ActorFacts, mayTakeOn, standsOn, WORKING_ROLES } from './engine/ladder.ts';
import type { Part } from './engine/parts.ts';
import { type Room, ROOMS, sideOf } from './engine/rooms.ts';
import { openReviewOf, type Review } from './engine/review.ts';
import type { RequestState } from './engine/state.ts';

/** The facts about a request that decide who may do what; the newest state has them, and so has its row. */
export type Subject = Pick<
  RequestState,
  | 'requester' | 'merchant' | 'grid' | 'ladder' | 'rung' | 'confidential' | 'holder' | 'worker' | 'sharedWithShop' | 'bySilence' | 'workers' | 'supervisors' | 'recused' | 'passed' | 'inside'
  | 'sided' | 'other' | 'otherIn' | 'confirmedBy' | 'named' | 'review'
>;

/** Nobody works on, supervises or decides on her own shop's request, one of a shop she declared a tie with, or one she stepped aside in: RIGHTS.md, "Ladders". */
export function isTied(actor: ActorFacts, subject: Pick<Subject, 'requester' | 'merchant' | 'recused' | 'other'>): boolean {
  return actor.account === subject.requester || isOther(actor, subject) || actor.tiedToOther === true || actor.apart === true || hasSteppedAside(actor, subject) || (subject.merchant !== undefined && actor.shops.includes(subject.merchant));
}

/** By her own word: for this request, or for everything of the shop. */
export function hasSteppedAside(actor: ActorFacts, { merchant, recused }: Pick<Subject, 'merchant' | 'recused'>): boolean {
  return recused.includes(actor.account) || (merchant !== undefined && (actor.ties ?? []).includes(merchant));
}

export function isRequester(actor: ActorFacts, subject: Pick<Subject, 'requester'>): boolean {
  return actor.account === subject.requester;
}

/** The other side of a matter between two. */
export function isOther(actor: ActorFacts, { other }: Pick<Subject, 'other'>): boolean {
  return other !== undefined && actor.account === other;
}

/** Who mediates: the one who took it on; as long as nobody did, whoever stands on its rung. */
export function mediates(actor: ActorFacts, subject: Subject): boolean {
  return isWorker(actor, subject) || (subject.worker === undefined && canMove(actor, subject));
}

/** Whose words of a matter between two are hers to read and to answer: RIGHTS.md, "each side sees what is meant for it". */
export function roomsOf(actor: ActorFacts, subject: Subject): readonly Room[] {
  const together: readonly Room[] = subject.otherIn ? ['joint'] : [];
  if (isRequester(actor, subject)) return ['asker', ...together];
  if (isOther(actor, subject)) return ['other', ...together];
  if (!mediates(actor, subject) || subject.bySilence) return [];
  return ['asker', ...(subject.other ? (['other'] as const) : []), ...together];
}

/** Whose words of a matter between two she may read. Her invitation is meant for the other side before she takes part. */
function roomsRead(actor: ActorFacts, subject: Subject): readonly Room[] {
  const side = sideOf(actor.account, subject);
  if (side) return [side, 'joint'];
  return mediates(actor, subject) && !subject.bySilence ? ROOMS : [];
}

/** Capacities in which she may open the words and files of a request that she sees all of. */
export function readersOf(request: string, actor: ActorFacts, subject: Subject): string[] {
  const all = `request:${request}`;
  // What was asked before it was sorted here, or written here before it was sorted elsewhere, is the asker's own.
  if (!subject.sided) return [all, `${all}:asker`];
  const rooms = roomsRead(actor, subject);
  return [...(rooms.includes('asker') ? [all] : []), ...rooms.map((room) => `${all}:${room}`)];
}

export interface InCase {
  account: string;
  requester: string;
  other?: string;
  worker?: string;
}

/** The same for a line of a list, from its row alone: what a side may read there, and whoever works on it. Where nobody does yet, whoever has the line. */
export function cardReaders(request: string, { account, requester, other, worker }: InCase): string[] {
  const all = `request:${request}`;
  if (account === other && account !== requester) return [`${all}:other`, `${all}:joint`];
  if (account === requester) return [all, `${all}:asker`, `${all}:joint`];
  if (worker === undefined || worker === account) return [all, ...ROOMS.map((room) => `${all}:${room}`)];
  return [all];
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

/** One of those who have it by name, as long as she is of the council. */
export function isNamed(actor: ActorFacts, { named }: Pick<Subject, 'named'>): boolean {
  return named.includes(actor.account) && standsOn('council', actor);
}

/** Whether she stands on the rung that has it, or did take it on: who may move it on. */
export function canMove(actor: ActorFacts, subject: Subject): boolean {
  if (isTied(actor, subject) || subject.supervisors.includes(actor.account)) return false;
  return isWorker(actor, subject) || standsOn(subject.rung, actor) || isNamed(actor, subject);
}

/** The one who took it on, as long as she still holds what let her: a role of the grid, a post. */
export function isWorker(actor: ActorFacts, subject: Subject): boolean {
  if (subject.worker !== actor.account || isTied(actor, subject)) return false;
  if (subject.ladder === 'named') return isNamed(actor, subject);
  if (subject.ladder === 'program' || subject.rung === 'council') return actor.posts.length > 0 || holdsWorkingRole(actor);
  return holdsWorkingRole(actor);
}

function holdsWorkingRole(actor: ActorFacts): boolean {
  return actor.roles.some((role) => WORKING_ROLES.includes(role));
}

/** Whether a part is hers to answer: by name, by a role of the grid that has it, for its partner, by the code on its slip, or as a lead. */
export function holdsPart(actor: ActorFacts, subject: Pick<Subject, 'requester' | 'merchant' | 'recused' | 'other' | 'supervisors'>, { id, holder }: Pick<Part, 'id' | 'holder'>): boolean {
  if (isTied(actor, subject) || subject.supervisors.includes(actor.account)) return false;
  if (holder.kind === 'partner') return actor.byPart === id || (actor.partners ?? []).includes(holder.partner);
  if (holder.kind === 'program') return actor.posts.includes('lead');
  return (actor.grids ?? []).includes(holder.grid) && (holder.kind === 'grid' || holder.account === actor.account);
}

export function canTakeOn(actor: ActorFacts, subject: Subject): boolean {
  return !isTied(actor, subject) && !subject.supervisors.includes(actor.account) && (mayTakeOn(subject.rung, actor) || isNamed(actor, subject));
}

/** A grid's supervisor, unless she worked on it: the two never meet in one person on one request. */
export function canSupervise(actor: ActorFacts, subject: Subject): boolean {
  const watches = subject.ladder === 'grid' && actor.roles.includes('supervisor');
  return watches && !isTied(actor, subject) && !subject.workers.includes(actor.account);
}

/** Whether a review is hers to look at: of the rung that it lies with, and neither a worker on it nor the one who opened it. */
function mayReview(actor: ActorFacts, subject: Subject, review: Review): boolean {
  return standsOn(review.rung, actor) && !isTied(actor, subject) && !subject.workers.includes(actor.account) && review.openedBy !== actor.account;
}

export function canReview(actor: ActorFacts, subject: Subject): boolean {
  const review = openReviewOf(subject);
  return review !== undefined && mayReview(actor, subject, review);
}

/** The one who looks at it, as long as the review is open. */
export function reviews(actor: ActorFacts, subject: Subject): boolean {
  return canReview(actor, subject) && subject.review?.by === actor.account;
}

/** She gave her answer to it: its head stays open to her. */
const reviewed = (actor: ActorFacts, subject: Subject): boolean => subject.review?.by === actor.account && mayReview(actor, subject, subject.review);

export function isOfOffice(actor: ActorFacts, subject: Subject): boolean {
  return subject.passed !== undefined && !subject.passed.takenBackAt && actor.offices.includes(subject.passed.office);
}

/**
 * How much of a request somebody sees. `full`: words, thread, pictures, every step. `head`: number, title, stages and
 * clocks, e.g. what came up by silence and isn't taken on yet. `none`: it isn't there for her.
 */
export type Sight = 'full' | 'head' | 'none';

export function sightOf(actor: ActorFacts, subject: Subject): Sight {
  if (isRequester(actor, subject) || isOther(actor, subject)) return 'full';
  if (actor.tiedToOther || actor.apart) return 'none';
  if (subject.ladder === 'named') return isNamed(actor, subject) && !isTied(actor, subject) ? 'full' : 'none';
  if (subject.merchant && actor.shops.includes(subject.merchant)) {
    const waits = actor.waitingShops?.includes(subject.merchant) ?? false;
    return subject.sharedWithShop && !subject.confidential && !waits ? 'full' : 'none';
  }
  if (subject.ladder === 'shop') return 'none';
  if (hasSteppedAside(actor, subject)) return actor.roles.length > 0 ? 'head' : 'none';
  if (isWorker(actor, subject) || reviews(actor, subject)) return 'full';
  if (subject.sided && !mediates(actor, subject)) return standsOn(subject.rung, actor) ? 'head' : 'none';
  if (subject.rung === 'council' && standsOn('council', actor)) return subject.bySilence ? 'head' : 'full';
  if (subject.ladder === 'program') return standsOn('lead', actor) ? 'full' : 'none';
  if (actor.roles.includes('manager') || canSupervise(actor, subject)) return 'full';
  if (standsOn(subject.rung, actor)) return subject.bySilence ? 'head' : 'full';
  return actor.roles.length > 0 || canReview(actor, subject) || reviewed(actor, subject) ? 'head' : 'none';
}

/** Whoever asked; for what belongs to all also somebody of its grid who never worked on it: the second person of RIGHTS.md's repairs. */
export function canConfirm(actor: ActorFacts, subject: Subject, closes: 'requester' | 'second-person' | 'both-parties'): boolean {
  if (closes === 'both-parties') {
    const side = sideOf(actor.account, subject);
    return side !== null && !subject.confirmedBy.includes(side);
  }
  if (isRequester(actor, subject)) return true;
  const second = closes === 'second-person' && subject.ladder === 'grid' && !subject.confidential && actor.roles.length > 0;
  return second && !isTied(actor, subject) && !subject.workers.includes(actor.account) && subject.worker !== actor.account;
}

/** The requester, whoever may move it, and the grid's information officer, who keeps facts and photos. */
export function canKeepFacts(actor: ActorFacts, subject: Subject): boolean {
  if (isRequester(actor, subject)) return true;
  if (subject.bySilence || isTied(actor, subject)) return false;
  if (subject.sided) return mediates(actor, subject);
  return canMove(actor, subject) || (subject.ladder === 'grid' && actor.roles.includes('information') && !subject.supervisors.includes(actor.account));
}

/** Who writes notes about the work: whoever moves it on, keeps its facts or watches it. In a matter between two every word is for somebody. */
export function canNote(actor: ActorFacts, subject: Subject): boolean {
  if (subject.sided || subject.bySilence || subject.ladder === 'shop' || subject.ladder === 'named' || isTied(actor, subject)) return false;
  return canKeepFacts(actor, subject) || canSupervise(actor, subject);
}

/** Who may add a sentence to the talk. */
export function canSpeak(actor: ActorFacts, subject: Subject): boolean {
  if (subject.sided) return sideOf(actor.account, subject) !== null || (mediates(actor, subject) && !subject.bySilence);
  return isRequester(actor, subject) || isOfOffice(actor, subject) || isConcernedShop(actor, subject) || (canMove(actor, subject) && !subject.bySilence);
}
