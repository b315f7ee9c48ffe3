import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RoleTerms } from '#models/account.server.ts';
import { Appointments } from '#models/appointment.server.ts';
import { GridHistory, GridPlans } from '#models/grid-plan.server.ts';
import { Grids, Openings, Units } from '#models/plan.server.ts';
import { Notices } from '#models/notice.server.ts';
import { RequestEvents, Requests } from '#models/request.server.ts';
import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { Offers, Tallies } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { registerGridNews } from '#app/notices/grid-news.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { actOnRequest } from '#app/requests/acting.server.ts';
import { getCase } from '#app/requests/case.server.ts';
import { openRequest } from '#app/requests/commands.server.ts';
import { registerRequestMoves } from '#app/requests/moving.server.ts';
import { registerOfferMoves } from '#app/visits/moving.server.ts';
import { recordVisit } from '#app/visits/commands.server.ts';
import { buildOfficer, buildOwner, buildVolunteer } from '#tests/factories/account.ts';
import { drawPlan } from '#tests/factories/floor-plan.ts';
import { buildMall, buildRound } from '#tests/factories/mall.ts';
import { buildLevel } from '#tests/factories/place.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import type { GIVEN_REASONS } from './apart.ts';
import { findOpenPlan, getPlan, NEW_GRID, startPlan, takeStep } from './commands.server.ts';
import { readAnswered, readPlanPage } from './page.server.ts';
import { takeDueEffect } from './take-effect.server.ts';
import { readSituation } from './situation.server.ts';

type GivenReason = (typeof GIVEN_REASONS)[number];
const made = new Date('2026-01-05T05:00:00Z');
const now = new Date('2026-03-11T05:00:00Z');
const later = new Date('2026-03-20T05:00:00Z');
let mall: KnownMall;
let officer: Actor;
/** Twenty booths along one aisle, each with a shop. */
let booths: { unit: string; merchant: string; number: string }[];
const at = (when = now) => ({ mall, actor: officer, now: when });

beforeAll(() => {
  registerPrograms();
  for (const register of [registerRequestMoves, registerOfferMoves, registerGridNews]) register();
});

beforeEach(async () => {
  await emptyDatabase();
  mall = await buildMall();
  officer = await buildOfficer(mall._id, { now: made });
  const level = await buildLevel(mall._id);
  const plan = drawPlan({ levels: 1, aisles: 1, booths: 10 });
  const ids = new Map(plan.units.map(({ id }) => [id, newId()]));
  await Units.insertMany(plan.units.map(({ id, category, lettable, number, shape, label }) => ({ _id: ids.get(id), mall: mall._id, level, category, lettable, number, shape, label, createdAt: made })));
  await Openings.insertMany(plan.doors.map(({ unit, line }) => ({ mall: mall._id, level, line, unit: ids.get(unit ?? ''), kind: 'pedestrian' })));
  booths = plan.units.filter(({ lettable }) => lettable).map(({ id, number }) => ({ unit: ids.get(id)!, merchant: newId(), number: number! }));
  await Merchants.insertMany(booths.map(({ merchant, number }) => ({ _id: merchant, mall: mall._id, names: { zh: number }, trade: 'fabrics', status: 'open', slice: 0 })));
  await Tenancies.insertMany(booths.map(({ merchant, unit }) => ({ mall: mall._id, merchant, unit, from: made })));
});

/** First grids of the mall, in effect at once. @returns ids by number */
async function makeGrids(grids: number, when = made): Promise<string[]> {
  const id = await startPlan(at(when), { way: 'grids', grids });
  await takeStep(at(when), id, { step: 'plan', version: 1, apart: {} });
  await takeDueEffect(mall, when);
  return (await Grids.find({ mall: mall._id }).sort({ number: 1 }).lean()).map(({ _id }) => _id);
}
const gridOf = async (unit: string) => (await Units.findOne({ mall: mall._id, _id: unit }).lean())?.grid;

