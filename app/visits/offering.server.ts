import { randomUUID } from 'node:crypto';
import { Merchants } from '#models/merchant.server.ts';
import { Texts } from '#models/text.server.ts';
import { type Offer, Offers, type Round, Rounds } from '#models/visit.server.ts';
import type { ShopCard } from '#app/mall/queries.server.ts';
import { isDuplicateKey, type Tx, writesBehind } from '#app/platform/command.server.ts';
import type { LiveEvent } from '#app/platform/events.server.ts';
import { insertRows, type NewRow } from '#app/platform/insert.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { inTransaction } from '#app/platform/transaction.server.ts';
import { isInScope } from './rounds/scope.ts';
import { blurred, mergeOffers, type OfferClaim, slotOf, tallyMoves } from './rules.ts';
import { NO_ANSWER, NO_MOMENT, NO_WISH, openSealed, replaceSealed, type SealedAnswer, sealedText, type SealedWish } from './sealed-wishes.server.ts';
import { groupBy, type Move, readTallies, type Sum, writeTallies } from './tallies.server.ts';

/** Where and when a shop was offered its visit, as far as anybody may know. */
export interface Place {
  round: string;
  merchant: string;
  grid: string;
  day: string;
  half: 'am' | 'pm';
}
export type OfferMade = Place & {
  met: boolean;
  /** Id of its sealed wish, where the caller knows it: it never becomes another one. */
  wish?: string;
};

/** Officers' coverage is exact and live; they are told of the round only, never of a visit. */
export function coverageMoved(mall: string, round: string): LiveEvent {
  return { type: 'coverage:moved', id: round, version: 1, rooms: [`mall-officers:${mall}`] };
}

/** The same event whoever came and whatever was said. */
export function publishOffered(tx: Tx, { round, merchant, grid }: Place): void {
  tx.publish({ type: 'visit:recorded', id: round, version: 1, rooms: [`shop:${merchant}`, `grid:${grid}`] });
  tx.publish(coverageMoved(tx.mall, round));
}

/** The round in which visits are being offered; null between rounds. */
export async function findOpenRound(mall: string): Promise<Round | null> {
  return Rounds.findOne({ mall, state: 'open' }).sort({ number: -1 }).lean();
}

/** Whether the round is for this shop, where it is now. */
export function isFor(round: Pick<Round, 'scope'>, { trade, grid, level }: Pick<ShopCard, 'trade' | 'grid' | 'level'>): boolean {
  return isInScope(round.scope, { trade, grid: grid?._id ?? null, level: level?.id ?? null });
}

/** The open round, if it is for this shop. */
export async function findRoundFor(mall: string, shop: ShopCard): Promise<Round | null> {
  const round = await findOpenRound(mall);
  return round && isFor(round, shop) ? round : null;
}

/** @throws {Refusal} between rounds, and for a shop that the round isn't for */
export async function getRoundFor(mall: string, shop: ShopCard): Promise<Round> {
  const round = await findOpenRound(mall);
  if (!round) throw new Refusal('visits:refused.no-round');
  if (!isFor(round, shop)) throw new Refusal('visits:refused.not-in-round');
  return round;
}

/**
 * Counts one shop as offered a visit, as {@link offerVisits} does. @returns whether this was its first offer in the round
 * @param sealed who came in vain; what the shop had said is added
 */
export async function offerVisit(tx: Quiet, offer: OfferMade, sealed: SealedAnswer = NO_ANSWER): Promise<boolean> {
  return (await offerVisits(tx, [offer], sealed)) > 0;
}

/** What is to be written for shops that are offered a visit. */
interface OffersToWrite {
  rows: Omit<NewRow<Offer>, 'answer'>[];
  /** What each of them had said, as far as it had a wish: by the id of its text. */
  wishes: { ids: Map<string, string>; opened: Map<string, SealedWish> };
  changed: { round: string; merchant: string; merged: OfferClaim }[];
  sums: Sum[];
}

/**
 * Counts shops as offered a visit in their round, each once however often it is called: the earliest stands (`mergeOffers`), and
 * tallies move with it. Who came in vain and what the shop said are sealed with its offer, always to the same length, and the
 * row's id and times tell no moment (docs/decisions/0081).
 * @returns shops that were offered a visit for the first time
 */
export async function offerVisits(tx: Quiet, offers: readonly OfferMade[], sealed: SealedAnswer = NO_ANSWER): Promise<number> {
  const toWrite = await readOffers(tx, offers);
  await writeOffers(tx, toWrite, sealed);
  await tx.behind.settled();
  return toWrite.rows.length;
}

/** Everything that {@link writeOffers} has to know, asked before anything is written. */
export async function readOffers(tx: Quiet, offers: readonly OfferMade[]): Promise<OffersToWrite> {
  const rows: OffersToWrite['rows'] = [];
  const changed: OffersToWrite['changed'] = [];
  const moves: Move[] = [];
  for (const round of new Set(offers.map((offer) => offer.round))) {
    const coming = groupBy(offers.filter((offer) => offer.round === round), ({ merchant }) => merchant);
    const key = { mall: tx.mall, round };
    const known = await Offers.find({ ...key, merchant: { $in: [...coming.keys()] } }, { merchant: 1, grid: 1, day: 1, half: 1, met: 1 }, { session: tx.session }).lean();
    const before = new Map(known.map((offer) => [offer.merchant, offer]));
    for (const [merchant, claims] of coming) {
      const stored = before.get(merchant);
      const [claim, ...more] = stored ? [stored, ...claims] : claims;
      if (!claim) continue;
      const merged = mergeOffers([claim, ...more]);
      moves.push(...tallyMoves(stored ?? null, merged).map((move) => ({ ...move, round, slot: slotOf(merchant) })));
      if (!stored) rows.push({ _id: randomUUID(), ...key, merchant, ...merged });
      else if (!isSameOffer(stored, merged)) changed.push({ round, merchant, merged });
    }
  }
  const ids = await wishesOf(tx, rows, offers);
  const opened = await openSealed<SealedWish>(tx, [...ids.values()]);
  return { rows, changed, wishes: { ids, opened }, sums: await readTallies(tx, moves) };
}

