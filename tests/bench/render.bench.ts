import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ROOT, buildDirectory } from '../../scripts/bootstrap/paths.mjs';
import { freePort, startPortal } from '../setup/portal.ts';
import { printTable, TIMES } from './measuring.mjs';
import { type DemoSessions, openDemo } from './people.ts';

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
  rows: { who: string; pattern: string; form: boolean; cost: number; loading: number; size: number }[];
  missed: string[];
}

/** In this order: a page that several people have is measured for the first of them. */
const WHO = ['merchant', 'manager', 'leader', 'officer', 'official', 'operator'] as const;

test('CPU per server render of each route against a Remix hello page', async () => {
  const people = Object.fromEntries([['anyone', ''], ...WHO.map((who) => [who, demo.cookies[who]])]);
  const port = String(await freePort());
  const env = { ...process.env, VITEST: '', NODE_ENV: 'production' as const, APP_MODE: 'demo', DEMO_EMPTY: 'true', LOG_LEVEL: 'silent', PORT: port, MONGODB_URI: inject('mongodbUri'), DATABASE_NAME: dbName };
  const child = spawn(process.execPath, [join(ROOT, 'tests/bench/render-portal.mjs')], { env, stdio: ['pipe', 'pipe', 'inherit', 'ipc'], cwd: ROOT });
  child.stdin?.end(JSON.stringify({ buildDirectory: buildDirectory(process.env), people }));
  const { hello, rows, missed } = JSON.parse(await text(child.stdout!)) as Measured;
  expect(rows.length).toBeGreaterThan(0);
  const ms = (cost: number) => `${cost.toFixed(2)} ms`;
  const limit = (form: boolean) => (form ? 6 : 4);
  const lines = rows
    .sort((a, b) => b.cost - a.cost)
    .map(({ who, pattern, form, cost, loading, size }) => {
      // A render is what the page costs beyond its loaders, which a request for its data alone costs too (docs/decisions/0034).
      const render = Math.max(0, cost - loading) / hello;
      const over = cost > 25 ? 'over 25 ms' : render > limit(form) ? `over ${limit(form)}×` : '';
      return [pattern, who, form ? 'form' : 'page', ms(cost), `${(cost / hello).toFixed(1)}×`, ms(loading), `${render.toFixed(1)}×`, `${Math.round(size / 1024)} kB`, over];
    });
  printTable(`CPU a request, median of ${TIMES}; a Remix hello page ${ms(hello)}`, ['route', 'as', 'kind', 'CPU', 'to hello', 'of it loaders', 'render to hello', 'HTML', ''], lines);
  if (missed.length > 0) console.log(`No link led to: ${missed.join(', ')}`);
});
