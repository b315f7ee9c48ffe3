import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { Texts } from '#models/text.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { type LiveEvent, onEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { buildLevelHead, buildOfficer, buildStaff, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { buildLevel, buildMerchant } from '#tests/factories/place.ts';
import { countReach, pagesOfAccounts } from './audiences.server.ts';
import { acknowledgeNotice, notify, withdrawNotice } from './commands.server.ts';
import { deliverNotice, deliveriesUnderWay, resumeDeliveries } from './delivering.server.ts';
import { forgetExpired } from './jobs.server.ts';
import { countSums, countWaitingNotices, getNotice, listNotices, listSent } from './queries.server.ts';
import { listMissed, markDelivered } from './receipts.server.ts';
import { KEPT_AFTER_EXPIRY, NOTICE_DAYS, replayFrom } from './rules.ts';
import { sendNotice } from './sending.server.ts';

const now = new Date('2026-03-11T06:00:00Z');
const DAY = 24 * 3600_000;

let made: MadeMall;
let officer: Actor;
let leader: Actor;
let told: LiveEvent[];
let stop: () => void;

const information = (to: string[], title: Record<string, string> = { zh: '电梯停用', ug: 'لىفت توختايدۇ' }) => ({ class: 'information' as const, to, original: 'zh' as const, title, body: {} });
const fixed = (to: string[]) => ({ class: 'must-acknowledge' as const, to, original: 'zh' as const, fixed: 'water' as const, day: '2026-03-15', from: '10:00', until: '10:15', added: { zh: '走楼梯。' } });
const send = async (actor: Actor, input: Parameters<typeof sendNotice>[1]) => {
  const id = await sendNotice({ mall: made.mall, actor, now }, input);
  await deliveriesUnderWay();
  return id;
};
const refusalOf = (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => (error instanceof Refusal ? error.reason.key : String((error as Response).status)));
const receiversOf = async (id: string) => (await Deliveries.find({ mall: made.mall._id, notice: id }).lean()).map((row) => row.account).sort();
const ownersOf = (grid: number) => (made.shops[grid] ?? []).map((shop) => shop.owner.account);
const reader = (actor: Actor, language: 'zh' | 'ru' | 'ug' = 'zh') => ({ mall: made.mall._id, actor, language, now });
const ownerIn = (grid: number, shop = 0) => made.shops[grid]?.[shop]?.owner as Actor;

beforeEach(async () => {
  made = await makeMall({ now, grids: 2, shops: 3 });
  officer = await buildOfficer(made.mall._id, { now });
  leader = await buildVolunteer(made.mall._id, made.grids[0] as string, 'leader', { now });
  told = [];
  stop = onEvent((event) => told.push(event));
});
afterEach(async () => {
  await deliveriesUnderWay();
  stop();
});

describe('who may send what to whom', () => {
  it('an officer to the mall, a leader to her own grid only, and nobody else at all', async () => {
    const [own, other] = made.grids.map((grid) => `grid:${grid}`) as [string, string];
    expect(await refusalOf(send(officer, information(['mall'])))).toBe('done');
    expect(await refusalOf(send(leader, information([own])))).toBe('done');
    expect(await refusalOf(send(leader, information([own, other])))).toBe('notices:refused.not-yours');
    expect(await refusalOf(send(leader, information(['mall'])))).toBe('notices:refused.not-yours');
    expect(await refusalOf(send(leader, information([`level:${made.level}`])))).toBe('notices:refused.not-yours');
    expect(await refusalOf(send(ownerIn(0), information([own])))).toBe('notices:refused.not-yours');
  });

  it('only an officer asks for an acknowledgement', async () => {
    expect(await refusalOf(send(leader, fixed([`grid:${made.grids[0]}`])))).toBe('notices:refused.not-yours');
    expect(await refusalOf(send(officer, fixed([`grid:${made.grids[0]}`])))).toBe('done');
  });

  it('another mall’s grid, no words in the original and an empty audience are refused, and nothing is stored', async () => {
    const elsewhere = await makeMall({ now, grids: 1, shops: 1 });
    expect(await refusalOf(send(officer, information([`grid:${elsewhere.grids[0]}`])))).toBe('form.not-a-choice');
    expect(await refusalOf(send(officer, information(['mall'], { ug: 'سالام' })))).toBe('notices:refused.no-original');
    expect(await refusalOf(send(officer, { ...fixed(['mall']), until: '09:00' }))).toBe('notices:refused.until-before-from');
    expect(await refusalOf(send(officer, { ...fixed(['mall']), fixed: 'recall', added: {} }))).toBe('notices:refused.no-original');
    expect(await Notices.countDocuments({ mall: made.mall._id })).toBe(0);
  });
});

