import { Merchants } from '#models/merchant.server.ts';
import { Offers } from '#models/visit.server.ts';
import { findShops, type ShopCard } from '#app/mall/queries.server.ts';

/** Lines of a page, shops looked at in one step, and steps at most: a page costs the same however large the mall is. */
const PAGE = 20;
const STEP = 100;
const STEPS = 5;

export interface ShopList {
  shops: Pick<ShopCard, 'merchant' | 'names' | 'unit'>[];
  /** Where the next page begins; null when nothing is left. */
  next: string | null;
}

async function cardsOf(mall: string, ids: readonly string[]): Promise<ShopList['shops']> {
  const cards = await findShops(mall, [...ids]);
  return ids.flatMap((id) => {
    const card = cards.get(id);
    return card ? [{ merchant: id, names: card.names, unit: card.unit }] : [];
  });
}

/** Shops that asked for a visit and wait for it, those that asked first above. @param after the `next` of the page before */
export async function listAsking(mall: string, after: string): Promise<ShopList> {
  const since = new Date(Number(after) || 0);
  const rows = await Merchants.find({ mall, askedForVisitAt: { $gt: since } }, { askedForVisitAt: 1 }).sort({ askedForVisitAt: 1 }).limit(PAGE + 1).lean();
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1)?.askedForVisitAt;
  return { shops: await cardsOf(mall, shown.map((row) => row._id)), next: rows.length > PAGE && last ? String(last.getTime()) : null };
}

/**
 * Open shops that were never yet offered a visit, in this or any earlier round. One that declined is not among them as soon
 * as it is counted (decision 0081). @param after the `next` of the page before
 */
export async function listNeverOffered(mall: string, after: string): Promise<ShopList> {
  const found: string[] = [];
  let last = after;
  for (let step = 0; step < STEPS; step += 1) {
    const rows = await Merchants.find({ mall, status: 'open', _id: { $gt: last } }, { offeredBefore: 1 }).sort({ _id: 1 }).limit(STEP).lean();
    const ids = rows.map((row) => row._id);
    const offers = await Offers.find({ mall, merchant: { $in: ids } }, { merchant: 1, _id: 0 }).lean();
    const offered = new Set(offers.map((offer) => offer.merchant));
    for (const { _id, offeredBefore } of rows) {
      if (found.length === PAGE) return { shops: await cardsOf(mall, found), next: last };
      last = _id;
      if (!offeredBefore && !offered.has(_id)) found.push(_id);
    }
    if (rows.length < STEP) return { shops: await cardsOf(mall, found), next: null };
  }
  return { shops: await cardsOf(mall, found), next: last };
}
