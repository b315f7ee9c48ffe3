import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Accounts, Memberships } from '#models/account.server.ts';
import { Deliveries } from '#models/notice.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { publishEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { countSums, listNotices } from '#app/notices/queries.server.ts';
import { deliveriesUnderWay } from '#app/notices/delivering.server.ts';
import { listMissed, markDelivered } from '#app/notices/receipts.server.ts';
import { sendNotice } from '#app/notices/sending.server.ts';
import { LiveConnection } from '#app/realtime/live-client.ts';
import type { Changed } from '#app/realtime/protocol.ts';
import { registerNoticeSource } from '#app/realtime/source.server.ts';
import { buildOfficer } from '#tests/factories/account.ts';
import { connected, type Device, type LiveHouse, openDevice, openHouse, signIn, until } from '#tests/factories/live.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';

let house: LiveHouse;
let made: MadeMall;
let officer: Actor;
const open: { disconnect?(): unknown; close?(): unknown }[] = [];

const information = (to: string[], title = '电梯停用') => ({ class: 'information' as const, to, original: 'zh' as const, title: { zh: title }, body: {} });
const send = (to: string[]) => sendNotice({ mall: made.mall, actor: officer, now: new Date() }, information(to));
const sums = (id: string, accounts: number) => countSums(made.mall._id, { _id: id, accounts });

async function build(shops: number) {
  const now = new Date();
  made = await makeMall({ now, grids: 1, shops });
  officer = await buildOfficer(made.mall._id, { now });
  registerNoticeSource({ since: listMissed, received: markDelivered });
  house = await openHouse();
}
const owners = () => made.shops.flat().map((shop) => shop.owner);

/** As many people of one shop as the demonstration has shops. */
async function hireStaff(count: number): Promise<string[]> {
  const people = Array.from({ length: count }, newId);
  await Accounts.insertMany(people.map((_id) => ({ _id, userName: `u-${_id}`, names: { en: 'Test' }, translates: [], status: 'active', demo: false })));
  const shop = made.shops[0]?.[0]?.merchant;
  await Memberships.insertMany(people.map((account) => ({ account, kind: 'staff', mall: made.mall._id, merchant: shop, from: new Date(0) })));
  return people;
}

/** The page's own connection, as a browser of this account would hold it. */
async function openPage(account: string) {
  const heard: (Changed | null)[] = [];
  const states: string[] = [];
  const { cookie } = await signIn(account, new Date());
  const ears = { onStale: (change: Changed | null) => void heard.push(change), onState: (state: string) => void states.push(state) };
  const connection = new LiveConnection(ears, performance.now(), house.address, { extraHeaders: { cookie, origin: house.address }, forceNew: true });
  open.push(connection);
  await until(() => states.includes('live'));
  return { heard, states };
}

beforeEach(() => {
  open.length = 0;
});
afterEach(async () => {
  for (const one of open) {
    one.disconnect?.();
    one.close?.();
  }
  await deliveriesUnderWay();
  await house.close();
});

describe('a notice to 449 open pages', () => {
  it('comes to each once, and the sender’s figures say so', async () => {
    await build(1);
    const accounts = await hireStaff(449);
    const cookies: string[] = [];
    for (let from = 0; from < accounts.length; from += 40) {
      const signedIn = await Promise.all(accounts.slice(from, from + 40).map((account) => signIn(account, new Date())));
      cookies.push(...signedIn.map(({ cookie }) => cookie));
    }
    const devices = await Promise.all(
      cookies.map((cookie): Promise<Device> => {
        const device = openDevice(house.address, cookie);
        open.push(device);
        device.on('changed', ({ type, id }) => {
          if (type === 'notice:sent') device.emit('received', [id], () => undefined);
        });
        return connected(device);
      }),
    );
    const id = await send(['mall']);
    await until(async () => (await sums(id, 451)).delivered === 449);
    const came = devices.map((device) => device.heard.filter((change) => change.id === id && change.type === 'notice:sent').length);
    expect(came).toEqual(Array(449).fill(1));
    expect(await sums(id, 451)).toEqual({ accounts: 451, sent: 451, delivered: 449, acknowledged: 0 });
  }, 120_000);
});

describe('a page that was away', () => {
  it('hears what it missed when it comes back, stores the receipt, and shows nothing twice', async () => {
    await build(2);
    const [me] = owners() as [Actor];
    const page = await openPage(me.account);
    const first = await send(['mall']);
    await until(() => page.heard.some((change) => change?.id === first));
    await until(async () => (await Deliveries.findOne({ mall: made.mall._id, notice: first, account: me.account }).lean())?.state === 'delivered');

    const { port } = house;
    await house.close();
    await until(() => page.states.at(-1) === 'lost');
    const second = await send(['mall']);
    await deliveriesUnderWay();
    expect((await Deliveries.findOne({ mall: made.mall._id, notice: second, account: me.account }).lean())?.state).toBe('sent');
    house = await openHouse({}, port);
    await until(() => page.states.at(-1) === 'live');
    await until(async () => (await Deliveries.findOne({ mall: made.mall._id, notice: second, account: me.account }).lean())?.state === 'delivered');
    expect(page.heard.filter((change) => change?.id === first)).toHaveLength(1);
    expect((await listNotices({ mall: made.mall._id, actor: me, language: 'zh', now: new Date() }, {})).notices.map((notice) => notice.id)).toEqual([second, first]);
  });

  it('that missed nothing isn’t read again, though the replay overlaps', async () => {
    await build(2);
    const [me] = owners() as [Actor];
    const page = await openPage(me.account);
    const id = await send([`grid:${made.grids[0]}`]);
    await until(() => page.heard.some((change) => change?.id === id));
    await new Promise((next) => setTimeout(next, 2_200));
    const before = page.heard.length;
    for (const socket of house.hub.io.sockets.sockets.values()) socket.conn.close();
    await until(() => page.states.at(-1) === 'lost');
    await until(() => page.states.at(-1) === 'live');
    expect(page.heard).toHaveLength(before);
  });

  it('twice the same packet is one notice to the eye', async () => {
    await build(1);
    const [me] = owners() as [Actor];
    const page = await openPage(me.account);
    const [id, order] = [newId(), newId()];
    for (let i = 0; i < 3; i += 1) publishEvent({ type: 'notice:sent', id, version: 1, order, rooms: [`account:${me.account}`] });
    publishEvent({ type: 'request:changed', id: newId(), version: 1, rooms: [`account:${me.account}`] });
    await until(() => page.heard.some((change) => change?.type === 'request:changed'));
    expect(page.heard.filter((change) => change?.id === id)).toHaveLength(1);
  });
});
