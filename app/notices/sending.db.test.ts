import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bookings, Occasions } from '#models/booking.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { Texts } from '#models/text.server.ts';
import { registerParticipants } from '#app/booking/participants.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { type LiveEvent, onEvent } from '#app/platform/events.server.ts';
import { listAlarms } from './alarms.server.ts';
import { acknowledgeNotice, withdrawNotice } from './commands.server.ts';
import { correctNotice } from './correcting.server.ts';
import { deliveriesUnderWay, startScheduled } from './delivering.server.ts';
import { countSums, getNotice, listNotices } from './queries.server.ts';
import { listMissed } from './receipts.server.ts';
import { secondNotice } from './seconding.server.ts';
import { sendNotice } from './sending.server.ts';

const now = new Date('2026-03-11T06:00:00Z');
const HOUR = 3600_000;
let made: MadeMall;
let officer: Actor;
let other: Actor;

const information = (to: string[], more: object = {}) => ({ class: 'information' as const, to, original: 'zh' as const, title: { zh: '电梯停用', ug: 'لىفت توختايدۇ' }, body: {}, ...more });
const fixed = (to: string[], name: 'fire' | 'water' = 'water') => ({ class: 'must-acknowledge' as const, to, original: 'zh' as const, fixed: name, day: '2026-03-15', from: '10:00', until: '10:15', added: {} });
const emergency = (kind: 'fire' | 'gas') => ({ class: 'emergency' as const, to: ['mall'], original: 'zh' as const, emergency: kind, added: {} });
const at = (actor: Actor, when = now) => ({ mall: made.mall, actor, now: when });
const send = async (actor: Actor, input: Parameters<typeof sendNotice>[1]) => {
  const id = await sendNotice(at(actor), input);
  await deliveriesUnderWay();
  return id;
};
const refusalOf = (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => (error instanceof Refusal ? error.reason.key : String((error as Response).status)));
const receiversOf = async (id: string) => (await Deliveries.find({ mall: made.mall._id, notice: id }).lean()).map((row) => row.account).sort();
const ownerIn = (grid: number, shop = 0) => made.shops[grid]?.[shop]?.owner as Actor;
const reader = (actor: Actor, when = now) => ({ mall: made.mall._id, actor, language: 'zh' as const, now: when });
const stateOf = async (id: string) => (await Notices.findOne({ mall: made.mall._id, _id: id }).lean())?.state;

beforeEach(async () => {
  made = await makeMall({ now, grids: 2, shops: 2 });
  officer = await buildOfficer(made.mall._id, { now });
  other = await buildOfficer(made.mall._id, { now, post: 'secretary' });
});
afterEach(deliveriesUnderWay);

describe('audiences beside places', () => {
  it('a trade is the members of its open shops; nobody of another trade, no volunteer', async () => {
    const shop = made.shops[1]?.[1];
    await buildVolunteer(made.mall._id, made.grids[1] as string, 'leader', { now });
    await Merchants.updateOne({ mall: made.mall._id, _id: shop?.merchant }, { $set: { trade: 'tea' } });
    expect(await receiversOf(await send(officer, information(['trade:tea'])))).toEqual([shop?.owner.account]);
    expect(await refusalOf(send(officer, information(['trade:curfew'])))).toBe('form.not-a-choice');
  });

  it('a role is its holders in all grids, and together with a grid everybody once', async () => {
    const leaders = await Promise.all(made.grids.map((grid) => buildVolunteer(made.mall._id, grid, 'leader', { now })));
    expect(await receiversOf(await send(officer, information(['role:leader'])))).toEqual(leaders.map(({ account }) => account).sort());
    const both = await receiversOf(await send(officer, information(['role:leader', `grid:${made.grids[0]}`])));
    expect(both).toEqual([...leaders.map(({ account }) => account), ownerIn(0).account, ownerIn(0, 1).account].sort());
  });

  it('a lead writes to whoever holds a place in something of a program, and to nobody else', async () => {
    registerParticipants();
    const lead = await buildOfficer(made.mall._id, { now, post: 'lead' });
    const startsAt = new Date(now.getTime() + 24 * HOUR);
    const occasion = newId();
    await Occasions.create({ _id: occasion, mall: made.mall._id, program: 'training', names: { en: 'Course' }, startsAt, endsAt: new Date(startsAt.getTime() + HOUR), bookBy: startsAt, places: 5, waitingPlaces: 5, held: 1, waiting: 1, turn: 2, state: 'open', version: 1 });
    await Bookings.insertMany([
      { _id: newId(), mall: made.mall._id, occasion, account: ownerIn(0).account, state: 'held', turn: 1, createdAt: new Date(now.getTime() - HOUR) },
      { _id: newId(), mall: made.mall._id, occasion, account: ownerIn(1).account, state: 'waiting', turn: 2, createdAt: new Date(now.getTime() - HOUR) },
    ]);
    expect(await receiversOf(await send(lead, information(['program:training'])))).toEqual([ownerIn(0).account]);
    expect(await refusalOf(send(lead, information(['program:safety'])))).toBe('notices:refused.nobody');
    expect(await refusalOf(send(lead, information(['mall'])))).toBe('notices:refused.not-yours');
  });
});

