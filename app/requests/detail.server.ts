import { AccessEvents } from '#models/audit.server.ts';
import { findOffice, officesAbove } from '#app/mall/offices.server.ts';
import { findPlace } from '#app/mall/codes/places.server.ts';
import { findShops, type GridCard, getGrid, namesOf } from '#app/mall/queries.server.ts';
import { listRooms } from '#app/booking/queries.server.ts';
import { QUARTER } from '#app/booking/rules.ts';
import type { Localized } from '#app/i18n/languages.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { findFileCards, type FileCard } from '#app/platform/files.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { HOUSE as HOUSE_WORDS, readTexts, type ReadText } from '#app/platform/texts.server.ts';
import { accountOf, getCase, type OpenCase, workingOf } from './case.server.ts';
import { clocksOf, shopsDayEnds, silenceEnds } from './engine/clocks.ts';
import type { CommandType, RequestCommand } from './engine/commands.ts';
import { decide } from './engine/decide.ts';
import type { EventType, RequestEvent } from './engine/events.ts';
import { type ActorFacts, type TeamMember, WORKING_ROLES } from './engine/ladder.ts';
import { isPartEvent } from './engine/parts.ts';
import { eventsFor, type Room, sideOf } from './engine/rooms.ts';
import type { Stage } from './engine/stages.ts';
import type { RequestState } from './engine/state.ts';
import type { DecideContext } from './engine/verdict.ts';
import { concernedBy } from './about-us/queries.server.ts';
import { listOpenKinds, openKind } from './kinds.server.ts';
import { readFactWords } from './known-facts.server.ts';
import { countSeconds, findSeconded } from './near.server.ts';
import { factsFor, namesIn, teamOf } from './people.server.ts';
import { isPasser } from './passer.ts';
import { canConsent, isConcernedShop, isRequester, readersOf, roomsOf, type Sight, sightOf, subjectOf } from './policy.ts';
import { listWhose, whoseNames } from './closing/whose.server.ts';
import { meetingCard } from './meetings/queries.server.ts';
import { reviewCard } from './review/queries.server.ts';
import { canGive, partCards } from './parts/queries.server.ts';
import { wishedLanguages } from './translations.server.ts';
import { workingDaysBetween } from './working-time.ts';

/** Words of somebody as a page shows them: the original, and what was made of it. */
export interface SaidWords {
  id: string;
  words: string;
  language: string;
  /** `by` is null for what the house has ready. */
  translations: { words: string; language: string; by: Localized | null }[];
  /** Languages in which somebody waits for it. */
  wished: string[];
}

export interface Happened {
  seq: number;
  type: EventType;
  at: Date;
  /** In a matter between two: for whom it was said. */
  room: Room | null;
  /** Null: the house itself. */
  by: { names: Localized; role: string; you: boolean } | null;
  words: SaidWords | null;
  files: FileCard[];
  /** Closed words of the event: outcome, rung, how, percent, office … */
  facts: Record<string, string>;
}

export interface Holding {
  kind: 'you' | 'requester' | 'side' | 'shop' | 'person' | 'role' | 'council' | 'program' | 'named' | 'office' | 'nobody';
  names: Localized | null;
  role: string | null;
}

const CHECKED: { [T in CommandType]?: RequestCommand } = {
  takeOn: { type: 'takeOn', doing: true },
  start: { type: 'start' },
  say: { type: 'say', text: 'x' },
  waitForRequester: { type: 'waitForRequester', text: 'x' },
  handUp: { type: 'handUp', text: 'x' },
  handBack: { type: 'handBack', text: 'x' },
  attempt: { type: 'attempt', how: 'phone' },
  closeUnanswered: { type: 'closeUnanswered' },
  demandAnswer: { type: 'demandAnswer' },
  sendBack: { type: 'sendBack', text: 'x' },
  sign: { type: 'sign', text: 'x' },
  openReview: { type: 'openReview', text: 'x' },
  dropReview: { type: 'dropReview' },
  takeReview: { type: 'takeReview' },
  closeReview: { type: 'closeReview', text: 'x' },
  reviewAgain: { type: 'reviewAgain', text: 'x' },
  setFacts: { type: 'setFacts' },
  confirm: { type: 'confirm' },
  notSolved: { type: 'notSolved' },
  withdraw: { type: 'withdraw' },
  share: { type: 'share', on: true },
  takeBack: { type: 'takeBack' },
  declineOffice: { type: 'declineOffice' },
  recuse: { type: 'recuse' },
  keepInside: { type: 'keepInside' },
  giveOn: { type: 'giveOn' },
  setAside: { type: 'setAside' },
  inviteOther: { type: 'inviteOther', other: 'x' },
  takePart: { type: 'takePart' },
  stayOut: { type: 'stayOut' },
  endTalks: { type: 'endTalks' },
  declineWorker: { type: 'declineWorker' },
  letKnow: { type: 'letKnow' },
  note: { type: 'note', text: 'x' },
  addStep: { type: 'addStep', step: 'new', text: 'x' },
  answerClosing: { type: 'answerClosing' },
};

