import { type Show } from './shows.ts';
import { Requests, type RequestRow } from '#models/request.server.ts';
import { findShops, listGrids, namesOf, type GridCard } from '#app/mall/queries.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { type Actor, confirmedShopsIn, gridRolesIn, gridsIn, isOfficer, isVolunteer, shopsIn } from '#app/platform/actor.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { apartFrom } from '#app/platform/apart.server.ts';
import { daysBack } from '#app/platform/days-back.ts';
import { idsOfEither } from '#app/platform/either.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { byUrgency, LISTED, type ListedRow, listAllOpen } from './by-urgency.server.ts';
import { accountOf, workingOf } from './case.server.ts';
import { type Asking, byAge, matches, momentsAt, windowOf } from './filtering.ts';
import type { ListFilter } from './filters.ts';
import { cardReaders } from './policy.ts';
import { REVIEW_RUNGS } from './engine/review.ts';
import { byReviewDue, isReviewOf } from './review/queries.server.ts';
import { OPEN_STAGES, OVER_STAGES, type Stage } from './engine/stages.ts';
import { workingMinutesBetween } from './working-time.ts';

export const PAGE = 20;

export const postsIn = (actor: Actor, mall: string) => actor.memberships.flatMap((m) => (m.kind === 'officer' && m.mall === mall ? [m.post as string] : []));

/** Which views this person has, the one with her work first. Translations are a view of their own. */
export function showsOf(actor: Actor, mall: string, asMerchant: boolean): Show[] {
  const posts = postsIn(actor, mall);
  const work: Show[] = [];
  if (isVolunteer(actor, mall)) work.push('mine', 'desk', 'done');
  if (posts.includes('council') || posts.includes('secretary')) work.push('council', 'named');
  if (posts.includes('lead')) work.push('program');
  if (posts.includes('council') || posts.includes('secretary') || gridRolesIn(actor, mall).some(({ role }) => role === 'leader' || role === 'supervisor')) work.push('review');
  if (isOfficer(actor, mall)) work.push('all');
  const own: Show[] = ['asked', 'asked-over'];
  if (work.length === 0) return own;
  return asMerchant ? [...own, ...work] : [...work, ...own];
}

/** What nobody sees in a list of work: her own shop's, and what she asked for herself. */
/** @param apart shops from which she is kept away */
export function notOwn(actor: Actor, mall: string, apart: readonly string[] = []) {
  const shops = [...shopsIn(actor, mall), ...apart];
  return { requester: { $ne: actor.account }, other: { $ne: actor.account }, ...(shops.length > 0 ? { merchant: { $nin: shops } } : {}) };
}

/** What this person asked for, and what her shops' people let the shop see. */
async function asked(actor: Actor, mall: string, stages: readonly Stage[]) {
  const shared = { merchant: { $in: confirmedShopsIn(actor, mall) }, sharedWithShop: true, confidential: false };
  return { mall, _id: { $in: await idsOfEither(Requests, { mall, stage: { $in: [...stages] } }, [{ requester: actor.account }, { other: actor.account }, shared]) } };
}

/** The rows of a view, scoped in the query itself. What is confidential is in no view but the requester's and the program's. */
async function filterOf(show: Show, actor: Actor, mall: string) {
  if (show === 'asked') return asked(actor, mall, OPEN_STAGES);
  return show === 'asked-over' ? asked(actor, mall, OVER_STAGES) : workOf(show, actor, mall, await apartFrom(mall, actor.account));
}

/** The rows of a view of work. */
export function workOf(show: Exclude<Show, 'asked' | 'asked-over'>, actor: Actor, mall: string, apart: readonly string[] = []): Record<string, unknown> {
  const grids = { ladder: 'grid', grid: { $in: gridsIn(actor, mall) }, ...notOwn(actor, mall, apart) };
  switch (show) {
    case 'mine':
      return { mall, worker: actor.account, stage: { $in: OPEN_STAGES }, ...(apart.length > 0 ? { merchant: { $nin: [...apart] } } : {}) };
    case 'desk':
      return { mall, ...grids, stage: { $in: OPEN_STAGES } };
    case 'done':
      return { mall, ...grids, stage: { $in: OVER_STAGES } };
    case 'review':
      return { mall, reviewRung: { $in: REVIEW_RUNGS }, ...notOwn(actor, mall, apart) };
    case 'council':
      return { mall, rung: 'council', ...notOwn(actor, mall, apart), stage: { $in: OPEN_STAGES } };
    case 'named':
      return { mall, named: actor.account, stage: { $in: OPEN_STAGES } };
    case 'program':
      return { mall, ladder: 'program', rung: 'lead', ...notOwn(actor, mall, apart), stage: { $in: OPEN_STAGES } };
    case 'all':
      return { mall, ladder: 'grid', stage: { $in: OPEN_STAGES } };
  }
}

