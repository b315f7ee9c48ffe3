import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Rooms, RoomTimes } from '#models/booking.server.ts';
import { Notices } from '#models/notice.server.ts';
import { RequestEvents } from '#models/request.server.ts';
import { listAppointments } from '#app/booking/appointments.server.ts';
import { planOccasion } from '#app/booking/commands.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { actsIn, later, NOW, refusedAt, zh } from '#tests/factories/request-acts.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { eventOf, getCase } from '../case.server.ts';
import { openRequest } from '../commands.server.ts';
import { replay } from '../engine/state.ts';
import { proposeMeeting } from './commands.server.ts';
import { registerMeetings } from './queries.server.ts';

const FRIDAY = { day: '2026-03-13', from: '11:00', until: '12:00', hall: 'talk' };

let made: MadeMall;
let amina: Actor;
let neighbour: Actor;
let manager: Actor;

beforeAll(() => {
  registerPrograms();
  registerMeetings();
});
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: NOW, grids: 1, shops: 2 });
  amina = made.shops[0]![0]!.owner;
  neighbour = made.shops[0]![1]!.owner;
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: NOW });
  await Rooms.create([{ _id: 'talk', mall: made.mall._id, names: { zh: '谈话室' }, seats: 6 }]);
});

const { doing, act, seen } = actsIn(() => made);
const quarters = () => RoomTimes.countDocuments({ mall: made.mall._id, room: 'talk' });

async function taken(asker = amina, shop = 0): Promise<string> {
  const { number } = await openRequest(doing(asker, 0), { account: asker.account, role: 'merchant', merchant: made.shops[0]![shop]!.merchant, kind: 'borrow', words: zh('借梯子'), channel: 'ask' });
  await act(manager, number, { type: 'takeOn', doing: true }, 1);
  return number;
}

describe('A meeting proposed in a request', () => {
  it('holds its room, is told to the other side, and shows in both sides’ appointments', async () => {
    const number = await taken();
    await proposeMeeting(doing(manager, 2), number, FRIDAY, zh('带上合同'));
    expect(await quarters()).toBe(4);
    const mine = await seen(amina, number);
    expect(mine).toMatchObject({ meeting: { startsAt: new Date('2026-03-13T05:00:00Z'), room: { zh: '谈话室' }, byYou: false, agreed: false }, meetingWords: { words: '带上合同' }, can: { agreeMeeting: true, callOffMeeting: false } });
    await act(amina, number, { type: 'agreeMeeting', meeting: mine.meeting!.id }, 3);
    for (const actor of [amina, manager]) expect(await listAppointments(made.mall._id, actor.account, later(4))).toMatchObject([{ to: `requests/${number}`, room: { zh: '谈话室' }, agreed: true }]);
    expect(await listAppointments(made.mall._id, neighbour.account, later(4))).toEqual([]);
    expect(await listAppointments(made.mall._id, amina.account, later(24 * 3))).toEqual([]);
    expect((await Notices.find({ mall: made.mall._id, template: /^meeting/ }).lean()).map(({ template }) => template).sort()).toEqual(['meeting-agreed', 'meeting-proposed']);
    expect(await AuditEvents.countDocuments({ mall: made.mall._id, subject: `account:${amina.account}`, command: /Meeting$/ })).toBe(2);
    const found = await getCase(made.mall._id, number);
    const stored = await RequestEvents.find({ mall: made.mall._id, request: found.row._id }).sort({ seq: 1 }).lean();
    expect(replay(found.kind, stored.map(eventOf))).toEqual(found.state);
    expect(await refusedAt(proposeMeeting(doing(neighbour, 3), number, FRIDAY))).toBe(404);
  });

  it('gets no room that somebody else has then, a course’s included, also when both ask in one moment', async () => {
    const [one, other] = [await taken(), await taken(neighbour, 1)];
    const answers = await Promise.all([refusedAt(proposeMeeting(doing(manager, 2), one, FRIDAY)), refusedAt(proposeMeeting(doing(manager, 2), other, { ...FRIDAY, from: '11:30', until: '12:30' }))]);
    expect(answers.filter((answer) => answer === 'allowed' || answer === undefined)).toHaveLength(1);
    expect(answers).toContainEqual(['hall', 'requests:refusal.room-taken']);
    const officer = await buildOfficer(made.mall._id, { now: NOW });
    const course = { program: 'training' as const, names: { zh: '课' }, about: {}, places: 5, waitingPlaces: 0, day: '2026-03-14', from: '11:00', until: '12:00', room: 'talk' };
    await planOccasion(doing(officer, 2), course);
    expect(await refusedAt(proposeMeeting(doing(amina, 3), one, { ...FRIDAY, day: '2026-03-14' }))).toEqual(['hall', 'requests:refusal.room-taken']);
    expect(await refusedAt(planOccasion(doing(officer, 3), { ...course, day: '2026-03-13', from: '11:30' }))).toEqual(['room', 'booking:refused.room-taken']);
  });

  it('gives its room back with a no, another time, a calling off, and the end of the request', async () => {
    const number = await taken();
    const idOf = async () => (await getCase(made.mall._id, number)).state.meeting!.id;
    await proposeMeeting(doing(manager, 2), number, FRIDAY);
    await act(amina, number, { type: 'declineMeeting', meeting: await idOf() }, 3);
    expect(await quarters()).toBe(0);
    await proposeMeeting(doing(manager, 3), number, FRIDAY);
    await proposeMeeting(doing(amina, 3), number, { ...FRIDAY, until: '11:30' });
    expect(await quarters()).toBe(2);
    await act(manager, number, { type: 'agreeMeeting', meeting: await idOf() }, 4);
    expect(await refusedAt(proposeMeeting(doing(manager, 4), number, FRIDAY))).toEqual(['form', 'requests:refusal.meeting-stands']);
    await act(manager, number, { type: 'callOffMeeting', meeting: await idOf() }, 4);
    expect(await quarters()).toBe(0);
    await proposeMeeting(doing(manager, 4), number, FRIDAY);
    await act(amina, number, { type: 'withdraw' }, 5);
    expect([await quarters(), (await seen(amina, number)).meeting?.ended]).toEqual([0, 'called-off']);
  });

  it('needs a day, two times and a place', async () => {
    const number = await taken();
    expect(await refusedAt(proposeMeeting(doing(manager, 2), number, { ...FRIDAY, day: undefined }))).toEqual(['day', 'form.required']);
    expect(await refusedAt(proposeMeeting(doing(manager, 2), number, { ...FRIDAY, hall: undefined }))).toEqual(['words', 'requests:refusal.meeting-place']);
    expect(await refusedAt(proposeMeeting(doing(manager, 2), number, { ...FRIDAY, hall: 'nowhere' }))).toEqual(['hall', 'form.not-a-choice']);
    expect(await refusedAt(proposeMeeting(doing(manager, 2), number, { ...FRIDAY, day: '2026-03-09' }))).toEqual(['from', 'requests:refusal.meeting-time']);
    await proposeMeeting(doing(manager, 2), number, { ...FRIDAY, hall: undefined }, zh('在您店里'));
    expect([await quarters(), (await seen(amina, number)).meetingWords?.words]).toEqual([0, '在您店里']);
  });
});
