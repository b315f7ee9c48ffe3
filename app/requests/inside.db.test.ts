import { beforeAll, describe, expect, it } from 'vitest';
import { Attachments } from '#models/attachment.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { Requests } from '#models/request.server.ts';
import { Erasures, Texts } from '#models/text.server.ts';
import { findPlace, type CodedPlace } from '#app/mall/codes/places.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { solvedThisMonth } from '#app/programs/figures.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { exportRecord } from '#app/record/export.server.ts';
import { getRecord } from '#app/record/queries.server.ts';
import { buildOfficer, buildOfficial, buildStaff, buildVolunteer, buildWaiting } from '#tests/factories/account.ts';
import { type MadeMall, type MadeShop, makeMall } from '#tests/factories/mall.ts';
import { actOnRequest } from './acting.server.ts';
import { findCase } from './case.server.ts';
import { getRequestDetail } from './detail.server.ts';
import type { RequestCommand } from './engine/commands.ts';
import { replay } from './engine/state.ts';
import { followRequest } from './follow.server.ts';
import { runClocks } from './jobs.server.ts';
import { openRequestMarks } from './map-marks.server.ts';
import { movedTo } from './moving.server.ts';
import { isTurnOf, listRequests } from './queries.server.ts';
import { reportPlace } from './report.server.ts';
import { SHOWS } from './shows.ts';
import { wantTranslation } from './translations.server.ts';
import { countOpenInMall, countWaitingRequests, listWaitingForMerchant } from './waiting.server.ts';

/** Wednesday, eleven o'clock in Urumqi: the mall works from 10 to 14 and from 16 to 19:30. */
const NOW = new Date('2026-03-11T05:00:00Z');
const at = (clock: string, day = 11) => new Date(`2026-03-${day}T${clock}:00+06:00`);
/** A working day of this mall has seven and a half hours: until eleven o'clock of the next day. */
const OVER = at('11:00', 12);

let made: MadeMall;
let shop: MadeShop;
let place: CodedPlace;
let staff: Actor;
let waiting: Actor;
let others: Record<string, Actor>;
let manager: Actor;

beforeAll(async () => {
  registerPrograms();
  made = await makeMall({ now: NOW });
  shop = made.shops[0]![0]!;
  place = (await findPlace(made.mall._id, shop.unit))!;
  const [grid = ''] = made.grids;
  const mall = made.mall._id;
  staff = await buildStaff(mall, shop.merchant, { now: NOW });
  waiting = await buildWaiting(mall, shop.merchant, { now: NOW });
  manager = await buildVolunteer(mall, grid, 'manager', { now: NOW });
  others = {
    manager,
    leader: await buildVolunteer(mall, grid, 'leader', { now: NOW }),
    supervisor: await buildVolunteer(mall, grid, 'supervisor', { now: NOW }),
    council: await buildOfficer(mall, { post: 'council', now: NOW }),
    lead: await buildOfficer(mall, { post: 'lead', now: NOW }),
    official: await buildOfficial(made.office, { now: NOW }),
    neighbour: made.shops[0]![1]!.owner,
    waiting,
  };
});

const report = (what: 'danger' | 'broken' = 'broken', picture = false) =>
  reportPlace({ mall: made.mall, now: NOW }, place, { what, words: { language: 'zh', words: '店里的灯在闪' }, inside: shop.merchant, files: picture ? [{ kind: 'image', type: 'image/webp', bytes: Buffer.from('lamp'), width: 1, height: 1 }] : [] });
const act = (actor: Actor, number: string, command: RequestCommand, now = at('11:30')) => actOnRequest({ mall: made.mall, actor, now }, number, { command });
const isThere = (doing: Promise<unknown>) => doing.then(() => true, (caught: unknown) => { if (caught instanceof Response && caught.status === 404) return false; throw caught; });
const refused = async (doing: Promise<unknown>) => doing.then(() => null, (caught: unknown) => { if (caught instanceof Refusal) return caught.reason.key; throw caught; });
const rowOf = (number: string) => Requests.findOne({ mall: made.mall._id, number }).lean();