export interface RequestCard {
  number: string;
  /** How far it was when it was read: who acts on it later than somebody else is told. */
  version: number;
  /** On a shared phone, confidential: nothing but number and stage before its person has shown herself again. */
  locked: boolean;
  /** Null where there are no words, or where they aren't for this reader. */
  title: { words: string; language: string } | null;
  program: string;
  kind: string;
  stage: Stage;
  outcome: string | null;
  yourTurn: boolean;
  shop: { names: Localized; unit: string | null } | null;
  grid: GridCard | null;
  holder: { kind: RequestRow['holder']['kind']; role: string | null; names: Localized | null };
  /** Somebody is to look at how it is handled. */
  inReview: boolean;
  openedAt: Date;
  /** Working minutes until the next clock runs out, negative when it did; null while none runs. */
  leftMinutes: number | null;
  /** The end of the requester's silence, not a clock of those who work. */
  waitsForRequester: boolean;
}

export interface RequestPage {
  show: Show;
  page: number;
  hasNext: boolean;
  cards: RequestCard[];
}

/** A filter with what it means now and here. */
interface Narrowing {
  filter: ListFilter;
  asking: Asking;
}

async function narrowingOf(actor: Actor, mall: KnownMall, filter: ListFilter, now: Date): Promise<Narrowing> {
  const grid = filter.grid ? ((await listGrids(mall._id)).find(({ number }) => number === filter.grid)?._id ?? null) : null;
  return { filter, asking: { account: actor.account, grid, moments: momentsAt(now, workingOf(mall)) } };
}

/** The newest finished ones of her grids, read from the newest on: a grid has thousands after some years. */
async function rowsOver(actor: Actor, mall: string, most: number, now: Date, { program, stage }: ListFilter, only: string | null): Promise<ListedRow[]> {
  const { stage: _over, ...all } = (await filterOf('done', actor, mall)) as Record<string, unknown>;
  // Each by an index of its own: what is rare among thousands isn't looked for in all of them.
  const filter = { ...all, ...(program && { program }), ...(stage && { stage }) };
  const grids = gridsIn(actor, mall).filter((grid) => only === null || grid === only);
  const found: ListedRow[] = [];
  for (const closedAt of daysBack(now)) {
    const pieces = await Promise.all(grids.map((grid) => Requests.find({ ...filter, grid, closedAt }, LISTED).lean()));
    found.push(...pieces.flat().filter(({ confidential }) => !(only && confidential)).sort((one, other) => (other.closedAt?.getTime() ?? 0) - (one.closedAt?.getTime() ?? 0) || (one._id < other._id ? 1 : -1)));
    if (found.length >= most) break;
  }
  return found.slice(0, most);
}

/** What one index finds of everything open in a mall; null where only the order by clock does. */
function narrowest({ filter: { program, stage, who }, asking }: Narrowing): Record<string, unknown> | null {
  if (asking.grid) return { grid: asking.grid };
  if (who === 'me') return { worker: asking.account };
  if (stage) return { stage };
  return program ? { program } : null;
}

/** The first rows of a view. What is open for somebody is read whole: it is hers, her grids' or a rung's. */
async function rowsOf(actor: Actor, mall: string, show: Show, most: number, now: Date, narrowing: Narrowing): Promise<ListedRow[]> {
  const { filter: wanted, asking } = narrowing;
  const keep = (row: ListedRow) => matches(row, wanted, asking);
  if (show === 'all') {
    const apart = await apartFrom(mall, actor.account);
    return listAllOpen(mall, now, most, { ...windowOf(wanted, asking.moments), base: narrowest(narrowing), keep: (row) => keep(row) && !(row.merchant && apart.includes(row.merchant)) });
  }
  if (show === 'done') return rowsOver(actor, mall, most, now, wanted, asking.grid);
  const filter = await filterOf(show, actor, mall);
  if (show === 'asked-over') return Requests.find(filter, LISTED).sort({ closedAt: -1, _id: -1 }).limit(most).lean();
  const grids = show === 'desk' ? gridsIn(actor, mall).map((grid) => ({ grid })) : [{}];
  const found = await Promise.all(grids.map((grid) => Requests.find({ ...filter, ...grid }, LISTED).lean()));
  if (show === 'review') return found.flat().filter((row) => isReviewOf(row, actor, mall)).sort(byReviewDue).slice(0, most);
  return found.flat().filter(keep).sort(wanted.order ? byAge(wanted.order) : byUrgency).slice(0, most);
}

