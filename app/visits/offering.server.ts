import { Merchants } from '#models/merchant.server.ts';
import { Texts } from '#models/text.server.ts';
import { type Offer, Offers, type Round, Rounds, Tallies } from '#models/visit.server.ts';
import type { ShopCard } from '#app/mall/queries.server.ts';
import { isDuplicateKey, type Tx } from '#app/platform/command.server.ts';
import type { LiveEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { insertRows, type NewRow } from '#app/platform/insert.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { isInScope } from './rounds/scope.ts';
import { mergeOffers, type OfferClaim, type OfferRow, tallyMoves } from './rules.ts';
import { NO_ANSWER, NO_WISH, type SealedAnswer, sealedText } from './sealed-wishes.server.ts';

export interface OfferMade {
  round: string;
  merchant: string;
  grid: string;
  volunteer: string;
  day: string;
  half: 'am' | 'pm';
  met: boolean;
}

/** Officers' coverage is exact and live; they are told of the round only, never of a visit. */
export function coverageMoved(mall: string, round: string): LiveEvent {
  return { type: 'coverage:moved', id: round, version: 1, rooms: [`mall-officers:${mall}`] };
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

/** Counts one shop as offered a visit, as {@link offerVisits} does. @returns whether this was its first offer in the round */
export async function offerVisit(tx: Tx, offer: OfferMade, answer: SealedAnswer = NO_ANSWER): Promise<boolean> {
  return (await offerVisits(tx, [offer], answer)) > 0;
}

/**
 * Counts shops as offered a visit in their round, each once however often it is called: the earliest stands (`mergeOffers`), and
 * tallies move with it. A shop's answer and wish come into being with its first offer, so that their presence says nothing.
 * @returns shops that were offered a visit for the first time
 */
export async function offerVisits(tx: Tx, offers: readonly OfferMade[], answer: SealedAnswer = NO_ANSWER): Promise<number> {
  const rows: NewRow<Offer>[] = [];
  const sealed: Awaited<ReturnType<typeof sealedText>>[] = [];
  const moves: (OfferRow & { round: string; by: number })[] = [];
  for (const round of new Set(offers.map((offer) => offer.round))) {
    const coming = groupBy(offers.filter((offer) => offer.round === round), ({ merchant }) => merchant);
    const key = { mall: tx.mall, round };
    const known = await Offers.find({ ...key, merchant: { $in: [...coming.keys()] } }, { merchant: 1, grid: 1, volunteer: 1, day: 1, half: 1, met: 1 }, { session: tx.session }).lean();
    const before = new Map(known.map((offer) => [offer.merchant, offer]));
    for (const [merchant, claims] of coming) {
      const stored = before.get(merchant);
      const [claim, ...more] = stored ? [stored, ...claims] : claims;
      if (!claim) continue;
      const merged = mergeOffers([claim, ...more]);
      moves.push(...tallyMoves(stored ?? null, merged).map((move) => ({ ...move, round })));
      if (!stored) {
        const text = await sealedText(tx, merchant, answer);
        sealed.push(text);
        rows.push({ _id: newId(), ...key, merchant, ...merged, answer: text._id });
      } else if (!isSameOffer(stored, merged)) await Offers.updateOne({ ...key, merchant }, { $set: merged }, { session: tx.session });
    }
  }
  await insertRows(tx, Texts, sealed);
  await insertRows(tx, Offers, rows);
  await moveTallies(tx, moves);
  await ensureWishes(tx, offers.map(({ merchant }) => merchant));
  return rows.length;
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

const isSameOffer = (one: OfferClaim, other: OfferClaim): boolean =>
  one.grid === other.grid && one.volunteer === other.volunteer && one.day === other.day && one.half === other.half && one.met === other.met;

async function moveTallies(tx: Tx, moves: readonly (OfferRow & { round: string; by: number })[]): Promise<void> {
  for (const of of groupBy(moves, ({ round, grid, volunteer }) => `${round} ${grid} ${volunteer}`).values()) {
    const offered = of.reduce((sum, { by }) => sum + by, 0);
    const [one] = of;
    if (!one || offered === 0) continue;
    const row = { mall: tx.mall, round: one.round, grid: one.grid, volunteer: one.volunteer };
    const { matchedCount } = await Tallies.updateOne(row, { $inc: { offered } }, { session: tx.session });
    if (matchedCount === 0) await Tallies.create([{ _id: newId(), ...row, offered }], { session: tx.session });
  }
}

/** A shop's standing wish, made when there is none yet. @returns the text's id */
export async function ensureWish(tx: Tx, merchant: string): Promise<string> {
  return (await ensureWishes(tx, [merchant])).get(merchant) ?? '';
}

async function ensureWishes(tx: Tx, merchants: readonly string[]): Promise<Map<string, string>> {
  const shops = await Merchants.find({ mall: tx.mall, _id: { $in: [...new Set(merchants)] } }, { visitWish: 1 }, { session: tx.session }).lean();
  const wishes = new Map(shops.flatMap(({ _id, visitWish }) => (visitWish ? [[_id, visitWish] as const] : [])));
  const without = shops.filter(({ visitWish }) => !visitWish);
  if (without.length === 0) return wishes;
  const texts = await Promise.all(without.map(({ _id }) => sealedText(tx, _id, NO_WISH)));
  await insertRows(tx, Texts, texts);
  const set = texts.map(({ _id }, at) => ({ updateOne: { filter: { mall: tx.mall, _id: without[at]?._id ?? '' }, update: { $set: { visitWish: _id } } } }));
  await Merchants.bulkWrite(set, { session: tx.session });
  texts.forEach(({ _id }, at) => wishes.set(without[at]?._id ?? '', _id));
  return wishes;
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
