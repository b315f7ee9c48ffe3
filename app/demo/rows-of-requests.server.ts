import { RequestEvents, Requests, TranslationWishes } from '#models/request.server.ts';
import { SearchEntries } from '#models/search-entry.server.ts';
import { entriesOf } from '#app/platform/search.server.ts';
import { NO_CODE } from '#app/requests/codes.server.ts';
import { REOPEN_DAYS } from '#app/requests/engine/by-requester.ts';
import type { Purpose, RequestCommand } from '#app/requests/engine/commands.ts';
import { type RequestEvent, wordsIn } from '#app/requests/engine/events.ts';
import type { ActorFacts, TeamMember } from '#app/requests/engine/ladder.ts';
import { drawNumber } from '#app/requests/numbers.ts';
import { factsOf } from '#app/requests/fact-names.ts';
import { findablesOf } from '#app/requests/finding.server.ts';
import { wordsOfFacts } from '#app/requests/known-facts.server.ts';
import { roleOf } from '#app/requests/people.server.ts';
import { coveredBy, placeOf } from '#app/requests/words.server.ts';
import type { Room } from '#app/requests/engine/rooms.ts';
import { sideOfId } from '#app/requests/passer.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { WorkingTime } from '#app/requests/working-time.ts';
import { AFTER_PHOTO } from './after-photo.server.ts';
import type { Filling } from './filling.server.ts';
import { KINDS } from './kinds.ts';
import type { DemoMall } from './plan.ts';
import { type Played, playRequest } from './play-request.ts';
import { type DemoRequest, type DemoWords, OTHER_SIDE } from './requests.ts';
import { tellOfRequest } from './rows-of-telling.server.ts';

const findKind = (id: string) => KINDS.get(id) ?? null;
const PURPOSE: Record<string, Purpose> = { 'passed-taken': 'advice', passed: 'shortage' };
const DAY = 24 * 3600_000;

/** What each person brings to the requests of a grid. */
function factsFor(filling: Filling, demo: DemoMall): (person: string, grid: number) => ActorFacts {
  const office = filling.id('office', demo.mall.office);
  return (person, grid) => {
    const own = demo.memberships.filter((one) => one.person === person);
    return {
      account: filling.id('account', person),
      roles: demo.terms.filter((term) => term.person === person && term.grid === grid).map(({ role }) => role),
      posts: own.flatMap(({ post }) => post ?? []),
      offices: own.some(({ kind }) => kind === 'official') ? [office] : [],
      shops: own.flatMap(({ shop }) => (shop ? [filling.id('shop', shop)] : [])),
    };
  };
}

/** Every request's life through the real engine, with its words, audit rows and the notices of its last days. */
/** @param photo what is shown where a kind wants to see how it is now */
export function addRequests(filling: Filling, demo: DemoMall, working: WorkingTime, photo: Buffer): void {
  const facts = factsFor(filling, demo);
  const offices = demo.offices.map(({ key }) => filling.id('office', key));
  for (const request of demo.requests) {
    const kind = findKind(request.kind);
    if (!kind) throw new Error(`There is no kind ${request.kind}.`);
    const merchant = filling.id('shop', request.shop);
    const requester = filling.id('account', request.requester);
    const team = demo.terms
      .filter(({ grid }) => grid === request.grid)
      .map(({ person, role }): TeamMember => ({ account: filling.id('account', person), role, tied: facts(person, request.grid).shops.includes(merchant) }));
    const said = new Map([[wordId(request.key, 0), request.words], ...request.steps.flatMap(({ words }, i): [string, DemoWords][] => (words ? [[wordId(request.key, i + 1), words]] : []))]);
    const textIds = new Map([...said.keys()].map((key) => [key, filling.id('text-said', key, filling.now)]));
    const textOf = (i: number) => textIds.get(wordId(request.key, i));
    const filled = wordsOfFacts(factsOf(kind.facts, request.facts ?? {}));
    const steps = request.steps.map(({ by, after, command }, i) => ({ by: by === OTHER_SIDE ? otherSide(filling, request) : facts(by, request.grid), after, command: commandOf(command, { text: textOf(i + 1), photo: kind.evidence === 'photo' ? filling.id('photo', `${request.key}-${i}`, filling.now) : undefined, office: offices[0] ?? '', course: request.course, filling, request }) }));
    const played = playRequest(
      { asked: { kind, requester, merchant, grid: filling.id('grid', request.grid), unit: filling.id('unit', request.shop), channel: request.channel, text: textOf(0) ?? '', details: filled ? filling.id('text-facts', request.key, filling.now) : undefined }, steps, rests: request.rests },
      { now: filling.now, working, team, offices, findKind, roleOf },
    );
    const number = drawNumber(demo.mall.code, dayIn(played.state.openedAt, filling.zone).slice(0, 4), () => Number(request.digits));
    store(filling, request, played, { number, said, textIds, facts: filled, photo });
    tellOfRequest(filling, demo, { request, number, played, team });
  }
}

/** Whoever has the code of a matter between two. */
const otherSide = (filling: Filling, { key }: DemoRequest): ActorFacts => ({ account: sideOfId(filling.id('side', key)), roles: [], posts: [], offices: [], shops: [] });

