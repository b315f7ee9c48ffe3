import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Server } from 'socket.io';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Accounts, Memberships } from '#models/account.server.ts';
import { ensureIndexes } from '#models/define-model.server.ts';
import { Deliveries } from '#models/notice.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { closeDatabase, connectDatabase } from '#app/platform/database.server.ts';
import { publishEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { deliveriesUnderWay } from '#app/notices/delivering.server.ts';
import { listMissed, markDelivered } from '#app/notices/receipts.server.ts';
import { sendNotice } from '#app/notices/sending.server.ts';
import { registerNoticeSource } from '#app/realtime/source.server.ts';
import { buildOfficer } from '#tests/factories/account.ts';
import { type LiveHouse, openHouse, signIn, until } from '#tests/factories/live.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { cpuOf, medianOf, printTable } from './measuring.mjs';

/** Open pages; `BENCH_SOCKETS=449,5000,19000` where the machine has files for them. */
const SIZES = (process.env.BENCH_SOCKETS ?? '449,5000').split(',').map(Number);
const PEOPLE = 449;
/** Long enough for the last chunk to be out: what comes after it would not be counted. In ms. */
const calmOf = (sockets: number) => 60 + sockets / 12;
/** Tellings of each kind, some of them to warm up. */
const TOLD = Number(process.env.BENCH_TIMES ?? 35);
const WARM = 5;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** Bytes that are held for good: heap and buffers. */
const heldNow = () => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

let made: MadeMall;
let officer: Actor;
let cookies: string[];
let accounts: string[];
let devices: ChildProcess;

async function ask(question: object): Promise<{ opened?: number; heard?: number; failed?: string }> {
  devices.send(question);
  const [answer] = (await once(devices, 'message')) as [{ opened?: number; heard?: number; failed?: string }];
  if (answer.failed) throw new Error(answer.failed);
  return answer;
}

beforeAll(async () => {
  await connectDatabase(inject('mongodbUri'), { dbName: `mh_bench_fan_out_${inject('run')}` });
  await ensureIndexes();
  const now = new Date();
  made = await makeMall({ now, grids: 1, shops: 1 });
  officer = await buildOfficer(made.mall._id, { now });
  accounts = Array.from({ length: PEOPLE }, newId);
  await Accounts.insertMany(accounts.map((_id) => ({ _id, userName: `u-${_id}`, names: { en: 'Bench' }, translates: [], status: 'active', demo: false })));
  await Memberships.insertMany(accounts.map((account) => ({ account, kind: 'staff', mall: made.mall._id, merchant: made.shops[0]?.[0]?.merchant, from: new Date(0) })));
  cookies = [];
  for (const account of accounts) cookies.push((await signIn(account, now)).cookie);
  registerNoticeSource({ since: listMissed, received: markDelivered });
  devices = fork(join(import.meta.dirname, 'listeners.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
});
afterAll(async () => {
  devices?.kill();
  await closeDatabase();
});

interface Fans {
  address: string;
  /** To everybody, the same packet. */
  all(): void;
  /** To every account a packet of its own. */
  each(): void;
  close(): Promise<void>;
}

/** socket.io as its documentation shows it: everybody in one room, one emit. */
async function openBare(): Promise<Fans> {
  const server: HttpServer = createServer();
  const io = new Server(server, { path: '/realtime', transports: ['websocket'], serveClient: false, perMessageDeflate: false });
  const at = new Map(cookies.map((cookie, place) => [cookie, accounts[place] as string]));
  io.on('connection', (socket) => void socket.join(['mall', `account:${at.get(socket.handshake.headers.cookie ?? '')}`]));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const all = () => void io.to('mall').emit('changed', { type: 'thing:changed', id: newId(), version: 1 });
  const each = () => {
    for (const account of accounts) io.to(`account:${account}`).emit('changed', { type: 'thing:changed', id: newId(), version: 1 });
  };
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, all, each, close: async () => void (await io.close()) };
}

async function openOurs(): Promise<Fans> {
  // The sweep is its own cost, over seconds and not over broadcasts.
  const house: LiveHouse = await openHouse({ perAccount: 100, perAddress: 30_000, sweep: 3_600_000 });
  const all = () => publishEvent({ type: 'thing:changed', id: newId(), version: 1, rooms: [`mall:${made.mall._id}`] });
  const each = () => {
    for (const account of accounts) publishEvent({ type: 'thing:changed', id: newId(), version: 1, rooms: [`account:${account}`] });
  };
  return { address: house.address, all, each, close: house.close };
}

/** CPU of one kind of telling, above an idle pause of the same length; the loop's delay with the pauses of the collector apart. */
async function costOf(tell: () => void, idle: number, calm: number) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let longest = 0;
  const collector = new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (longest = Math.max(longest, duration))));
  collector.observe({ entryTypes: ['gc'] });
  delay.enable();
  const tellAndPause = async () => {
    tell();
    await pause(calm);
  };
  const cost = await cpuOf(tellAndPause, { times: TOLD - WARM, warm: WARM });
  delay.disable();
  collector.disconnect();
  return { cost: Math.max(0, cost - idle), worst: delay.percentile(99.9) / 1e6, collected: longest };
}

