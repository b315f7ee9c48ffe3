import { Merchants } from '#models/merchant.server.ts';
import { Offers, type Round, Rounds, Tallies } from '#models/visit.server.ts';
import { findShops, listGridShops } from '#app/mall/queries.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { log } from '#app/platform/log.server.ts';
import { findMallById, type KnownMall } from '#app/platform/malls.server.ts';
import { dayAndHalf } from './days.ts';
import { coverageMoved, findOpenRound, isFor, offerHead, offerVisit, type Place, publishOffered, withRetry } from './offering.server.ts';
import { officersOf } from './officers.server.ts';
import { carriedNow, slotOf, tallyOf } from './rules.ts';
import { openSealed, saidNo, type SealedWish } from './sealed-wishes.server.ts';

/** Acts where no person does: a job of the house. */
const HOUSE = { account: 'house' };
const PAGE = 500;

/**
 * Compares the open round's tallies with its offers and puts right what differs, row by row. Repeatable.
 * Officers are told of a difference, and their page of the round says where it was.
 * @returns rows that differed
 */
export async function recountTallies(mall: string, now: Date): Promise<number> {
  const round = await findOpenRound(mall);
  if (!round) return 0;
  const offers = await Offers.find({ mall, round: round._id }, { grid: 1, merchant: 1, _id: 0 }).lean();
  const stored = await Tallies.find({ mall, round: round._id }, { grid: 1, slot: 1, offered: 1 }).lean();
  const counted = tallyOf(offers);
  for (const { grid, slot } of stored) if (!counted.has(`${grid} ${slot}`)) counted.set(`${grid} ${slot}`, { grid, slot, offered: 0 });
  const known = new Map(stored.map((row) => [`${row.grid} ${row.slot}`, row.offered]));
  const wrong = [...counted].filter(([key, row]) => (known.get(key) ?? 0) !== row.offered).map(([, row]) => row);
  const differed: { grid: string; by: number }[] = [];
  for (const row of wrong) {
    const by = await putRight(mall, round, row, now);
    if (by !== 0) differed.push({ grid: row.grid, by });
  }
  if (differed.length > 0) await reportRecount(mall, round._id, differed, now);
  return differed.length;
}

async function reportRecount(mall: string, round: string, differed: readonly { grid: string; by: number }[], now: Date): Promise<void> {
  const sums = new Map<string, number>();
  for (const { grid, by } of differed) sums.set(grid, (sums.get(grid) ?? 0) + by);
  const [known, officers] = await Promise.all([findMallById(mall, now), officersOf(mall, now)]);
  await runCommand({ name: 'visit:report-recount', mall, actor: HOUSE, role: 'house', subject: 'none', target: round, now }, async (tx) => {
    const recounted = { at: now, grids: [...sums].map(([grid, by]) => ({ grid, by })) };
    await Rounds.updateOne({ mall, _id: round }, { $set: { recounted } }, { session: tx.session });
    await notify(tx, { accounts: officers, template: 'tally-recounted', link: `/m/${known?.slug}/visits/coverage` });
    tx.changed('recounted');
    tx.publish(coverageMoved(mall, round));
  });
}

/** Counted again inside the transaction: a visit that came in between is no difference. @returns by how much it was wrong */
async function putRight(mall: string, round: Round, { grid, slot }: { grid: string; slot: string }, now: Date): Promise<number> {
  const key = { mall, round: round._id, grid, slot };
  const one = { mall, actor: HOUSE, role: 'house', subject: 'none', target: round._id, now };
  return runCommand({ ...one, name: 'visit:recount' }, async (tx) => {
    const offers = await Offers.find({ mall, round: round._id, grid }, { merchant: 1, _id: 0 }, { session: tx.session }).lean();
    const offered = offers.filter(({ merchant }) => slotOf(merchant) === slot).length;
    const tally = await Tallies.findOne(key, { offered: 1 }, { session: tx.session }).lean();
    const by = offered - (tally?.offered ?? 0);
    if (by === 0) return 0;
    if (tally) await Tallies.updateOne(key, { $set: { offered } }, { session: tx.session });
    else await Tallies.create([{ _id: newId(), ...key, offered }], { session: tx.session });
    log().warn({ round: round._id, grid }, 'tally differed from its offers');
    tx.changed('offered');
    return by;
  });
}

