import { openTenancies, Tenancies } from '#models/merchant.server.ts';
import { type ShopPlan, ShopPlans, type ShopPlanState } from '#models/shop-plan.server.ts';
import { dayIn, momentOf } from '#app/i18n/zone-days.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { aboutShop, type Doing, openShopIn, publishShop } from '../about-shop.server.ts';
import { type BoothChange, type BoothWish, changeTogetherIn, COMMAND_OF, findChange } from '../booth-changes.server.ts';
import { whenIs, whyNotPlan } from './rules.ts';

/** Now, since a day that is over, or planned for one to come. @throws {Refusal} beside the day's field */
export function whenOf({ mall, now }: Doing, day: string): { planned: true } | { planned: false; since?: Date } {
  const found = whenIs(day, dayIn(now, mall.zone));
  if ('no' in found) throw new Refusal({ key: `roster:refused.${found.no}`, params: { max: found.max } }, 'day');
  if (found.when === 'coming') return { planned: true };
  return { planned: false, ...(found.when === 'past' && { since: momentOf(day, '00:00', mall.zone) }) };
}

/**
 * A change of a shop's booths: at once, since a day that is over, or written down for a coming one.
 * @param day in the mall's zone; empty: now @throws {Refusal}, a 404 Response for a shop or tenancy that isn't here
 */
export async function changeBooths(doing: Doing, merchant: string, wish: BoothWish, day = ''): Promise<void> {
  const when = whenOf(doing, day);
  const name = when.planned ? 'shop:plan' : COMMAND_OF[wish.kind];
  await aboutShop(doing, name, merchant, async (tx) => {
    await openShopIn(tx, merchant);
    const change = { merchant, ...(await findChange(tx, merchant, wish)) };
    const other = wish.kind === 'move' && wish.swap ? await otherWay(tx, change) : null;
    const changes = other ? [change, other] : [change];
    if (when.planned) for (const { merchant: whose, ...one } of changes) await writePlan(tx, doing, whose, one, day);
    else await changeTogetherIn(tx, changes, when.since);
    if (!other) return;
    tx.also({ name, subject: `shop:${other.merchant}`, target: other.merchant, fields: [when.planned ? 'planned' : 'unit'] });
    publishShop(tx, other.merchant);
  });
}

/** What the shop does that stands where this one moves: it gets the place that becomes free. @throws {Refusal} where nobody stands there */
async function otherWay(tx: Tx, { tenancy, unit = '', part = '' }: BoothChange): Promise<BoothChange & { merchant: string }> {
  const there = (await openTenancies({ mall: tx.mall, unit }, tx.session)).find((row) => (row.part ?? '') === part);
  const left = await Tenancies.findOne({ mall: tx.mall, _id: tenancy }, { unit: 1, part: 1 }, { session: tx.session }).lean();
  if (!there || !left) throw new Refusal('roster:refused.nobody-there', 'booth');
  return { merchant: there.merchant, kind: 'move', tenancy: there._id, unit: left.unit, ...(left.part && { part: left.part }) };
}

/** Whether the booth will be free isn't asked: that day decides. @throws {Refusal} when the shop's other plans contradict it */
export async function writePlan(tx: Tx, { actor }: Doing, merchant: string, change: BoothChange, day: string): Promise<void> {
  const open = await ShopPlans.find({ mall: tx.mall, merchant, state: 'planned' }, { kind: 1, tenancy: 1, unit: 1, part: 1, day: 1 }, { session: tx.session }).limit(100).lean();
  const no = whyNotPlan({ ...change, day }, open);
  if (no) throw new Refusal(`roster:refused.${no}`, 'day');
  await ShopPlans.create([{ _id: newId(), mall: tx.mall, merchant, ...change, day, state: 'planned', by: actor.account }], { session: tx.session });
  tx.changed('planned');
}

/** Of two who end the same plan the later one is told. */
async function endPlan(tx: Tx, merchant: string, plan: string, from: ShopPlanState, to: ShopPlanState): Promise<void> {
  const found: Pick<ShopPlan, 'state'> | null = await ShopPlans.findOne({ mall: tx.mall, _id: plan, merchant }, { state: 1 }, { session: tx.session }).lean();
  if (!found) throw notFound();
  const ended = await ShopPlans.updateOne({ mall: tx.mall, _id: plan, state: from }, { $set: { state: to, endedAt: tx.now } }, { session: tx.session });
  if (ended.matchedCount !== 1) throw new Refusal('roster:refused.plan-over', 'plan');
  tx.changed('planned');
}

/** Before its day. @throws {Refusal} when it was done, refused or taken back already, a 404 Response */
export async function takeBackPlan(doing: Doing, merchant: string, plan: string): Promise<void> {
  await aboutShop(doing, 'shop:take-back-plan', merchant, (tx) => endPlan(tx, merchant, plan, 'planned', 'taken-back'));
}

/** An officer has read why a plan couldn't be done: it isn't shown any more. @throws {Refusal}, a 404 Response */
export async function noteRefusedPlan(doing: Doing, merchant: string, plan: string): Promise<void> {
  await aboutShop(doing, 'shop:note-refused-plan', merchant, (tx) => endPlan(tx, merchant, plan, 'refused', 'seen'));
}
