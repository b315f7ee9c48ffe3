import { Memberships } from '#models/account.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { Ties } from '#models/tie.server.ts';
import { findShops, getShop, type ShopCard } from '#app/mall/queries.server.ts';
import { type Actor, type GridRole, shopsIn } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { type VisitorTies, visitingRole, whyNotVisit } from './policy.ts';

/** Who does something in which mall, at which moment. */
export interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

export async function findTies(mall: string, actor: Actor): Promise<VisitorTies> {
  const [ties, own] = await Promise.all([
    Ties.find({ mall, account: actor.account }, { merchant: 1 }).limit(500).lean(),
    findShops(mall, shopsIn(actor, mall)),
  ]);
  return {
    declared: ties.map((tie) => tie.merchant),
    own: [...own.values()].map((shop) => ({ trade: shop.trade, grid: shop.grid?._id ?? null })),
  };
}

export interface Visitable {
  shop: ShopCard;
  grid: string;
  role: GridRole;
  /** When a visit suits, `11:00-13:00`. */
  wishedTime: string | null;
  asked: boolean;
  hasAccount: boolean;
}

/**
 * A shop that the actor may visit now.
 * @throws a 404 Response for a shop of another grid or mall; {@link Refusal} for her own, a tied or a rival's one
 */
export async function getVisitable({ mall, actor, now }: Doing, merchant: string): Promise<Visitable> {
  const shop = await getShop(mall._id, merchant);
  const [row, members, ties] = await Promise.all([
    Merchants.findOne({ mall: mall._id, _id: merchant }, { status: 1, wishedTime: 1, askedForVisitAt: 1 }).lean(),
    countMembers(mall._id, merchant, now),
    findTies(mall._id, actor),
  ]);
  const grid = shop.grid?._id ?? null;
  const asked = Boolean(row?.askedForVisitAt);
  const no = whyNotVisit(actor, mall._id, { merchant, trade: shop.trade, grid, asked }, ties);
  const role = grid && visitingRole(actor, mall._id, grid);
  if (no === 'not-here' || !grid || !role || row?.status !== 'open') throw notFound();
  if (no) throw new Refusal(`visits:refused.${no}`);
  return { shop, grid, role, wishedTime: row.wishedTime ?? null, asked, hasAccount: members > 0 };
}

/** Accounts that own the shop now: its record is theirs to read and answer. */
export async function listOwners(mall: string, merchant: string, now: Date): Promise<string[]> {
  const current = { from: { $lte: now }, $or: [{ to: { $exists: false } }, { to: { $gt: now } }] };
  const rows = await Memberships.find({ mall, merchant, kind: 'owner', confirmedAt: { $exists: true }, ...current }, { account: 1 }).limit(20).lean();
  return [...new Set(rows.map((row) => row.account))];
}

/** Where a shop reads what was written about it. */
export function recordLink(merchant: string): string {
  return `/me/record/${merchant}`;
}

function countMembers(mall: string, merchant: string, now: Date): Promise<number> {
  return Memberships.countDocuments({
    mall,
    merchant,
    kind: { $in: ['owner', 'staff'] },
    confirmedAt: { $exists: true },
    from: { $lte: now },
    $or: [{ to: { $exists: false } }, { to: { $gt: now } }],
  });
}