/** Moves booths by hand from a plan of its own, to take effect on a day. */
async function planMove(units: readonly string[], to: string, day: string): Promise<string> {
  const id = await startPlan(at(), { way: 'hand' });
  await takeStep(at(), id, { step: 'move', version: 1, units: [...units], numbers: '', to });
  const { split } = await readPlanPage(mall, id, { page: 1 });
  await takeStep(at(), id, { step: 'plan', version: 2, day, apart: Object.fromEntries(split.map((grid) => [grid.id, 'same-people' as const])) });
  return id;
}

describe('first grids', () => {
  it('take effect at once: every booth in one, connected, fair, with cloths that differ', async () => {
    await makeGrids(4);
    const grids = await Grids.find({ mall: mall._id }).sort({ number: 1 }).lean();
    expect(grids.map(({ number, shops, apart }) => [number, shops, apart])).toEqual([[1, 5, undefined], [2, 5, undefined], [3, 5, undefined], [4, 5, undefined]]);
    expect(new Set(grids.map(({ hue }) => hue)).size).toBe(4);
    expect(await Units.countDocuments({ mall: mall._id, lettable: true, grid: { $in: grids.map(({ _id }) => _id) } })).toBe(20);
    expect(await GridHistory.countDocuments({ mall: mall._id })).toBe(0);
  });

  it('show nothing when the process dies half way, and all when the job comes again', async () => {
    const id = await startPlan(at(made), { way: 'grids', grids: 2 });
    await takeStep(at(made), id, { step: 'plan', version: 1, apart: {} });
    await Units.updateMany({ mall: mall._id, _id: { $in: booths.slice(0, 5).map(({ unit }) => unit) } }, { $set: { grid: (await getPlan(mall._id, id)).grids[0]!.id } });
    expect((await readSituation(mall._id)).partition.size).toBe(0);
    expect(await takeDueEffect(mall, now)).toBe(1);
    expect(await takeDueEffect(mall, now)).toBe(0);
    expect((await readSituation(mall._id)).partition.size).toBe(20);
    expect((await readSituation(mall._id)).live).toHaveLength(2);
  });

  it('begin by hand with every booth in one', async () => {
    const id = await startPlan(at(), { way: 'hand' });
    const { grids, booths: listed } = await readPlanPage(mall, id, { page: 1 });
    expect([grids.length, listed.length]).toEqual([1, 20]);
  });
});

