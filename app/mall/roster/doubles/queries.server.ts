import { Memberships } from '#models/account.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { Merchants, openTenancies } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { type ShopPair, ShopPairs } from '#models/shop-pair.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { getRosterShop, searchRoster } from '../queries.server.ts';
import { byField, contradiction, type MergeField, toChoose } from './rules.ts';
import { heldBy } from './held.server.ts';

/** Doubles of a shop that were merged into it: their log stays under their own ids. */
export async function mergedInto(mall: string, merchant: string): Promise<string[]> {
  return (await Merchants.find({ mall, mergedInto: merchant }, { _id: 1 }).limit(100).lean()).map((row) => row._id);
}

/** Pairs of a page, and those looked through for it: of many only the shops have closed since. */
const PAGE = 20;
const WALKED = 100;

export interface PairCard {
  id: string;
  why: ShopPair['why'];
  one: { names: Localized; booths: string[] };
  other: { names: Localized; booths: string[] };
}

async function boothsOf(mall: string, merchants: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await openTenancies({ mall, merchant: { $in: [...merchants] } });
  const units = new Map((await Units.find({ mall, _id: { $in: rows.map((row) => row.unit) } }, { number: 1 }).lean()).map((unit) => [unit._id, unit.number ?? '']));
  const booths = new Map<string, string[]>();
  for (const { merchant, unit } of rows) booths.set(merchant, [...(booths.get(merchant) ?? []), units.get(unit) ?? '']);
  return booths;
}

/** Shops that may be one, oldest suggestion first. @param after id of the last pair of the page before @param apart shops that aren't shown to this reader */
export async function listPairs(mall: string, after: string | null, apart: readonly string[] = []): Promise<{ pairs: PairCard[]; next: string | null }> {
  const rows = await ShopPairs.find({ mall, state: 'open', ...(after ? { _id: { $gt: after } } : {}) }, { one: 1, other: 1, why: 1 }).sort({ _id: 1 }).limit(WALKED).lean();
  const ids = [...new Set(rows.flatMap(({ one, other }) => [one, other]))];
  const shops = new Map((await Merchants.find({ mall, _id: { $in: ids }, status: 'open' }, { names: 1 }).lean()).map((shop) => [shop._id, shop.names]));
  const standing = rows.filter(({ one, other }) => shops.has(one) && shops.has(other) && !apart.includes(one) && !apart.includes(other));
  const shown = standing.slice(0, PAGE);
  const booths = await boothsOf(mall, shown.flatMap(({ one, other }) => [one, other]));
  const side = (id: string) => ({ names: shops.get(id) ?? {}, booths: booths.get(id) ?? [] });
  const last = standing.length > PAGE ? shown.at(-1) : rows.length === WALKED ? rows.at(-1) : undefined;
  return { pairs: shown.map(({ _id, why, one, other }) => ({ id: _id, why, one: side(one), other: side(other) })), next: last?._id ?? null };
}

/** @throws a 404 Response for a shop that isn't open here */
export async function getOpenShop(mall: string, merchant: string) {
  const shop = await Merchants.findOne({ mall, _id: merchant }, { names: 1, status: 1 }).lean();
  if (shop?.status !== 'open') throw notFound();
  return { merchant: shop._id, names: shop.names };
}

export interface OtherShop {
  merchant: string;
  names: Localized;
  booths: string[];
}
/** Open shops besides this one, by booth number or the beginning of any word of a name: names and booths only. `more` says that there were others. */
export async function findOtherShops(mall: string, merchant: string, query: string): Promise<{ found: OtherShop[]; more: boolean }> {
  const { rows, more } = await searchRoster(mall, query);
  const ids = [...new Set(rows.flatMap(({ shops }) => shops.map((shop) => shop.merchant)))].filter((id) => id !== merchant);
  const [shops, booths] = await Promise.all([Merchants.find({ mall, _id: { $in: ids } }, { names: 1, status: 1 }).lean(), boothsOf(mall, ids)]);
  const byId = new Map(shops.map((shop) => [shop._id, shop]));
  const found = ids.flatMap((id) => {
    const shop = byId.get(id);
    return shop?.status === 'open' ? [{ merchant: id, names: shop.names, booths: booths.get(id) ?? [] }] : [];
  });
  return { found, more };
}

async function side(mall: string, merchant: string) {
  const [shop, members, held] = await Promise.all([
    getRosterShop(mall, merchant),
    Memberships.countDocuments({ mall, merchant, kind: { $in: ['owner', 'staff'] }, to: { $exists: false } }),
    heldBy({ mall }, merchant),
  ]);
  const fields = byField(shop);
  return { merchant, names: shop.names, fields, booths: shop.booths.map(({ number, part }) => ({ number, part })), members, owned: held.owners.length > 0, held };
}

/** Two shops side by side, with their phones: a look at both, which the caller records. @throws a 404 Response */
export async function getPair(mall: string, id: string) {
  const pair = await ShopPairs.findOne({ mall, _id: id }).lean();
  if (!pair) throw notFound();
  const [one, other] = await Promise.all([side(mall, pair.one), side(mall, pair.other)]);
  // Whichever may stay: an owner keeps her own.
  const stays = other.owned && !one.owned ? ('other' as const) : ('one' as const);
  const no = stays === 'other' ? contradiction(other.held, one.held) : contradiction(one.held, other.held);
  const plain = ({ held: _, ...rest }: typeof one) => rest;
  const differ: MergeField[] = toChoose(one.fields, other.fields);
  return { id, why: pair.why, state: pair.state, stays, no, differ, one: plain(one), other: plain(other) };
}
