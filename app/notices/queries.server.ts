import { Deliveries, type Notice, Notices } from '#models/notice.server.ts';
import { contentLanguageOf, type Language, type Localized, type PickedWords } from '#app/i18n/languages.ts';
import { localizedFor } from '#app/i18n/localized.server.ts';
import { findShops, type GridCard, levelsOf, listGrids, namesOf } from '#app/mall/queries.server.ts';
import { type Actor, gridsIn, isOfficer } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { readTexts, type ReadText } from '#app/platform/texts.server.ts';
import { shownFiles, type ShownFiles } from './files.server.ts';
import { findAsking, findNotices } from './known.server.ts';
import { canChange, canFollow, canForward, canSecond } from './policy.ts';
import { type DeliveryState, isFresh, isHeld, isUnsent, isWaiting, isWalked, type NoticeClass, type Sums, sumsOf } from './rules.ts';
import { seenOf } from './seen.ts';

export const PAGE = 20;

/** A sentence of the house with what it names, or words that a person wrote, in the reader's language where there are some. */
export type Said = { template: string; named: Named } | { template?: undefined; words: PickedWords; original?: PickedWords };

/** What a ready sentence names: names per language are picked on the page. */
export interface Named {
  number?: string;
  grid?: number;
  day?: string;
  from?: string;
  until?: string;
  shop?: Localized;
  person?: Localized;
}

export interface NoticeCard {
  id: string;
  class: NoticeClass;
  title: Said;
  link?: string;
  sentAt: Date;
  /** As what it was sent: `officer`, `leader`; `house` for what the portal says by itself. */
  role: string;
  fresh: boolean;
  waiting: boolean;
  acknowledged: boolean;
  withdrawn: boolean;
  corrected: boolean;
}

type NoticeRow = Pick<Notice, '_id' | 'class' | 'title' | 'body' | 'template' | 'params' | 'link' | 'audience' | 'author' | 'role' | 'sentAt' | 'expiresAt' | 'state' | 'withdrawnAt' | 'withdrawal' | 'correctedAt' | 'second' | 'voices' | 'pictures'>;

/** How many wait for the reader: new on this device, or to be acknowledged. Up to 99. */
export async function countWaitingNotices(actor: Actor, mall: string, cookies: string | null = null, now = new Date()): Promise<number> {
  const mine = { mall, account: actor.account };
  const seen = seenOf(cookies);
  const fresh = seen ? { order: { $gt: seen }, state: { $ne: 'acknowledged' as const } } : { state: { $in: ['queued', 'sent'] as DeliveryState[] } };
  const [count, asking] = await Promise.all([
    Deliveries.countDocuments({ ...mine, ...fresh, asks: false }).limit(99),
    findAsking(mall, actor.account),
  ]);
  if (asking.length === 0) return count;
  const notices = await findNotices(mall, asking.slice(0, 99).map((row) => row.notice));
  const holding = [...notices.values()].filter((notice) => isHeld(notice, now));
  return Math.min(99, count + holding.length);
}

interface Reader {
  mall: string;
  actor: Actor;
  language: Language;
  now: Date;
}

export interface NoticeList {
  notices: NoticeCard[];
  /** Ids of those that no device had until now. */
  undelivered: string[];
  /** Newest order shown, for the device to remember. */
  latest?: string;
  /** Where the next page begins. */
  before?: string;
}

/** What the account was sent, newest first. @param before an order of the page before */
export async function listNotices({ mall, actor, language, now }: Reader, { before, seen }: { before?: string; seen?: string }): Promise<NoticeList> {
  const rows = await Deliveries.find({ mall, account: actor.account, ...(before ? { order: { $lt: before } } : {}) }, { notice: 1, state: 1, order: 1, asks: 1 })
    .sort({ order: -1 })
    .limit(PAGE + 1)
    .lean();
  const shown = rows.slice(0, PAGE);
  const found = await findNotices(mall, shown.map((row) => row.notice));
  const saying = await sayingOf(mall, [...found.values()], language);
  const notices = shown.flatMap((row) => {
    const notice = found.get(row.notice);
    if (!notice) return [];
    const flags = { fresh: isFresh(row, seen), waiting: isWaiting(row, notice, now), acknowledged: row.state === 'acknowledged' };
    return [{ ...cardOf(notice, saying.titleOf(notice)), ...flags }];
  });
  const undelivered = shown.filter((row) => row.state === 'queued' || row.state === 'sent').map((row) => row.notice);
  return { notices, undelivered, latest: shown[0]?.order, before: rows.length > PAGE ? shown.at(-1)?.order : undefined };
}