const wordId = (request: string, step: number) => `${request}-${step}`;

function commandOf(command: DemoRequest['steps'][number]['command'], { text, photo, office, course, filling, request }: { text?: string; photo?: string; office: string; course: string; filling: Filling; request: DemoRequest }): RequestCommand {
  if (command.type === 'inviteOther') return { type: 'inviteOther', other: otherSide(filling, request).account, text };
  if (command.type === 'assign') return { type: 'assign', account: filling.id('account', command.account) };
  if (command.type === 'passOn') return { type: 'passOn', office, parts: ['words'], purpose: PURPOSE[course] ?? 'building' };
  const attachments = photo && command.type === 'markDone' && command.outcome === 'solved' ? [photo] : undefined;
  return { ...command, ...(text ? { text } : {}), ...(attachments ? { attachments } : {}) } as RequestCommand;
}

interface ToStore {
  number: string;
  said: ReadonlyMap<string, DemoWords>;
  textIds: ReadonlyMap<string, string>;
  facts: { language: string; words: string } | null;
  photo: Buffer;
}

function store(filling: Filling, request: DemoRequest, { events, state, row }: Played, { number, said, textIds, facts, photo }: ToStore): void {
  const { mall } = filling;
  const _id = filling.id('request', request.key, state.openedAt);
  filling.add(Requests, { _id, mall, number, codeHash: NO_CODE, ...row }, state.openedAt);
  for (const event of events) {
    filling.add(RequestEvents, { _id: filling.id('event', `${request.key}-${event.seq}`, event.at), mall, request: _id, ...event }, event.at);
    filling.audit({ at: event.at, actor: event.actor, role: event.role, command: `request:${COMMANDS[event.type] ?? event.type}`, subject: `account:${state.requester}`, target: _id, fields: [event.type] });
  }
  const open = state.passed && !state.passed.takenBackAt ? coveredBy(state.passed, state, events).texts : [];
  const eraseAt = state.closedAt && new Date(state.closedAt.getTime() + REOPEN_DAYS * DAY);
  for (const event of events) {
    const { attachments = [] } = event.facts as { attachments?: string[] };
    const about = { ...AFTER_PHOTO, author: event.actor, subject: `account:${state.requester}`, readers: [`request:${_id}`], eraseAt, at: event.at };
    for (const id of attachments) filling.sealPicture(id, photo, about);
  }
  if (facts && state.details) {
    filling.sealText(state.details, { ...facts, author: state.requester, ...placeOf(_id, state, state.requester, 'asker'), confidential: state.confidential, eraseAt, at: state.openedAt });
  }
  for (const [key, { translated, ...words }] of said) {
    const id = textIds.get(key) ?? '';
    const event = events.find((one) => 'text' in one.facts && one.facts.text === id);
    if (!event) continue;
    const forOffice = open.includes(id) || event.role === 'official';
    const place = placeOf(_id, state, event.actor, (event.facts as { room?: Room }).room ?? 'asker');
    const readers = [...place.readers, ...(state.passed && forOffice ? [`office:${state.passed.office}`] : [])];
    const by = translated && [{ ...translated, by: filling.id('account', translated.by) }];
    filling.sealText(id, { ...words, author: event.actor, subject: place.subject, readers, confidential: state.confidential, eraseAt, translated: by, at: event.at });
  }
  const words = [...said].map(([key, { words: first, translated }]) => ({ id: textIds.get(key) ?? '', words: [first, ...(translated ? [translated.words] : [])] }));
  const found = [...words, ...(facts && state.details ? [{ id: state.details, words: [facts.words] }] : [])].filter(({ id }) => wordsIn(events).texts.includes(id));
  const kind = findKind(state.kind);
  if (kind) for (const entry of entriesOf(mall, _id, findablesOf(kind, state, events, found), state.openedAt)) filling.add(SearchEntries, { ...entry, _id: filling.id('found', `${request.key}-${entry.scope}`, state.openedAt) }, state.openedAt);
  if (request.wanted) {
    const { language, by } = request.wanted;
    const wish = { text: state.title, request: _id, language, wantedBy: filling.id('account', by), grid: filling.id('grid', request.grid) };
    filling.add(TranslationWishes, { _id: filling.id('wish', request.key), mall, ...wish });
  }
}

/** Names of the commands whose events are called otherwise. */
const COMMANDS: Partial<Record<RequestEvent['type'], string>> = {
  asked: 'ask', 'taken-on': 'takeOn', started: 'takeOn', assigned: 'assign', said: 'say', answered: 'say', 'question-asked': 'waitForRequester', 'handed-up': 'handUp', 'marked-done': 'markDone',
  'other-invited': 'inviteOther', 'other-agreed': 'takePart',
  attempted: 'attempt', confirmed: 'confirm', 'closed-without-answer': 'tick', reopened: 'notSolved', withdrawn: 'withdraw', 'sent-back': 'sendBack', 'passed-on': 'passOn',
  'office-took-on': 'officeTakesOn', 'office-answered': 'officeAnswers', 'ran-out': 'tick', warned: 'tick',
};