/** `solve`: says that it is solved as it is; else what its kind wants to be shown is missing yet. */
type Can = Partial<Record<CommandType | 'solve' | 'notOurs' | 'hideFromAll', boolean>>;

/** What the reader may do now: the engine itself is asked, so that page and command never differ. */
function possible({ kind, state }: OpenCase, context: DecideContext): Can {
  const may = (command: RequestCommand) => decide(kind, state, command, context).ok;
  const can: Can = {};
  for (const [type, command] of Object.entries(CHECKED)) can[type as CommandType] = may(command);
  const office = context.offices[0];
  can.passOn = office !== undefined && may({ type: 'passOn', office, parts: state.title ? ['words'] : state.attachments.slice(0, 1), purpose: 'advice' });
  const [picture] = state.attachments;
  can.showToAll = (state.title !== undefined || picture !== undefined) && may({ type: 'showToAll', parts: [state.title ? 'words' : (picture ?? '')] });
  can.hideFromAll = may({ type: 'showToAll', parts: [] });
  can.markDone = kind.outcomes.some((outcome) => may({ type: 'markDone', outcome, text: 'x' }));
  const startsAt = new Date(context.now.getTime() + QUARTER);
  can.proposeMeeting = may({ type: 'proposeMeeting', meeting: 'new', startsAt, endsAt: new Date(startsAt.getTime() + QUARTER), room: 'x' });
  for (const type of ['agreeMeeting', 'declineMeeting', 'callOffMeeting'] as const) can[type] = state.meeting !== undefined && may({ type, meeting: state.meeting.id });
  can.notOurs = may({ type: 'markDone', outcome: 'not-ours', text: 'x' });
  can.solve = may({ type: 'markDone', outcome: 'solved' });
  can.declineNamed = state.named.some((account) => may({ type: 'declineNamed', account, instead: 'x' }));
  can.tickStep = state.steps.some(({ id, done }) => may({ type: 'tickStep', step: id, done: !done }));
  can.suggestOffice = office !== undefined && may({ type: 'suggestOffice', office });
  return can;
}

const roleIn = (team: readonly TeamMember[], account: string): string | null => team.find((one) => one.account === account)?.role ?? null;

function holdingOf({ state }: OpenCase, actor: ActorFacts, names: Map<string, Localized>, office: Localized | null): Holding {
  const { holder } = state;
  const account = accountOf(holder);
  if (holder.kind === 'shop') return { kind: isConcernedShop(actor, state) ? 'you' : 'shop', names: null, role: null };
  if (holder.kind === 'requester') return { kind: isRequester(actor, state) ? 'you' : 'requester', names: names.get(holder.account) ?? null, role: null };
  if (holder.kind === 'side') return { kind: account === actor.account ? 'you' : 'side', names: names.get(holder.account) ?? null, role: null };
  if (account === actor.account) return { kind: 'you', names: names.get(account) ?? null, role: holder.kind === 'role' ? holder.role : null };
  const role = holder.kind === 'role' ? holder.role : holder.kind === 'council' || holder.kind === 'named' ? 'council' : null;
  if (holder.kind === 'office') return { kind: 'office', names: office, role: null };
  if (account) return { kind: 'person', names: names.get(account) ?? null, role };
  return { kind: holder.kind === 'role' ? 'role' : holder.kind, names: null, role };
}

