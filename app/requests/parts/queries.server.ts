import { RequestParts, type RequestPartRow } from '#models/request-part.server.ts';
import { getGrid, type GridCard } from '#app/mall/queries.server.ts';
import { findPlace } from '#app/mall/codes/places.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { type Actor, gridRolesIn, partnersIn } from '#app/platform/actor.ts';
import { findFileCards, type FileCard } from '#app/platform/files.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { findCases, type OpenCase, workingOf } from '../case.server.ts';
import { decide } from '../engine/decide.ts';
import { type ActorFacts, type TeamMember, WORKING_ROLES } from '../engine/ladder.ts';
import { eventsOfPart, inPartOrder, isOpenPart, type Part, type PartClock, partClock, type PartState, holderKey } from '../engine/parts.ts';
import type { DecideContext } from '../engine/verdict.ts';
import { listOpenKinds } from '../kinds.server.ts';
import { factsFor } from '../people.server.ts';
import { holdsPart } from '../policy.ts';
import { postsIn } from '../queries.server.ts';
import { minutesADay as minutesADayOf } from '../working-time.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { type HolderCard, holderCards } from './holders.server.ts';
import type { PartEvidence } from './limits.ts';

/** One part, as whoever sees the request sees it. Its words are in what happened. */
export interface PartCard {
  id: string;
  n: number;
  holder: HolderCard;
  state: PartState;
  open: boolean;
  evidence: PartEvidence | null;
  /** Event with the words that say what is to be done. */
  given: number;
  clock: PartClock;
  ranOut: boolean;
  endedAt: Date | null;
  dueAt?: Date;
}

/** All parts of a request with holder, state and clock; what is late first. */
export async function partCards(mall: string, { state, events }: OpenCase, team: readonly TeamMember[], now: Date, working: ReturnType<typeof workingOf>): Promise<PartCard[]> {
  if (state.parts.length === 0) return [];
  const holders = await holderCards(mall, state.parts.map(({ holder }) => holder), team);
  const cards = state.parts.flatMap((part): PartCard[] => {
    const holder = holders.get(holderKey(part.holder));
    const clock = partClock(part, now, working);
    const given = eventsOfPart(part.id, events)[0]?.seq ?? 0;
    return holder ? [{ id: part.id, n: part.n, holder, state: part.state, open: isOpenPart(part), evidence: part.evidence ?? null, given, clock, ranOut: part.ranOut, endedAt: part.endedAt ?? null, dueAt: clock.dueAt }] : [];
  });
  return inPartOrder(cards.map((card) => ({ ...card, endedAt: card.endedAt ?? undefined }))).map((card) => ({ ...card, endedAt: card.endedAt ?? null }));
}

/** Whether a part can be given by this reader now, whoever might get it. */
export function canGive({ kind, state }: OpenCase, context: DecideContext): boolean {
  const to = { kind: 'partner', partner: 'x' } as const;
  return decide(kind, state, { type: 'givePart', part: 'x', to, minutes: 1, text: 'x' }, { ...context, holders: [holderKey(to)] }).ok;
}

export interface TaskWords {
  language: string;
  words: string;
}

/** What the holder of a part sees of it: its own words, where, until when. No name, and no word of the request. */
export interface TaskView {
  id: string;
  number: string;
  n: number;
  state: PartState;
  open: boolean;
  evidence: PartEvidence | null;
  /** Null once it is over: it is nobody else's any more. */
  what: TaskWords | null;
  talk: { seq: number; type: string; at: Date; yours: boolean; words: TaskWords | null; files: FileCard[] }[];
  files: FileCard[];
  place: { number: string | null; kind: string | null; names: Localized | null; level: string | null } | null;
  /** The grid that gave it. */
  grid: number | null;
  clock: PartClock;
  zone: string;
  minutesADay: number;
  can: { accept: boolean; decline: boolean; done: boolean; say: boolean };
}

const readerOf = (part: string) => `part:${part}`;

