import { Merchants, openTenancies, Tenancies, type Tenancy } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { meetOn } from '#app/platform/meeting.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { eraseTexts, readTexts, writeText } from '#app/platform/texts.server.ts';
import { contactKey } from './contact-key.server.ts';
import { noticeDoubles } from './doubles/noticing.server.ts';
import { recountGrids } from './grid-counts.server.ts';
import { nameKeys } from './name-keys.ts';
import { canKeepRoster } from './policy.ts';
import type { Facts } from './schema.ts';
import { offeredTrades } from './trades.server.ts';

export interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}
/** A booth by its number, and which part of it; `part` is empty for the whole booth. */
export interface Place {
  booth: string;
  part: string;
}

/** One command of an officer about one shop; its record says so. @throws a 404 Response for whoever keeps no roster here */
async function aboutShop<R>({ mall, actor, now }: Doing, name: string, merchant: string, work: (tx: Tx) => Promise<R>): Promise<R> {
  if (!canKeepRoster(actor, mall._id)) throw notFound();
  return runCommand({ name, mall: mall._id, actor, role: 'officer', subject: `shop:${merchant}`, target: merchant, now }, async (tx) => {
    const result = await work(tx);
    tx.publish({ type: 'roster:changed', id: merchant, version: 1, rooms: [`mall-officers:${mall._id}`, `shop:${merchant}`] });
    return result;
  });
}

/** @throws a 404 Response when there is no such shop here */
async function shopIn(tx: Tx, merchant: string) {
  const shop = await Merchants.findOne({ mall: tx.mall, _id: merchant }, { names: 1, trade: 1, status: 1, wishedTime: 1, contact: 1, mergedInto: 1 }, { session: tx.session }).lean();
  if (!shop) throw notFound();
  return shop;
}

async function openShopIn(tx: Tx, merchant: string) {
  const shop = await shopIn(tx, merchant);
  if (shop.status !== 'open') throw new Refusal('roster:refused.closed');
  return shop;
}

/** @throws {Refusal} beside the booth's field */
export async function unitByNumber(tx: Tx, number: string): Promise<{ _id: string; grid?: string }> {
  const found = (await Units.find({ mall: tx.mall, number }, { grid: 1, lettable: 1 }, { session: tx.session }).limit(20).lean()).filter((unit) => unit.lettable);
  if (found.length === 0) throw new Refusal({ key: 'roster:refused.no-booth', params: { number } }, 'booth');
  if (found.length > 1) throw new Refusal({ key: 'roster:refused.two-booths', params: { number } }, 'booth');
  return found[0]!;
}

/**
 * Lets a booth, or a part of it. Whoever lets the same one at the same moment finds it taken: they meet on the unit.
 * The rule: the whole booth has one shop; further shops in it are sublets and name their part, each part once.
 * @throws {Refusal} when the place is taken
 */
async function letTo(tx: Tx, merchant: string, { booth, part }: Place): Promise<string | undefined> {
  const unit = await unitByNumber(tx, booth);
  await meetOn(tx, Units, { mall: tx.mall, _id: unit._id });
  const there = await openTenancies({ mall: tx.mall, unit: unit._id }, tx.session);
  if (there.some((row) => row.merchant === merchant)) throw new Refusal({ key: 'roster:refused.already-there', params: { number: booth } }, 'booth');
  if (there.some((row) => (row.part ?? '') === part)) {
    throw new Refusal({ key: part ? 'roster:refused.part-taken' : 'roster:refused.booth-taken', params: { number: booth, part } }, part ? 'part' : 'booth');
  }
  await Tenancies.create([{ _id: newId(), mall: tx.mall, merchant, unit: unit._id, from: tx.now, ...(part ? { part } : {}) }], { session: tx.session });
  return unit.grid;
}