/** Closed words and numbers only; ids of people and texts are resolved elsewhere. */
function closedWords({ type, actor, facts }: RequestEvent, { requester, sided }: Pick<RequestState, 'requester' | 'sided'>): Record<string, string> {
  const shown = ['outcome', 'rung', 'how', 'percent', 'clock', 'program', 'kind', 'purpose', 'office', 'channel', 'parts', 'part', 'paper', 'finding', 'by'] as const;
  const found = facts as Record<string, unknown>;
  const closed = Object.fromEntries(shown.flatMap((key) => (found[key] === undefined ? [] : [[key, String(found[key])]])));
  if (type !== 'confirmed') return closed;
  return sided ? { ...closed, side: 'yes' } : actor !== requester ? { ...closed, second: 'yes' } : closed;
}

export async function getRequestDetail(actor: Actor, mall: KnownMall, number: string, now: Date) {
  const found = await getCase(mall._id, number);
  const { row, kind, state } = found;
  const facts = await factsFor(actor, mall._id, state, now);
  const side = sideOf(actor.account, state);
  // The decisions look at the whole log; a side is shown what it may know of.
  const events = state.sided ? eventsFor(side, found.events) : found.events;
  const sight: Sight = sightOf(facts, state);
  if (sight === 'none') throw notFound();
  const working = workingOf(mall);
  const [team, above] = await Promise.all([teamOf(mall._id, state.grid, state, now), officesAbove(mall.office)]);
  const offices = above.map((office) => office._id);
  const context = { actor: facts, now, working, team, offices, events: found.events, findKind: (id: string) => openKind(mall, id) };

  const ids = events.flatMap((event) => ('text' in event.facts ? (event.facts.text ?? []) : [])).concat(state.details ?? []);
  const readable = sight === 'full' ? ids : state.title && !state.sided ? [state.title] : [];
  const texts = await readTexts(mall._id, readable, readersOf(row._id, facts, state));
  const concerned = state.ladder === 'named' ? await concernedBy(mall._id, row._id) : null;
  const accounts = [...state.named, ...(concerned ? [concerned] : []), state.requester, ...events.map((event) => event.actor), ...state.workers, ...team.map((one) => one.account)];
  const translators = [...texts.values()].flatMap((text) => text.translations.map((one) => one.by));
  const files = sight === 'full' ? events.flatMap((event) => ('attachments' in event.facts ? (event.facts.attachments ?? []) : [])) : [];
  const [names, cards, wished, shops, grid, passedTo, looks, place] = await Promise.all([
    namesIn([...accounts, ...translators, accountOf(state.holder) ?? state.requester, ...(state.other ? [state.other] : [])]),
    findFileCards(mall._id, files),
    wishedLanguages(mall._id, [...texts.keys()]),
    findShops(mall._id, state.merchant ? [state.merchant] : []),
    state.grid && state.ladder === 'grid' ? getGrid(mall._id, state.grid) : null,
    state.passed ? findOffice(state.passed.office) : null,
    side ? listLooks(mall._id, actor.account) : [],
    !state.merchant && state.unit ? findPlace(mall._id, state.unit) : null,
  ]);
  const said = (text: ReadText | undefined): SaidWords | null =>
    text
      ? {
          id: text.id,
          words: text.words,
          language: text.language,
          translations: text.translations.map((one) => ({ words: one.words, language: one.language, by: one.by === HOUSE_WORDS ? null : (names.get(one.by) ?? {}) })),
          wished: wished.get(text.id) ?? [],
        }
      : null;
  const happened = events.map((event): Happened => {
    const { text, attachments = [] } = event.facts as { text?: string; attachments?: string[] };
    const by = event.role === 'house' ? null : { names: names.get(event.actor) ?? {}, role: event.role, you: event.actor === actor.account };
    return { seq: event.seq, type: event.type, at: event.at, room: (event.facts as { room?: Room }).room ?? null, by, words: text ? said(texts.get(text)) : null, files: attachments.flatMap((id) => cards.get(id) ?? []), facts: closedWords(event, state) };
  });
  const can = possible(found, context);
  const rooms = can.proposeMeeting || state.meeting?.room ? await listRooms(mall._id) : [];
  const shop = state.merchant ? shops.get(state.merchant) : undefined;
  const ends = silenceEnds(state, working);
  const officeOf = (id: string | undefined) => [...above, ...(passedTo ? [passedTo] : [])].find((one) => one._id === id)?.name ?? null;
  return {
    number,
    sight,
    stage: state.stage,
    outcome: state.outcome ?? null,
    turn: state.turn,
    program: state.program,
    kind: state.kind,
    /** What its kind asks for, and what is known of it; nothing of it while its words are closed. */
    fields: kind.facts,
    details: readFactWords(texts.get(state.details ?? '')?.words),
    factsAt: state.factsAt,
    confidential: state.confidential,
    /** How many said "me too", and which one stands for this one since its asker said so of it. */
    seconds: await countSeconds(mall._id, row._id),
    seconded: isRequester(facts, state) && state.stage === 'withdrawn' ? await findSeconded(mall._id, row._id) : null,
    /** What of it everybody may see. */
    shown: state.shown ?? [],
    callBack: state.callBack,
    bySilence: state.bySilence,
    zone: mall.zone,
    way: wayOf(kind.way, state.stage, events.flatMap((event) => ('stage' in event.facts ? (event.facts.stage ?? []) : []))),
    title: said(state.title ? texts.get(state.title) : undefined),
    /** There were words, and their time is over or they were deleted. */
    erased: side !== 'other' && sight === 'full' && state.title !== undefined && !texts.has(state.title),
    shop: shop ? { names: shop.names, unit: shop.unit?.number ?? null } : null,
    /** Where a report about a place points to. */
    place: place && { kind: place.kind, names: place.names, number: place.number, level: place.level.shortName },
    grid: grid as GridCard | null,
    mine: isRequester(facts, state),
    side,
    shared: state.sharedWithShop,
    holding: holdingOf(found, facts, names, officeOf(state.passed?.office)),
    people: peopleAround(found, team, names),
    // A shop's own day is counted by no clock.
    clocks: state.ladder === 'shop' ? [] : clocksOf(kind, found.events, now, working),
    silence: ends && !state.confidential ? { endsAt: ends, daysLeft: workingDaysBetween(working, now, ends) } : null,
    happened,
    looks,
    passed: state.passed && canConsent(facts, state) ? { office: officeOf(state.passed.office), at: state.passed.at, takenBackAt: state.passed.takenBackAt ?? null } : null,
    suggested: state.suggested && canConsent(facts, state) ? { id: state.suggested, name: officeOf(state.suggested) } : null,
    /** What is to be done, as whoever has a hand in it wrote it down; nothing of it for whoever sees the head alone. */
    steps: sight === 'full' ? state.steps.map(({ id, done, text }) => ({ id, done, words: said(text ? texts.get(text) : undefined) })) : [],
    /** Pieces of the work: with whom, until when. */
    parts: await partCards(mall._id, found, team, now, working),
    can: { ...can, givePart: canGive(found, context), takeBackPart: state.parts.some(({ id }) => decide(kind, state, { type: 'takeBackPart', part: id }, context).ok) },
    assignable: assignableIn(found, context, names),
    offices: offices.map((id) => ({ id, name: officeOf(id) ?? {} })),
    sortable: sortableIn(mall, found, context),
    /** On whose records the look is written down. */
    look: sight === 'full' && !side && !isConcernedShop(facts, state) ? [subjectOf(state), ...(state.sided && state.other && !isPasser(state.other) ? [`account:${state.other}`] : [])] : null,
    /** Whose business it is, where it isn't the association's. */
    whose: state.whose ? { names: state.whose.key ? await whoseNames(mall, state.whose.key) : null, words: said(texts.get(state.whose.text ?? '')) } : null,
    whoseOffered: can.notOurs ? await listWhose(mall) : [],
    /** A time to meet about it, and the rooms of the house that it can be in. */
    meeting: meetingCard(state, actor.account, names, rooms, now),
    meetingWords: said(texts.get(state.meeting?.text ?? '')),
    rooms,
    /** Somebody who had no hand in it looks at how it is handled; its words only for whoever reads the rest. */
    review: reviewCard(state, names, now, working),
    reviewWords: { text: said(texts.get(state.review?.text ?? '')), answer: said(texts.get(state.review?.answer ?? '')) },
    /** A matter between two, as this reader stands in it. */
    sides: state.sided ? sidesOf(found, facts, names) : null,
    closes: kind.closes,
    /** What "solved" has to be shown with, and the last signature. */
    evidence: kind.evidence,
    signed: happened.findLast(({ type }) => type === 'signed') ?? null,
    /** Given to people by name: who they are, whom it is about, and whether that person may know. */
    named: state.ladder === 'named' ? { people: state.named.map((account) => ({ account, names: names.get(account) ?? {} })), about: concerned && { names: names.get(concerned) ?? {} }, told: state.letKnow } : null,
    /** It lies in a booth: `yours` in the reader's; `alone`: nobody but its shop has seen it, `until` when. */
    inside: state.inside ? { alone: state.ladder === 'shop', yours: isConcernedShop(facts, state), until: state.stage === 'with-shop' ? shopsDayEnds(state, working) : null } : null,
  };
}
export type RequestDetail = Awaited<ReturnType<typeof getRequestDetail>>;

