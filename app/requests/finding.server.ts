import type { ClientSession } from 'mongoose';
import { Requests } from '#models/request.server.ts';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { type Actor, confirmedShopsIn, gridsIn } from '#app/platform/actor.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { type Findable, findTargets, makeFindable, makeNewFindable } from '#app/platform/search.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { findCases, type OpenCase } from './case.server.ts';
import { type RequestEvent, wordsIn } from './engine/events.ts';
import type { Kind } from './engine/kind.ts';
import type { RequestState } from './engine/state.ts';
import { readFactWords } from './known-facts.server.ts';
import { readNumber } from './numbers.ts';
import { isPasser } from './passer.ts';
import { factsFor } from './people.server.ts';
import { isRequester, isTied, sightOf, subjectOf } from './policy.ts';
import { cardsOf, postsIn, type RequestCard } from './queries.server.ts';
import { coveredBy } from './words.server.ts';

/** Found at most. */
const FOUND = 20;
/** Looked at for as many: some may not be for whoever asks. */
const LOOKED_AT = 40;

interface Circle {
  scope: string;
  /** Every word that was said, and not only the first sentence and the facts. */
  thread: boolean;
  /** Only what a consent that stands names. */
  passed?: true;
}

/** The circle of an office's officials: they find what was passed on to them by consent. */
export const officeScope = (office: string): string => `office:${office}`;

/**
 * Who may find a request by its words: its parties by all of them, whoever stands beside its ladder by its title and facts. A confidential
 * one is found by its requester alone (RIGHTS.md, "Ladders").
 */
export function circlesOf({ requester, confidential, sided, ladder, sharedWithShop, merchant, worker, grid, rung, passed }: RequestState): Circle[] {
  const own = isPasser(requester) ? [] : [{ scope: `account:${requester}`, thread: true }];
  // Of two sides neither finds what the other said: what the requester finds is what she reads.
  if (confidential || sided) return own;
  return [
    ...own,
    ...(sharedWithShop && merchant ? [{ scope: `shop:${merchant}`, thread: true }] : []),
    ...(ladder !== 'shop' && worker ? [{ scope: `account:${worker}`, thread: true }] : []),
    ...(ladder === 'grid' && grid ? [{ scope: `grid:${grid}`, thread: false }] : []),
    ...(ladder === 'program' ? [{ scope: 'program', thread: false }] : []),
    ...(rung === 'council' ? [{ scope: 'council', thread: false }] : []),
    ...(passed && !passed.takenBackAt ? [{ scope: officeScope(passed.office), thread: true, passed: true as const }] : []),
  ];
}

const inAllLanguages = (option: string): string[] => CONTENT_LANGUAGES.map((language) => getT(language, 'programs')(`option.${option as 'ladder'}`));

/** What a fact's choices are called; numbers and days are no words. */
function wordsOfFacts(kind: Kind, details: string | undefined): string[] {
  const facts = readFactWords(details);
  return kind.facts.flatMap(({ id, type }) => (type === 'choice' && facts[id] !== undefined ? inAllLanguages(String(facts[id])) : []));
}

/** Whether its circles or its words are other than before these events. */
function isStale(before: RequestState, next: RequestState, added: readonly RequestEvent[]): boolean {
  return wordsIn(added).texts.length > 0 || before.kind !== next.kind || JSON.stringify(circlesOf(before)) !== JSON.stringify(circlesOf(next));
}

interface FoundWords {
  id: string;
  /** In every language that there is. */
  words: readonly string[];
}

const passedTo = (scope: string, covered: readonly string[], spoken: readonly FoundWords[]): Findable => {
  const shown = spoken.filter(({ id }) => covered.includes(id));
  return { scope, texts: shown.map(({ id }) => id), words: shown.flatMap(({ words }) => words) };
};