describe('a planned change', () => {
  it('changes nothing before its day and everything on it, in the zone of the mall', async () => {
    const [one, two] = await makeGrids(2);
    const moving = booths.find(({ number }) => number === 'F1-0001')!;
    const to = (await gridOf(moving.unit)) === one ? two! : one!;
    await planMove([moving.unit], to, '2026-03-20');
    expect(await takeDueEffect(mall, new Date('2026-03-19T17:59:00Z'))).toBe(0);
    expect(await gridOf(moving.unit)).not.toBe(to);
    expect(await takeDueEffect(mall, new Date('2026-03-19T18:00:00Z'))).toBe(1);
    expect(await gridOf(moving.unit)).toBe(to);
    expect((await Grids.findOne({ mall: mall._id, _id: to }).lean())!.shops).toBe(11);
  });

  it('is done once by two processes at once', async () => {
    const [, two] = await makeGrids(2);
    const mine = (await Units.find({ mall: mall._id, grid: { $ne: two }, lettable: true }).lean())[0]!;
    await planMove([mine._id], two!, '2026-03-12');
    const done = await Promise.all([takeDueEffect(mall, later), takeDueEffect(mall, later)]);
    expect(done.sort()).toEqual([0, 1]);
    expect(await GridHistory.countDocuments({ mall: mall._id, unit: mine._id })).toBe(1);
  });

  it('changes nothing at all when a room that stores grids fails in the middle', async () => {
    const [, two] = await makeGrids(2);
    const mine = (await Units.find({ mall: mall._id, grid: { $ne: two }, lettable: true }).lean())[0]!;
    const owner = await buildOwner(mall._id, booths.find(({ unit }) => unit === mine._id)!.merchant, { now: made });
    const merchant = booths.find(({ unit }) => unit === mine._id)!.merchant;
    const opened = await openRequest({ mall, actor: owner, now }, { account: owner.account, role: 'merchant', merchant, kind: 'borrow', words: { language: 'zh', words: '梯子' }, channel: 'ask' });
    await RequestEvents.deleteMany({ mall: mall._id, request: opened.id });
    await planMove([mine._id], two!, '2026-03-12');
    await expect(takeDueEffect(mall, later)).rejects.toThrow();
    expect(await gridOf(mine._id)).toBe(mine.grid);
    expect((await findOpenPlan(mall._id))!.state).toBe('planned');
    expect(await GridHistory.countDocuments({ mall: mall._id })).toBe(0);
  });

  it('takes requests, offers and tallies along, and tells the shops and the five of both grids', async () => {
    const [one, two] = await makeGrids(2);
    const mine = (await Units.find({ mall: mall._id, grid: one }).sort({ number: 1 }).lean())[0]!;
    const { merchant } = booths.find(({ unit }) => unit === mine._id)!;
    const owner = await buildOwner(mall._id, merchant, { now: made });
    const manager = await buildVolunteer(mall._id, one!, 'manager', { now: made });
    const next = await buildVolunteer(mall._id, two!, 'manager', { now: made });
    const round = await buildRound(mall._id, { inScope: 20 });
    await recordVisit({ mall, actor: manager, now }, merchant, { clientId: newId(), outcome: 'met', language: 'zh', note: '', carbon: true, needs: [], promises: [] });
    const opened = await openRequest({ mall, actor: owner, now }, { account: owner.account, role: 'merchant', merchant, kind: 'borrow', words: { language: 'zh', words: '梯子' }, channel: 'ask' });
    await actOnRequest({ mall, actor: manager, now }, opened.number, { command: { type: 'takeOn', doing: true } });

    const plan = await planMove([mine._id], two!, '2026-03-12');
    const view = await readPlanPage(mall, plan, { page: 1 });
    expect(view.moves).toMatchObject({ all: 1, shops: 1, with: { requests: 1, round: 1 } });
    await takeDueEffect(mall, later);

    const { row, state, events } = await getCase(mall._id, opened.number);
    expect(row).toMatchObject({ grid: two, stage: 'received', holder: { kind: 'role', role: 'manager', grid: two } });
    expect(row.worker).toBeUndefined();
    expect([state.grid, state.stage, events.at(-1)!.type]).toEqual([two, 'received', 'grid-changed']);
    await actOnRequest({ mall, actor: next, now: later }, opened.number, { command: { type: 'takeOn', doing: false } });
    expect((await Requests.findOne({ mall: mall._id, _id: opened.id }).lean())!.worker).toBe(next.account);

    expect((await Offers.find({ mall: mall._id, round }).lean()).map(({ grid }) => grid)).toEqual([two]);
    const tallies = await Tallies.find({ mall: mall._id, round }).lean();
    expect(tallies.map(({ grid, offered }) => [grid, offered]).sort()).toEqual([[one, 0], [two, 1]].sort());
    const news = await Notices.find({ mall: mall._id, template: /^grids-/ }).sort({ _id: 1 }).lean();
    expect(news.map(({ template, audience }) => [template, (audience as { ids: string[] }).ids])).toEqual([['grids-planned', [one, two].sort()], ['grids-in-effect', [one, two].sort()]]);
  });

  it('leaves a request with whoever has it when she works in the new grid too', async () => {
    const [one, two] = await makeGrids(2);
    const mine = (await Units.find({ mall: mall._id, grid: one }).sort({ number: 1 }).lean())[0]!;
    const { merchant } = booths.find(({ unit }) => unit === mine._id)!;
    const owner = await buildOwner(mall._id, merchant, { now: made });
    const manager = await buildVolunteer(mall._id, one!, 'manager', { now: made });
    await RoleTerms.create({ mall: mall._id, account: manager.account, grid: two, role: 'assistant', from: made, to: new Date('2027-01-01'), appointedBy: officer.account });
    const opened = await openRequest({ mall, actor: owner, now }, { account: owner.account, role: 'merchant', merchant, kind: 'borrow', words: { language: 'zh', words: '梯子' }, channel: 'ask' });
    await actOnRequest({ mall, actor: manager, now }, opened.number, { command: { type: 'takeOn', doing: true } });
    await planMove([mine._id], two!, '2026-03-12');
    await takeDueEffect(mall, later);
    expect((await getCase(mall._id, opened.number)).row).toMatchObject({ grid: two, stage: 'in-progress', worker: manager.account, holder: { kind: 'role', role: 'assistant', grid: two, account: manager.account } });
  });

  it('ends the roles of a dissolved grid, keeps its number for good and remembers who answered when', async () => {
    const [one, two] = await makeGrids(2);
    const manager = await buildVolunteer(mall._id, two!, 'manager', { now: made });
    const all = (await Units.find({ mall: mall._id, grid: two }).lean()).map(({ _id }) => _id);
    await planMove(all, one!, '2026-03-20');
    await Appointments.create({ mall: mall._id, account: 'asked', role: 'leader', grid: two, from: made, to: new Date('2027-01-01T00:00:00Z'), way: 'council', by: officer.account, state: 'proposed' });
    await takeDueEffect(mall, later);
    expect(await Appointments.findOne({ mall: mall._id, account: 'asked' }).lean()).toMatchObject({ state: 'taken-back', answeredAt: later });
    expect((await Grids.findOne({ mall: mall._id, _id: two }).lean())!.endedAt).toEqual(later);
    expect((await RoleTerms.findOne({ mall: mall._id, account: manager.account }).lean())!.to).toEqual(later);
    const { spans } = await readAnswered(mall, all[0]!, new Date('2026-04-01T05:00:00Z'));
    expect(spans.map(({ grid, from, to, people }) => [grid.number, from, to, people.length])).toEqual([[1, later, null, 0], [2, made, later, 1]]);
    const back = await startPlan(at(later), { way: 'hand' });
    await takeStep(at(later), back, { step: 'move', version: 1, units: all, numbers: '', to: NEW_GRID });
    await takeStep(at(later), back, { step: 'plan', version: 2, day: '2026-03-20', apart: {} });
    await takeDueEffect(mall, later);
    expect((await Grids.find({ mall: mall._id, endedAt: { $exists: false } }).sort({ number: 1 }).lean()).map(({ number }) => number)).toEqual([1, 3]);
  });

  it('can be taken back and given up before its day, and those who were told hear it', async () => {
    const [one, two] = await makeGrids(2);
    const mine = (await Units.find({ mall: mall._id, grid: one }).lean())[0]!;
    await buildVolunteer(mall._id, one!, 'manager', { now: made });
    const id = await planMove([mine._id], two!, '2026-03-12');
    await takeStep(at(), id, { step: 'take-back', version: 3 });
    expect((await getPlan(mall._id, id)).state).toBe('draft');
    await takeStep(at(), id, { step: 'give-up', version: 4 });
    expect(await takeDueEffect(mall, later)).toBe(0);
    expect(await gridOf(mine._id)).toBe(one);
    expect(await Notices.countDocuments({ mall: mall._id, template: 'grids-cancelled' })).toBe(1);
  });
});