/** The sealed wish of each shop that was offered its first visit; one that has none yet gets it now. */
async function wishesOf(tx: Quiet, rows: OffersToWrite['rows'], offers: readonly OfferMade[]): Promise<Map<string, string>> {
  const known = new Map(offers.flatMap(({ merchant, wish }) => (wish ? [[merchant, wish] as const] : [])));
  const first = rows.map(({ merchant }) => merchant);
  const unknown = first.filter((merchant) => !known.has(merchant));
  const found = unknown.length > 0 ? await ensureWishes(tx, unknown) : new Map<string, string>();
  return new Map(first.map((merchant) => [merchant, known.get(merchant) ?? found.get(merchant) ?? '']));
}

/** Its writes are still on their way when it comes back. */
export async function writeOffers(tx: Quiet, { rows, changed, wishes, sums }: OffersToWrite, sealed: SealedAnswer = NO_ANSWER): Promise<void> {
  for (const { round, merchant, merged } of changed) {
    await tx.behind.write(() => Offers.updateOne({ mall: tx.mall, round, merchant }, { $set: merged }, { session: tx.session, timestamps: false }));
  }
  const answers = await sealAnswers(tx, rows, wishes, sealed);
  await tx.behind.insert(Texts, answers, NO_MOMENT);
  await tx.behind.insert(Offers, rows.map((row, at): NewRow<Offer> => ({ ...row, answer: answers[at]?._id })), blurred(tx.now));
  await writeTallies(tx, sums);
}

/** What each shop had said to its round before anybody came goes from its wish to the offer. @returns the texts, in the same order */
async function sealAnswers(tx: Quiet, rows: OffersToWrite['rows'], { ids, opened }: OffersToWrite['wishes'], sealed: SealedAnswer): Promise<Awaited<ReturnType<typeof sealedText>>[]> {
  const texts: Awaited<ReturnType<typeof sealedText>>[] = [];
  for (const { round, merchant } of rows) {
    const id = ids.get(merchant) ?? '';
    const { said, ...standing } = opened.get(id) ?? NO_WISH;
    if (said) await tx.behind.write(() => replaceSealed(tx, merchant, id, standing));
    const answer = said?.round === round ? said.answer : standing.never ? 'never' : null;
    texts.push(await sealedText(tx, merchant, answer ? { ...sealed, answer, by: standing.by } : sealed));
  }
  return texts;
}

const isSameOffer = (one: OfferClaim, other: OfferClaim): boolean =>
  one.grid === other.grid && one.day === other.day && one.half === other.half && one.met === other.met;

/** A shop's standing wish, made when there is none yet. @returns the text's id */
export async function ensureWish(tx: Quiet, merchant: string): Promise<string> {
  return (await ensureWishes(tx, [merchant])).get(merchant) ?? '';
}

export async function ensureWishes(tx: Quiet, merchants: readonly string[]): Promise<Map<string, string>> {
  const shops = await Merchants.find({ mall: tx.mall, _id: { $in: [...new Set(merchants)] } }, { visitWish: 1 }, { session: tx.session }).lean();
  const wishes = new Map(shops.flatMap(({ _id, visitWish }) => (visitWish ? [[_id, visitWish] as const] : [])));
  const without = shops.filter(({ visitWish }) => !visitWish);
  if (without.length === 0) return wishes;
  const texts = await Promise.all(without.map(({ _id }) => sealedText(tx, _id, NO_WISH)));
  await insertRows(tx, Texts, texts, NO_MOMENT);
  const set = texts.map(({ _id }, at) => ({ updateOne: { filter: { mall: tx.mall, _id: without[at]?._id ?? '' }, update: { $set: { visitWish: _id } }, timestamps: false } }));
  await Merchants.bulkWrite(set, { session: tx.session });
  texts.forEach(({ _id }, at) => wishes.set(without[at]?._id ?? '', _id));
  return wishes;
}

export type Quiet = Pick<Tx, 'session' | 'mall' | 'now' | 'behind'>;
/**
 * A write of what only the shop may know: no audit row, no event and no figure of it, since that there was one would say
 * what it was. It shows on the shop's record out of what is sealed.
 */
export async function inSilence<R>(mall: string, now: Date, work: (tx: Quiet) => Promise<R>): Promise<R> {
  return inTransaction((session) => work({ session, mall, now, behind: writesBehind(session) }));
}

/** Who counted offers is the house, and the row says five minutes at most: whoever came is sealed. */
export function offerHead(mall: string, merchant: string, now: Date) {
  return { name: 'visit:offer', mall, actor: { account: 'house' }, role: 'house', subject: `shop:${merchant}`, now, rowAt: blurred(now) };
}

const TRIES = 6;

/** Two people who write the same row for the first time: one of them tries again and finds it there. */
export async function withRetry<R>(run: () => Promise<R>): Promise<R> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isDuplicateKey(error) || tries === TRIES) throw error;
    }
  }
}
