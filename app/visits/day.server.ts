import type { Localized } from '#models/mall.server.ts';
import { type Round, type VisitPromise, Visits } from '#models/visit.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { findShops, type GridCard, listGrids, type ShopCard } from '#app/mall/queries.server.ts';
import { ownTradeNames } from '#app/mall/settings/trades.server.ts';
import { apartFrom } from '#app/platform/apart.server.ts';
import { type ReadText, readTexts } from '#app/platform/texts.server.ts';
import { readGround, stopsOf } from './ground.server.ts';
import { type ShopsAnswer, shopsAnswer } from './contest.ts';
import { keeperOf, standing } from './keepers.server.ts';
import { findOpenRound } from './offering.server.ts';
import type { RoundCard } from './queries.server.ts';
import { type DueState, dueState } from './rules.ts';
import { openSealed, type SealedAnswer, type Try } from './sealed-wishes.server.ts';
import type { Doing } from './visitable.server.ts';

export interface StopCard extends ShopCard {
  /** The mall's own names of its trade, where it gave any. */
  tradeNames?: Localized;
  asked: boolean;
  wishedTime: string | null;
  /** It asked for somebody who interprets; between which languages isn't stored. */
  interpreter: boolean;
}

export interface PromiseCard {
  visit: string;
  id: string;
  merchant: string;
  names: Localized;
  words: Pick<ReadText, 'language' | 'words'> | null;
  dueOn: string;
  state: DueState;
  /** The shop's own word on it. */
  shop: 'kept' | 'not-kept' | null;
  /** What the shop says to the visit at which it was given. */
  contest: ShopsAnswer | null;
}

export interface Day {
  today: string;
  round: RoundCard | null;
  grids: GridCard[];
  /** Shops of her grids, and how many of them were offered a visit. Nothing about what became of an offer. */
  shops: number;
  offered: number;
  /** Her part: those that asked first, then along the aisles; the first one is next. */
  stops: StopCard[];
  /** Others visit in her grids too, so that shops can be swapped. */
  shared: boolean;
  /** Her own offers only: which others were made, and to whom, isn't hers to know. */
  offeredShops: (ShopCard & When)[];
  promises: PromiseCard[];
}

/** A volunteer's day in the open round. `later` are shops that she put off on this page; they go to the end. */
export async function getDay(doing: Doing, later: readonly string[] = []): Promise<Day> {
  const { mall, actor, now } = doing;
  const [round, grids, promises] = await Promise.all([findOpenRound(mall._id), listGrids(mall._id), listPromises(doing)]);
  const ground = await readGround(doing, round);
  const { shops, offers, parts } = ground;
  const offerOf = new Map(offers.map((offer) => [offer.merchant, offer]));
  const own = round ? await ownOffers(mall._id, { round, account: actor.account }, offers) : new Map<string, When>();
  const trades = ownTradeNames(mall);
  const stops = stopsOf(ground, actor.account).map(({ asked, wishedTime, interpreter, ...shop }): StopCard => ({ ...shop, tradeNames: trades[shop.trade], asked, wishedTime, interpreter }));
  const put = [...stops.filter((shop) => !later.includes(shop.merchant)), ...stops.filter((shop) => later.includes(shop.merchant))];
  return {
    today: dayIn(now, mall.zone),
    round: round && { id: round._id, number: round.number, name: round.name, closesOn: round.closesOn, purpose: round.purpose },
    grids: grids.filter((grid) => ground.grids.includes(grid._id)).map(({ _id, number, hue, weave }) => ({ _id, number, hue, weave })),
    shops: shops.length,
    offered: shops.filter((shop) => offerOf.has(shop.merchant)).length,
    stops: round ? put : [],
    shared: new Set(parts.values()).size > 1,
    offeredShops: shops.flatMap((shop) => {
      const when = own.get(shop.merchant);
      const { merchant, names, trade, unit, level, grid } = shop;
      return when ? [{ merchant, names, trade, unit, level, grid, ...when }] : [];
    }),
    promises,
  };
}

type When = Pick<Try, 'day' | 'half'>;

/** Shops that she was at herself in this round, met or not, and when. Who else came where isn't hers to know. */
async function ownOffers(mall: string, { round, account }: { round: Pick<Round, '_id' | 'opensOn'>; account: string }, offers: readonly { merchant: string; answer?: string }[]): Promise<Map<string, When>> {
  const [visits, sealed] = await Promise.all([
    Visits.find({ mall, author: account, day: { $gte: round.opensOn } }, { merchant: 1, round: 1, day: 1, half: 1 }).sort({ day: -1 }).limit(1_000).lean(),
    openSealed<SealedAnswer>({ mall }, offers.map((offer) => offer.answer)),
  ]);
  const own = new Map<string, When>(visits.flatMap((visit) => (visit.round === round._id ? [[visit.merchant, { day: visit.day, half: visit.half }] as const] : [])));
  for (const { merchant, answer } of offers) {
    const tried = sealed.get(answer ?? '')?.tries?.findLast(({ volunteer }) => volunteer === account);
    if (tried && !own.has(merchant)) own.set(merchant, { day: tried.day, half: tried.half });
  }
  return own;
}

function isOfDay(one: VisitPromise, today: string, zone: string): boolean {
  if (!ENDED.includes(dueState(one, today))) return true;
  return [one.keptAt, one.notKeptAt, one.saidAt].some((at) => at && dayIn(at, zone) === today);
}
const ENDED: readonly DueState[] = ['kept', 'not-kept'];

/** What she promised, or took over, open ones by day; kept ones of today stay to be seen. */
async function listPromises({ mall, actor, now }: Doing): Promise<PromiseCard[]> {
  const today = dayIn(now, mall.zone);
  const shown = { merchant: 1, author: 1, keeper: 1, promises: 1, aside: 1, answer: 1, contest: 1 } as const;
  const [apart, own, taken] = await Promise.all([
    apartFrom(mall._id, actor.account),
    Visits.find({ mall: mall._id, author: actor.account, 'promises.0': { $exists: true } }, shown).sort({ day: -1 }).limit(100).lean(),
    Visits.find({ mall: mall._id, keeper: actor.account }, shown).sort({ day: -1 }).limit(100).lean(),
  ]);
  const visits = [...own.filter((visit) => keeperOf(visit) === actor.account), ...taken.filter((visit) => visit.author !== actor.account)].filter(({ merchant }) => !apart.includes(merchant));
  const open = visits.flatMap((visit) =>
    standing(visit).filter((one) => isOfDay(one, today, mall.zone)).map((one) => ({ ...one, visit: visit._id, merchant: visit.merchant, said: { answer: visit.answer, contest: visit.contest } })),
  );
  const [words, shops] = await Promise.all([
    readTexts(mall._id, open.flatMap((one) => [one.text, one.said.contest]), [`account:${actor.account}`]),
    findShops(mall._id, open.map((one) => one.merchant)),
  ]);
  return open
    .map(({ id, visit, merchant, text, dueOn, said, ...one }) => {
      const read = words.get(text);
      const quoted = read ? { language: read.language, words: read.words } : null;
      return { visit, id, merchant, names: shops.get(merchant)?.names ?? {}, words: quoted, dueOn, state: dueState({ dueOn, ...one }, today), shop: one.shop ?? null, contest: shopsAnswer(said, words) };
    })
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn));
}