/** What a request is found by, circle by circle. */
export function findablesOf(kind: Kind, state: RequestState, events: readonly RequestEvent[], texts: readonly FoundWords[]): Findable[] {
  const details = new Set(events.flatMap((event) => (event.facts as { details?: string }).details ?? []));
  const spoken = texts.filter(({ id }) => !details.has(id));
  const facts = texts.find(({ id }) => id === state.details);
  return circlesOf(state).map(({ scope, thread, passed }): Findable => {
    if (passed && state.passed) return passedTo(scope, coveredBy(state.passed, state, events).texts, spoken);
    const shown = spoken.filter(({ id }) => thread || id === state.title);
    return { scope, texts: [...shown, ...(facts ? [facts] : [])].map(({ id }) => id), words: [...shown.flatMap(({ words }) => words), ...wordsOfFacts(kind, facts?.words[0])] };
  });
}

/** A new request's words, which nobody has to open: they were just sealed. */
export function indexNew(tx: { mall: string; session?: ClientSession }, request: string, kind: Kind, state: RequestState, events: readonly RequestEvent[], words: readonly FoundWords[]): Promise<void> {
  return makeNewFindable(tx, request, findablesOf(kind, state, events, words), state.openedAt);
}

/** Its words as a search finds them, in the transaction that changed them. `before` is absent when it is new, or its words are. */
export async function indexRequest(tx: { mall: string; session?: ClientSession }, request: string, kind: Kind, { before, next, events, added }: { before?: RequestState; next: RequestState; events: readonly RequestEvent[]; added: readonly RequestEvent[] }): Promise<void> {
  if (before && !isStale(before, next, added)) return;
  const texts = await readTexts(tx.mall, wordsIn(events).texts, ['', ':asker', ':joint'].map((room) => `request:${request}${room}`), tx.session);
  const words = [...texts.values()].map(({ id, words, translations }) => ({ id, words: [words, ...translations.map((one) => one.words)] }));
  await makeFindable(tx, request, findablesOf(kind, next, events, words), next.openedAt);
}

/** The circles that somebody stands in. */
function circlesIn(actor: Actor, mall: string): string[] {
  const posts = postsIn(actor, mall);
  return [
    `account:${actor.account}`,
    ...confirmedShopsIn(actor, mall).map((shop) => `shop:${shop}`),
    ...gridsIn(actor, mall).map((grid) => `grid:${grid}`),
    ...(posts.includes('lead') ? ['program'] : []),
    ...(posts.includes('council') || posts.includes('secretary') ? ['council'] : []),
  ];
}

export interface RequestSearch {
  /** On a phone of several people: what is confidential isn't found. */
  shared: boolean;
  now: Date;
}

/** A request's number, or words of what somebody may see: at most twenty, the nearest first. Each of somebody else's is a look. */
export async function searchRequests(actor: Actor, mall: KnownMall, query: string, { shared, now }: RequestSearch): Promise<{ cards: RequestCard[]; more: boolean }> {
  const number = readNumber(query);
  const found = await findTargets(mall._id, circlesIn(actor, mall._id), query, LOOKED_AT, now);
  const rows = await Requests.find({ mall: mall._id, _id: { $in: found.map(({ target }) => target) } }, { number: 1 }).lean();
  const numberOf = new Map(rows.map((row) => [row._id, row.number]));
  const numbers = [...(number ? [number] : []), ...found.flatMap(({ target }) => numberOf.get(target) ?? [])];
  const cases = await findCases(mall._id, [...new Set(numbers)]);
  const seen: OpenCase[] = [];
  for (const one of cases) if (seen.length <= FOUND && !(shared && one.state.confidential) && (await isSeenBy(actor, mall._id, one))) seen.push(one);
  const shown = seen.slice(0, FOUND);
  for (const { state } of shown) {
    if (state.requester !== actor.account) await recordLook({ mall: mall._id, subject: subjectOf(state), viewer: actor.account, role: 'searcher', purpose: 'search', day: dayIn(now, mall.zone), now });
  }
  return { cards: await cardsOf(shown.map(({ row }) => row), actor, mall, true, now), more: seen.length > FOUND };
}

/** What a page of it would show her, title and all; of her own shop's she sees what is shared. */
async function isSeenBy(actor: Actor, mall: string, { state }: OpenCase): Promise<boolean> {
  const facts = await factsFor(actor, mall, state);
  if (isRequester(facts, state)) return true;
  return isTied(facts, state) ? sightOf(facts, state) === 'full' : sightOf(facts, state) !== 'none';
}