/** Ends tenancies now. @returns the grids that they were in */
async function endTenancies(tx: Tx, tenancies: readonly Pick<Tenancy, '_id' | 'unit'>[]): Promise<(string | undefined)[]> {
  const ids = tenancies.map((row) => row._id);
  await Tenancies.updateMany({ mall: tx.mall, _id: { $in: ids } }, { $set: { to: tx.now } }, { session: tx.session });
  const units = await Units.find({ mall: tx.mall, _id: { $in: tenancies.map((row) => row.unit) } }, { grid: 1 }, { session: tx.session }).lean();
  return units.map((unit) => unit.grid);
}

/** @throws a 404 Response when it isn't an open tenancy of this shop */
async function openTenancy(tx: Tx, merchant: string, tenancy: string) {
  const row = await Tenancies.findOne({ mall: tx.mall, _id: tenancy, merchant, to: { $exists: false } }, { unit: 1 }, { session: tx.session }).lean();
  if (!row) throw notFound();
  return row;
}

function checkFacts(mall: KnownMall, { names, trade }: Pick<Facts, 'names' | 'trade'>, had?: string): void {
  if (Object.keys(names).length === 0) throw new Refusal('roster:refused.no-name', 'name-zh');
  if (trade !== had && !offeredTrades(mall).some(({ key }) => key === trade)) throw new Refusal('form.not-a-choice', 'trade');
}

/** The phone number as an encrypted text that only the shop's readers open. @returns its id */
export function writeContact(tx: Pick<Tx, 'session' | 'mall'>, merchant: string, author: string, phone: string): Promise<string> {
  const subject = `shop:${merchant}`;
  return writeText(tx, { language: 'und', words: phone, author, subject, readers: [subject] });
}

/** A new shop, with its first booth where one is named. @throws {Refusal} @returns its id */
export async function addShop(doing: Doing, facts: Facts, place?: Place): Promise<string> {
  const { mall, actor } = doing;
  checkFacts(mall, facts);
  const merchant = newId();
  await aboutShop(doing, 'shop:add', merchant, async (tx) => {
    const { names, trade, wishedTime, contact } = facts;
    const grid = place?.booth ? await letTo(tx, merchant, place) : undefined;
    const phone = contact ? { contact: await writeContact(tx, merchant, actor.account, contact), contactKey: contactKey(mall._id, contact) } : {};
    await Merchants.create([{ _id: merchant, mall: mall._id, names, trade, status: 'open', nameKeys: nameKeys(names), ...(wishedTime ? { wishedTime } : {}), ...phone }], { session: tx.session });
    await recountGrids(mall._id, [grid], tx.session);
    tx.changed('names', 'trade', ...(contact ? ['contact'] : []), ...(wishedTime ? ['wishedTime'] : []), ...(place?.booth ? ['unit'] : []));
  });
  await noticeDoubles(mall._id, [merchant], doing.now);
  return merchant;
}

const sameNames = (one: Localized, other: Localized) => JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

/** Changes what is written about a shop; fields that stay as they are leave no trace. @throws {Refusal} */
export async function changeShop(doing: Doing, merchant: string, facts: Facts): Promise<void> {
  const { mall, actor } = doing;
  await aboutShop(doing, 'shop:change', merchant, async (tx) => {
    const shop = await openShopIn(tx, merchant);
    checkFacts(mall, facts, shop.trade);
    const { names, trade, wishedTime, contact } = facts;
    const $set: Record<string, unknown> = {};
    const $unset: Record<string, 1> = {};
    if (!sameNames(names, shop.names)) Object.assign($set, { names, nameKeys: nameKeys(names) });
    if (trade !== shop.trade) $set.trade = trade;
    if (wishedTime !== (shop.wishedTime ?? '')) wishedTime ? ($set.wishedTime = wishedTime) : ($unset.wishedTime = 1);
    const known = (await readTexts(mall._id, [shop.contact], [`shop:${merchant}`], tx.session)).get(shop.contact ?? '')?.words ?? '';
    if (contact !== known) {
      if (shop.contact) await eraseTexts(tx, [shop.contact]);
      const key = contactKey(mall._id, contact);
      if (contact) $set.contact = await writeContact(tx, merchant, actor.account, contact);
      else $unset.contact = 1;
      key ? ($set.contactKey = key) : ($unset.contactKey = 1);
    }
    if (Object.keys($set).length + Object.keys($unset).length > 0) await Merchants.updateOne({ mall: mall._id, _id: merchant }, { $set, $unset }, { session: tx.session });
    tx.changed(...[...Object.keys($set), ...Object.keys($unset)].filter((field) => !field.endsWith('Key') && !field.endsWith('Keys')));
  });
  await noticeDoubles(mall._id, [merchant], doing.now);
}