describe('what is refused', () => {
  it('a second plan while one is open, also of two at once', async () => {
    const both = await Promise.allSettled([startPlan(at(), { way: 'hand' }), startPlan(at(), { way: 'grids', grids: 3 })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await GridPlans.countDocuments({ mall: mall._id })).toBe(1);
  });

  it('a step on an older version of the plan', async () => {
    const id = await startPlan(at(), { way: 'hand' });
    await takeStep(at(), id, { step: 'move', version: 1, units: [booths[0]!.unit], numbers: '', to: NEW_GRID });
    await expect(takeStep(at(), id, { step: 'move', version: 1, units: [booths[1]!.unit], numbers: '', to: NEW_GRID })).rejects.toMatchObject({ reason: { key: 'form.changed-meanwhile' } });
  });

  it('a grid in parts without a reason of its own', async () => {
    await makeGrids(2);
    const id = await startPlan(at(), { way: 'hand' });
    await takeStep(at(), id, { step: 'move', version: 1, units: [], numbers: '1, 10', to: NEW_GRID });
    await takeStep(at(), id, { step: 'move', version: 2, units: [], numbers: '2, 9', to: NEW_GRID });
    const { split } = await readPlanPage(mall, id, { page: 1 });
    const [three, four] = split.filter(({ number }) => number > 2).map((grid) => grid.id) as [string, string];
    const plan = (apart: Record<string, GivenReason>) => takeStep(at(), id, { step: 'plan', version: 3, day: '2026-03-11', apart });
    const others = Object.fromEntries(split.filter(({ number }) => number < 3).map((grid) => [grid.id, 'too-small' as const]));
    await expect(plan({ ...others, [three]: 'same-people' })).rejects.toMatchObject({ field: `apart-${four}`, reason: { key: 'grids:refused.unexplained' } });
    await plan({ ...others, [three]: 'same-people', [four]: 'way-outside', elsewhere: 'too-small' });
    await takeDueEffect(mall, now);
    const stored = await Grids.find({ mall: mall._id, number: { $gt: 2 } }).sort({ number: 1 }).lean();
    expect(stored.map(({ number, apart, shops }) => [number, apart, shops])).toEqual([[3, 'same-people', 2], [4, 'way-outside', 2]]);
  });

  it('nothing where only a reason is new: a grid that the map took apart gets one without a booth moving', async () => {
    const [one] = await makeGrids(2);
    const ends = (await Units.find({ mall: mall._id, number: { $in: ['F1-0001', 'F1-0010'] } }).lean()).map(({ _id }) => _id);
    await planMove(ends, NEW_GRID, '2026-03-11');
    await takeDueEffect(mall, now);
    const { _id: split } = (await Grids.findOne({ mall: mall._id, number: 3, apart: 'same-people' }).lean())!;
    await Grids.updateOne({ mall: mall._id, _id: split }, { $set: { apart: 'map-changed' } });
    const id = await startPlan(at(), { way: 'hand' });
    const plan = (apart: Record<string, GivenReason>) => takeStep(at(), id, { step: 'plan', version: 1, day: '2026-03-11', apart });
    await expect(plan({})).rejects.toMatchObject({ reason: { key: 'grids:refused.unexplained' } });
    await plan({ [split]: 'plan-incomplete' });
    await takeDueEffect(mall, now);
    expect((await Grids.findOne({ mall: mall._id, _id: split }).lean())!.apart).toBe('plan-incomplete');
    expect(await GridPlans.countDocuments({ mall: mall._id, state: 'in-effect' })).toBe(3);
    const again = await startPlan(at(), { way: 'hand' });
    await expect(takeStep(at(), again, { step: 'plan', version: 1, day: '2026-03-11', apart: { [split]: 'plan-incomplete', [one!]: 'too-small' } })).rejects.toMatchObject({ reason: { key: 'grids:refused.nothing-moves' } });
  });

  it('days that are over or far off, unknown numbers and grids, an empty choice', async () => {
    const [one] = await makeGrids(2);
    const id = await startPlan(at(), { way: 'hand' });
    const move = { step: 'move' as const, version: 1, units: [], numbers: '', to: one! };
    await expect(takeStep(at(), id, move)).rejects.toMatchObject({ field: 'unit' });
    await expect(takeStep(at(), id, { ...move, numbers: '999' })).rejects.toMatchObject({ field: 'numbers' });
    await expect(takeStep(at(), id, { ...move, numbers: '1-20', to: 'elsewhere' })).rejects.toMatchObject({ field: 'to' });
    await takeStep(at(), id, { ...move, numbers: '1-20' });
    for (const day of ['2026-03-10', '2028-01-01', '2026-99-99']) await expect(takeStep(at(), id, { step: 'plan', version: 2, day, apart: {} })).rejects.toMatchObject({ field: 'day' });
  });

  it('a plan of another mall is not there', async () => {
    const id = await startPlan(at(), { way: 'hand' });
    const other = await buildMall();
    await expect(takeStep({ ...at(), mall: other }, id, { step: 'give-up', version: 1 })).rejects.toMatchObject({ status: 404 });
    await expect(readPlanPage(other, id, { page: 1 })).rejects.toMatchObject({ status: 404 });
    await expect(readAnswered(other, booths[0]!.unit, now)).rejects.toMatchObject({ status: 404 });
  });
});