/** Whether a number stands in any list, count or mark of this person. */
async function findsAnywhere(actor: Actor, number: string, now: Date): Promise<boolean> {
  const lists = await Promise.all(SHOWS.map((show) => listRequests(actor, made.mall, show, 1, now)));
  const listed = lists.some(({ cards }) => cards.some((card) => card.number === number));
  const waits = (await listWaitingForMerchant(actor, made.mall._id)).some((row) => row.number === number);
  return listed || waits || (await isThere(getRequestDetail(actor, made.mall, number, now)));
}

async function toldOf(number: string): Promise<string[]> {
  const notices = await Notices.find({ mall: made.mall._id, link: `/m/${made.mall.slug}/requests/${number}` }, { template: 1 }).lean();
  const rows = await Deliveries.find({ mall: made.mall._id, notice: { $in: notices.map(({ _id }) => _id) } }, { account: 1, notice: 1 }).lean();
  return rows.map(({ account, notice }) => `${notices.find(({ _id }) => _id === notice)?.template} ${account}`).sort();
}

describe('RIGHTS: Speaking about others: what a passer-by notices inside a booth', () => {
  it('reaches its shop alone: owner and staff who are confirmed, and says nothing of who it was', async () => {
    const { number, id } = await report();
    expect(await rowOf(number)).toMatchObject({ stage: 'with-shop', ladder: 'shop', merchant: shop.merchant, inside: true, sharedWithShop: true });
    expect(await toldOf(number)).toEqual([shop.owner.account, staff.account].map((account) => `noticed-inside ${account}`).sort());
    for (const [name, actor] of Object.entries(others)) expect([name, await findsAnywhere(actor, number, NOW)]).toEqual([name, false]);
    for (const actor of [shop.owner, staff]) expect(await findsAnywhere(actor, number, NOW)).toBe(true);
    const detail = await getRequestDetail(shop.owner, made.mall, number, NOW);
    expect(detail).toMatchObject({ sight: 'full', title: { words: '店里的灯在闪' }, holding: { kind: 'you' }, erased: false, inside: { alone: true, yours: true, until: OVER }, look: null, clocks: [], people: [] });
    expect(detail.happened[0]?.by?.names.zh).toBe('路过的人');
    expect(detail.can).toMatchObject({ keepInside: true, giveOn: true, setAside: true, passOn: false, withdraw: false, takeOn: false, say: false });
    expect(await AuditEvents.findOne({ mall: made.mall._id, target: id }).lean()).toMatchObject({ command: 'request:report', role: 'passer', subject: `shop:${shop.merchant}` });
    expect(await Texts.findOne({ mall: made.mall._id, readers: `request:${id}` }).lean()).toMatchObject({ subject: `shop:${shop.merchant}` });
  });

  it('is in no figure and on no map while it is the shop’s', async () => {
    const before = await countOpenInMall(made.mall._id, at('11:01'));
    const marks = async () => [...(await openRequestMarks({ actor: manager, mall: made.mall, shops: new Map([[shop.unit, { merchants: [shop.merchant] }]]), now: NOW }))].length;
    const marked = await marks();
    const { number } = await report();
    expect(await countOpenInMall(made.mall._id, at('11:02'))).toEqual(before);
    expect(await marks()).toBe(marked);
    expect(await countWaitingRequests(shop.owner, made.mall._id, 'merchant')).toBeGreaterThan(0);
    expect(isTurnOf((await rowOf(number))!, shop.owner, made.mall._id)).toBe(true);
  });

  it('nobody is asked to translate it, and nobody but the shop acts on it', async () => {
    const { number } = await report();
    const title = (await rowOf(number))!.title!;
    expect(await refused(wantTranslation({ mall: made.mall, actor: shop.owner, now: NOW }, number, title, 'ug'))).toBe('requests:refusal.not-now');
    for (const actor of Object.values(others)) for (const type of ['keepInside', 'giveOn', 'setAside'] as const) expect(await isThere(act(actor, number, { type }))).toBe(false);
    expect((await rowOf(number))!.version).toBe(1);
  });

  it('goes to the grid by itself when the day is over, with its words, to people without a tie; the shop still reads along', async () => {
    const { number } = await report();
    expect(await runClocks(made.mall, at('10:59', 12))).toBe(0);
    expect(await findsAnywhere(manager, number, at('10:59', 12))).toBe(false);
    await runClocks(made.mall, OVER);
    expect(await rowOf(number)).toMatchObject({ stage: 'received', ladder: 'grid', rung: 'manager', grid: made.grids[0], inside: true });
    expect(await toldOf(number)).toEqual(expect.arrayContaining([`request-received ${manager.account}`, `noticed-given-on ${shop.owner.account}`]));
    const detail = await getRequestDetail(manager, made.mall, number, OVER);
    expect(detail).toMatchObject({ sight: 'full', title: { words: '店里的灯在闪' }, look: [`shop:${shop.merchant}`], can: { takeOn: true, passOn: false } });
    expect(await findsAnywhere(others.council!, number, OVER)).toBe(true);
    expect(await isThere(getRequestDetail(others.neighbour!, made.mall, number, OVER))).toBe(false);
    expect(await isThere(getRequestDetail(waiting, made.mall, number, OVER))).toBe(false);
    expect((await getRequestDetail(shop.owner, made.mall, number, OVER)).can).toMatchObject({ say: true, passOn: true, keepInside: false });
    expect((await getRequestDetail(staff, made.mall, number, OVER)).can).toMatchObject({ say: true, passOn: false });
    const runs = await toldOf(number);
    await runClocks(made.mall, OVER);
    expect(await toldOf(number)).toEqual(runs);
  });

  it('may be given on before, and then it has the rest of its way at once', async () => {
    const { number } = await report();
    await act(staff, number, { type: 'giveOn' });
    expect(await findsAnywhere(manager, number, at('11:31'))).toBe(true);
    expect(await AuditEvents.findOne({ mall: made.mall._id, target: (await rowOf(number))!._id, command: 'request:giveOn' }).lean()).toMatchObject({ role: 'shop', subject: `shop:${shop.merchant}` });
  });

  it('the shop sees to it: closed for good, never shown to the grid and in no figure of what was solved', async () => {
    const { number, code } = await report();
    await act(shop.owner, number, { type: 'keepInside' });
    await runClocks(made.mall, at('12:00', 14));
    expect(await rowOf(number)).toMatchObject({ stage: 'closed', outcome: 'inside', ladder: 'shop' });
    for (const [name, actor] of Object.entries(others)) expect([name, await findsAnywhere(actor, number, at('12:00', 14))]).toEqual([name, false]);
    expect(await solvedThisMonth(made.mall._id, 'safety', ['defect'], made.mall.zone, at('12:00', 14))).toBeNull();
    expect(await followRequest({ number, code, intent: 'show', turn: undefined }, { address: 'one', now: at('12:00') })).toMatchObject({ stage: 'closed', ended: 'shop', answers: false, holder: { kind: 'nobody' } });
    expect(await refused(followRequest({ number, code, intent: 'no', turn: undefined }, { address: 'one', now: at('12:00') }))).toBe('requests:refusal.not-now');
  });

  it('about people, goods or conduct: one tap closes it, and words and pictures are gone in the same moment', async () => {
    const { number, id, code } = await report('broken', true);
    const kept = async () => (await Texts.countDocuments({ mall: made.mall._id, readers: `request:${id}` })) + (await Attachments.countDocuments({ mall: made.mall._id, readers: `request:${id}` }));
    expect(await kept()).toBe(2);
    await act(staff, number, { type: 'setAside' });
    expect(await kept()).toBe(0);
    expect(await rowOf(number)).toMatchObject({ stage: 'closed', outcome: 'set-aside' });
    expect((await Erasures.find({ mall: made.mall._id }).lean()).map(({ collectionName }) => collectionName)).toEqual(expect.arrayContaining(['texts', 'attachments']));
    // Whether the shop sees to it or set it aside is its own.
    expect(await followRequest({ number, code, intent: 'show', turn: undefined }, { address: 'two', now: at('12:00') })).toMatchObject({ ended: 'shop' });
  });

  it('a report about the place that speaks of people is closed as quickly by whoever has it', async () => {
    const { number, code } = await reportPlace({ mall: made.mall, now: NOW }, place, { what: 'broken', words: { language: 'zh', words: '有人很吵' } });
    await act(manager, number, { type: 'setAside' });
    expect(await rowOf(number)).toMatchObject({ stage: 'closed', outcome: 'set-aside' });
    expect(await getRequestDetail(manager, made.mall, number, at('12:00'))).toMatchObject({ title: null, erased: true });
    expect(await followRequest({ number, code, intent: 'show', turn: undefined }, { address: 'three', now: at('12:00') })).toMatchObject({ ended: 'set-aside' });
  });

  it('fire, gas and electricity go to the grid at once, and the shop is told too', async () => {
    const { number } = await report('danger');
    expect(await rowOf(number)).toMatchObject({ kind: 'hazard', stage: 'received', ladder: 'grid', rung: 'manager' });
    expect(await toldOf(number)).toEqual(expect.arrayContaining([`request-received ${manager.account}`, `noticed-danger ${shop.owner.account}`, `noticed-danger ${staff.account}`]));
    expect(await findsAnywhere(shop.owner, number, NOW)).toBe(true);
  });

  it('to the office only by the owner’s own yes, asked of her and not of the passer-by', async () => {
    const { number } = await report('danger');
    const passOn: RequestCommand = { type: 'passOn', office: made.office, parts: ['words'], purpose: 'building' };
    for (const actor of [staff, manager]) expect(await refused(act(actor, number, passOn))).toBe('requests:refusal.not-yours');
    await act(manager, number, { type: 'takeOn', doing: true });
    await actOnRequest({ mall: made.mall, actor: manager, now: at('11:31') }, number, { command: { type: 'handUp' }, words: { language: 'zh', words: '网格里办不了' } });
    await actOnRequest({ mall: made.mall, actor: others.leader!, now: at('11:32') }, number, { command: { type: 'handUp' }, words: { language: 'zh', words: '需要理事会' } });
    await act(others.council!, number, { type: 'suggestOffice', office: made.office }, at('11:33'));
    expect((await toldOf(number)).filter((told) => told.startsWith('request-question'))).toEqual([`request-question ${shop.owner.account}`]);
    expect((await getRequestDetail(shop.owner, made.mall, number, at('11:34'))).suggested).toMatchObject({ id: made.office });
    expect(await isThere(getRequestDetail(others.official!, made.mall, number, at('11:34')))).toBe(false);
    expect(await refused(act(others.council!, number, passOn, at('11:34')))).toBe('requests:refusal.not-yours');
    await act(shop.owner, number, passOn, at('11:35'));
    expect(await rowOf(number)).toMatchObject({ stage: 'passed-on', passedTo: { office: made.office } });
  });

  it('only a shop that is in this booth can be named', async () => {
    const elsewhere = made.shops[1]![0]!.merchant;
    expect(await refused(reportPlace({ mall: made.mall, now: NOW }, place, { what: 'broken', words: { language: 'zh', words: '灯' }, inside: elsewhere }))).toBe('form.not-a-choice');
  });

  it('stands on the shop’s record and in what its owner takes along, and in nobody else’s', async () => {
    const { number } = await report();
    await act(staff, number, { type: 'giveOn' });
    const record = await getRecord(shop.owner, shop.merchant, 1, at('12:00'));
    if (record.kind !== 'shop') throw new Error('Not the shop’s record.');
    expect(record.writes.rows.map(({ command, role }) => `${command} ${role}`)).toEqual(expect.arrayContaining(['request:report passer', 'request:giveOn shop']));
    const { shops } = await exportRecord(shop.owner, at('12:00'));
    expect(shops.flatMap(({ noticed }) => noticed.requests.map((row) => row.number))).toContain(number);
    expect(JSON.stringify(shops)).toContain('店里的灯在闪');
    expect(JSON.stringify(await exportRecord(others.neighbour!, at('12:00')))).not.toContain(number);
    expect(JSON.stringify(await exportRecord(waiting, at('12:00')))).not.toContain(number);
  });

  it('follows its shop into a merge, and its booth into another grid, without becoming anybody else’s', async () => {
    const { number, id } = await report();
    const [, grid = ''] = made.grids;
    const { state, kind } = (await findCase(made.mall._id, number))!;
    expect(movedTo(kind, state, grid, [])).toEqual({ type: 'grid-changed', facts: { grid, kept: true } });
    const merged = replay(kind, [...(await findCase(made.mall._id, number))!.events, { type: 'shop-merged', facts: { merchant: 'stays' }, seq: 2, at: NOW, actor: 'house', role: 'house' }]);
    expect(merged).toMatchObject({ merchant: 'stays', holder: { kind: 'shop', merchant: 'stays' }, stage: 'with-shop', ladder: 'shop' });
    expect(id).toBe((await rowOf(number))!._id);
  });
});
