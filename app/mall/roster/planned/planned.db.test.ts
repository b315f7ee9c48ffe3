import { beforeEach, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { Grids, Units } from '#models/plan.server.ts';
import { ShopPlans } from '#models/shop-plan.server.ts';
import { momentOf } from '#app/i18n/zone-days.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, type MadeShop, makeMall } from '#tests/factories/mall.ts';
import { getRecord } from '#app/record/queries.server.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { addShop, closeShop, giveBooth, leaveBooth, moveShop } from '../commands.server.ts';
import { mergeShops } from '../doubles/commands.server.ts';
import { namePair } from '../doubles/naming.server.ts';
import type { Facts } from '../schema.ts';
import { noteRefusedPlan, takeBackPlan } from './commands.server.ts';
import { countRefusedPlans, listPlans, listPlansOf } from './queries.server.ts';
import { forgetPlans, takeDuePlans } from './take-effect.server.ts';

const now = new Date('2026-03-11T05:00:00Z');
const DAY = '2026-04-01';
const FACTS: Facts = { names: { zh: '新布店' }, trade: 'fabrics', contact: '', wishedTime: '' };
let made: MadeMall;
let officer: Actor;
let [shop, beside, far] = [] as unknown as [MadeShop, MadeShop, MadeShop];
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now, grids: 2, shops: 2 });
  officer = await buildOfficer(made.mall._id, { now });
  [shop, beside, far] = [made.shops[0]![0]!, made.shops[0]![1]!, made.shops[1]![0]!];
  await Units.create({ _id: newId(), mall: mall(), level: made.level, number: 'F1-900', category: 'retail', lettable: true, grid: made.grids[1] });
});

const mall = () => made.mall._id;
const doing = (actor = officer, at = now) => ({ mall: made.mall, actor, now: at });
const begins = (day = DAY) => momentOf(day, '00:00', made.mall.zone);
const soon = (day = DAY) => new Date(begins(day).getTime() + 30_000);
const nine = (day = DAY) => momentOf(day, '09:00', made.mall.zone);
const openOf = (merchant: string) => Tenancies.find({ mall: mall(), merchant, to: { $exists: false } }).lean();
const tenancy = async ({ merchant }: MadeShop) => (await openOf(merchant))[0]!._id;
const boothsOf = async (merchant: string) => (await Units.find({ mall: mall(), _id: { $in: (await openOf(merchant)).map(({ unit }) => unit) } }).sort({ number: 1 }).lean()).map(({ number }) => number);
const shopsIn = async () => (await Grids.find({ mall: mall() }).sort({ number: 1 }).lean()).map((grid) => grid.shops);
const statesOf = async (merchant: string) => (await ShopPlans.find({ mall: mall(), merchant }).sort({ _id: 1 }).lean()).map(({ state, reason }) => (reason ? `${state}: ${reason}` : state));
const planOf = async (merchant: string) => (await ShopPlans.findOne({ mall: mall(), merchant }).lean())!._id;
const refused = (key: string, field?: string) => expect.objectContaining({ reason: expect.objectContaining({ key: `roster:refused.${key}` }), ...(field && { field }) });
const done = (name: string, merchant: string) => AuditEvents.countDocuments({ mall: mall(), subject: `shop:${merchant}`, command: name });