interface Waiting {
  merchant: string;
  grid: string;
  wish: string;
}

/**
 * Counts shops that said no on their own phones, in this round or for good, as offered: in the row of one where nobody
 * was there, and only where and while people offer visits ({@link carriedNow}). Repeatable.
 * @param only one grid; `all`: the round is ending
 * @returns shops counted now
 */
export async function carryOutWishes(mall: Pick<KnownMall, '_id' | 'zone'>, now: Date, only: { grid?: string; all?: boolean } = {}): Promise<number> {
  const round = await findOpenRound(mall._id);
  if (!round) return 0;
  const [places, offers] = await Promise.all([
    listPlaces(mall._id, round, only.grid),
    Offers.find({ mall: mall._id, round: round._id, ...(only.grid ? { grid: only.grid } : {}) }, { merchant: 1, grid: 1, day: 1, half: 1, _id: 0 }).lean(),
  ]);
  const offered = new Set(offers.map((offer) => offer.merchant));
  const open = places.filter(({ merchant }) => !offered.has(merchant));
  const waiting = await thatSaidNo(mall._id, round._id, open);
  const moment = dayAndHalf(now, mall.zone);
  const lastDay = only.all === true || moment.day >= round.closesOn;
  let counted = 0;
  for (const grid of new Set(waiting.map((shop) => shop.grid))) {
    const here = waiting.filter((shop) => shop.grid === grid);
    const offeredThisHalf = offers.filter((offer) => offer.grid === grid && offer.day === moment.day && offer.half === moment.half).length;
    const others = open.filter((shop) => shop.grid === grid).length - here.length;
    for (const shop of here.slice(0, carriedNow({ offeredThisHalf, waiting: here.length, others, lastDay }))) {
      if (await countUnasked(mall._id, { round: round._id, merchant: shop.merchant, grid, ...moment }, now)) counted += 1;
    }
  }
  return counted;
}

/** Open shops that the round is for and that have a wish at all, where they are. */
async function listPlaces(mall: string, round: Round, grid?: string): Promise<Waiting[]> {
  const within = grid ? { $in: (await listGridShops(mall, grid)).map((shop) => shop.merchant) } : {};
  const found: Waiting[] = [];
  let after = '';
  for (;;) {
    const rows = await Merchants.find({ mall, _id: { $gt: after, ...within }, status: 'open' }, { visitWish: 1 }).sort({ _id: 1 }).limit(PAGE).lean();
    if (rows.length === 0) return found;
    after = rows.at(-1)?._id ?? '';
    const shops = await findShops(mall, rows.map((row) => row._id));
    for (const { _id, visitWish = '' } of rows) {
      const shop = shops.get(_id);
      if (shop?.grid && isFor(round, shop)) found.push({ merchant: _id, grid: shop.grid._id, wish: visitWish });
    }
  }
}

/** In an order that says nothing: their wishes' ids are drawn. */
async function thatSaidNo(mall: string, round: string, shops: readonly Waiting[]): Promise<Waiting[]> {
  const wishes = await openSealed<SealedWish>({ mall }, shops.map((shop) => shop.wish));
  return shops.filter(({ wish }) => saidNo(wishes.get(wish), round)).sort((a, b) => (a.wish < b.wish ? -1 : 1));
}

async function countUnasked(mall: string, place: Place, now: Date): Promise<boolean> {
  return withRetry(() =>
    runCommand(offerHead(mall, place.merchant, now), async (tx) => {
      if (!(await offerVisit(tx, { ...place, met: false }))) throw new CountedAlready();
      publishOffered(tx, place);
      return true;
    }),
  ).catch((error: unknown) => {
    if (error instanceof CountedAlready) return false;
    throw error;
  });
}

class CountedAlready extends Error {}
