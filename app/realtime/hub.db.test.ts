import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Memberships, RoleTerms } from '#models/account.server.ts';
import { Sessions } from '#models/session.server.ts';
import { publishEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { stopSessions } from '#app/platform/sessions.server.ts';
import { buildOfficial, buildOwner, buildVolunteer } from '#tests/factories/account.ts';
import { connected, type Device, type LiveHouse, openDevice, openHouse, signIn, until } from '#tests/factories/live.ts';
import type { CaughtUp } from './protocol.ts';
import { registerNoticeSource } from './source.server.ts';

const now = new Date();
const mall = newId();
let house: LiveHouse;
let devices: Device[];

const device = async (account: string): Promise<Device> => {
  const made = openDevice(house.address, (await signIn(account, now)).cookie);
  devices.push(made);
  return connected(made);
};
const refused = (made: Device) => {
  devices.push(made);
  return connected(made).then(
    () => 'let in',
    (error: Error) => error.message,
  );
};
const tell = (...rooms: string[]) => publishEvent({ type: 'thing:changed', id: newId(), version: 1, rooms });
const watch = (made: Device, room: string) => made.emitWithAck('watch', room);
/** Long enough for a packet that was sent to have come. */
const aMoment = () => new Promise((next) => setTimeout(next, 80));

beforeEach(async () => {
  devices = [];
  registerNoticeSource({ since: async (absences) => absences.map(() => ({ notices: [], more: false })), received: async () => undefined });
  house = await openHouse();
});
afterEach(async () => {
  for (const made of devices) made.disconnect();
  await house.close();
});

describe('who is let in', () => {
  it('nobody without a session, with a forged one, or with one that was stopped', async () => {
    const { account } = await buildOwner(mall, newId(), { now });
    const stopped = await signIn(account, now);
    await stopSessions(account, now, stopped.id);
    expect(await refused(openDevice(house.address, undefined))).toBe('signed-out');
    expect(await refused(openDevice(house.address, 'mh=forged-but-of-no-session'))).toBe('signed-out');
    expect(await refused(openDevice(house.address, stopped.cookie))).toBe('signed-out');
  });

  it('nobody from a page of another origin, or of none', async () => {
    const { account } = await buildOwner(mall, newId(), { now });
    const { cookie } = await signIn(account, now);
    expect(await refused(openDevice(house.address, cookie, { origin: 'https://elsewhere.example' }))).not.toBe('let in');
    expect(await refused(openDevice(house.address, cookie, { origin: 'null' }))).not.toBe('let in');
    expect(await refused(openDevice(house.address, cookie))).toBe('let in');
  });

  it('one account only so often, and one address only so often', async () => {
    await house.close();
    house = await openHouse({ perAccount: 2, perAddress: 3 });
    const { account } = await buildOwner(mall, newId(), { now });
    const other = await buildOwner(mall, newId(), { now });
    await device(account);
    await device(account);
    const { cookie } = await signIn(account, now);
    expect(await refused(openDevice(house.address, cookie))).toBe('too-many');
    await aMoment();
    await device(other.account);
    const again = await signIn(other.account, now);
    expect(await refused(openDevice(house.address, again.cookie))).not.toBe('let in');
  });
});

describe('RIGHTS: What leaves the house', () => {
  it('a packet holds type, id and version, and a notice its order: nothing else, whatever an event carries', async () => {
    const owner = await buildOwner(mall, newId(), { now });
    const made = await device(owner.account);
    const [id, order] = [newId(), newId()];
    const event = { type: 'request:changed', id, version: 3, rooms: [`account:${owner.account}`], words: 'kept inside' };
    publishEvent(event);
    publishEvent({ ...event, type: 'notice:sent', order });
    await until(() => made.heard.length === 2);
    expect(made.heard).toEqual([
      { type: 'request:changed', id, version: 3 },
      { type: 'notice:sent', id, version: 3, order },
    ]);
  });

  it('each hears its own shop, grid and mall, and no other’s', async () => {
    const shop = newId();
    const [grid, otherGrid, otherMall] = [newId(), newId(), newId()];
    const owner = await device((await buildOwner(mall, shop, { now })).account);
    const leader = await device((await buildVolunteer(mall, grid, 'leader', { now })).account);
    const stranger = await device((await buildOwner(otherMall, newId(), { now })).account);
    tell(`shop:${shop}`);
    tell(`grid:${grid}`, `shop:${shop}`);
    tell(`grid:${otherGrid}`);
    tell(`mall:${mall}`);
    tell(`mall-officers:${mall}`);
    await until(() => owner.heard.length >= 3 && leader.heard.length >= 2);
    await aMoment();
    expect([owner.heard.length, leader.heard.length, stranger.heard.length]).toEqual([3, 2, 0]);
  });

  it('an official is in the room of the office, and in none of a mall under it', async () => {
    const office = newId();
    const official = await device((await buildOfficial(office, { now })).account);
    tell(`mall:${mall}`);
    tell(`mall-officers:${mall}`);
    tell(`office:${office}`);
    await until(() => official.heard.length > 0);
    await aMoment();
    expect(official.heard).toHaveLength(1);
  });

  it('asking for a foreign room opens nothing', async () => {
    const [grid, foreign] = [newId(), newId()];
    const leader = await device((await buildVolunteer(mall, grid, 'leader', { now })).account);
    expect(await watch(leader, `grid:${grid}`)).toBe(true);
    for (const room of [`grid:${foreign}`, `account:${newId()}`, `office:${newId()}`, `mall-officers:${mall}`, `mall:${newId()}`]) expect(await watch(leader, room)).toBe(false);
    tell(`grid:${foreign}`);
    tell(`mall-officers:${mall}`);
    await aMoment();
    expect(leader.heard).toEqual([]);
  });
});

describe('when rights end', () => {
  it('signing out closes the open pages of that session at once, and no other', async () => {
    const { account } = await buildOwner(mall, newId(), { now });
    const session = await signIn(account, now);
    const here = openDevice(house.address, session.cookie);
    devices.push(here);
    await connected(here);
    const elsewhere = await device(account);
    await stopSessions(account, new Date(), session.id);
    await until(() => !here.connected);
    await aMoment();
    expect(elsewhere.connected).toBe(true);
  });

  it('a session ended by another process is closed by the next sweep', async () => {
    const { account } = await buildOwner(mall, newId(), { now });
    const made = await device(account);
    await Sessions.updateMany({ account }, { $set: { stoppedAt: new Date() } });
    await until(() => !made.connected);
    expect(made.connected).toBe(false);
  });

  it('a lost role leaves its rooms at once when this process is told', async () => {
    const [grid, shop] = [newId(), newId()];
    const { account } = await buildVolunteer(mall, grid, 'manager', { now });
    await buildOwner(mall, shop, { now, account });
    const made = await device(account);
    await RoleTerms.updateMany({ mall, account }, { $set: { to: new Date(now.getTime() - 1000) } });
    publishEvent({ type: 'memberships:changed', id: account, version: 1, rooms: [] });
    await until(() => made.heard.some((change) => change.type === 'memberships:changed'));
    expect(await watch(made, `grid:${grid}`)).toBe(false);
    expect(await watch(made, `shop:${shop}`)).toBe(true);
  });

  it('a role that ended unheard is left by the next sweep, and a new shop’s room joined', async () => {
    const [grid, shop] = [newId(), newId()];
    const { account } = await buildVolunteer(mall, grid, 'manager', { now });
    const made = await device(account);
    await RoleTerms.updateMany({ mall, account }, { $set: { to: new Date(now.getTime() - 1000) } });
    await Memberships.create({ account, kind: 'owner', mall, merchant: shop, from: new Date(now.getTime() - 1000), confirmedAt: now });
    await until(() => watch(made, `shop:${shop}`));
    expect(await watch(made, `grid:${grid}`)).toBe(false);
  });
});

describe('what a device may send', () => {
  it('a flood closes the connection', async () => {
    const made = await device((await buildOwner(mall, newId(), { now })).account);
    for (let i = 0; i < 200; i += 1) made.emit('watch', `mall:${mall}`, () => undefined);
    await until(() => !made.connected);
    expect(made.connected).toBe(false);
  });

  it('a message beyond 16 kB closes it, too', async () => {
    const made = await device((await buildOwner(mall, newId(), { now })).account);
    made.emit('watch', 'x'.repeat(20_000), () => undefined);
    await until(() => !made.connected);
    expect(made.connected).toBe(false);
  });

  it('forged orders and receipts of the wrong shape are answered with nothing', async () => {
    const made = await device((await buildOwner(mall, newId(), { now })).account);
    const ask = (question: unknown): Promise<CaughtUp | null> => made.emitWithAck('catch-up', question as never);
    expect(await ask({ after: '../../all', away: 0 })).toBeNull();
    expect(await ask({ after: { $gt: '' }, away: 0 })).toBeNull();
    expect(await ask({ away: -1 })).toBeNull();
    expect(await made.emitWithAck('received', [{ $ne: null }] as never)).toBe(0);
    expect(await made.emitWithAck('received', Array.from({ length: 101 }, newId))).toBe(0);
    expect(await ask({ away: 0 })).toMatchObject({ notices: [] });
  });

  it('a page is told to read again only if something happened in its rooms meanwhile', async () => {
    const made = await device((await buildOwner(mall, newId(), { now })).account);
    await new Promise((next) => setTimeout(next, 2_100));
    const ask = async () => (await made.emitWithAck('catch-up', { away: 0 }))?.stale;
    expect(await ask()).toBe(false);
    tell(`mall:${newId()}`);
    expect(await ask()).toBe(false);
    tell(`mall:${mall}`);
    expect(await ask()).toBe(true);
  });
});