describe('a change of booths for a coming day', () => {
  it('waits for its day in the mall’s zone, then the shop moves as that day began, once, and its record says both', async () => {
    await moveShop(doing(), shop.merchant, await tenancy(shop), { booth: 'F1-900', part: '' }, DAY);
    expect([await boothsOf(shop.merchant), await shopsIn(), await done('shop:plan', shop.merchant), await done('shop:move', shop.merchant)]).toEqual([[shop.number], [2, 2], 1, 0]);
    expect(await listPlansOf(mall(), shop.merchant)).toMatchObject([{ kind: 'move', day: DAY, state: 'planned', from: { number: shop.number }, to: { number: 'F1-900' }, inTheWay: false }]);
    expect(await takeDuePlans(made.mall, new Date(begins().getTime() - 1))).toBe(0);
    const both = await Promise.all([takeDuePlans(made.mall, soon()), takeDuePlans(made.mall, soon())]);
    expect([await takeDuePlans(made.mall, soon()), await boothsOf(shop.merchant), await shopsIn(), await statesOf(shop.merchant)]).toEqual([0, ['F1-900'], [1, 3], ['done']]);
    expect(both[0] + both[1]).toBe(1);
    const rows = await Tenancies.find({ mall: mall(), merchant: shop.merchant }).sort({ _id: 1 }).lean();
    expect(rows.map(({ unit, to, from }) => [unit === shop.unit, unit === shop.unit ? to : from])).toEqual([[true, begins()], [false, begins()]]);
    expect([await done('shop:move', shop.merchant), await listPlansOf(mall(), shop.merchant)]).toEqual([1, []]);
    const [by] = await AuditEvents.find({ mall: mall(), command: 'shop:move' }).lean();
    expect([by?.actor, by?.role]).toEqual(['house', 'house']);
  });

  it('closes a shop, sublets a part and gives a booth back; after nights without power everything is caught up with, as of its day', async () => {
    await closeShop(doing(), beside.merchant, '2026-03-31');
    await giveBooth(doing(), far.merchant, { booth: shop.number, part: 'A' }, DAY);
    await leaveBooth(doing(), shop.merchant, await tenancy(shop), '2026-04-02');
    expect(await takeDuePlans(made.mall, nine('2026-04-05'))).toBe(3);
    expect(await Merchants.findOne({ mall: mall(), _id: beside.merchant }).lean()).toMatchObject({ status: 'closed' });
    expect((await Tenancies.findOne({ mall: mall(), merchant: beside.merchant }).lean())?.to).toEqual(begins('2026-03-31'));
    expect((await openOf(far.merchant)).filter(({ part }) => part === 'A').map(({ unit, from }) => [unit, from])).toEqual([[shop.unit, begins()]]);
    expect([await openOf(shop.merchant), await shopsIn()]).toEqual([[], [1, 1]]);
  });

  it('brings a new shop onto the list now and into its booth on the day', async () => {
    const fresh = await addShop(doing(), FACTS, { booth: shop.number, part: 'B' }, DAY);
    expect([await boothsOf(fresh), (await listPlansOf(mall(), fresh)).map(({ kind, to }) => [kind, to?.number, to?.part])]).toEqual([[], [['give-booth', shop.number, 'B']]]);
    await takeDuePlans(made.mall, soon());
    expect(await boothsOf(fresh)).toEqual([shop.number]);
  });

  it('lets shops follow each other on one day, in whatever order they were written down', async () => {
    await moveShop(doing(), shop.merchant, await tenancy(shop), { booth: beside.number, part: '' }, DAY);
    await moveShop(doing(), beside.merchant, await tenancy(beside), { booth: far.number, part: '' }, DAY);
    expect((await listPlansOf(mall(), beside.merchant)).map(({ inTheWay }) => inTheWay)).toEqual([true]);
    await closeShop(doing(), far.merchant, DAY);
    for (const one of [shop, beside]) expect((await listPlansOf(mall(), one.merchant)).map(({ inTheWay }) => inTheWay)).toEqual([false]);
    expect(await takeDuePlans(made.mall, soon())).toBe(3);
    expect([await boothsOf(shop.merchant), await boothsOf(beside.merchant), await boothsOf(far.merchant)]).toEqual([[beside.number], [far.number], []]);
  });

  it('lets two shops change booths, and three in a circle beside them, each whole and all in the books as the day began', async () => {
    const [fourth] = await Promise.all([addShop(doing(), FACTS, { booth: 'F1-900', part: '' })]);
    await moveShop(doing(), shop.merchant, await tenancy(shop), { booth: beside.number, part: '' }, DAY);
    await moveShop(doing(), beside.merchant, await tenancy(beside), { booth: far.number, part: '' }, DAY);
    await moveShop(doing(), far.merchant, await tenancy(far), { booth: shop.number, part: '' }, DAY);
    const last = made.shops[1]![1]!;
    await moveShop(doing(), last.merchant, await tenancy(last), { booth: 'F1-900', part: '' }, DAY);
    await moveShop(doing(), fourth, (await openOf(fourth))[0]!._id, { booth: last.number, part: '' }, DAY);
    const both = await Promise.all([takeDuePlans(made.mall, soon()), takeDuePlans(made.mall, soon())]);
    expect([both[0] + both[1], await takeDuePlans(made.mall, soon())]).toEqual([5, 0]);
    const booths = await Promise.all([shop.merchant, beside.merchant, far.merchant, last.merchant, fourth].map(boothsOf));
    expect(booths).toEqual([[beside.number], [far.number], [shop.number], ['F1-900'], [last.number]]);
    expect((await Tenancies.find({ mall: mall(), to: { $exists: false } }).lean()).map(({ from }) => from)).toEqual(Array.from({ length: 5 }, begins));
    for (const { merchant } of [shop, beside, far, last]) expect(await done('shop:move', merchant)).toBe(1);
    expect(await shopsIn()).toEqual([2, 3]);
  });

  it('of a circle that is broken by then moves nobody of it, and says why to each', async () => {
    await moveShop(doing(), shop.merchant, await tenancy(shop), { booth: beside.number, part: '' }, DAY);
    await moveShop(doing(), beside.merchant, await tenancy(beside), { booth: shop.number, part: '' }, DAY);
    await takeBackPlan(doing(), beside.merchant, await planOf(beside.merchant));
    expect(await takeDuePlans(made.mall, soon())).toBe(0);
    expect([await boothsOf(shop.merchant), await boothsOf(beside.merchant), await statesOf(shop.merchant)]).toEqual([[shop.number], [beside.number], ['refused: booth-taken']]);
  });

  it('is taken back before its day, and nothing happens then', async () => {
    await closeShop(doing(), shop.merchant, DAY);
    const plan = await planOf(shop.merchant);
    await takeBackPlan(doing(), shop.merchant, plan);
    await expect(takeBackPlan(doing(), shop.merchant, plan)).rejects.toEqual(refused('plan-over', 'plan'));
    expect([await takeDuePlans(made.mall, soon()), await boothsOf(shop.merchant), await done('shop:take-back-plan', shop.merchant)]).toEqual([0, [shop.number], 1]);
    await closeShop(doing(), shop.merchant, DAY);
    await takeDuePlans(made.mall, soon());
    await expect(takeBackPlan(doing(officer, soon()), shop.merchant, await planOf(shop.merchant))).rejects.toEqual(refused('plan-over'));
  });
});