/** A booth more: several booths of one shop, or a part of a booth that is sublet. @throws {Refusal} */
export async function giveBooth(doing: Doing, merchant: string, place: Place): Promise<void> {
  await aboutShop(doing, 'shop:give-booth', merchant, async (tx) => {
    await openShopIn(tx, merchant);
    const grid = await letTo(tx, merchant, place);
    const others = await gridsOf(tx, merchant);
    await recountGrids(tx.mall, [grid, ...others], tx.session);
    tx.changed('unit');
  });
}

/** Every grid that the shop has a booth in: which one it counts in may change with each move. */
async function gridsOf(tx: Tx, merchant: string): Promise<(string | undefined)[]> {
  const rows = await openTenancies({ mall: tx.mall, merchant }, tx.session);
  return (await Units.find({ mall: tx.mall, _id: { $in: rows.map((row) => row.unit) } }, { grid: 1 }, { session: tx.session }).lean()).map((unit) => unit.grid);
}

/** One of its booths for another: the old tenancy ends, a new one begins, the shop and all that was recorded goes along. @throws {Refusal} */
export async function moveShop(doing: Doing, merchant: string, tenancy: string, place: Place): Promise<void> {
  await aboutShop(doing, 'shop:move', merchant, async (tx) => {
    await openShopIn(tx, merchant);
    const left = await endTenancies(tx, [await openTenancy(tx, merchant, tenancy)]);
    const grid = await letTo(tx, merchant, place);
    await recountGrids(tx.mall, [...left, grid, ...(await gridsOf(tx, merchant))], tx.session);
    tx.changed('unit');
  });
}

/** Gives one booth back; the shop stays, even without any. Sublets in that booth are tenancies of their own and stay. */
export async function leaveBooth(doing: Doing, merchant: string, tenancy: string): Promise<void> {
  await aboutShop(doing, 'shop:leave-booth', merchant, async (tx) => {
    const left = await endTenancies(tx, [await openTenancy(tx, merchant, tenancy)]);
    await recountGrids(tx.mall, [...left, ...(await gridsOf(tx, merchant))], tx.session);
    tx.changed('unit');
  });
}

/** The shop trades here no more. Its record stays its members' own; the next tenant is another shop and sees none of it. */
export async function closeShop(doing: Doing, merchant: string): Promise<void> {
  await aboutShop(doing, 'shop:close', merchant, async (tx) => {
    await openShopIn(tx, merchant);
    const rows = await openTenancies({ mall: tx.mall, merchant }, tx.session);
    const grids = await endTenancies(tx, rows);
    await Merchants.updateOne({ mall: tx.mall, _id: merchant }, { $set: { status: 'closed' }, $unset: { askedForVisitAt: 1 } }, { session: tx.session });
    await recountGrids(tx.mall, grids, tx.session);
    tx.changed('status', 'unit');
  });
}

/** Closed by mistake, or it comes back: the same shop with its own record, without a booth until it is given one. @throws {Refusal} for a merged double */
export async function reopenShop(doing: Doing, merchant: string): Promise<void> {
  await aboutShop(doing, 'shop:reopen', merchant, async (tx) => {
    const shop = await shopIn(tx, merchant);
    if (shop.mergedInto) throw new Refusal('roster:refused.merged');
    if (shop.status === 'closed') await Merchants.updateOne({ mall: tx.mall, _id: merchant }, { $set: { status: 'open' } }, { session: tx.session });
    tx.changed('status');
  });
}
