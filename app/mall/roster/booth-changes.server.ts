import { Merchants, openTenancies, Tenancies, type Tenancy } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { type BoothChangeKind, ShopPlans } from '#models/shop-plan.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { meetOn } from '#app/platform/meeting.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { openShopIn } from './about-shop.server.ts';
import { recountGrids } from './grid-counts.server.ts';
import { obstacle } from './place-rules.ts';

/** A booth by its number, and which part of it; `part` is empty for the whole booth. */
export interface Place {
  booth: string;
  part: string;
}
/** What an officer wishes, with the booth as she typed it. */
export type BoothWish = ({ kind: 'give-booth' } & Place) | ({ kind: 'move'; tenancy: string; swap?: boolean } & Place) | { kind: 'leave'; tenancy: string } | { kind: 'close' };
/** The same with the booth found. */
export interface BoothChange {
  kind: BoothChangeKind;
  tenancy?: string;
  unit?: string;
  part?: string;
}
/** What each is called in the log. */
export const COMMAND_OF = { 'give-booth': 'shop:give-booth', move: 'shop:move', leave: 'shop:leave-booth', close: 'shop:close' } as const;

/** @throws {Refusal} beside the booth's field */
export async function unitByNumber(tx: Tx, number: string): Promise<string> {
  const found = (await Units.find({ mall: tx.mall, number }, { lettable: 1 }, { session: tx.session }).limit(20).lean()).filter((unit) => unit.lettable);
  if (found.length === 0) throw new Refusal({ key: 'roster:refused.no-booth', params: { number } }, 'booth');
  if (found.length > 1) throw new Refusal({ key: 'roster:refused.two-booths', params: { number } }, 'booth');
  return found[0]!._id;
}

/** @throws {Refusal} beside the booth's field, a 404 Response for a tenancy that isn't this shop's */
export async function findChange(tx: Tx, merchant: string, wish: BoothWish): Promise<BoothChange> {
  const { kind } = wish;
  const tenancy = 'tenancy' in wish ? (await openTenancy(tx, merchant, wish.tenancy))._id : undefined;
  const place = 'booth' in wish ? { unit: await unitByNumber(tx, wish.booth), ...(wish.part && { part: wish.part }) } : {};
  return { kind, ...(tenancy && { tenancy }), ...place };
}

/** @throws a 404 Response when it isn't an open tenancy of this shop */
async function openTenancy(tx: Tx, merchant: string, tenancy: string) {
  const row = await Tenancies.findOne({ mall: tx.mall, _id: tenancy, merchant, to: { $exists: false } }, { unit: 1, from: 1 }, { session: tx.session }).lean();
  if (!row) throw notFound();
  return row;
}

/**
 * Lets a booth, or a part of it. Whoever lets the same one at the same moment finds it taken: they meet on the unit.
 * @param since from when on, where that isn't now @throws {Refusal} when the place is taken
 */
async function letTo(tx: Tx, merchant: string, { unit: id, part = '' }: BoothChange, since?: Date): Promise<string | undefined> {
  await meetOn(tx, Units, { mall: tx.mall, _id: id });
  const unit = await Units.findOne({ mall: tx.mall, _id: id }, { number: 1, grid: 1, lettable: 1 }, { session: tx.session }).lean();
  if (!unit?.lettable) throw new Refusal('roster:refused.booth-gone', 'booth');
  const there = await Tenancies.find({ mall: tx.mall, unit: unit._id }, { merchant: 1, part: 1, to: 1 }, { session: tx.session }).lean();
  const no = obstacle(there, { merchant, part, since });
  if (no) throw new Refusal({ key: `roster:refused.${no}`, params: { number: unit.number ?? '', part } }, no === 'taken-then' ? 'day' : no === 'part-taken' ? 'part' : 'booth');
  await Tenancies.create([{ _id: newId(), mall: tx.mall, merchant, unit: unit._id, from: since ?? tx.now, ...(part ? { part } : {}) }], { session: tx.session });
  return unit.grid;
}

/** @returns the grids that they were in @throws {Refusal} when one of them only began after `since` */
async function endTenancies(tx: Tx, tenancies: readonly Pick<Tenancy, '_id' | 'unit' | 'from'>[], since?: Date): Promise<(string | undefined)[]> {
  if (since && tenancies.some((row) => row.from > since)) throw new Refusal('roster:refused.not-since', 'day');
  await Tenancies.updateMany({ mall: tx.mall, _id: { $in: tenancies.map((row) => row._id) } }, { $set: { to: since ?? tx.now } }, { session: tx.session });
  return gridsOf(tx, tenancies);
}

async function gridsOf(tx: Tx, tenancies: readonly Pick<Tenancy, 'unit'>[]): Promise<(string | undefined)[]> {
  return (await Units.find({ mall: tx.mall, _id: { $in: tenancies.map((row) => row.unit) } }, { grid: 1 }, { session: tx.session }).lean()).map((unit) => unit.grid);
}

async function leaving(tx: Tx, merchant: string, { kind, tenancy }: BoothChange) {
  if (tenancy) return [await openTenancy(tx, merchant, tenancy)];
  if (kind !== 'close') return [];
  const rows = await Tenancies.find({ mall: tx.mall, merchant }, { unit: 1, from: 1, to: 1 }, { session: tx.session }).lean();
  return rows.filter((row) => !row.to);
}

/**
 * Changes a shop's booths: an old tenancy ends, a new one begins, the shop and all that was recorded goes along. A shop that closes
 * gives back all of them; its record stays its members' own, and the next tenant is another shop that sees none of it.
 * @param since from when on, where that isn't now @throws {Refusal}, a 404 Response for a shop or tenancy that isn't here
 */
export async function changeBoothsIn(tx: Tx, merchant: string, change: BoothChange, since?: Date): Promise<void> {
  await changeTogetherIn(tx, [{ merchant, ...change }], since);
}

/** Several shops in one transaction: all leave before any of them comes, so that shops change booths with each other. @throws as {@link changeBoothsIn} */
export async function changeTogetherIn(tx: Tx, changes: readonly (BoothChange & { merchant: string })[], since?: Date): Promise<void> {
  const grids: (string | undefined)[] = [];
  for (const { merchant, ...change } of changes) {
    await openShopIn(tx, merchant);
    grids.push(...(await endTenancies(tx, await leaving(tx, merchant, change), since)));
  }
  for (const { merchant, ...change } of changes) {
    if (change.unit) grids.push(await letTo(tx, merchant, change, since));
    if (change.kind === 'close') await closeIn(tx, merchant);
  }
  // Which grid a shop counts in may change with each of its booths.
  const others = await gridsOf(tx, await openTenancies({ mall: tx.mall, merchant: { $in: changes.map(({ merchant }) => merchant) } }, tx.session));
  await recountGrids(tx.mall, [...grids, ...others], tx.session);
  tx.changed('unit');
}

async function closeIn(tx: Tx, merchant: string): Promise<void> {
  await Merchants.updateOne({ mall: tx.mall, _id: merchant }, { $set: { status: 'closed' }, $unset: { askedForVisitAt: 1 } }, { session: tx.session });
  await dropPlans(tx, [merchant]);
  tx.changed('status');
}

/** Shops that have closed have no future here: what was planned for them is taken back. */
export async function dropPlans(tx: Tx, merchants: readonly string[]): Promise<void> {
  await ShopPlans.updateMany({ mall: tx.mall, merchant: { $in: merchants }, state: 'planned' }, { $set: { state: 'taken-back', endedAt: tx.now } }, { session: tx.session });
}
