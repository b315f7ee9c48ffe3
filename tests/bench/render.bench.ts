import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { codesOf } from '#app/mall/codes/queries.server.ts';
import { findMall } from '#app/platform/malls.server.ts';
import { Units } from '#models/plan.server.ts';
import { ROOT, buildDirectory } from '../../scripts/bootstrap/paths.mjs';
import { freePort, startPortal } from '../setup/portal.ts';
import { printTable, TIMES } from './measuring.mjs';
import { type DemoSessions, openDemo } from './people.ts';

const MALL = 'jinqiao';
const dbName = `mh_bench_render_${inject('run')}`;
let demo: DemoSessions;

beforeAll(async () => {
  // Fills the demonstration as a first start does.
  await (await startPortal({ env: { MONGODB_URI: inject('mongodbUri'), DATABASE_NAME: dbName } })).stop();
  demo = await openDemo(inject('mongodbUri'), dbName);
});
afterAll(() => demo?.close());

interface Measured {
  hello: number;
  rows: { who: string; pattern: string; form: boolean; cost: number; render: number; size: number }[];
  missed: string[];
}

/** Pages that come by a code, a step before them, or a typed address. */
async function unlinkedPages(): Promise<string[]> {
  const mall = (await findMall(MALL, new Date()))!;
  const unit = (await Units.findOne({ mall: mall._id, lettable: true }, { _id: 1 }).lean())!._id;
  const code = (await codesOf(mall, [unit])).get(unit)!;
  const accounts = ['/join', '/join/account', '/sign-in/card', '/sign-in/clear', '/sign-in/code', '/day', '/me/confirm', '/me/recovery', '/me/second-factor/codes'];
  const pages = ['roster', 'what-the-office-sees', 'visit-questions', 'manage/visits/held'].map((page) => `/m/${MALL}/${page}`);
  return [...accounts, ...pages, `/c/${code}`, `/c/${code}/report`];
}

/** In this order: a page that several people have is measured for the first of them. */
const WHO = ['merchant', 'manager', 'leader', 'officer', 'official', 'operator'] as const;

test('CPU per server render of each route against a Remix hello page', async () => {
  const people = Object.fromEntries([['anyone', ''], ...WHO.map((who) => [who, demo.cookies[who]])]);
  const port = String(await freePort());
  const env = { ...process.env, VITEST: '', NODE_ENV: 'production' as const, APP_MODE: 'demo', DEMO_EMPTY: 'true', LOG_LEVEL: 'silent', PORT: port, MONGODB_URI: inject('mongodbUri'), DATABASE_NAME: dbName };
  const child = spawn(process.execPath, [join(ROOT, 'tests/bench/render-portal.mjs')], { env, stdio: ['pipe', 'pipe', 'inherit', 'ipc'], cwd: ROOT });
  child.stdin?.end(JSON.stringify({ buildDirectory: buildDirectory(process.env), people, unlinked: await unlinkedPages() }));
  const { hello, rows, missed } = JSON.parse(await text(child.stdout!)) as Measured;
  expect(rows.length).toBeGreaterThan(0);
  const ms = (cost: number) => `${cost.toFixed(2)} ms`;
  const limit = (form: boolean) => (form ? 6 : 4);
  const lines = rows
    .sort((a, b) => b.render - a.render)
    .map(({ who, pattern, form, cost, render, size }) => {
      // The page with its loaders' answers replayed, for a hello page asks nobody anything (docs/decisions/0034).
      const over = cost > 25 ? 'over 25 ms' : render / hello > limit(form) ? `over ${limit(form)}×` : '';
      return [pattern, who, form ? 'form' : 'page', ms(cost), ms(render), `${(render / hello).toFixed(1)}×`, `${Math.round(size / 1024)} kB`, over];
    });
  printTable(`CPU a request, median of ${TIMES}; a Remix hello page ${ms(hello)}`, ['route', 'as', 'kind', 'CPU', 'without its queries', 'to hello', 'HTML', ''], lines);
  if (missed.length > 0) console.log(`No link led to: ${missed.join(', ')}`);
});