/** Who the two are, and whose room she may write in. */
function sidesOf({ state }: OpenCase, actor: ActorFacts, names: Map<string, Localized>) {
  return {
    rooms: roomsOf(actor, state),
    asker: names.get(state.requester) ?? {},
    other: state.other ? (names.get(state.other) ?? {}) : null,
    otherIn: state.otherIn,
    confirmedBy: state.confirmedBy,
  };
}

/** The straight way with where it stands; a stage beside the way stands where it interrupted what was reached. */
export function wayOf(way: readonly Stage[], stage: Stage, reached: readonly Stage[]): { stage: Stage; state: 'done' | 'now' | 'next' }[] {
  if (stage === 'with-shop') return [{ stage, state: 'now' }, ...way.map((one) => ({ stage: one, state: 'next' as const }))];
  if (stage === 'closed' && reached.includes('with-shop') && !reached.includes('received')) return (['with-shop', 'closed'] as const).map((one) => ({ stage: one, state: 'done' }));
  const at = way.indexOf(stage);
  if (at >= 0) return way.map((one, index) => ({ stage: one, state: index < at || (index === at && stage === 'closed') ? 'done' : index === at ? 'now' : 'next' }));
  if (stage === 'withdrawn' || stage === 'expired') return [{ stage: way[0] ?? 'received', state: 'done' }, { stage, state: 'done' }];
  const furthest = Math.max(0, ...reached.map((one) => way.indexOf(one)));
  const index = stage === 'reopened' ? way.indexOf('done') : Math.min(furthest + 1, way.length - 3);
  return way.map((one, i) => (i === index ? { stage, state: 'now' } : { stage: one, state: i < index ? 'done' : 'next' }));
}

