import { Merchants, openTenancies, Tenancies } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { ShopPairs } from '#models/shop-pair.server.ts';
import { ShopPlans } from '#models/shop-plan.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { log } from '#app/platform/log.server.ts';
import { findMallById } from '#app/platform/malls.server.ts';
import { meetOn } from '#app/platform/meeting.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { isPlanBusy } from '../../bringing/quiet.server.ts';
import type { Doing } from '../about-shop.server.ts';
import { recountGrids } from '../grid-counts.server.ts';
import { nameKeys } from '../name-keys.ts';
import { canKeepRoster, canMerge } from '../policy.ts';
import { heldBy } from './held.server.ts';
import { type Merging, type MergeSource, mergeSources } from './merge-source.server.ts';
import { noticeDoubles } from './noticing.server.ts';
import { OWN_MOVES } from './own-moves.server.ts';
import { byField, contradiction, doubledPlaces, type MergeField, mergeFields, namesOfFields } from './rules.ts';

export interface Decision {
  stays: string;
  /** Fields whose value is the double's. */
  fromDouble: readonly MergeField[];
}

const subjectOf = (shop: string) => `shop:${shop}`;

/** The pair as this transaction sees it; whoever decides about it at the same moment comes after. @throws a 404 Response */
async function pairIn(tx: Tx, id: string) {
  await meetOn(tx, ShopPairs, { mall: tx.mall, _id: id });
  const pair = await ShopPairs.findOne({ mall: tx.mall, _id: id }, { one: 1, other: 1, state: 1 }, { session: tx.session }).lean();
  if (!pair) throw notFound();
  return pair;
}

/** Two shops, and not one: they aren't shown again. Said twice, it is said once. @throws a 404 Response for whoever keeps no roster here */
export async function keepApart({ mall, actor, now }: Doing, id: string): Promise<void> {
  if (!canKeepRoster(actor, mall._id)) throw notFound();
  await runCommand({ name: 'shop:keep-apart', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
    const pair = await pairIn(tx, id);
    if (pair.state === 'merging' || pair.state === 'merged') throw new Refusal('roster:doubles.refused.merged');
    if (pair.state === 'apart') return;
    await ShopPairs.updateOne({ mall: tx.mall, _id: id }, { $set: { state: 'apart', decidedAt: tx.now } }, { session: tx.session });
    for (const shop of [pair.one, pair.other]) tx.also({ name: 'shop:keep-apart', subject: subjectOf(shop), target: id, fields: ['state'] });
    tx.publish({ type: 'roster:changed', id, version: 1, rooms: [`mall-officers:${tx.mall}`] });
  });
}

/**
 * Makes one shop of two. Facts and booths in one transaction, and the double is closed for good; what else belongs to it follows in
 * parts, each repeatable. Nothing is deleted: the double stays with what wasn't chosen, and its log stays where it was written.
 * @throws {Refusal} when the two contradict each other, a 404 Response for whoever may not
 */
export async function mergeShops({ mall, actor, now }: Doing, id: string, { stays, fromDouble }: Decision): Promise<void> {
  const pair = await ShopPairs.findOne({ mall: mall._id, _id: id }, { one: 1, other: 1 }).lean();
  if (!pair || !canKeepRoster(actor, mall._id) || ![pair.one, pair.other].includes(stays)) throw notFound();
  if (!canMerge(actor, mall._id, [pair.one, pair.other])) throw new Refusal('roster:doubles.refused.own');
  const merging = { stays, goes: stays === pair.one ? pair.other : pair.one };
  await runCommand({ name: 'shop:merge', mall: mall._id, actor, role: 'officer', subject: subjectOf(stays), target: merging.goes, now }, async (tx) => {
    const { state } = await pairIn(tx, id);
    if (state === 'merging' || state === 'merged') throw new Refusal('roster:doubles.refused.merged');
    if (await isPlanBusy(tx)) throw new Refusal('roster:refused.plan-busy');
    const no = contradiction(await heldBy(tx, stays), await heldBy(tx, merging.goes));
    if (no) throw new Refusal(`roster:doubles.refused.${no}`, no === 'owner-stays' ? 'stays' : 'form');
    await joinFacts(tx, merging, fromDouble);
    await joinBooths(tx, merging);
    await joinPlans(tx, merging);
    const merge = { ...merging, by: actor.account, started: now };
    await ShopPairs.updateOne({ mall: tx.mall, _id: id }, { $set: { state: 'merging', decidedAt: now, merge } }, { session: tx.session });
    const open = { mall: tx.mall, state: 'open' as const, $or: [{ one: merging.goes }, { other: merging.goes }] };
    await ShopPairs.updateMany(open, { $set: { state: 'apart', decidedAt: now } }, { session: tx.session });
    tx.changed(...fromDouble, 'unit');
    tx.also({ name: 'shop:merge', subject: subjectOf(merging.goes), target: stays, fields: ['status', 'mergedInto', 'unit'] });
    tx.publish({ type: 'roster:changed', id: stays, version: 1, rooms: [`mall-officers:${tx.mall}`, subjectOf(stays), subjectOf(merging.goes)] });
  });
  await goOnMerging(mall._id, id);
}