describe('two people', () => {
  it('a drill goes to nobody until another officer has said yes, and then once', async () => {
    const id = await send(officer, fixed(['mall'], 'fire'));
    expect([await stateOf(id), await receiversOf(id)]).toEqual(['proposed', []]);
    expect(await refusalOf(getNotice(reader(ownerIn(0)), id))).toBe('404');
    expect((await listNotices(reader(other), {})).notices[0]).toMatchObject({ title: { template: 'notice-second' }, link: `/m/${made.mall.slug}/notices/${id}` });
    expect(await refusalOf(secondNotice(at(officer), id))).toBe('404');
    expect(await refusalOf(secondNotice(at(ownerIn(0)), id))).toBe('404');
    await secondNotice(at(other), id);
    await deliveriesUnderWay();
    expect(await refusalOf(secondNotice(at(other), id))).toBe('404');
    expect([await stateOf(id), (await receiversOf(id)).length]).toEqual(['sent', 6]);
    expect(await getNotice(reader(officer), id)).toMatchObject({ second: { en: 'Test' } });
    expect((await getNotice(reader(ownerIn(0)), id)).second).toBeUndefined();
  });

  it('an emergency does too, but a fire goes at once', async () => {
    expect(await stateOf(await send(officer, emergency('gas')))).toBe('proposed');
    const fire = await send(officer, emergency('fire'));
    expect(await stateOf(fire)).toBe('sent');
    expect(await getNotice(reader(ownerIn(0)), fire)).toMatchObject({ class: 'emergency', waiting: true, title: { template: 'emergency.fire' } });
  });

  it('taken back before the yes it can’t be agreed to any more', async () => {
    const id = await send(officer, fixed(['mall'], 'fire'));
    await withdrawNotice(at(officer), id, { reason: '改期', language: 'zh' });
    expect(await refusalOf(secondNotice(at(other), id))).toBe('404');
    expect(await receiversOf(id)).toEqual([]);
  });
});

describe('its moment and its end', () => {
  it('a planned one goes out at its moment, by the mall’s clock, and not before', async () => {
    const id = await send(officer, information(['mall'], { sendDay: '2026-03-12', sendTime: '10:00', lastDay: '2026-03-13' }));
    const moment = new Date('2026-03-12T10:00:00+06:00');
    const zoned = made.mall.zone === 'Asia/Shanghai' ? new Date('2026-03-12T10:00:00+08:00') : moment;
    expect([await stateOf(id), (await Notices.findOne({ mall: made.mall._id, _id: id }).lean())?.sentAt]).toEqual(['scheduled', zoned]);
    await startScheduled(made.mall._id, new Date(zoned.getTime() - 1));
    expect(await stateOf(id)).toBe('scheduled');
    await startScheduled(made.mall._id, zoned);
    await startScheduled(made.mall._id, zoned);
    await deliveriesUnderWay();
    expect([await stateOf(id), (await receiversOf(id)).length]).toEqual(['sent', 6]);
  });

  it('one that would be over before it goes out is refused', async () => {
    expect(await refusalOf(send(officer, information(['mall'], { sendDay: '2026-03-14', sendTime: '10:00', lastDay: '2026-03-13' })))).toBe('notices:refused.not-timely');
    expect(await refusalOf(send(officer, information(['mall'], { lastDay: '2026-03-10' })))).toBe('notices:refused.not-timely');
  });
});

