import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Accounts, Memberships, RoleTerms } from '#models/account.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { allModels } from '#models/define-model.server.ts';
import { Malls } from '#models/mall.server.ts';
import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { Grids, Units } from '#models/plan.server.ts';
import { HelpPlans } from '#models/help-plan.server.ts';
import { RequestParts } from '#models/request-part.server.ts';
import { RequestEvents, Requests } from '#models/request.server.ts';
import { Texts } from '#models/text.server.ts';
import { Offers, Rounds, Tallies, Visits } from '#models/visit.server.ts';
import { fillDemo } from '#app/demo/fill.server.ts';
import { Filling } from '#app/demo/filling.server.ts';
import { KINDS } from '#app/demo/kinds.ts';
import { calendarFor } from '#app/demo/moment.ts';
import { makeDemoMall } from '#app/demo/plan.ts';
import { addRequests } from '#app/demo/rows-of-requests.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { areaOf, type Polygon } from '#app/mall/geometry.ts';
import { exportImdf } from '#app/mall/imdf/export.server.ts';
import { readImdf } from '#app/mall/imdf/read.ts';
import { forgetMallKeys } from '#app/platform/keys.server.ts';
import { verifyPassword } from '#app/platform/passwords.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { replay } from '#app/requests/engine/state.ts';
import { eventOf } from '#app/requests/case.server.ts';
import { emptyDatabase } from '../setup/database.ts';

/** A Thursday afternoon in Urumqi. */
const NOW = new Date('2026-03-12T10:20:00Z');

/** Filling takes seconds, and more where the suites share a machine. */
const PATIENCE = 120_000;

const counts = async (): Promise<Record<string, number>> => {
  const all = await Promise.all(allModels().map(async ({ collection, model }) => [collection, await model.collection.countDocuments({})] as const));
  return Object.fromEntries(all.filter(([, count]) => count > 0));
};

beforeAll(registerPrograms);

