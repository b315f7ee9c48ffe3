import { Merchants } from '#models/merchant.server.ts';
import { BY_ITSELF, Offers, type Round, Tallies } from '#models/visit.server.ts';
import { findShops } from '#app/mall/queries.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { log } from '#app/platform/log.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { dayAndHalf } from './days.ts';
import { coverageMoved, findOpenRound, isFor, offerVisit, withRetry } from './offering.server.ts';
import { tallyOf } from './rules.ts';
import { openSealed, type SealedWish } from './sealed-wishes.server.ts';

/** Acts where no person does: a job of the house. */
const HOUSE = { account: 'house' };
const PAGE = 500;

/**
 * Compares the open round's tallies with its offers and puts right what differs, row by row. Repeatable.
 * @returns rows that differed; they are in the log, ids only
 */
export async function recountTallies(mall: string, now: Date): Promise<number> {
  const round = await findOpenRound(mall);
  if (!round) return 0;
  const offers = await Offers.find({ mall, round: round._id }, { grid: 1, volunteer: 1, _id: 0 }).lean();
  const stored = await Tallies.find({ mall, round: round._id }, { grid: 1, volunteer: 1, offered: 1 }).lean();
  const counted = tallyOf(offers);
  for (const { grid, volunteer } of stored) if (!counted.has(`${grid} ${volunteer}`)) counted.set(`${grid} ${volunteer}`, { grid, volunteer, offered: 0 });
  const known = new Map(stored.map((row) => [`${row.grid} ${row.volunteer}`, row.offered]));
  const wrong = [...counted].filter(([key, row]) => (known.get(key) ?? 0) !== row.offered).map(([, row]) => row);
  let differed = 0;
  for (const row of wrong) if (await putRight(mall, round, row, now)) differed += 1;
  return differed;
}

/** Counted again inside the transaction: a visit that came in between is no difference. */
async function putRight(mall: string, round: Round, { grid, volunteer }: { grid: string; volunteer: string }, now: Date): Promise<boolean> {
  const key = { mall, round: round._id, grid, volunteer };
  const one = { mall, actor: HOUSE, role: 'house', subject: 'none', target: round._id, now };
  return runCommand({ ...one, name: 'visit:recount' }, async (tx) => {
    const offered = await Offers.countDocuments(key).session(tx.session);
    const tally = await Tallies.findOne(key, { offered: 1 }, { session: tx.session }).lean();
    if ((tally?.offered ?? 0) === offered) return false;
    if (tally) await Tallies.updateOne(key, { $set: { offered } }, { session: tx.session });
    else await Tallies.create([{ _id: newId(), ...key, offered }], { session: tx.session });
    log().warn({ round: round._id, grid }, 'tally differed from its offers');
    tx.changed('offered');
    return true;
  });
}

/**
 * Carries out "please don't ask again" in a new round: such a shop counts as offered without anybody coming, in a row
 * that looks like that of a shop which answered on its phone, whatever it answered. Repeatable.
 * @returns shops counted now
 */
export async function carryOutWishes(mall: Pick<KnownMall, '_id' | 'zone'>, now: Date): Promise<number> {
  const round = await findOpenRound(mall._id);
  if (!round) return 0;
  const offered = new Set((await Offers.find({ mall: mall._id, round: round._id }, { merchant: 1, _id: 0 }).lean()).map((offer) => offer.merchant));
  let counted = 0;
  let after = '';
  for (;;) {
    const shops = await Merchants.find({ mall: mall._id, _id: { $gt: after }, status: 'open', visitWish: { $exists: true } }, { visitWish: 1 })
      .sort({ _id: 1 })
      .limit(PAGE)
      .lean();
    if (shops.length === 0) return counted;
    after = shops.at(-1)?._id ?? '';
    const waiting = shops.filter((shop) => !offered.has(shop._id));
    const wishes = await openSealed<SealedWish>({ mall: mall._id }, waiting.map((shop) => shop.visitWish));
    const never = waiting.flatMap((shop) => {
      const wish = wishes.get(shop.visitWish ?? '');
      return wish?.never ? [{ merchant: shop._id, by: wish.by }] : [];
    });
    counted += await countUnasked(mall, round, never, now);
  }
}

async function countUnasked(mall: Pick<KnownMall, '_id' | 'zone'>, round: Round, never: { merchant: string; by: string }[], now: Date): Promise<number> {
  const places = await findShops(mall._id, never.map((shop) => shop.merchant));
  let counted = 0;
  for (const { merchant, by } of never) {
    const shop = places.get(merchant);
    const grid = shop?.grid?._id;
    if (!grid || !isFor(round, shop)) continue;
    const offer = { round: round._id, merchant, grid, volunteer: BY_ITSELF, ...dayAndHalf(now, mall.zone), met: false };
    const head = { name: 'visit:answer-offer', mall: mall._id, actor: { account: by }, role: 'owner', subject: `shop:${merchant}`, now };
    await withRetry(() =>
      runCommand(head, async (tx) => {
        await offerVisit(tx, offer, { answer: 'never', by });
        tx.publish({ type: 'visit:recorded', id: round._id, version: 1, rooms: [`shop:${merchant}`, `grid:${grid}`] });
        tx.publish(coverageMoved(mall._id, round._id));
      }),
    );
    counted += 1;
  }
  return counted;
}