async function measure(openFans: () => Promise<Fans>, sockets: number) {
  const fans = await openFans();
  const calm = calmOf(sockets);
  const before = heldNow();
  const began = performance.now();
  await ask({ open: { address: fans.address, path: '/realtime', cookies, times: sockets, receipts: false } });
  const opening = performance.now() - began;
  await pause(500);
  const memory = (heldNow() - before) / sockets;
  const idle = await cpuOf(() => pause(calm), { times: 8, warm: 2 });
  await ask({ count: true });
  const all = await costOf(fans.all, idle, calm);
  const each = await costOf(fans.each, idle, calm);
  let heard = 0;
  for (let asked = 0; heard < 2 * TOLD * sockets && asked < 200; asked += 1) {
    await pause(300);
    heard += (await ask({ count: true })).heard ?? 0;
  }
  expect(heard).toBe(2 * TOLD * sockets);
  await ask({ close: true });
  await fans.close();
  return { all, each, memory, opening };
}

test('CPU of one packet to everybody, and of one to each account, against bare socket.io', async () => {
  const rows: (string | number)[][] = [];
  for (const sockets of SIZES) {
    const bare = await measure(openBare, sockets);
    const ours = await measure(openOurs, sockets);
    for (const kind of ['all', 'each'] as const) {
      const line = (who: string, { [kind]: { cost, worst, collected }, memory, opening }: typeof ours) => {
        const shown = [`${cost.toFixed(1)} ms`, `${(cost / bare[kind].cost).toFixed(2)}×`, `${worst.toFixed(1)} ms`, `${collected.toFixed(1)} ms`];
        return [sockets, kind === 'all' ? 'the same to all' : 'each its own', who, ...shown, `${(memory / 1024).toFixed(1)} kB`, `${(memory / bare.memory).toFixed(2)}×`, `${Math.round(opening)} ms`];
      };
      rows.push(line('bare socket.io', bare), line('the hub', ours));
    }
  }
  const load = loadavg().map((one) => one.toFixed(1)).join(', ');
  printTable(`Packets to all open pages, median of ${TOLD - WARM}; load ${load}`, ['pages', 'packet', '', 'CPU', 'to bare', 'loop delay p99.9', 'longest GC', 'memory a page', 'to bare', 'all connected'], rows);
});

test('from sending a notice to its last receipt stored', async () => {
  const house = await openHouse({ perAccount: 100, sweep: 3_600_000 });
  await ask({ open: { address: house.address, path: '/realtime', cookies, times: PEOPLE, receipts: true } });
  const walls: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    const before = process.cpuUsage();
    const began = performance.now();
    const information = { class: 'information' as const, to: ['mall'], original: 'zh' as const, title: { zh: '电梯停用' }, body: {} };
    const id = await sendNotice({ mall: made.mall, actor: officer, now: new Date() }, information);
    await until(async () => (await Deliveries.countDocuments({ mall: made.mall._id, notice: id, state: 'delivered' })) === PEOPLE);
    await deliveriesUnderWay();
    walls.push(performance.now() - began);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
  }
  printTable(`A notice to ${PEOPLE} open pages: text, rows, packets, receipts`, ['', 'median', 'worst of 12'], [
    ['from "send" to the last receipt stored', `${Math.round(medianOf(walls))} ms`, `${Math.round(Math.max(...walls))} ms`],
    ['CPU of the portal (polling included)', `${Math.round(medianOf(cpu))} ms`, `${Math.round(Math.max(...cpu))} ms`],
  ]);
  await ask({ close: true });
  await house.close();
});
