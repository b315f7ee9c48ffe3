import { Merchants } from '#models/merchant.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { canKeepRoster } from './policy.ts';

export interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

/** Open pages of the officers and of the shop's people read again. */
export function publishShop(tx: Tx, merchant: string): void {
  tx.publish({ type: 'roster:changed', id: merchant, version: 1, rooms: [`mall-officers:${tx.mall}`, `shop:${merchant}`] });
}

/** One command of an officer about one shop; its record says so. @throws a 404 Response for whoever keeps no roster here */
export async function aboutShop<R>({ mall, actor, now }: Doing, name: string, merchant: string, work: (tx: Tx) => Promise<R>): Promise<R> {
  if (!canKeepRoster(actor, mall._id)) throw notFound();
  return runCommand({ name, mall: mall._id, actor, role: 'officer', subject: `shop:${merchant}`, target: merchant, now }, async (tx) => {
    const result = await work(tx);
    publishShop(tx, merchant);
    return result;
  });
}

/** @throws a 404 Response when there is no such shop here */
export async function shopIn(tx: Tx, merchant: string) {
  const shop = await Merchants.findOne({ mall: tx.mall, _id: merchant }, { names: 1, trade: 1, status: 1, wishedTime: 1, contact: 1, mergedInto: 1 }, { session: tx.session }).lean();
  if (!shop) throw notFound();
  return shop;
}

/** @throws {Refusal} when it has closed */
export async function openShopIn(tx: Tx, merchant: string) {
  const shop = await shopIn(tx, merchant);
  if (shop.status !== 'open') throw new Refusal('roster:refused.closed');
  return shop;
}
