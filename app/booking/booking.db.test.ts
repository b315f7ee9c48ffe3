import { beforeEach, describe, expect, test } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Bookings, Occasions, RoomTimes } from '#models/booking.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { actorOf, buildOfficer, buildPartner } from '#tests/factories/account.ts';
import { buildMall } from '#tests/factories/mall.ts';
import { addRoom, bookPlace, callOff, giveUpPlace, noteHeads, planOccasion } from './commands.server.ts';
import { eraseBookings, remind, tellCalledOff } from './jobs.server.ts';
import { getOccasion, listOccasions } from './queries.server.ts';
import type { OccasionInput } from './schema.ts';

const now = new Date('2026-03-11T04:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3600_000);
let mall: KnownMall;
let officer: Actor;

beforeEach(async () => {
  mall = await buildMall();
  officer = await buildOfficer(mall._id, { now });
});

const member = (): Actor => {
  const account = newId();
  return actorOf(account, [{ kind: 'owner', mall: mall._id, merchant: newId() }]);
};
const planned = (input: Partial<OccasionInput> = {}): Promise<string> =>
  planOccasion({ mall, actor: officer, now }, { program: 'training', names: { zh: '灭火器怎么用' }, about: {}, room: undefined, day: '2026-03-14', from: '16:00', until: '17:30', places: 2, waitingPlaces: 2, ...input });
const book = (actor: Actor, id: string, at = now) => bookPlace({ mall, actor, now: at }, id);
const states = async (id: string) => (await Bookings.find({ mall: mall._id, occasion: id }).sort({ turn: 1 }).lean()).map((row) => row.state);

describe('Two hundred who book twenty places in the same moment', () => {
  test('get twenty places and a hundred and eighty turns, each its own and in order', async () => {
    const id = await planned({ places: 20, waitingPlaces: 2_000 });
    const people = Array.from({ length: 200 }, member);
    const got = await Promise.all(people.map((actor) => book(actor, id)));
    expect(got.filter((state) => state === 'held')).toHaveLength(20);
    expect(got.filter((state) => state === 'waiting')).toHaveLength(180);
    const rows = await Bookings.find({ mall: mall._id, occasion: id }).sort({ turn: 1 }).lean();
    expect(rows.map((row) => row.turn)).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
    expect(rows.slice(0, 20).every((row) => row.state === 'held')).toBe(true);
    expect(rows.slice(20).every((row) => row.state === 'waiting')).toBe(true);
    expect(await Occasions.findOne({ mall: mall._id, _id: id }).lean()).toMatchObject({ held: 20, waiting: 180, turn: 200 });
    expect(await AuditEvents.countDocuments({ mall: mall._id, command: 'booking:book' })).toBe(200);
  }, 60_000);
});

describe('A place', () => {
  test('taken twice is one place', async () => {
    const [id, one] = [await planned(), member()];
    expect(await Promise.all([book(one, id), book(one, id), book(one, id)])).toEqual(['held', 'held', 'held']);
    expect(await Occasions.findOne({ mall: mall._id, _id: id }).lean()).toMatchObject({ held: 1, waiting: 0, turn: 1 });
  });

  test('given up goes to whoever waits longest, who is told; taken again it is the end of the line', async () => {
    const id = await planned({ places: 1, waitingPlaces: 5 });
    const [one, two, three] = [member(), member(), member()];
    for (const actor of [one, two, three]) await book(actor, id);
    expect((await getOccasion(mall._id, three, id, now)).before).toBe(1);
    await giveUpPlace({ mall, actor: one, now }, id);
    expect((await getOccasion(mall._id, two, id, now)).mine).toBe('held');
    const told = await Deliveries.find({ mall: mall._id, account: two.account }).lean();
    expect(await Notices.findOne({ mall: mall._id, _id: told[0]!.notice }).lean()).toMatchObject({ template: 'booking-moved-up', params: { day: '2026-03-14', from: '16:00' } });
    expect(await AuditEvents.countDocuments({ mall: mall._id, command: 'booking:move-up', subject: `account:${two.account}` })).toBe(1);
    expect(await book(one, id)).toBe('waiting');
    expect((await getOccasion(mall._id, one, id, now)).before).toBe(1);
    expect(await Occasions.findOne({ mall: mall._id, _id: id }).lean()).toMatchObject({ held: 1, waiting: 2 });
  });

  test('isn’t given when all are gone, when it has begun, or to whom only works for a partner', async () => {
    const id = await planned({ places: 1, waitingPlaces: 0 });
    await book(member(), id);
    await expect(book(member(), id)).rejects.toMatchObject({ reason: { key: 'booking:refused.full' } });
    await expect(book(member(), id, new Date('2026-03-14T10:30:00Z'))).rejects.toMatchObject({ reason: { key: 'booking:refused.too-late' } });
    const partner = await buildPartner(mall._id, newId(), { now });
    expect(() => book(partner, id)).toThrow();
  });

  test('of another mall is a 404 for reading, taking and giving up', async () => {
    const id = await planned();
    const other = await buildMall();
    const stranger = actorOf(newId(), [{ kind: 'owner', mall: other._id, merchant: newId() }]);
    await expect(getOccasion(other._id, stranger, id, now)).rejects.toMatchObject({ status: 404 });
    await expect(bookPlace({ mall: other, actor: stranger, now }, id)).rejects.toMatchObject({ status: 404 });
    await expect(giveUpPlace({ mall: other, actor: stranger, now }, id)).rejects.toMatchObject({ status: 404 });
    expect(await states(id)).toEqual([]);
  });
});

describe('Planning', () => {
  test('takes the room: two who want it at overlapping times can’t both have it, in the same moment neither', async () => {
    const room = await addRoom({ mall, actor: officer, now }, { names: { zh: '谈心室' }, seats: 12 });
    const wishes = await Promise.allSettled([planned({ room, from: '16:00', until: '17:30' }), planned({ room, from: '17:00', until: '18:00' })]);
    expect(wishes.filter((wish) => wish.status === 'fulfilled')).toHaveLength(1);
    expect(wishes.find((wish) => wish.status === 'rejected')).toMatchObject({ reason: { reason: { key: 'booking:refused.room-taken' }, field: 'room' } });
    await planned({ room, from: '18:00', until: '19:00' });
    expect(await Occasions.countDocuments({ mall: mall._id })).toBe(2);
  });

  test('needs a name, a time to come and an end after it, and an officer', async () => {
    await expect(planned({ names: {} })).rejects.toMatchObject({ field: 'name-zh' });
    await expect(planned({ day: '2026-03-10' })).rejects.toMatchObject({ field: 'day' });
    await expect(planned({ until: '15:00' })).rejects.toMatchObject({ field: 'until' });
    await expect(planned({ room: newId() })).rejects.toMatchObject({ field: 'room' });
    await expect(planOccasion({ mall, actor: member(), now }, {} as OccasionInput)).rejects.toMatchObject({ status: 404 });
  });

  test('reads times in the mall’s zone', async () => {
    const shown = await getOccasion(mall._id, officer, await planned(), now);
    expect([shown.startsAt.toISOString(), shown.endsAt.toISOString()]).toEqual(['2026-03-14T10:00:00.000Z', '2026-03-14T11:30:00.000Z']);
  });
});

describe('Calling off', () => {
  test('frees the room, tells everybody once however often the job runs, and lets nobody in any more', async () => {
    const room = await addRoom({ mall, actor: officer, now }, { names: { zh: '谈心室' }, seats: 12 });
    const id = await planned({ room, places: 120, waitingPlaces: 20 });
    const people = Array.from({ length: 130 }, member);
    for (const actor of people) await book(actor, id);
    await callOff({ mall, actor: officer, now }, id);
    await callOff({ mall, actor: officer, now }, id);
    await Promise.all([tellCalledOff(mall, now), tellCalledOff(mall, now)]);
    expect(await RoomTimes.countDocuments({ mall: mall._id, occasion: id })).toBe(0);
    expect(new Set(await states(id))).toEqual(new Set(['called-off']));
    expect(await Deliveries.countDocuments({ mall: mall._id })).toBe(130);
    await expect(book(member(), id)).rejects.toMatchObject({ reason: { key: 'booking:refused.called-off' } });
  }, 60_000);
});

describe('Afterwards', () => {
  test('a day before, everybody with a place is reminded, once', async () => {
    const [id, one] = [await planned({ places: 1 }), member()];
    await book(one, id);
    await book(member(), id);
    await remind(mall, now);
    expect(await Deliveries.countDocuments({ mall: mall._id })).toBe(0);
    await remind(mall, later(60));
    await remind(mall, later(61));
    expect((await Deliveries.find({ mall: mall._id }).lean()).map((row) => row.account)).toEqual([one.account]);
  });

  test('heads are counted, by two officers at once only after another look', async () => {
    const id = await planned();
    const after = new Date('2026-03-14T12:00:00Z');
    const { version } = await getOccasion(mall._id, officer, id, after);
    await expect(noteHeads({ mall, actor: officer, now }, id, { heads: 7, version })).rejects.toMatchObject({ field: 'heads' });
    await noteHeads({ mall, actor: officer, now: after }, id, { heads: 7, version });
    await expect(noteHeads({ mall, actor: officer, now: after }, id, { heads: 8, version })).rejects.toMatchObject({ reason: { key: 'booking:refused.changed' } });
    expect((await getOccasion(mall._id, officer, id, after)).heads).toBe(7);
  });

  test('thirty days later nobody knows who had a place', async () => {
    const id = await planned();
    await book(member(), id);
    expect(await eraseBookings(mall._id, new Date('2026-04-10T00:00:00Z'))).toBe(0);
    expect(await eraseBookings(mall._id, new Date('2026-04-14T12:00:00Z'))).toBe(1);
    expect(await Bookings.countDocuments({ mall: mall._id })).toBe(0);
    expect(await Occasions.countDocuments({ mall: mall._id, _id: id })).toBe(1);
  });

  test('officers see how many, and no list says who', async () => {
    const id = await planned();
    const one = member();
    await book(one, id);
    const seen = JSON.stringify([await getOccasion(mall._id, officer, id, now), await listOccasions(mall._id, officer, ['training'], now)]);
    expect(seen).toContain('"held":1');
    expect(seen).not.toContain(one.account);
  });
});