describe('a change that has become impossible by its day', () => {
  it('changes nothing, says why to the officers until one has read it, and holds nobody else up', async () => {
    await moveShop(doing(), shop.merchant, await tenancy(shop), { booth: 'F1-900', part: '' }, DAY);
    await leaveBooth(doing(), beside.merchant, await tenancy(beside), DAY);
    await giveBooth(doing(), far.merchant, { booth: 'F1-900', part: '' });
    expect(await takeDuePlans(made.mall, soon())).toBe(1);
    expect([await boothsOf(shop.merchant), await boothsOf(beside.merchant), await done('shop:refuse-plan', shop.merchant)]).toEqual([[shop.number], [], 1]);
    expect([await countRefusedPlans(mall()), (await listPlans(mall())).plans.map(({ merchant, state, reason }) => [merchant, state, reason])]).toEqual([1, [[shop.merchant, 'refused', 'booth-taken']]]);
    expect((await listPlansOf(mall(), shop.merchant)).map(({ reason, to }) => [reason, to?.number])).toEqual([['booth-taken', 'F1-900']]);
    await leaveBooth(doing(), far.merchant, (await openOf(far.merchant)).at(-1)!._id);
    expect(await takeDuePlans(made.mall, nine('2026-04-02'))).toBe(0);
    await noteRefusedPlan(doing(officer, nine()), shop.merchant, await planOf(shop.merchant));
    expect([await countRefusedPlans(mall()), await listPlansOf(mall(), shop.merchant), await done('shop:note-refused-plan', shop.merchant)]).toEqual([0, [], 1]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['left the booth', async () => leaveBooth(doing(), shop.merchant, await tenancy(shop)), 'refused: left-already'],
    ['lost the new booth to a change of the plan', () => Units.updateOne({ mall: mall(), number: 'F1-900' }, { $set: { lettable: false }, $unset: { number: 1 } }), 'refused: booth-gone'],
    ['got the new booth already', () => giveBooth(doing(), shop.merchant, { booth: 'F1-900', part: '' }), 'refused: already-there'],
    ['closed', () => closeShop(doing(), shop.merchant), 'taken-back'],
  ])('because the shop has %s', async (_what, meanwhile, state) => {
    await moveShop(doing(), shop.merchant, await tenancy(shop), { booth: 'F1-900', part: '' }, DAY);
    await meanwhile();
    await takeDuePlans(made.mall, soon());
    expect(await statesOf(shop.merchant)).toEqual([state]);
  });

  it('begins when it is done, where its day had already seen another shop there', async () => {
    await giveBooth(doing(), shop.merchant, { booth: 'F1-900', part: '' }, DAY);
    const eight = momentOf(DAY, '08:00', made.mall.zone);
    await giveBooth(doing(officer, begins()), far.merchant, { booth: 'F1-900', part: '' });
    await leaveBooth(doing(officer, eight), far.merchant, (await openOf(far.merchant)).at(-1)!._id);
    await takeDuePlans(made.mall, nine());
    expect((await openOf(shop.merchant)).map(({ from }) => from)).toContainEqual(nine());
  });
});

describe('two shops that change booths in one act', () => {
  const swap = (day = '') => tenancy(shop).then((own) => moveShop(doing(), shop.merchant, own, { booth: far.number, part: '', swap: true }, day));

  it('do it at once, each with its own record', async () => {
    await swap();
    expect([await boothsOf(shop.merchant), await boothsOf(far.merchant), await shopsIn()]).toEqual([[far.number], [shop.number], [2, 2]]);
    expect([await done('shop:move', shop.merchant), await done('shop:move', far.merchant)]).toEqual([1, 1]);
    const own = await tenancy(shop);
    const again = () => moveShop(doing(), shop.merchant, own, { booth: shop.number, part: '', swap: true });
    expect((await Promise.allSettled([again(), again()])).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await boothsOf(shop.merchant)).toEqual([shop.number]);
    expect(await Tenancies.countDocuments({ mall: mall(), to: { $exists: false } })).toBe(4);
  });

  it('plan it for a day: a plan for each, done together', async () => {
    await swap(DAY);
    expect((await Promise.all([shop, far].map(({ merchant }) => listPlansOf(mall(), merchant)))).flat().map(({ kind, to, inTheWay }) => [kind, to?.number, inTheWay])).toEqual([['move', far.number, false], ['move', shop.number, false]]);
    expect(await done('shop:plan', far.merchant)).toBe(1);
    expect(await takeDuePlans(made.mall, soon())).toBe(2);
    expect([await boothsOf(shop.merchant), await boothsOf(far.merchant)]).toEqual([[far.number], [shop.number]]);
  });

  it('are told where nobody is there to change with', async () => {
    await expect(moveShop(doing(), shop.merchant, await tenancy(shop), { booth: 'F1-900', part: '', swap: true })).rejects.toEqual(refused('nobody-there', 'booth'));
  });
});

describe('a change since a day that is over', () => {
  const PAST = '2026-03-08';
  it('is done at once and stands in the books from that day on; the log says when it was entered', async () => {
    await Tenancies.updateMany({ mall: mall() }, { $set: { from: new Date('2025-01-01T00:00:00Z') } });
    await moveShop(doing(), shop.merchant, await tenancy(shop), { booth: 'F1-900', part: '' }, PAST);
    const rows = await Tenancies.find({ mall: mall(), merchant: shop.merchant }).sort({ _id: 1 }).lean();
    expect(rows.map(({ to, from }) => to ?? from)).toEqual([begins(PAST), begins(PAST)]);
    expect((await AuditEvents.findOne({ mall: mall(), command: 'shop:move' }).lean())?.at).toEqual(now);
    expect([await shopsIn(), await ShopPlans.countDocuments({ mall: mall() })]).toEqual([[1, 3], 0]);
  });

  it('is refused by the day’s field where the shop wasn’t there yet, another one still was, or it is too long ago', async () => {
    await Tenancies.updateMany({ mall: mall() }, { $set: { from: new Date('2026-03-09T00:00:00Z') } });
    await expect(closeShop(doing(), shop.merchant, PAST)).rejects.toEqual(refused('not-since', 'day'));
    await closeShop(doing(), far.merchant);
    await expect(giveBooth(doing(), shop.merchant, { booth: far.number, part: '' }, PAST)).rejects.toEqual(refused('taken-then', 'day'));
    await expect(closeShop(doing(), shop.merchant, '2025-11-01')).rejects.toEqual(refused('too-long-ago', 'day'));
    await expect(closeShop(doing(), shop.merchant, '2027-11-01')).rejects.toEqual(refused('too-far-ahead', 'day'));
    expect(await boothsOf(shop.merchant)).toEqual([shop.number]);
  });
});

describe('plans', () => {
  it('of one shop don’t contradict each other, and name a booth that there is', async () => {
    await closeShop(doing(), shop.merchant, DAY);
    await expect(closeShop(doing(), shop.merchant, '2026-05-01')).rejects.toEqual(refused('planned-already', 'day'));
    await expect(giveBooth(doing(), shop.merchant, { booth: 'F1-900', part: '' }, '2026-04-02')).rejects.toEqual(refused('closes-before', 'day'));
    await expect(giveBooth(doing(), shop.merchant, { booth: 'X', part: '' }, '2026-03-20')).rejects.toEqual(refused('no-booth', 'booth'));
    await closeShop(doing(), far.merchant);
    await expect(giveBooth(doing(), far.merchant, { booth: 'F1-900', part: '' }, DAY)).rejects.toEqual(refused('closed'));
    expect(await ShopPlans.countDocuments({ mall: mall() })).toBe(1);
  });

  it('are read by the shop’s owner on her record: what and when, and nothing of who is in the way', async () => {
    await moveShop(doing(), shop.merchant, await tenancy(shop), { booth: far.number, part: '' }, DAY);
    const view = await getRecord(shop.owner, shop.merchant, 1, now);
    if (view.kind !== 'shop') throw new Error('Not the shop’s record.');
    expect(view.record.plans).toEqual([{ id: await planOf(shop.merchant), kind: 'move', day: DAY, from: expect.objectContaining({ number: shop.number }), to: expect.objectContaining({ number: far.number }) }]);
    expect(view.writes.rows.map(({ command }) => command)).toContain('shop:plan');
  });

  it('are made, taken back and read by this mall’s officers only', async () => {
    const other = await makeMall({ now, grids: 1, shops: 1 });
    const theirs = await buildOfficer(other.mall._id, { now });
    await closeShop(doing(), shop.merchant, DAY);
    const plan = await planOf(shop.merchant);
    for (const actor of [shop.owner, await buildVolunteer(mall(), made.grids[0]!, 'leader', { now }), theirs]) {
      await expect(closeShop(doing(actor), beside.merchant, DAY)).rejects.toMatchObject({ status: 404 });
      await expect(takeBackPlan(doing(actor), shop.merchant, plan)).rejects.toMatchObject({ status: 404 });
      await expect(noteRefusedPlan(doing(actor), shop.merchant, plan)).rejects.toMatchObject({ status: 404 });
    }
    await expect(takeBackPlan({ ...doing(theirs), mall: other.mall }, shop.merchant, plan)).rejects.toMatchObject({ status: 404 });
    await expect(takeBackPlan(doing(), beside.merchant, plan)).rejects.toMatchObject({ status: 404 });
    await expect(moveShop(doing(), beside.merchant, await tenancy(shop), { booth: 'F1-900', part: '' }, DAY)).rejects.toMatchObject({ status: 404 });
    expect([await statesOf(shop.merchant), (await listPlans(other.mall._id)).plans]).toEqual([['planned'], []]);
  });

  it('of a double are the shop’s after a merge, but for its closing', async () => {
    const double = await addShop(doing(), FACTS, { booth: 'F1-900', part: '' });
    await leaveBooth(doing(), double, (await openOf(double))[0]!._id, DAY);
    await closeShop(doing(), double, '2026-05-01');
    await mergeShops(doing(), await namePair(doing(), shop.merchant, double), { stays: shop.merchant, fromDouble: [] });
    expect([await statesOf(double), await statesOf(shop.merchant)]).toEqual([['taken-back'], ['planned']]);
    await takeDuePlans(made.mall, soon());
    expect([await boothsOf(shop.merchant), (await Merchants.findOne({ mall: mall(), _id: shop.merchant }).lean())?.status]).toEqual([[shop.number], 'open']);
  });

  it('that are over are forgotten after thirty days; what waits or wasn’t read is kept', async () => {
    await closeShop(doing(), shop.merchant, DAY);
    await takeBackPlan(doing(), shop.merchant, await planOf(shop.merchant));
    await closeShop(doing(), beside.merchant, '2026-06-01');
    expect(await forgetPlans(mall(), new Date(now.getTime() + 29 * 24 * 3600_000))).toBe(0);
    expect([await forgetPlans(mall(), new Date(now.getTime() + 31 * 24 * 3600_000)), await ShopPlans.countDocuments({ mall: mall() })]).toEqual([1, 1]);
  });
});