function peopleAround({ state, events }: OpenCase, team: readonly TeamMember[], names: Map<string, Localized>) {
  const watching = state.ladder === 'grid' ? team.filter((one) => one.role === 'supervisor' || one.role === 'manager' || one.role === 'leader') : [];
  const asHolder = (account: string) => events.findLast((event) => isPartEvent(event) && event.actor === account)?.role;
  const working = state.workers.map((account) => ({ account, role: roleIn(team, account) ?? asHolder(account) ?? (state.ladder === 'program' ? 'lead' : 'council') }));
  const all = [...working, ...watching.filter((one) => !one.tied)];
  const once = all.filter((one, index) => all.findIndex((other) => other.account === one.account) === index);
  return once.map(({ account, role }) => ({ account, role, names: names.get(account) ?? {} }));
}

function assignableIn({ kind, state }: OpenCase, context: DecideContext, names: Map<string, Localized>) {
  const members = context.team.filter((one) => WORKING_ROLES.includes(one.role) && one.account !== context.actor.account && one.account !== state.worker);
  const once = members.filter((one, index) => members.findIndex((other) => other.account === one.account) === index);
  return once.flatMap(({ account, role }) => (decide(kind, state, { type: 'assign', account }, context).ok ? [{ account, role, names: names.get(account) ?? {} }] : []));
}

function sortableIn(mall: KnownMall, { kind, state }: OpenCase, context: DecideContext) {
  const kinds = listOpenKinds(mall).filter((one) => one.id !== state.kind);
  return kinds.filter((one) => decide(kind, state, { type: 'sort', program: one.program, kind: one.id }, context).ok).map(({ id, program }) => ({ id, program }));
}

/** Who opened requests of this account, newest first: role, person, day. */
async function listLooks(mall: string, account: string) {
  const rows = await AccessEvents.find({ mall, subject: `account:${account}`, purpose: 'request' }, { viewer: 1, role: 1, day: 1 }).sort({ at: -1 }).limit(20).lean();
  const names = await namesOf(rows.map((row) => row.viewer));
  return rows.map(({ viewer, role, day }) => ({ role, day, names: names.get(viewer) ?? {} }));
}
