import { openTenancies } from '#models/merchant.server.ts';
import { type ShopPlan, ShopPlans } from '#models/shop-plan.server.ts';
import { dayIn, momentOf } from '#app/i18n/zone-days.ts';
import { runCommand, TOO_LATE, type Tx, unlessTooLate } from '#app/platform/command.server.ts';
import { log } from '#app/platform/log.server.ts';
import { inEveryMall, type KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { publishShop } from '../about-shop.server.ts';
import { changeTogetherIn, COMMAND_OF } from '../booth-changes.server.ts';
import { circlesOf, inTurn } from './rules.ts';

/** Plans of one go; whatever is left follows a minute later. */
const AT_ONCE = 1_000;
/** Reasons that only say that it can't have been so since the day began: then it is so from now on. */
const NOT_SINCE = ['not-since', 'taken-then'];

const FIELDS = { merchant: 1, kind: 1, tenancy: 1, unit: 1, part: 1, day: 1 } as const;
type DuePlan = Pick<ShopPlan, '_id' | keyof typeof FIELDS>;

/**
 * Carries out the plans whose day has come in the mall's zone, after a night without power too: each in a transaction of its own, as
 * its day began. Repeatable; by two processes at once each is done once. What can't be done any more is refused with its reason.
 * @returns how many were done
 */
export async function takeDuePlans(mall: KnownMall, now: Date): Promise<number> {
  const due: DuePlan[] = await ShopPlans.find({ mall: mall._id, state: 'planned', day: { $lte: dayIn(now, mall.zone) } }, FIELDS).sort({ day: 1, _id: 1 }).limit(AT_ONCE).lean();
  let done = 0;
  for (const day of new Set(due.map((plan) => plan.day))) done += await takeDay(mall, inTurn(due.filter((plan) => plan.day === day)), now);
  return done;
}

/**
 * Of shops that move one after the other, each into the booth of the next, all move: who finds her booth taken is asked again after
 * the others. Where only such are left that wait for each other in a circle, those of a circle move together.
 */
async function takeDay(mall: KnownMall, plans: readonly DuePlan[], now: Date): Promise<number> {
  let done = 0;
  let waiting = plans;
  while (waiting.length > 0) {
    const stuck: { plan: DuePlan; reason: string }[] = [];
    for (const plan of waiting) {
      const came = await tryPlans(mall, [plan], now);
      if (came === 'done') done += 1;
      else if (typeof came === 'object') stuck.push({ plan, ...came });
    }
    const left = stuck.map(({ plan }) => plan);
    const moved = stuck.length === waiting.length ? await moveCircles(mall, left, now) : [];
    done += moved.length;
    if (stuck.length === waiting.length && moved.length === 0) {
      for (const { plan, reason } of stuck) await refusePlan(mall, plan, reason, now);
      break;
    }
    waiting = left.filter((plan) => !moved.includes(plan));
  }
  return done;
}

/** @returns those that have moved */
async function moveCircles(mall: KnownMall, plans: readonly DuePlan[], now: Date): Promise<DuePlan[]> {
  const standing = await openTenancies({ mall: mall._id, unit: { $in: plans.flatMap(({ unit }) => unit ?? []) } });
  const moved: DuePlan[] = [];
  for (const circle of circlesOf(plans, standing)) if ((await tryPlans(mall, circle, now)) === 'done') moved.push(...circle);
  return moved;
}

/** `over`: somebody else did it or took it back. `failed`: it waits and is tried again, and holds no other plan up. */
type Came = 'done' | 'over' | 'failed' | { reason: string };

/** All of them or none; they are of one day. */
async function tryPlans(mall: KnownMall, plans: readonly DuePlan[], now: Date): Promise<Came> {
  const [{ day = '' } = {}] = plans;
  try {
    const first = await carryOut(mall, plans, now, momentOf(day, '00:00', mall.zone));
    return typeof first === 'object' && NOT_SINCE.includes(first.reason) ? await carryOut(mall, plans, now) : first;
  } catch (error) {
    log().error({ err: error, mall: mall._id, plans: plans.map(({ _id }) => _id) }, 'a planned change of booths could not be done and is tried again');
    return 'failed';
  }
}

const headOf = (mall: KnownMall, name: string, { merchant }: DuePlan, now: Date) => ({ name, mall: mall._id, actor: { account: 'house' }, role: 'house', subject: `shop:${merchant}`, target: merchant, now });

/** Marks the plan as over in the same transaction, so that nobody else does it again. */
async function claim(tx: Tx, { _id, merchant }: DuePlan, ended: Pick<ShopPlan, 'state' | 'reason'>): Promise<void> {
  const claimed = await ShopPlans.updateOne({ mall: tx.mall, _id, state: 'planned' }, { $set: { ...ended, endedAt: tx.now } }, { session: tx.session });
  if (claimed.matchedCount !== 1) throw TOO_LATE;
  publishShop(tx, merchant);
}

async function carryOut(mall: KnownMall, plans: readonly DuePlan[], now: Date, since?: Date): Promise<Came> {
  const [plan, ...others] = plans;
  if (!plan) return 'over';
  try {
    await runCommand(headOf(mall, COMMAND_OF[plan.kind], plan, now), async (tx) => {
      for (const one of plans) await claim(tx, one, { state: 'done' });
      await changeTogetherIn(tx, plans.map(({ merchant, kind, tenancy, unit, part }) => ({ merchant, kind, tenancy, unit, part })), since);
      for (const { kind, merchant } of others) tx.also({ name: COMMAND_OF[kind], subject: `shop:${merchant}`, target: merchant, fields: ['unit'] });
    });
    return 'done';
  } catch (error) {
    if (error === TOO_LATE) return 'over';
    if (error instanceof Response && error.status === 404) return { reason: 'left-already' };
    if (error instanceof Refusal) return { reason: error.reason.key.split('.').at(-1) ?? '' };
    throw error;
  }
}

function refusePlan(mall: KnownMall, plan: DuePlan, reason: string, now: Date): Promise<boolean> {
  return unlessTooLate(
    runCommand(headOf(mall, 'shop:refuse-plan', plan, now), async (tx) => {
      await claim(tx, plan, { state: 'refused', reason });
      tx.changed('planned');
    }),
  );
}

export function takeAllDuePlans(now: Date): Promise<void> {
  return inEveryMall(now, (mall) => takeDuePlans(mall, now), 'planned changes of booths could not be read and are tried again');
}

/** Days for which a plan that is over can still be looked up; the tenancies remember what came of it. */
const KEPT_DAYS = 30;

export async function forgetPlans(mall: string, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * 24 * 3600_000);
  return (await ShopPlans.deleteMany({ mall, state: { $in: ['done', 'taken-back', 'seen'] }, endedAt: { $lt: before } })).deletedCount;
}