function cardOf(notice: NoticeRow, title: Said) {
  const { _id: id, class: kind, link, sentAt, role, state, correctedAt } = notice;
  return { id, class: kind, title, link, sentAt, role, withdrawn: state === 'withdrawn', corrected: correctedAt !== undefined };
}

/** Opens words and names of several notices with a query a kind, none of them per row. */
export async function sayingOf(mall: string, notices: readonly NoticeRow[], language: Language) {
  const ids = (pick: (params: Record<string, string>) => string | undefined) => notices.flatMap(({ params }) => pick(params ?? {}) ?? []);
  const [texts, shops, people, grids] = await Promise.all([
    readTexts(mall, notices.flatMap(({ title, body, withdrawal }) => [title, body, withdrawal]), notices.map(({ _id }) => `notice:${_id}`)),
    findShops(mall, ids((params) => params.shop)),
    namesOf(ids((params) => params.person)),
    ids((params) => params.grid).length > 0 ? listGrids(mall) : [],
  ]);
  const words = (id: string | undefined) => {
    const text = id ? texts.get(id) : undefined;
    return text ? saidTo(text, language) : undefined;
  };
  const titleOf = ({ template, params = {}, title }: NoticeRow): Said => {
    if (!template) return words(title) ?? { template: 'erased', named: {} };
    const { number, day, from, until, shop, person, grid } = params;
    const cards = { shop: shop ? shops.get(shop)?.names : undefined, person: person ? people.get(person) : undefined };
    return { template, named: { number, day, from, until, ...cards, grid: grids.find((one) => one._id === grid)?.number } };
  };
  return { titleOf, words };
}

/** In the reader's language where somebody wrote it, else the original, marked. */
export function saidTo(text: ReadText, language: Language): { words: PickedWords; original?: PickedWords } {
  const original: PickedWords = { text: text.words, language: text.language as Language, own: false };
  const wanted = contentLanguageOf(language);
  const said = text.language === wanted ? text.words : text.translations.find((one) => one.language === wanted && one.state !== 'outdated')?.words;
  const words = said ? localizedFor({ [wanted]: said }, language) : null;
  if (!words) return { words: original };
  return text.language === wanted ? { words } : { words, original };
}

export interface NoticeView extends NoticeCard {
  body?: Said;
  files: ShownFiles;
  expiresAt?: Date;
  withdrawnAt?: Date;
  withdrawal?: Said;
  author: { names: Localized; role: string } | null;
  receivers: Receivers;
  /** It was sent to the reader, too. */
  mine: boolean;
  /** Figures for whoever sent it; never who. */
  sums?: Sums;
  sending: boolean;
  /** It goes to nobody yet. */
  unsent?: 'proposed' | 'scheduled';
  correctedAt?: Date;
  /** The second of two. */
  second?: Localized;
  can: { withdraw: boolean; correct: boolean; second: boolean; forward: boolean; walk: boolean };
}

export type Receivers = { kind: 'mall' | 'accounts' } | { kind: 'places'; levels: string[]; grids: GridCard[]; trades: string[]; roles: string[]; programs: string[] };

/** A notice that was sent to the actor, or that she may follow. @throws a 404 Response for everybody else */
export async function getReadable(mall: string, actor: Actor, id: string) {
  const [found, delivery] = await Promise.all([
    findNotices(mall, [id]),
    Deliveries.findOne({ mall, notice: id, account: actor.account }, { state: 1, order: 1, asks: 1 }).lean(),
  ]);
  const notice = found.get(id);
  const follows = notice ? canFollow(actor, notice) : false;
  if (!notice || (!delivery && !follows)) throw notFound();
  return { notice, delivery, follows };
}