/** The same for an account and for a slip. */
export async function taskView(mall: KnownMall, { row, kind, state, events }: OpenCase, part: Part, facts: ActorFacts, now: Date): Promise<TaskView> {
  const working = workingOf(mall);
  const open = isOpenPart(part);
  const said = open ? eventsOfPart(part.id, events) : [];
  const wordsIn = (event: (typeof said)[number]) => (event.facts as { text?: string; attachments?: string[] });
  const [texts, cards, place, grid] = await Promise.all([
    readTexts(mall._id, said.map((event) => wordsIn(event).text), [readerOf(part.id)]),
    findFileCards(mall._id, said.flatMap((event) => wordsIn(event).attachments ?? [])),
    state.unit ? findPlace(mall._id, state.unit) : null,
    state.grid ? getGrid(mall._id, state.grid) : null,
  ]);
  const wordsOf = (id: string | undefined): TaskWords | null => {
    const text = id ? texts.get(id) : undefined;
    return text ? { language: text.language, words: text.words } : null;
  };
  const filesOf = (event: (typeof said)[number]) => (wordsIn(event).attachments ?? []).flatMap((id) => cards.get(id) ?? []);
  const context: DecideContext = { actor: facts, now, working, team: [], offices: [], events, findKind: () => null };
  const may = (command: Parameters<typeof decide>[2]) => decide(kind, state, command, context).ok;
  const [first, ...rest] = said;
  return {
    id: part.id,
    number: row.number,
    n: part.n,
    state: part.state,
    open,
    evidence: part.evidence ?? null,
    what: wordsOf(first && wordsIn(first).text),
    files: first ? filesOf(first) : [],
    talk: rest.filter((event) => event.type === 'part-said').map((event) => ({ seq: event.seq, type: event.type, at: event.at, yours: event.actor === facts.account, words: wordsOf(wordsIn(event).text), files: filesOf(event) })),
    place: place && { number: place.number, kind: place.kind, names: place.kind === 'booth' ? null : place.names, level: place.level.shortName },
    grid: (grid as GridCard | null)?.number ?? null,
    clock: partClock(part, now, working),
    zone: mall.zone,
    minutesADay: minutesADayOf(mall, dayIn(now, mall.zone)),
    can: {
      accept: may({ type: 'acceptPart', part: part.id }),
      decline: may({ type: 'declinePart', part: part.id, text: 'x' }),
      done: may({ type: 'donePart', part: part.id, text: 'x', attachments: ['x'] }),
      say: may({ type: 'sayOnPart', part: part.id, text: 'x' }),
    },
  };
}

/** A part with somebody of these, in a list. */
export interface TaskCard {
  id: string;
  number: string;
  n: number;
  state: PartState;
  what: TaskWords | null;
  place: string | null;
  /** With her grid, not with her by name. */
  grid: number | null;
  clock: PartClock;
}

/** Open parts looked at for one holder, the most urgent first. */
const MOST = 50;

/** Keys under which parts can be this person's. */
function keysOf(actor: Actor, mall: KnownMall): string[] {
  const grids = gridRolesIn(actor, mall._id).flatMap(({ grid, role }) => (WORKING_ROLES.includes(role) ? [grid] : []));
  const programs = postsIn(actor, mall._id).includes('lead') ? listOpenKinds(mall).map(({ program }) => program) : [];
  const keys = [`person:${actor.account}`, ...grids.map((grid) => `grid:${grid}`), ...partnersIn(actor, mall._id).map((partner) => `partner:${partner}`), ...programs.map((program) => `program:${program}`)];
  return [...new Set(keys)];
}

/** Open parts that are hers, her grids', her partner's or her program's to do: by their clocks. */
export async function listTasks(actor: Actor, mall: KnownMall, now: Date): Promise<TaskCard[]> {
  const rows = (await Promise.all(keysOf(actor, mall).map((holder) => RequestParts.find({ mall: mall._id, holder, open: true }).sort({ dueAt: 1 }).limit(MOST).lean()))).flat();
  const far = Number.MAX_SAFE_INTEGER;
  const first = rows.sort((a, b) => (a.dueAt?.getTime() ?? far) - (b.dueAt?.getTime() ?? far)).slice(0, MOST);
  const cases = new Map((await findCases(mall._id, [...new Set(first.map(({ number }) => number))])).map((found) => [found.row.number, found]));
  const cards = await Promise.all(first.map(async (row) => taskCard(row, cases.get(row.number), actor, mall, now)));
  return cards.flatMap((card) => card ?? []);
}

async function taskCard(row: RequestPartRow, found: OpenCase | undefined, actor: Actor, mall: KnownMall, now: Date): Promise<TaskCard | null> {
  const part = found?.state.parts.find(({ id }) => id === row._id);
  if (!found || !part) return null;
  const facts = await factsFor(actor, mall._id, found.state, now);
  if (!holdsPart(facts, found.state, part)) return null;
  const [texts, place, grid] = await Promise.all([
    readTexts(mall._id, [part.what], [readerOf(part.id)]),
    found.state.unit ? findPlace(mall._id, found.state.unit) : null,
    part.holder.kind === 'grid' ? getGrid(mall._id, part.holder.grid) : null,
  ]);
  const what = texts.get(part.what ?? '');
  return { id: part.id, number: row.number, n: part.n, state: part.state, what: what ? { language: what.language, words: what.words } : null, place: place?.number ?? place?.level.shortName ?? null, grid: (grid as GridCard | null)?.number ?? null, clock: partClock(part, now, workingOf(mall)) };
}