describe('the audience', () => {
  it('of a grid is its shops’ members and its five, each once', async () => {
    const shop = made.shops[0]?.[0];
    const staff = await buildStaff(made.mall._id, shop?.merchant as string, { now });
    await buildVolunteer(made.mall._id, made.grids[0] as string, 'manager', { now, account: ownerIn(0).account });
    const id = await send(officer, information([`grid:${made.grids[0]}`]));
    expect(await receiversOf(id)).toEqual([...ownersOf(0), staff.account, leader.account].sort());
  });

  it('of a floor is everybody on it, and of the mall the officers too', async () => {
    const onFloor = await receiversOf(await send(officer, information([`level:${made.level}`])));
    expect(onFloor).toEqual([...ownersOf(0), ...ownersOf(1), leader.account].sort());
    const everybody = await receiversOf(await send(officer, information(['mall'])));
    expect(everybody).toEqual([...onFloor, officer.account].sort());
  });

  it('has the heads of its levels in it, whether it is a grid, a floor or the mall, and no head of another floor', async () => {
    const upstairs = await buildLevel(made.mall._id, { ordinal: 1 });
    const head = await buildLevelHead(made.mall._id, made.level, made.grids, { now });
    const other = await buildLevelHead(made.mall._id, upstairs, [], { now });
    for (const to of [`grid:${made.grids[0]}`, `level:${made.level}`]) {
      const receivers = await receiversOf(await send(officer, information([to])));
      expect([to, receivers.includes(head.account), receivers.includes(other.account)]).toEqual([to, true, false]);
    }
    expect(await receiversOf(await send(officer, information(['mall'])))).toEqual(expect.arrayContaining([head.account, other.account]));
  });

  it('is frozen: who comes later isn’t in it, whenever it is asked', async () => {
    const later = new Date(now.getTime() + DAY);
    await buildStaff(made.mall._id, made.shops[0]?.[0]?.merchant as string, { now: new Date(later.getTime() + 365 * DAY) });
    const pages: string[][] = [];
    for await (const page of pagesOfAccounts(made.mall._id, { kind: 'grids', ids: [made.grids[0] as string] }, now)) pages.push(page);
    expect(pages.flat().sort()).toEqual([...ownersOf(0), leader.account].sort());
  });

  it('says before sending how many shops it reaches, and who needs it on paper', async () => {
    await buildMerchant(made.mall._id, { level: made.level, grid: made.grids[1] as string, number: 'F1-099' });
    expect(await countReach(made.mall._id, { kind: 'mall' }, now)).toMatchObject({ shops: 7, unreached: 1, unreachedIn: [made.grids[1]] });
  });
});

