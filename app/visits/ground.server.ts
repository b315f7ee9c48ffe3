import { Memberships } from '#models/account.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { Takeovers } from '#models/takeover.server.ts';
import { Ties } from '#models/tie.server.ts';
import { Offers, type Round } from '#models/visit.server.ts';
import { findShops, listGridShops, listRoster, type ShopCard } from '#app/mall/queries.server.ts';
import { apartOf } from '#app/platform/apart.server.ts';
import { isFor } from './offering.server.ts';
import { VISITING, visitingGridsIn, type VisitorTies, visits, whyNotHers } from './policy.ts';
import { byDoor } from './rules.ts';
import { openSealed, saidNo, type SealedWish } from './sealed-wishes.server.ts';
import { shareOut } from './sharing.ts';
import type { Doing } from './visitable.server.ts';
import { walkOf } from './walk.server.ts';

export interface GroundShop extends ShopCard {
  asked: boolean;
  wishedTime: string | null;
  interpreter: boolean;
  /** Nobody is to come; never shown, not even by a gap that only it could leave. */
  no: boolean;
}
/** The grids somebody visits in: their shops in walking order, the offers made, and whose part each shop is. */
export interface Ground {
  round: Pick<Round, '_id'> | null;
  grids: string[];
  shops: GroundShop[];
  offers: { merchant: string; answer?: string }[];
  parts: Map<string, string | null>;
  /** By grid, in the order of the five roles. */
  volunteers: Map<string, string[]>;
  may: (volunteer: string, merchant: string) => boolean;
}

export async function readGround(doing: Doing, round: Round | null): Promise<Ground> {
  const { mall, actor } = doing;
  const grids = visitingGridsIn(actor, mall._id);
  const lists = await Promise.all(grids.map((grid) => inWalkingOrder(mall._id, grid)));
  const ids = lists.flat().map((shop) => shop.merchant);
  const [offers, rows, swapped] = await Promise.all([
    round ? Offers.find({ mall: mall._id, round: round._id, merchant: { $in: ids } }, { merchant: 1, answer: 1 }).lean() : [],
    Merchants.find({ mall: mall._id, _id: { $in: ids } }, { status: 1, askedForVisitAt: 1, wishedTime: 1, interpreter: 1, visitWish: 1 }).lean(),
    round ? Takeovers.find({ mall: mall._id, round: round._id, merchant: { $in: ids } }, { merchant: 1, account: 1 }).lean() : [],
  ]);
  const rowOf = new Map(rows.map((row) => [row._id, row]));
  const offered = new Set(offers.map((offer) => offer.merchant));
  const wishes = await openSealed<SealedWish>({ mall: mall._id }, rows.map((row) => row.visitWish));
  const wishOf = (merchant: string) => wishes.get(rowOf.get(merchant)?.visitWish ?? '');
  // In a round for some, only those; one that was offered its visit stays in sight wherever it went.
  const shops = lists.flat().flatMap((shop): GroundShop[] => {
    const row = rowOf.get(shop.merchant);
    if (row?.status !== 'open' || (round && !isFor(round, shop) && !offered.has(shop.merchant))) return [];
    const asked = Boolean(row.askedForVisitAt);
    return [{ ...shop, asked, wishedTime: row.wishedTime ?? null, interpreter: row.interpreter ?? false, no: !asked && saidNo(wishOf(shop.merchant), round?._id) }];
  });
  const volunteers = await visitorsOf(doing, grids);
  const apart = await apartOf(mall._id, ids);
  const may = await whoMay(doing, shops, volunteers, (merchant) => [...(wishOf(merchant)?.not ?? []), ...(apart.get(merchant) ?? [])]);
  const taken = new Map(swapped.map((one) => [one.merchant, one.account]));
  const parts = new Map(grids.flatMap((grid) => [...shareOut({ shops: shops.filter((shop) => shop.grid?._id === grid).map((shop) => shop.merchant), volunteers: volunteers.get(grid) ?? [], may, taken })]));
  return { round, grids, shops, offers, parts, volunteers, may };
}

async function inWalkingOrder(mall: string, grid: string): Promise<ShopCard[]> {
  const [shops, walk] = await Promise.all([listGridShops(mall, grid), walkOf(mall, grid)]);
  const place = (shop: ShopCard) => walk.get(shop.unit?.id ?? '') ?? walk.size;
  return [...shops].sort((a, b) => place(a) - place(b) || byDoor(a, b) || (a.merchant < b.merchant ? -1 : 1));
}

const rank = (role: string): number => (VISITING as readonly string[]).indexOf(role);
async function visitorsOf({ mall, now }: Doing, grids: readonly string[]): Promise<Map<string, string[]>> {
  const roster = (await listRoster(mall._id, grids, now)).filter(({ role }) => visits(role));
  const ranked = [...roster].sort((a, b) => rank(a.role) - rank(b.role) || (a.account < b.account ? -1 : 1));
  return new Map(grids.map((grid) => [grid, [...new Set(ranked.flatMap((one) => (one.grid === grid ? [one.account] : [])))]]));
}

async function whoMay({ mall, now }: Doing, shops: readonly GroundShop[], volunteers: ReadonlyMap<string, string[]>, not: (merchant: string) => readonly string[]): Promise<Ground['may']> {
  const accounts = [...new Set([...volunteers.values()].flat())];
  const current = { from: { $lte: now }, $or: [{ to: { $exists: false } }, { to: { $gt: now } }] };
  const [ties, memberships] = await Promise.all([
    Ties.find({ mall: mall._id, account: { $in: accounts } }, { account: 1, merchant: 1 }).limit(5_000).lean(),
    Memberships.find({ mall: mall._id, account: { $in: accounts }, kind: { $in: ['owner', 'staff'] }, ...current }, { account: 1, merchant: 1 }).limit(5_000).lean(),
  ]);
  const ownShops = await findShops(mall._id, memberships.flatMap((one) => one.merchant ?? []));
  const of = new Map(
    accounts.map((account) => {
      const own = memberships.flatMap((one) => (one.account === account && one.merchant ? [one.merchant] : []));
      const declared = ties.flatMap((tie) => (tie.account === account ? [tie.merchant] : []));
      const trades = own.flatMap((merchant) => ownShops.get(merchant) ?? []).map((shop) => ({ trade: shop.trade, grid: shop.grid?._id ?? null }));
      return [account, { own, ties: { declared, own: trades } satisfies VisitorTies }];
    }),
  );
  const shopOf = new Map(shops.map((shop) => [shop.merchant, { ...shop, grid: shop.grid?._id ?? null }]));
  return (volunteer, merchant) => {
    const [who, shop] = [of.get(volunteer), shopOf.get(merchant)];
    return who !== undefined && shop !== undefined && !not(merchant).includes(volunteer) && whyNotHers(who.own, who.ties, shop) === null;
  };
}

/** A volunteer's part that is still to be offered a visit: shops that asked first, then along the aisles. */
export function stopsOf({ shops, offers, parts }: Ground, account: string): GroundShop[] {
  const offered = new Set(offers.map((offer) => offer.merchant));
  const left = shops.filter((shop) => !shop.no && parts.get(shop.merchant) === account && (shop.asked || !offered.has(shop.merchant)));
  return [...left.filter((shop) => shop.asked), ...left.filter((shop) => !shop.asked)];
}