/** One notice with everything that its page shows. @throws a 404 Response for whoever may not read it */
export async function getNotice({ mall, actor, language, now }: Reader, id: string, seen?: string): Promise<NoticeView> {
  const { notice, delivery, follows } = await getReadable(mall, actor, id);
  const [saying, names, receivers, sums, files] = await Promise.all([
    sayingOf(mall, [notice], language),
    namesOf([notice.author, ...(follows && notice.second ? [notice.second] : [])]),
    receiversOf(mall, notice),
    follows && !isUnsent(notice.state) ? countSums(mall, notice) : undefined,
    shownFiles(mall, notice, language),
  ]);
  const author = names.get(notice.author);
  const of = (text: string | undefined): Said | undefined => saying.words(text);
  return {
    ...cardOf(notice, saying.titleOf(notice)),
    fresh: delivery ? isFresh(delivery, seen) : false,
    waiting: delivery ? isWaiting(delivery, notice, now) : false,
    acknowledged: delivery?.state === 'acknowledged',
    body: of(notice.body),
    files,
    expiresAt: notice.expiresAt,
    withdrawnAt: notice.withdrawnAt,
    withdrawal: of(notice.withdrawal),
    author: author ? { names: author, role: notice.role } : null,
    receivers,
    mine: delivery !== null,
    sums,
    sending: notice.state === 'queued' || notice.state === 'sending',
    unsent: notice.state === 'proposed' || notice.state === 'scheduled' ? notice.state : undefined,
    correctedAt: notice.correctedAt,
    second: follows && notice.second ? names.get(notice.second) : undefined,
    can: {
      withdraw: canChange(actor, notice) && notice.state !== 'withdrawn',
      correct: canChange(actor, notice) && isHeld(notice, now),
      second: canSecond(actor, notice),
      forward: canForward(actor, notice, now),
      walk: gridsIn(actor, mall).length > 0 && isWalked(notice, now) && notice.audience.kind !== 'accounts',
    },
  };
}

async function receiversOf(mall: string, { audience }: NoticeRow): Promise<Receivers> {
  if (audience.kind === 'mall' || audience.kind === 'accounts') return { kind: audience.kind };
  const { trades = [], roles = [], programs = [] } = audience.kind === 'places' ? audience : {};
  const gridIds = audience.kind === 'grids' ? audience.ids : audience.kind === 'places' ? audience.grids : [];
  const levelIds = audience.kind === 'levels' ? audience.ids : audience.kind === 'places' ? audience.levels : [];
  const [grids, levels] = await Promise.all([
    gridIds.length > 0 ? listGrids(mall) : [],
    levelsOf(mall),
  ]);
  return { kind: 'places', levels: levels.filter(({ _id }) => levelIds.includes(_id)).map((level) => level.shortName).reverse(), grids: grids.filter((grid) => gridIds.includes(grid._id)), trades, roles, programs };
}

export async function countSums(mall: string, notice: Pick<Notice, '_id' | 'accounts'>): Promise<Sums> {
  const count = (state: DeliveryState) => Deliveries.countDocuments({ mall, notice: notice._id, state });
  const [queued, sent, delivered, acknowledged] = await Promise.all([count('queued'), count('sent'), count('delivered'), count('acknowledged')]);
  return sumsOf(notice.accounts, { queued, sent, delivered, acknowledged });
}

/** What the actor sent; officers see all that was sent in the mall. Newest first. @param before an id of the page before */
export async function listSent({ mall, actor, language }: Reader, before?: string) {
  const mine = isOfficer(actor, mall) ? {} : { author: actor.account };
  const rows = await Notices.find({ mall, class: { $ne: 'personal' }, ...mine, ...(before ? { _id: { $lt: before } } : {}) })
    .sort({ _id: -1 })
    .limit(PAGE + 1)
    .lean();
  const shown = rows.slice(0, PAGE);
  const saying = await sayingOf(mall, shown, language);
  const sums = await Promise.all(shown.map((notice) => countSums(mall, notice)));
  const notices = shown.map((notice, at) => ({ ...cardOf(notice, saying.titleOf(notice)), state: notice.state, sums: sums[at] as Sums }));
  return { notices, before: rows.length > PAGE ? shown.at(-1)?._id : undefined };
}