describe('an emergency on open pages', () => {
  const alarmsOf = async (actor: Actor, when = now) => (await listAlarms(made.mall, actor.account, 'zh', when)).map(({ id }) => id);

  it('stands on top of every receiver’s pages until “Got it”, withdrawal or its end; nothing else does', async () => {
    await send(officer, information(['mall']));
    await send(officer, fixed(['mall']));
    expect(await alarmsOf(ownerIn(0))).toEqual([]);
    const id = await send(officer, { ...emergency('fire'), to: [`grid:${made.grids[0]}`] });
    expect(await listAlarms(made.mall, ownerIn(0).account, 'ug', now)).toMatchObject([{ id, title: { language: 'ug' } }]);
    expect(await alarmsOf(ownerIn(1))).toEqual([]);
    await acknowledgeNotice(at(ownerIn(0)), id);
    expect(await alarmsOf(ownerIn(0))).toEqual([]);
    expect(await alarmsOf(ownerIn(0, 1))).toEqual([id]);
    await withdrawNotice(at(officer), id, { reason: '演练', language: 'zh' });
    expect(await alarmsOf(ownerIn(0, 1))).toEqual([]);
  });

  it('is told to pages that nobody looks at, too, and no other notice is', async () => {
    const told: LiveEvent[] = [];
    const stop = onEvent((event) => event.type === 'emergency:sent' && told.push(event));
    await send(officer, information(['mall']));
    expect(told).toEqual([]);
    const id = await send(officer, emergency('fire'));
    stop();
    expect(told.map((event) => event.id)).toEqual([id]);
    expect(told[0]?.rooms.sort()).toEqual((await receiversOf(id)).map((account) => `account:${account}`));
  });
});

describe('correcting', () => {
  const later = new Date(now.getTime() + HOUR);
  const correction = (title: Record<string, string>, still = false) => ({ class: 'information' as const, original: 'zh' as const, still, title, body: {} });

  it('erases the old words, marks it, and sends it anew to everybody who has it, once', async () => {
    const id = await send(officer, information(['mall']));
    const me = ownerIn(0);
    const absence = { account: me.account, malls: [made.mall._id], after: newId() };
    const old = (await Notices.findOne({ mall: made.mall._id, _id: id }).lean())?.title;
    await correctNotice(at(officer, later), id, correction({ zh: '二号电梯停用', ug: '2-لىفت توختايدۇ' }));
    await deliveriesUnderWay();
    expect(await getNotice(reader(me, later), id)).toMatchObject({ corrected: true, title: { words: { text: '二号电梯停用' } } });
    expect(await Texts.countDocuments({ mall: made.mall._id, _id: old })).toBe(0);
    expect((await listMissed([absence]))[0]?.notices.map((one) => one.id)).toContain(id);
    expect(await receiversOf(id)).toHaveLength(6);
    expect(await countSums(made.mall._id, { _id: id, accounts: 6 })).toEqual({ accounts: 6, sent: 6, delivered: 0, acknowledged: 0 });
  });

  it('a language left as it was doesn’t go out with a changed original without asking', async () => {
    const id = await send(officer, information(['mall']));
    const changed = { zh: '二号电梯停用', ug: 'لىفت توختايدۇ' };
    expect(await refusalOf(correctNotice(at(officer, later), id, correction(changed)))).toBe('notices:refused.original-changed');
    expect(await refusalOf(correctNotice(at(officer, later), id, correction(changed, true)))).toBe('done');
    expect(await refusalOf(correctNotice(at(ownerIn(0), later), id, correction(changed, true)))).toBe('404');
  });

  it('an acknowledgement given to the old words is asked for again', async () => {
    const id = await send(officer, fixed(['mall']));
    await acknowledgeNotice(at(ownerIn(0)), id);
    await correctNotice(at(officer, later), id, { class: 'must-acknowledge', original: 'zh', still: false, day: '2026-03-16', from: '12:00', until: '13:00', added: {} });
    await deliveriesUnderWay();
    expect(await getNotice(reader(ownerIn(0), later), id)).toMatchObject({ waiting: true, title: { named: { day: '2026-03-16', from: '12:00' } } });
  });
});
