import { refuseRecoveredLately } from '#app/platform/recovered.server.ts';
import { Memberships } from '#models/account.server.ts';
import { openTenancies } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { getGrid, getShop, listGridShops, type ShopCard } from '#app/mall/queries.server.ts';
import type { Language } from '#app/i18n/languages.ts';
import type { Actor } from '#app/platform/actor.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { standing } from '../members/queries.server.ts';
import { makeSlip } from './commands.server.ts';
import { type Paper, paperOf } from './paper.server.ts';

interface Wanted {
  of: 'shop' | 'grid';
  unit?: string;
  grid?: string;
  /** Shops that have a confirmed owner too. */
  all: boolean;
  languages: readonly Language[];
}

/** The shop that trades at a booth number now. @throws {Refusal} */
async function shopAt(mall: string, number: string): Promise<ShopCard> {
  const unit = await Units.findOne({ mall, number, lettable: true }, { _id: 1 }).lean();
  const tenancy = unit && (await openTenancies({ mall, unit: unit._id }))[0];
  if (!tenancy) throw new Refusal('members:refused.no-shop', 'unit');
  return getShop(mall, tenancy.merchant);
}

async function withoutOwner(mall: string, shops: readonly ShopCard[], now: Date): Promise<ShopCard[]> {
  const rows = await Memberships.find({ mall, merchant: { $in: shops.map((shop) => shop.merchant) }, kind: 'owner', confirmedAt: { $exists: true }, ...standing(now) }, { merchant: 1 }).lean();
  const owned = new Set(rows.map((row) => row.merchant));
  return shops.filter((shop) => !owned.has(shop.merchant));
}

/** Makes one slip a shop, each a write on that shop's own record, and hands back what is printed. @throws {Refusal} where there is no shop */
export async function makeSheet(actor: Actor, mall: KnownMall, wanted: Wanted, now: Date): Promise<Paper[]> {
  refuseRecoveredLately(actor, now);
  const shops = await shopsFor(mall._id, wanted, now);
  const papers: Paper[] = [];
  for (const shop of shops) {
    const slip = await makeSlip({ account: actor.account, role: 'officer' }, { as: 'owner', mall: mall._id, merchant: shop.merchant }, now);
    papers.push(paperOf({ slip, as: 'owner', mall: mall.name, place: shop.names, unit: shop.unit?.number }, wanted.languages));
  }
  return papers;
}

async function shopsFor(mall: string, { of, unit, grid, all }: Wanted, now: Date): Promise<ShopCard[]> {
  if (of === 'shop') return [await shopAt(mall, unit ?? '')];
  if (!grid) throw new Refusal('form.not-a-choice', 'grid');
  const found = await listGridShops(mall, (await getGrid(mall, grid))._id);
  const shops = all ? found : await withoutOwner(mall, found, now);
  if (shops.length === 0) throw new Refusal('members:refused.all-have', 'grid');
  return shops;
}