describe('the demonstration in the database', () => {
  let mall = '';
  beforeAll(async () => {
    await emptyDatabase();
    forgetMallKeys();
    await fillDemo({ now: NOW });
    mall = (await Malls.findOne({ slug: 'jinqiao' }).lean())?._id ?? '';
  }, PATIENCE);

  it('has 449 merchants, each in a booth of its own, and 24 grids', async () => {
    expect(await Merchants.countDocuments({ mall })).toBe(449);
    const tenants = await Tenancies.find({ mall }).lean();
    expect(new Set(tenants.map(({ merchant }) => merchant)).size).toBe(449);
    expect(new Set(tenants.map(({ unit }) => unit)).size).toBe(tenants.length);
    const grids = await Grids.find({ mall }).lean();
    expect(grids).toHaveLength(24);
    expect(grids.reduce((sum, grid) => sum + grid.shops, 0)).toBe(449);
    expect(await Units.countDocuments({ mall, lettable: true, grid: { $exists: false } })).toBe(0);
    expect(await Units.countDocuments({ mall, lettable: false, grid: { $exists: true } })).toBe(0);
  });

  it('has one finished round with 431 of 449 met, and one half way', async () => {
    const [winter, spring] = await Rounds.find({ mall }).sort({ number: 1 }).lean();
    expect(winter).toMatchObject({ state: 'finished', figures: { offered: 449, met: 431 } });
    expect(await Offers.countDocuments({ mall, round: winter!._id, met: true })).toBe(431);
    expect(spring!.state).toBe('open');
    expect(await Offers.countDocuments({ mall, round: spring!._id })).toBe(323);
    const tallies = await Tallies.find({ mall, round: spring!._id }).lean();
    expect(tallies.reduce((sum, row) => sum + row.offered, 0)).toBe(323);
  });

  it('lets nobody visit her own shop, a rival’s in her grid, or one of another grid', async () => {
    const [visits, shops, tenants, units, terms, members] = await Promise.all([
      Visits.find({ mall }).lean(), Merchants.find({ mall }).lean(), Tenancies.find({ mall }).lean(), Units.find({ mall }, { grid: 1 }).lean(), RoleTerms.find({ mall }).lean(), Memberships.find({ mall, kind: { $in: ['owner', 'staff'] } }).lean(),
    ]);
    const tradeOf = new Map(shops.map((shop) => [shop._id, shop.trade]));
    const gridOfUnit = new Map(units.map((unit) => [unit._id, unit.grid]));
    const gridOf = new Map(tenants.map(({ merchant, unit }) => [merchant, gridOfUnit.get(unit)]));
    const wrong = visits.filter(({ author, merchant, grid }) => {
      const held = terms.some((term) => term.account === author && term.grid === grid && term.role !== 'supervisor');
      const own = members.flatMap((one) => (one.account === author && one.merchant ? [one.merchant] : []));
      const rival = own.some((shop) => tradeOf.get(shop) === tradeOf.get(merchant) && gridOf.get(shop) === grid);
      return !held || own.includes(merchant) || rival || gridOf.get(merchant) !== grid;
    });
    expect(wrong).toEqual([]);
  });

  it('has requests that the engine itself would have made, in every stage', async () => {
    const requests = await Requests.find({ mall }).lean();
    expect(requests.length).toBeGreaterThanOrEqual(90);
    for (const row of requests) {
      const events = (await RequestEvents.find({ mall, request: row._id }).sort({ seq: 1 }).lean()).map(eventOf);
      const state = replay(KINDS.get(row.kind)!, events);
      expect({ stage: row.stage, holder: row.holder, version: row.version }).toEqual({ stage: state.stage, holder: state.holder, version: state.seq });
      expect(events.every((event) => event.at <= NOW)).toBe(true);
    }
    const stages = new Set(requests.map(({ stage }) => stage));
    for (const stage of ['received', 'taken-on', 'in-progress', 'waiting-for-you', 'handed-up', 'passed-on', 'sent-back', 'done', 'closed', 'reopened', 'withdrawn']) expect(stages).toContain(stage);
    expect(new Set(requests.map(({ program }) => program)).size).toBe(9);
    expect(requests.filter(({ outcome }) => outcome === 'without-answer')).toHaveLength(1);
    expect(new Set(requests.map(({ number }) => number)).size).toBe(requests.length);
  });

  it('seals words so that their readers can open them, and only they', async () => {
    const request = await Requests.findOne({ mall, kind: 'repair', stage: 'done', requester: (await Accounts.findOne({ userName: 'merchant' }).lean())!._id }).lean();
    const read = await readTexts(mall, [request!.title], [`request:${request!._id}`]);
    expect(read.get(request!.title!)?.language).toBe('ug');
    expect(read.get(request!.title!)?.translations[0]?.words).toBe('卷帘门电机坏了，卡在一半下不来');
    expect((await readTexts(mall, [request!.title], ['mall'])).size).toBe(0);
    const passed = await Requests.findOne({ mall, stage: 'passed-on' }).lean();
    expect((await readTexts(mall, [passed!.title], [`office:${passed!.passedTo!.office}`])).size).toBe(1);
    expect(await Texts.countDocuments({ mall, readers: { $size: 0 } })).toBe(0);
  });

  it('signs in twelve people with the password of the demonstration, and nobody else', async () => {
    const able = await Accounts.find({ passwordHash: { $exists: true } }).lean();
    expect(able.map(({ userName }) => userName).sort()).toEqual(['assistant', 'information', 'lead', 'leader', 'manager', 'merchant', 'merchant2', 'officer', 'official', 'operator', 'partner', 'supervisor']);
    expect(await verifyPassword('demo-only-password', able[0]!.passwordHash)).toBe(true);
    const nine = (await Grids.findOne({ mall, number: 9 }).lean())!._id;
    for (const role of ['leader', 'manager', 'assistant', 'information', 'supervisor'] as const) {
      const account = able.find(({ userName }) => userName === role)!._id;
      expect(await RoleTerms.countDocuments({ mall, account, grid: nine, role })).toBe(1);
    }
    const official = able.find(({ userName }) => userName === 'official')!._id;
    expect(await RoleTerms.countDocuments({ mall, account: official })).toBe(0);
    const lead = able.find(({ userName }) => userName === 'lead')!._id;
    expect(await Requests.countDocuments({ mall, program: 'mediation', worker: lead })).toBe(2);
  });

  it('leaves an audit row for every visit and every event of a request', async () => {
    expect(await AuditEvents.countDocuments({ mall, command: 'visit:record' })).toBe(await Visits.countDocuments({ mall }));
    expect(await AuditEvents.countDocuments({ mall, command: /^request:/ })).toBe(await RequestEvents.countDocuments({ mall }));
  });

  it('opens with parts at the property management, a review, a meeting to agree to, a signature and a help plan', async () => {
    expect((await RequestParts.find({ mall }).sort({ dueAt: 1 }).lean()).map(({ holder, state }) => [holder.split(':')[0], state]).sort()).toEqual([['partner', 'accepted'], ['partner', 'offered']]);
    expect(await Requests.find({ mall, reviewRung: 'leader' }, { stage: 1 }).lean()).toMatchObject([{ stage: 'reopened' }]);
    const states = (await Promise.all((await Requests.find({ mall, $or: [{ kind: 'mind-shop' }, { meeting: { $exists: true } }] }, { kind: 1 }).lean()).map(async ({ _id, kind }) => ({ kind, events: (await RequestEvents.find({ mall, request: _id }).sort({ seq: 1 }).lean()).map(eventOf) }))));
    expect(states.flatMap(({ kind, events }) => (kind === 'mind-shop' ? [events.at(-2)?.type, events.at(-1)?.type] : [events.at(-1)?.type])).sort()).toEqual(['marked-done', 'meeting-proposed', 'signed']);
    expect(await HelpPlans.find({ mall }, { state: 1 }).lean()).toMatchObject([{ state: 'accepted' }]);
  });

  it('comes out as an IMDF archive that reads back as the same rooms, and names no shop', async () => {
    const files = await exportImdf(mall);
    const read = readImdf(new Map([...files].map(([name, text]) => [name, Buffer.from(text)])));
    expect(read.remarks).toEqual([]);
    const units = await Units.find({ mall }, { number: 1, shape: 1, category: 1 }).lean();
    expect(read.units).toHaveLength(units.length);
    const area = (shape: Polygon[] = []) => shape.reduce((sum, polygon) => sum + areaOf(polygon), 0);
    for (const unit of units) {
      const twin = read.units.find(({ source }) => source === unit._id);
      expect(twin?.category).toBe(unit.category);
      expect(area(twin?.shape) / area(unit.shape)).toBeCloseTo(1, 4);
      if (unit.number) expect(twin?.number).toBe(unit.number);
    }
    expect([...files.values()].join()).not.toContain('石榴花');
  });

  it('is left alone when it is filled again', async () => {
    const before = await counts();
    expect(await fillDemo({ now: NOW })).toEqual({ filled: false, rows: 0 });
    expect(await counts()).toEqual(before);
  });
});

