import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { Memberships } from '#models/account.server.ts';
import { Malls } from '#models/mall.server.ts';
import { closeDatabase, connectDatabase } from '#app/platform/database.server.ts';
import { startSession } from '#app/platform/sessions.server.ts';
import { REALTIME_PATH } from '#app/realtime/protocol.ts';
import { pidOf, startPortal, type TestPortal } from '../setup/portal.ts';
import { openDevices } from './devices.ts';
import { printTable } from './measuring.mjs';

const PAGES = 449;
let portal: TestPortal | undefined;
afterAll(async () => {
  await closeDatabase();
  await portal?.stop();
});

const jsonOf = (dataDir: string, name: string) => JSON.parse(readFileSync(join(dataDir, 'run', `${name}.json`), 'utf8')) as { pid: number; uri?: string };

/** Resident memory of a process in MB. Linux only. */
function residentOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

function weigh({ dataDir }: TestPortal): number[] {
  const parts = [residentOf(pidOf(dataDir, 'portal')), residentOf(pidOf(dataDir, 'database')), residentOf(jsonOf(dataDir, 'lock').pid)];
  return [...parts, parts.reduce((sum, part) => sum + part, 0)];
}

const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

test('memory of the whole thing at rest and under 449 open pages', async () => {
  expect(inject('mongodbUri')).toBeTruthy();
  portal = await startPortal({ env: { MONGODB_URI: '' } });
  const fresh = weigh(portal);
  await pause(20_000);
  const rest = weigh(portal);

  await connectDatabase(String(jsonOf(portal.dataDir, 'database').uri));
  const mall = await Malls.findOne({ state: 'open' }, { slug: 1 }).lean();
  const owners = await Memberships.find({ kind: 'owner', mall: mall?._id }, { account: 1 }).limit(2000).lean();
  const people = [...new Set(owners.map(({ account }) => account))];
  // Somebody with two shops has two pages open.
  const accounts = Array.from({ length: PAGES }, (_none, at) => people[at % people.length] as string);
  const cookies: string[] = [];
  for (const account of accounts) cookies.push((await startSession(account, 'mine', 'Chrome', new Date(), { strong: true })).cookie.split(';')[0] ?? '');
  const devices = await openDevices({ url: portal.url, path: REALTIME_PATH, cookies, pages: cookies.map(() => `/m/${mall?.slug}`) });
  const open = weigh(portal);
  await pause(20_000);
  const later = weigh(portal);
  devices.stop();

  const row = (what: string, parts: number[]) => [what, ...parts.map((part) => `${Math.round(part)} MB`)];
  const lines = [row('just filled and open', fresh), row('at rest, 20 s later', rest), row(`${cookies.length} pages loaded, sockets open`, open), row('the same, 20 s later', later)];
  printTable('Resident memory', ['', 'portal', 'database', 'supervisor', 'all'], lines);
});
