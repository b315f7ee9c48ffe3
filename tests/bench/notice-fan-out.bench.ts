import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
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
const CALM = 60;
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
  close(): Promise<void>;
}

/** socket.io as its documentation shows it: everybody in one room, one emit. */
async function openBare(): Promise<Fans> {
  const server: HttpServer = createServer();
  const io = new Server(server, { path: '/realtime', transports: ['websocket'], serveClient: false, perMessageDeflate: false });
  io.on('connection', (socket) => void socket.join('mall'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const all = () => void io.to('mall').emit('changed', { type: 'thing:changed', id: newId(), version: 1 });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, all, close: async () => void (await io.close()) };
}

async function openOurs(): Promise<Fans> {
  // The sweep is its own cost, over seconds and not over broadcasts.
  const house: LiveHouse = await openHouse({ perAccount: 100, perAddress: 30_000, sweep: 3_600_000 });
  const all = () => publishEvent({ type: 'thing:changed', id: newId(), version: 1, rooms: [`mall:${made.mall._id}`] });
  return { address: house.address, all, close: house.close };
}

async function measure(openFans: () => Promise<Fans>, sockets: number) {
  const fans = await openFans();
  const began = performance.now();
  await ask({ open: { address: fans.address, path: '/realtime', cookies, times: sockets, receipts: false } });
  const opening = performance.now() - began;
  const idle = await cpuOf(() => pause(CALM), { times: 10, warm: 2 });
  await ask({ count: true });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const cost = await cpuOf(
    async () => {
      fans.all();
      await pause(CALM);
    },
    { times: 30, warm: 5 },
  );
  delay.disable();
  let heard = 0;
  for (let asked = 0; heard < 35 * sockets && asked < 100; asked += 1) {
    await pause(300);
    heard += (await ask({ count: true })).heard ?? 0;
  }
  expect(heard).toBe(35 * sockets);
  await ask({ close: true });
  await fans.close();
  return { cost: Math.max(0, cost - idle), worst: delay.percentile(99.9) / 1e6, opening };
}

test('CPU of one packet to everybody, against bare socket.io', async () => {
  const rows: (string | number)[][] = [];
  for (const sockets of SIZES) {
    const bare = await measure(openBare, sockets);
    const ours = await measure(openOurs, sockets);
    const line = (who: string, { cost, worst, opening }: typeof ours) => [sockets, who, `${cost.toFixed(1)} ms`, `${(cost / bare.cost).toFixed(2)}×`, `${worst.toFixed(1)} ms`, `${Math.round(opening)} ms`];
    rows.push(line('bare socket.io', bare), line('the hub', ours));
  }
  printTable('One packet to all open pages, median of 30', ['pages', '', 'CPU', 'to bare', 'loop delay p99.9', 'all connected'], rows);
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
