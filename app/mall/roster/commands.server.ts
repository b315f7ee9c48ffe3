import { Merchants } from '#models/merchant.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { eraseTexts, readTexts, writeText } from '#app/platform/texts.server.ts';
import { aboutShop, type Doing, openShopIn, shopIn } from './about-shop.server.ts';
import { changeBoothsIn, findChange, type Place } from './booth-changes.server.ts';
import { contactKey } from './contact-key.server.ts';
import { noticeDoubles } from './doubles/noticing.server.ts';
import { nameKeys, sliceOf } from './name-keys.ts';
import { changeBooths, whenOf, writePlan } from './planned/commands.server.ts';
import type { Facts } from './schema.ts';
import { offeredTrades } from './trades.server.ts';

function checkFacts(mall: KnownMall, { names, trade }: Pick<Facts, 'names' | 'trade'>, had?: string): void {
  if (Object.keys(names).length === 0) throw new Refusal('roster:refused.no-name', 'name-zh');
  if (trade !== had && !offeredTrades(mall).some(({ key }) => key === trade)) throw new Refusal('form.not-a-choice', 'trade');
}

/** The phone number as an encrypted text that only the shop's readers open. @returns its id */
export function writeContact(tx: Pick<Tx, 'session' | 'mall'>, merchant: string, author: string, phone: string): Promise<string> {
  const subject = `shop:${merchant}`;
  return writeText(tx, { language: 'und', words: phone, author, subject, readers: [subject] });
}

/** A new shop, with its first booth where one is named; from a coming day on that is planned. @throws {Refusal} @returns its id */
export async function addShop(doing: Doing, facts: Facts, place?: Place, day = ''): Promise<string> {
  const { mall, actor } = doing;
  checkFacts(mall, facts);
  const when = whenOf(doing, place?.booth ? day : '');
  const merchant = newId();
  await aboutShop(doing, 'shop:add', merchant, async (tx) => {
    const { names, trade, wishedTime, contact } = facts;
    const phone = contact ? { contact: await writeContact(tx, merchant, actor.account, contact), contactKey: contactKey(mall._id, contact) } : {};
    await Merchants.create([{ _id: merchant, mall: mall._id, names, trade, status: 'open', nameKeys: nameKeys(names), slice: sliceOf(merchant), ...(wishedTime ? { wishedTime } : {}), ...phone }], { session: tx.session });
    tx.changed('names', 'trade', ...(contact ? ['contact'] : []), ...(wishedTime ? ['wishedTime'] : []));
    if (!place?.booth) return;
    const change = await findChange(tx, merchant, { kind: 'give-booth', ...place });
    await (when.planned ? writePlan(tx, doing, merchant, change, day) : changeBoothsIn(tx, merchant, change, when.since));
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
export const giveBooth = (doing: Doing, merchant: string, place: Place, day?: string): Promise<void> => changeBooths(doing, merchant, { kind: 'give-booth', ...place }, day);

/** One of its booths for another; with `swap` the shop that is there gets this one. @throws {Refusal} */
export const moveShop = (doing: Doing, merchant: string, tenancy: string, { booth, part, swap }: Place & { swap?: boolean }, day?: string): Promise<void> => changeBooths(doing, merchant, { kind: 'move', tenancy, booth, part, swap }, day);

/** Gives one booth back; the shop stays, even without any. Sublets in that booth are tenancies of their own and stay. @throws {Refusal} */
export const leaveBooth = (doing: Doing, merchant: string, tenancy: string, day?: string): Promise<void> => changeBooths(doing, merchant, { kind: 'leave', tenancy }, day);

/** The shop trades here no more. @throws {Refusal} */
export const closeShop = (doing: Doing, merchant: string, day?: string): Promise<void> => changeBooths(doing, merchant, { kind: 'close' }, day);

/** Closed by mistake, or it comes back: the same shop with its own record, without a booth until it is given one. @throws {Refusal} for a merged double */
export async function reopenShop(doing: Doing, merchant: string): Promise<void> {
  await aboutShop(doing, 'shop:reopen', merchant, async (tx) => {
    const shop = await shopIn(tx, merchant);
    if (shop.mergedInto) throw new Refusal('roster:refused.merged');
    if (shop.status === 'closed') await Merchants.updateOne({ mall: tx.mall, _id: merchant }, { $set: { status: 'open' } }, { session: tx.session });
    tx.changed('status');
  });
}