/** One page of a view: by urgency while open, newest first when over. @param shared the phone is one of several people's */
export async function listRequests(actor: Actor, mall: KnownMall, show: Show, page: number, now: Date, shared = false, filter: ListFilter = {}): Promise<RequestPage> {
  const narrowing = await narrowingOf(actor, mall, filter, now);
  const found = (await rowsOf(actor, mall._id, show, page * PAGE + 1, now, narrowing)).slice((page - 1) * PAGE);
  const rows = found.slice(0, PAGE);
  return { show, page, hasNext: found.length > PAGE, cards: (await cardsOf(rows, actor, mall, show !== 'all', now)).map((card, at) => (shared && rows[at]?.confidential ? lockedCard(card) : card)) };
}

export async function cardsOf(rows: ListedRow[], actor: Actor, mall: KnownMall, withWords: boolean, now: Date): Promise<RequestCard[]> {
  const holders = rows.flatMap((row) => accountOf(row.holder) ?? []);
  const [texts, shops, grids, names] = await Promise.all([
    withWords ? readTexts(mall._id, rows.map((row) => row.title), rows.flatMap((row) => cardReaders(row._id, { account: actor.account, ...row }))) : new Map<string, never>(),
    findShops(mall._id, rows.flatMap((row) => row.merchant ?? [])),
    listGrids(mall._id),
    namesOf(holders),
  ]);
  return rows.map((row): RequestCard => {
    const title = row.title ? texts.get(row.title) : undefined;
    const shop = row.merchant ? shops.get(row.merchant) : undefined;
    const holder = accountOf(row.holder);
    const grid = grids.find((one) => one._id === row.grid);
    return {
      number: row.number,
      version: row.version,
      locked: false,
      title: title ? { words: title.words, language: title.language } : null,
      program: row.program,
      kind: row.kind,
      stage: row.stage as Stage,
      outcome: row.outcome ?? null,
      yourTurn: isTurnOf(row, actor, mall._id),
      shop: shop && row.ladder !== 'program' && row.ladder !== 'named' ? { names: shop.names, unit: shop.unit?.number ?? null } : null,
      // What is confidential is in no grid: RIGHTS.md, "Ladders".
      grid: grid && !row.confidential ? { _id: grid._id, number: grid.number, hue: grid.hue, weave: grid.weave } : null,
      holder: { kind: row.holder.kind, role: row.holder.kind === 'role' ? row.holder.role : null, names: (holder && names.get(holder)) || null },
      inReview: row.reviewRung !== undefined,
      openedAt: row.openedAt,
      leftMinutes: leftOf(row.dueAt, mall, now),
      waitsForRequester: row.holder.kind === 'requester' || row.holder.kind === 'side',
    };
  });
}

/** RIGHTS.md, "Accounts": on a shared phone what is confidential always asks, so a list doesn't say what it is about or who has it. */
const lockedCard = (card: RequestCard): RequestCard => ({ ...card, locked: true, title: null, program: 'unsorted', kind: 'unsorted', shop: null, grid: null, holder: { kind: card.holder.kind, role: null, names: null } });

/** Who must act next is this person: by name, or because she stands on the rung and nobody has it yet. */
export function isTurnOf(row: Pick<RequestRow, 'holder' | 'named'>, actor: Actor, mall: string): boolean {
  const { holder } = row;
  const account = accountOf(holder);
  if (account) return account === actor.account;
  if (holder.kind === 'role') return gridRolesIn(actor, mall).some((held) => held.grid === holder.grid && held.role === holder.role);
  if (holder.kind === 'shop') return confirmedShopsIn(actor, mall).includes(holder.merchant);
  if (holder.kind === 'named') return row.named?.includes(actor.account) ?? false;
  const posts = postsIn(actor, mall);
  if (holder.kind === 'council') return posts.includes('council') || posts.includes('secretary');
  return holder.kind === 'program' && posts.includes('lead');
}

function leftOf(dueAt: Date | undefined, mall: KnownMall, now: Date): number | null {
  if (!dueAt) return null;
  const working = workingOf(mall);
  return dueAt >= now ? workingMinutesBetween(working, now, dueAt) : -workingMinutesBetween(working, dueAt, now);
}
