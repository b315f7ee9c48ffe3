import { Memberships } from '#models/account.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { Ties } from '#models/tie.server.ts';
import { findShops, type ShopCard } from '#app/mall/queries.server.ts';
import { type Actor, type GridRole, shopsIn } from '#app/platform/actor.ts';
import { apartFrom } from '#app/platform/apart.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { type VisitorTies, type VisitRefusal, visitingRole, whyNotVisit } from './policy.ts';

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
/** With what only a write needs: whose record it is now. */
export interface VisitableNow extends Visitable {
  owners: string[];
  /** Id of its sealed wish. */
  wish?: string;
}

/**
 * Shops that the actor may visit now, by merchant; one that isn't hers has its reason instead. Shops of other grids and malls,
 * closed and unknown ones are missing.
 */
export async function findVisitables({ mall, actor, now }: Doing, merchants: readonly string[]): Promise<Map<string, VisitableNow | VisitRefusal>> {
  const ids = [...new Set(merchants)];
  const [shops, rows, members, ties, apart] = await Promise.all([
    findShops(mall._id, ids),
    Merchants.find({ mall: mall._id, _id: { $in: ids } }, { status: 1, wishedTime: 1, askedForVisitAt: 1, visitWish: 1 }).lean(),
    membersOf(mall._id, ids, now),
    findTies(mall._id, actor),
    apartFrom(mall._id, actor.account),
  ]);
  const found = new Map<string, VisitableNow | VisitRefusal>();
  for (const row of rows) {
    const shop = shops.get(row._id);
    if (!shop || row.status !== 'open' || apart.includes(row._id)) continue;
    const grid = shop.grid?._id ?? null;
    const asked = Boolean(row.askedForVisitAt);
    const no = whyNotVisit(actor, mall._id, { merchant: row._id, trade: shop.trade, grid, asked }, ties);
    const role = grid && visitingRole(actor, mall._id, grid);
    if (no === 'not-here' || !grid || !role) continue;
    const { all, owners } = members.get(row._id) ?? { all: 0, owners: [] };
    found.set(row._id, no ?? { shop, grid, role, wishedTime: row.wishedTime ?? null, asked, hasAccount: all > 0, owners, wish: row.visitWish });
  }
  return found;
}

/**
 * A shop that the actor may visit now.
 * @throws a 404 Response for a shop of another grid or mall; {@link Refusal} for her own, a tied or a rival's one
 */
export async function getVisitable(doing: Doing, merchant: string): Promise<Visitable> {
  const found = (await findVisitables(doing, [merchant])).get(merchant);
  if (!found) throw notFound();
  if (typeof found === 'string') throw new Refusal(`visits:refused.${found}`);
  const { owners: _owners, wish: _wish, ...visitable } = found;
  return visitable;
}

/** Confirmed members of each shop now, and which of them own it: its record is theirs to read and answer. */
async function membersOf(mall: string, merchants: readonly string[], now: Date): Promise<Map<string, { all: number; owners: string[] }>> {
  const shown = { merchant: 1, account: 1, kind: 1, from: 1, to: 1, confirmedAt: 1 } as const;
  const rows = await Memberships.find({ mall, kind: { $in: ['owner', 'staff'] }, merchant: { $in: [...merchants] } }, shown).lean();
  const members = new Map<string, { all: number; owners: string[] }>();
  for (const { merchant = '', account, kind, from, to, confirmedAt } of rows) {
    if (!confirmedAt || from > now || (to && to <= now)) continue;
    const held = members.get(merchant) ?? { all: 0, owners: [] };
    held.all += 1;
    if (kind === 'owner' && !held.owners.includes(account)) held.owners.push(account);
    members.set(merchant, held);
  }
  return members;
}

/** Whose record a shop's is now: they are told of what is written on it. */
export async function ownersOf(mall: string, merchant: string, now: Date): Promise<string[]> {
  return (await membersOf(mall, [merchant], now)).get(merchant)?.owners ?? [];
}

/** Whether anybody of the shop has an account now, and so answers for it there. */
export async function hasMembers(mall: string, merchant: string, now: Date): Promise<boolean> {
  return ((await membersOf(mall, [merchant], now)).get(merchant)?.all ?? 0) > 0;
}

/** Where a shop reads what was written about it. */
export function recordLink(merchant: string): string {
  return `/me/record/${merchant}`;
}
