import { Merchants, openTenancies } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { Offers } from '#models/visit.server.ts';
import { findShops, listGrids, type ShopCard } from '#app/mall/queries.server.ts';

/** Lines of a page, grids looked at in one step, and steps at most: a page costs the same however large the mall is. */
const PAGE = 20;
const STEP = 5;
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

/** After every id. */
const PAST = '~';

interface Place {
  /** Number of its grid. */
  grid: number;
  merchant: string;
}
const cursorOf = ({ grid, merchant }: Place): string => `${grid} ${merchant}`;

/** Open shops of these grids without an offer in any round: grid by grid, by id within one. */
async function lookAt(mall: string, grids: readonly { _id: string; number: number }[], { grid, merchant: passed }: Place): Promise<Place[]> {
  const numbers = new Map(grids.map(({ _id, number }) => [_id, number]));
  const units = await Units.find({ mall, grid: { $in: [...numbers.keys()] } }, { grid: 1 }).lean();
  const gridOf = new Map(units.map((unit) => [unit._id, numbers.get(unit.grid ?? '') ?? 0]));
  const tenancies = await openTenancies({ mall, unit: { $in: [...gridOf.keys()] } });
  const all = tenancies.map(({ merchant, unit }): Place => ({ grid: gridOf.get(unit) ?? 0, merchant }));
  const left = all.filter((place) => place.grid > grid || place.merchant > passed).sort((one, other) => one.grid - other.grid || (one.merchant < other.merchant ? -1 : 1));
  const ids = left.map(({ merchant }) => merchant);
  const [rows, offers] = await Promise.all([
    Merchants.find({ mall, _id: { $in: ids } }, { status: 1, offeredBefore: 1 }).lean(),
    Offers.find({ mall, merchant: { $in: ids } }, { merchant: 1, _id: 0 }).lean(),
  ]);
  const offered = new Set(offers.map((offer) => offer.merchant));
  const never = new Set(rows.flatMap(({ _id, status, offeredBefore }) => (status === 'open' && !offeredBefore && !offered.has(_id) ? [_id] : [])));
  return left.filter(({ merchant }) => never.has(merchant));
}

/**
 * Open shops with a booth that were never yet offered a visit, in this or any earlier round, grid by grid. One that declined is
 * not among them as soon as it is counted (decision 0081). @param after the `next` of the page before
 */
export async function listNeverOffered(mall: string, after: string): Promise<ShopList> {
  const [number = '', merchant = ''] = after.split(' ');
  let last: Place = { grid: Number(number) || 0, merchant };
  const left = (await listGrids(mall)).filter((grid) => grid.number >= last.grid);
  const found: Place[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const grids = left.splice(0, STEP);
    if (grids.length === 0) break;
    found.push(...(await lookAt(mall, grids, last)));
    last = { grid: grids.at(-1)!.number, merchant: PAST };
    if (found.length > PAGE) break;
  }
  const shown = found.slice(0, PAGE);
  const next = found.length > PAGE ? cursorOf(shown.at(-1)!) : left.length > 0 ? cursorOf(last) : null;
  return { shops: await cardsOf(mall, [...new Set(shown.map((place) => place.merchant))]), next };
}