describe('delivery', () => {
  it('goes to each account once, however often it is begun again and however many at once', async () => {
    const id = await send(officer, information(['mall']));
    await Notices.updateOne({ mall: made.mall._id, _id: id }, { $set: { state: 'sending' } });
    await Promise.all([deliverNotice(made.mall._id, id), deliverNotice(made.mall._id, id)]);
    const rows = await Deliveries.find({ mall: made.mall._id, notice: id }).lean();
    expect(rows).toHaveLength(8);
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['sent']));
    expect(await Notices.findOne({ mall: made.mall._id, _id: id }).lean()).toMatchObject({ state: 'sent', accounts: 8, queued: 8 });
  });

  it('killed between two batches it is found and finished, and what was written but not sent is sent', async () => {
    const id = await send(officer, information(['mall']));
    const rows = await Deliveries.find({ mall: made.mall._id, notice: id }).sort({ account: 1 }).lean();
    const [unsent, unwritten] = [rows.slice(0, 3), rows.slice(3, 6)];
    await Deliveries.updateMany({ mall: made.mall._id, _id: { $in: unsent.map((row) => row._id) } }, { $set: { state: 'queued' } });
    await Deliveries.deleteMany({ mall: made.mall._id, _id: { $in: unwritten.map((row) => row._id) } });
    await Notices.updateOne({ mall: made.mall._id, _id: id }, { $set: { state: 'sending', queued: 5 } });
    told = [];
    expect(await resumeDeliveries(made.mall._id, new Date(Date.now() + 60_000))).toBe(1);
    await deliveriesUnderWay();
    expect(await receiversOf(id)).toEqual(rows.map((row) => row.account).sort());
    const again = told.filter((event) => event.type === 'notice:sent').flatMap((event) => event.rooms);
    expect(again.sort()).toEqual([...unsent, ...unwritten].map((row) => `account:${row.account}`).sort());
    expect(await Deliveries.countDocuments({ mall: made.mall._id, notice: id, state: 'queued' })).toBe(0);
  });

  it('a notice that is being delivered isn’t taken up a second time', async () => {
    const id = await send(officer, information(['mall']));
    await Notices.updateOne({ mall: made.mall._id, _id: id }, { $set: { state: 'sending' } });
    expect(await resumeDeliveries(made.mall._id, new Date())).toBe(0);
  });

  it('RIGHTS: What leaves the house: events of a notice carry ids, rooms of the accounts that it is for, and its officers’ for what was sent', async () => {
    await send(officer, information(['mall']));
    const events = told.filter((event) => event.type.startsWith('notice:'));
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) {
      expect(Object.keys(event).sort().filter((key) => key !== 'order')).toEqual(['id', 'rooms', 'type', 'version']);
      expect(event.rooms.every((room) => /^account:[0-9a-f-]{36}$/.test(room) || (event.type === 'notice:changed' && room === `mall-officers:${made.mall._id}`))).toBe(true);
    }
    expect(JSON.stringify(events)).not.toContain('电梯');
  });
});

describe('RIGHTS: Words', () => {
  it('what was written lives encrypted among the texts, readable through the notice alone, and goes with it', async () => {
    const id = await send(officer, information(['mall']));
    const row = await Notices.findOne({ mall: made.mall._id, _id: id }).lean();
    expect(JSON.stringify(row)).not.toContain('电梯');
    const text = await Texts.findOne({ mall: made.mall._id, _id: row?.title }).lean();
    expect(text?.readers).toEqual([`notice:${id}`]);
    expect(text?.eraseAt).toEqual(new Date(now.getTime() + NOTICE_DAYS * DAY + KEPT_AFTER_EXPIRY));
    expect(JSON.stringify(await AuditEvents.find({ mall: made.mall._id }).lean())).not.toContain('电梯');
  });

  it('readers get their language, and where it is missing the original, named as such', async () => {
    const id = await send(officer, information(['mall']));
    const titleFor = async (language: 'zh' | 'ug' | 'ru') => (await getNotice(reader(ownerIn(0), language), id)).title;
    expect(await titleFor('zh')).toEqual({ words: { text: '电梯停用', language: 'zh', own: true } });
    expect(await titleFor('ug')).toMatchObject({ words: { text: 'لىفت توختايدۇ', language: 'ug', own: true }, original: { text: '电梯停用', language: 'zh' } });
    expect(await titleFor('ru')).toEqual({ words: { text: '电梯停用', language: 'zh', own: false } });
  });
});

