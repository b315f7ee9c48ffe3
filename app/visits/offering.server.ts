import { Merchants } from '#models/merchant.server.ts';
import { Offers, type Round, Rounds, Tallies } from '#models/visit.server.ts';
import type { ShopCard } from '#app/mall/queries.server.ts';
import { isDuplicateKey, type Tx } from '#app/platform/command.server.ts';
import type { LiveEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { isInScope } from './rounds/scope.ts';
import { NO_ANSWER, NO_WISH, type SealedAnswer, writeSealed } from './sealed-wishes.server.ts';

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

/**
 * Counts the shop as offered a visit in this round, once however often it is called; a later "met" is added to the
 * row. The shop's answer and wish come into being with it, so that their presence says nothing.
 * @returns whether this was the first offer: only then the tally moved
 */
export async function offerVisit(tx: Tx, offer: OfferMade, answer: SealedAnswer = NO_ANSWER): Promise<boolean> {
  const { round, merchant, met, ...made } = offer;
  const key = { mall: tx.mall, round, merchant };
  const known = await Offers.findOne(key, { met: 1 }, { session: tx.session }).lean();
  if (known) {
    if (met && !known.met) await Offers.updateOne(key, { $set: { met: true } }, { session: tx.session });
    return false;
  }
  const sealed = await writeSealed(tx, merchant, answer);
  await Offers.create([{ _id: newId(), ...key, ...made, met, answer: sealed }], { session: tx.session });
  const { grid, volunteer } = offer;
  const row = { mall: tx.mall, round, grid, volunteer };
  const { matchedCount } = await Tallies.updateOne(row, { $inc: { offered: 1 } }, { session: tx.session });
  if (matchedCount === 0) await Tallies.create([{ _id: newId(), ...row, offered: 1 }], { session: tx.session });
  await ensureWish(tx, merchant);
  return true;
}

/** The shop's standing wish, made when there is none yet. @returns the text's id */
export async function ensureWish(tx: Tx, merchant: string): Promise<string> {
  const shop = await Merchants.findOne({ mall: tx.mall, _id: merchant }, { visitWish: 1 }, { session: tx.session }).lean();
  if (shop?.visitWish) return shop.visitWish;
  const visitWish = await writeSealed(tx, merchant, NO_WISH);
  await Merchants.updateOne({ mall: tx.mall, _id: merchant }, { $set: { visitWish } }, { session: tx.session });
  return visitWish;
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