describe('filling the demonstration', () => {
  beforeEach(async () => {
    await emptyDatabase();
    forgetMallKeys();
  });

  it('begins anew after it was killed half way, and nothing of the half shows', async () => {
    class Killed extends Error {}
    // A morning on which the mall is shut.
    const now = new Date('2027-01-01T00:05:00Z');
    const dies = fillDemo({ now, onProgress: (done, all) => { if (done > all / 2) throw new Killed(); } });
    await expect(dies).rejects.toBeInstanceOf(Killed);
    expect(await Malls.countDocuments({ state: 'open' })).toBe(0);
    await Malls.collection.updateOne({}, { $set: { updatedAt: new Date(0) } });
    expect((await fillDemo({ now })).filled).toBe(true);
    expect(await Merchants.countDocuments({}).setOptions({ dangerouslyAcrossMalls: true })).toBe(449);
    expect(await Malls.countDocuments({ state: 'open' })).toBe(1);
  }, PATIENCE);

  it('is done once when two start at the same moment', async () => {
    // In the middle of a night.
    const now = new Date('2026-11-23T21:40:00Z');
    const both = await Promise.all([fillDemo({ now }), fillDemo({ now })]);
    expect(both.map(({ filled }) => filled).sort()).toEqual([false, true]);
    expect(await Accounts.countDocuments({ userName: 'merchant' })).toBe(1);
  }, PATIENCE);

  it.each(['2026-11-23T21:40:00Z', '2026-08-30T06:00:00Z', '2027-01-01T00:05:00Z', '2026-03-21T09:00:00Z', '2026-10-04T04:01:00Z', '2028-02-29T14:00:00Z'])('has requests that the engine agrees to at %s too', (at) => {
    const now = new Date(at);
    const demo = makeDemoMall(1);
    const today = dayIn(now, demo.mall.zone);
    const filling = new Filling(1, 'mall', now, today, demo.mall.zone, randomBytes(32));
    addRequests(filling, demo, { zone: demo.mall.zone, calendar: calendarFor(demo.mall.week, today) }, Buffer.alloc(0));
    const events = filling.rows.get(RequestEvents as never) as { at: Date }[];
    expect(filling.rows.get(Requests as never)).toHaveLength(demo.requests.length);
    expect(events.every((event) => event.at <= now)).toBe(true);
  });
});