describe('receipts and figures', () => {
  it('a hundred receipts are one database operation; only the account’s own delivery moves', async () => {
    const id = await send(officer, information(['mall']));
    const accounts = await receiversOf(id);
    const stranger = { account: newId(), malls: [made.mall._id], notice: id };
    const operations: string[] = [];
    mongoose.set('debug', (collection: string, operation: string) => operations.push(`${collection}.${operation}`));
    await markDelivered([...accounts.slice(0, 3).map((account) => ({ account, malls: [made.mall._id], notice: id })), stranger], now);
    mongoose.set('debug', false);
    expect(operations).toEqual(['deliveries.bulkWrite']);
    await markDelivered([{ account: accounts[3] as string, malls: [newId()], notice: id }], now);
    expect(await countSums(made.mall._id, { _id: id, accounts: 8 })).toEqual({ accounts: 8, sent: 8, delivered: 3, acknowledged: 0 });
  });

  it('the sender sees sums and no name; a reader sees no sums', async () => {
    const id = await send(officer, fixed(['mall']));
    await acknowledgeNotice({ mall: made.mall, actor: ownerIn(0), now }, id);
    const view = await getNotice(reader(officer), id);
    expect(view.sums).toEqual({ accounts: 8, sent: 8, delivered: 1, acknowledged: 1 });
    expect(JSON.stringify(view)).not.toContain(ownerIn(0).account);
    expect((await getNotice(reader(ownerIn(1)), id)).sums).toBeUndefined();
    expect((await listSent(reader(officer))).notices[0]?.sums.acknowledged).toBe(1);
  });

  it('“Got it” twice is once, shows on nobody else’s record, and isn’t open to somebody it wasn’t sent to', async () => {
    const id = await send(officer, fixed([`grid:${made.grids[0]}`]));
    const doing = { mall: made.mall, actor: ownerIn(0), now };
    await acknowledgeNotice(doing, id);
    await acknowledgeNotice(doing, id);
    const rows = await AuditEvents.find({ mall: made.mall._id, command: 'notice:acknowledge' }).lean();
    expect(rows.map((row) => row.subject)).toEqual([`account:${ownerIn(0).account}`]);
    expect(await refusalOf(acknowledgeNotice({ ...doing, actor: ownerIn(1) }, id))).toBe('404');
    expect(await refusalOf(getNotice(reader(ownerIn(1)), id))).toBe('404');
  });

  it('counts what waits: new ones until the list has shown them, must-acknowledge until “Got it” or withdrawal', async () => {
    const me = ownerIn(0);
    const wait = (cookie: string | null = null) => countWaitingNotices(me, made.mall._id, cookie, now);
    await send(officer, information(['mall']));
    const asked = await send(officer, fixed(['mall']));
    expect(await wait()).toBe(2);
    const { latest } = await listNotices(reader(me), {});
    expect(await wait(`mh-seen=${latest}`)).toBe(1);
    await acknowledgeNotice({ mall: made.mall, actor: me, now }, asked);
    expect(await wait(`mh-seen=${latest}`)).toBe(0);
    const second = await send(officer, fixed(['mall']));
    expect(await wait(`mh-seen=${latest}`)).toBe(1);
    await withdrawNotice({ mall: made.mall, actor: officer, now }, second, { reason: '改期了', language: 'zh' });
    expect(await wait(`mh-seen=${latest}`)).toBe(0);
  });
});

const newestOrder = async (account: string) => (await Deliveries.findOne({ mall: made.mall._id, account }).sort({ order: -1 }).lean())?.order ?? '';

describe('replay', () => {
  it('answers what came after an order, oldest first, and nothing of anybody else’s', async () => {
    const me = ownerIn(0);
    const first = await send(officer, information(['mall']));
    const absence = { account: me.account, malls: [made.mall._id], after: await newestOrder(me.account) };
    const second = await send(officer, information([`grid:${made.grids[0]}`]));
    const third = await send(officer, information([`grid:${made.grids[1]}`]));
    const other = { ...absence, account: ownerIn(1).account };
    const [mine, elsewhere, theirs] = await listMissed([absence, { ...absence, malls: [newId()] }, other]);
    expect(mine?.notices.map((notice) => notice.id)).toEqual([first, second]);
    expect(elsewhere).toEqual({ notices: [], more: false });
    expect(theirs?.notices.map((notice) => notice.id)).toEqual([first, third]);
  });

  it('begins two minutes before the known order, so that a slow transaction is never skipped', () => {
    const order = newId();
    const moment = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    expect(moment(order) - moment(replayFrom(order))).toBe(120_000);
  });
});