async function joinFacts(tx: Tx, { stays, goes }: Merging, fromDouble: readonly MergeField[]): Promise<void> {
  const FIELDS = { names: 1, trade: 1, contact: 1, contactKey: 1, wishedTime: 1, askedForVisitAt: 1 } as const;
  const [kept, gone] = [
    await Merchants.findOne({ mall: tx.mall, _id: stays }, FIELDS, { session: tx.session }).lean(),
    await Merchants.findOne({ mall: tx.mall, _id: goes }, FIELDS, { session: tx.session }).lean(),
  ];
  if (!kept || !gone) throw notFound();
  const merged = mergeFields(byField(kept), byField(gone), fromDouble);
  const keyOf = (contact?: string) => (!contact ? undefined : contact === kept.contact ? kept.contactKey : gone.contactKey);
  const asked = [kept.askedForVisitAt, gone.askedForVisitAt].filter((at): at is Date => Boolean(at)).sort((a, b) => a.getTime() - b.getTime())[0];
  for (const [_id, fields, more] of [
    [stays, merged.stays, { askedForVisitAt: asked }],
    [goes, merged.goes, { askedForVisitAt: undefined, status: 'closed', mergedInto: stays }],
  ] as const) {
    const names = namesOfFields(fields);
    const facts = { names, nameKeys: nameKeys(names), trade: fields.trade, contact: fields.contact, contactKey: keyOf(fields.contact), wishedTime: fields.wishedTime, ...more };
    const $set = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    const $unset = Object.fromEntries(Object.entries(facts).flatMap(([field, value]) => (value === undefined ? [[field, 1 as const]] : [])));
    await Merchants.updateOne({ mall: tx.mall, _id }, { $set, $unset }, { session: tx.session });
  }
}

/** All its tenancies, former ones too. Where the two had a booth whole and a part of it, the part ends: the shop has all of it. */
async function joinBooths(tx: Tx, { stays, goes }: Merging): Promise<void> {
  const places = await openTenancies({ mall: tx.mall, merchant: { $in: [stays, goes] } }, tx.session);
  await meetOn(tx, Units, { mall: tx.mall, _id: { $in: places.map((place) => place.unit) } });
  const ends = doubledPlaces(places.map(({ _id, ...place }) => ({ id: _id, ...place })));
  await Tenancies.updateMany({ mall: tx.mall, _id: { $in: ends } }, { $set: { to: tx.now } }, { session: tx.session });
  await Tenancies.updateMany({ mall: tx.mall, merchant: goes }, { $set: { merchant: stays } }, { session: tx.session });
  const units = await Units.find({ mall: tx.mall, _id: { $in: places.map((place) => place.unit) } }, { grid: 1 }, { session: tx.session }).lean();
  await recountGrids(tx.mall, units.map((unit) => unit.grid), tx.session);
}

/** What was planned for the double's booths is planned for the shop; that the double was to close is over. */
async function joinPlans(tx: Tx, { stays, goes }: Merging): Promise<void> {
  const planned = { mall: tx.mall, merchant: goes, state: 'planned' as const };
  await ShopPlans.updateMany({ ...planned, kind: 'close' }, { $set: { state: 'taken-back', endedAt: tx.now } }, { session: tx.session });
  await ShopPlans.updateMany({ mall: tx.mall, merchant: goes, state: { $in: ['planned', 'refused'] } }, { $set: { merchant: stays } }, { session: tx.session });
}

/** Documents that move in one transaction. */
const PART = 50;

/** Takes up a merge wherever it stopped; two at once do no harm. */
export async function goOnMerging(id: string, pairId: string): Promise<void> {
  const pair = await ShopPairs.findOne({ mall: id, _id: pairId, state: 'merging' }, { merge: 1 }).lean();
  const mall = pair?.merge && (await findMallById(id, pair.merge.started));
  if (!pair?.merge || !mall) return;
  const { stays, goes, by } = pair.merge;
  const merging = { stays, goes };
  for (const source of [...mergeSources(), ...OWN_MOVES]) {
    while (await source.isLeft(id, merging)) if ((await movePart(source)) === 0) break;
  }
  await ShopPairs.updateOne({ mall: id, _id: pairId, state: 'merging' }, { $set: { state: 'merged' }, $unset: { merge: 1 } });
  await noticeDoubles(id, [stays], new Date());

  function movePart(source: MergeSource): Promise<number> {
    const head = { name: 'shop:merge-move', mall: id, actor: { account: by }, role: 'officer', subject: subjectOf(stays), target: goes, now: new Date() };
    return runCommand(head, (tx) => source.move(tx, mall!, merging, PART));
  }
}

/** A merge whose last part is longer ago than this, in ms, was left by its process. */
const LEFT = 10_000;

export async function resumeMerges(mall: string, now: Date): Promise<void> {
  const left = await ShopPairs.find({ mall, state: 'merging', updatedAt: { $lt: new Date(now.getTime() - LEFT) } }, { _id: 1 }).limit(20).lean();
  for (const { _id } of left) await goOnMerging(mall, _id).catch((error: unknown) => log().warn({ err: error }, 'a merge of two shops stopped half way and is taken up again'));
}
