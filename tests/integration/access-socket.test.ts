import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Deliveries } from '#models/notice.server.ts';
import { publishEvent } from '#app/platform/events.server.ts';
import { fillRegistries } from '#app/routes/registries.server.ts';
import { roomsOf } from '#app/realtime/rooms.ts';
import { connected, type Device, type LiveHouse, openDevice, openHouse } from '#tests/factories/live.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { buildSide, type Person, type Side } from './world.ts';

let house: LiveHouse;
let sides: Side[];
/** An open page of everybody in two malls under two offices. */
let pages: { who: string; side: Side; person: Person; device: Device; mine: string[] }[];

beforeAll(async () => {
  await emptyDatabase();
  fillRegistries();
  const then = new Date(Date.now() - 24 * 3600_000);
  sides = [await buildSide(then), await buildSide(then)];
  house = await openHouse({ messages: { burst: 5_000, perSecond: 5_000 } });
  pages = await Promise.all(
    sides.flatMap((side, at) =>
      (Object.keys(side.cookies) as Person[]).map(async (person) => {
        const device = await connected(openDevice(house.address, side.cookies[person]));
        const mine = [...roomsOf(side.actors[person])].filter((room) => !room.startsWith('session:'));
        return { who: `${person} of ${at === 0 ? 'here' : 'there'}`, side, person, device, mine };
      }),
    ),
  );
}, 60_000);
afterAll(async () => {
  for (const { device } of pages ?? []) device.disconnect();
  await house?.close();
});

describe('every capacity × every room of two malls, over the socket', () => {
  it('is in the rooms of her own memberships, and asking for any other opens none', async () => {
    const rooms = [...new Set(pages.flatMap(({ mine }) => mine))];
    expect(rooms.length).toBeGreaterThan(30);
    for (const kind of ['account:', 'mall:', 'mall-officers:', 'shop:', 'grid:', 'office:']) expect(rooms.filter((room) => room.startsWith(kind)).length).toBeGreaterThan(1);
    for (const { who, device, mine } of pages) {
      const inside: string[] = [];
      for (const room of rooms) if (await device.emitWithAck('watch', room)) inside.push(room);
      expect([who, inside.sort()]).toEqual([who, mine.toSorted()]);
    }
  });

  it('hears nothing of the other mall when everything is told there', async () => {
    const [here, there] = sides as [Side, Side];
    const theirs = [`mall:${there.made.mall._id}`, `mall-officers:${there.made.mall._id}`, `office:${there.made.office}`, ...there.made.grids.map((grid) => `grid:${grid}`), ...there.made.shops.flat().map(({ merchant }) => `shop:${merchant}`)];
    for (const { device } of pages) device.heard = [];
    for (const room of theirs) publishEvent({ type: 'thing:changed', id: 'of-there', version: 1, rooms: [room] });
    // Told last: when it has come, everything before it has.
    for (const { side, person } of pages) publishEvent({ type: 'thing:changed', id: 'last', version: 1, rooms: [`account:${side.actors[person].account}`] });
    await expect.poll(() => pages.every(({ device }) => device.heard.some(({ id }) => id === 'last')), { timeout: 10_000 }).toBe(true);
    const heard = (side: Side) => pages.filter((page) => page.side === side && page.device.heard.some(({ id }) => id === 'of-there')).map(({ person }) => person);
    expect(heard(here)).toEqual([]);
    expect(heard(there)).toEqual(expect.arrayContaining(['merchant', 'manager', 'officer', 'official']));
    expect(heard(there)).not.toEqual(expect.arrayContaining(['partner']));
  });

  it('stores no receipt for another’s notice, and is told nothing of it', async () => {
    const [here, there] = sides as [Side, Side];
    const notice = here.params.notice!;
    const before = await Deliveries.countDocuments({ mall: here.made.mall._id, notice, state: { $in: ['delivered', 'acknowledged'] } });
    for (const { side, device } of pages) {
      if (side !== there) continue;
      await device.emitWithAck('received', [notice]);
      const told = await device.emitWithAck('catch-up', { after: '01890000-0000-7000-8000-000000000000', away: 1_000 });
      expect(told?.notices.map(({ id }) => id) ?? []).not.toContain(notice);
    }
    await new Promise((done) => setTimeout(done, 600));
    expect(await Deliveries.countDocuments({ mall: here.made.mall._id, notice, state: { $in: ['delivered', 'acknowledged'] } })).toBe(before);
  });
});