describe('what the house tells single people', () => {
  const tell = (accounts: string[], fail = false) =>
    runCommand({ name: 'test:tell', mall: made.mall._id, actor: officer, role: 'officer', subject: 'none', now }, async (tx) => {
      const id = await notify(tx, { accounts, template: 'request-taken-on', params: { number: 'TS-2026-0000001' }, link: '/m/x/requests/TS-2026-0000001' });
      if (fail) throw new Error('the command failed');
      return id;
    });

  it('is told once each, and only if the command commits', async () => {
    const me = ownerIn(0).account;
    const id = await tell([me, me, leader.account]);
    expect(await receiversOf(id as string)).toEqual([me, leader.account].sort());
    expect(told.filter((event) => event.type === 'notice:sent')).toHaveLength(1);
    await expect(tell([me], true)).rejects.toThrow('the command failed');
    expect(await Notices.countDocuments({ mall: made.mall._id })).toBe(1);
    expect(await tell([])).toBeNull();
  });

  it('is shown to its receivers alone, with nothing to follow for an officer', async () => {
    const id = (await tell([ownerIn(0).account])) as string;
    const { notices } = await listNotices(reader(ownerIn(0)), {});
    expect(notices[0]).toMatchObject({ id, class: 'personal', title: { template: 'request-taken-on', named: { number: 'TS-2026-0000001' } } });
    expect(await refusalOf(getNotice(reader(officer), id))).toBe('404');
    expect((await listSent(reader(officer))).notices).toEqual([]);
  });
});

describe('withdrawing and keeping', () => {
  it('a withdrawn notice stays readable, marked with the reason, stops being sent and tells its receivers', async () => {
    const id = await send(officer, information(['mall']));
    told = [];
    expect(await refusalOf(withdrawNotice({ mall: made.mall, actor: leader, now }, id, { reason: '-', language: 'zh' }))).toBe('404');
    await withdrawNotice({ mall: made.mall, actor: officer, now }, id, { reason: '电梯修好了', language: 'zh' });
    const view = await getNotice(reader(ownerIn(0)), id);
    expect(view).toMatchObject({ withdrawn: true, title: { words: { text: '电梯停用' } }, withdrawal: { words: { text: '电梯修好了' } } });
    expect(told.find((event) => event.type === 'notice:withdrawn')?.rooms).toHaveLength(8);
    await Deliveries.deleteMany({ mall: made.mall._id, notice: id });
    await deliverNotice(made.mall._id, id);
    expect(await receiversOf(id)).toEqual([]);
  });

  it('RIGHTS: Keeping: notices and deliveries go seven days after expiry, not before', async () => {
    const id = await send(officer, information(['mall']));
    const expired = now.getTime() + NOTICE_DAYS * DAY;
    expect(await forgetExpired(made.mall._id, new Date(expired + 6 * DAY))).toBe(0);
    expect(await forgetExpired(made.mall._id, new Date(expired + 7 * DAY))).toBe(9);
    expect(await receiversOf(id)).toEqual([]);
  });

  it('lists are pages of twenty, newest first', async () => {
    for (let i = 0; i < 22; i += 1) {
      await runCommand({ name: 'test:tell', mall: made.mall._id, actor: officer, role: 'officer', subject: 'none', now }, (tx) => notify(tx, { accounts: [ownerIn(0).account], template: 'request-message', params: { number: `N-${i}` } }));
    }
    const first = await listNotices(reader(ownerIn(0)), {});
    const second = await listNotices(reader(ownerIn(0)), { before: first.before });
    expect([first.notices.length, second.notices.length]).toEqual([20, 2]);
    expect(first.notices[0]?.title).toMatchObject({ named: { number: 'N-21' } });
    expect(second.before).toBeUndefined();
  });
});
