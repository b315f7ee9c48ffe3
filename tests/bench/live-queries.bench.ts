import mongoose from 'mongoose';
import { expect, test } from 'vitest';
import { Accounts, Memberships, RoleTerms } from '#models/account.server.ts';
import { Malls } from '#models/mall.server.ts';
import { actorOf, readAccounts } from '#app/platform/actors.server.ts';
import { sendNotice } from '#app/notices/sending.server.ts';
import { openRequest } from '#app/requests/commands.server.ts';
import { fillRegistries } from '#app/routes/registries.server.ts';
import { buildOfficer } from '#tests/factories/account.ts';
import { signIn } from '#tests/factories/live.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { call, houseRoutes, type HouseRoute } from '../integration/house-routes.ts';
import { shapeOf } from './examined.ts';
import { printTable } from './measuring.mjs';
import { buildScaledMall } from './scale-malls.ts';

const PAGES = Number(process.env.BENCH_PAGES ?? 449);
const MINUTES = 60_000;
const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

interface Asked {
  shape: string;
  /** With its values. */
  exactly: string;
}

/** Queries of the database that the work made, in their order. */
async function askedBy(work: () => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = [];
  mongoose.set('debug', (name: string, method: string, condition: unknown, options?: object) => {
    const { session: _session, ...shown } = (options ?? {}) as { session?: unknown };
    asked.push({ shape: `${name}.${method} ${shapeOf(condition)}`, exactly: JSON.stringify([name, method, condition, shown]) });
  });
  try {
    await work();
  } finally {
    mongoose.set('debug', false);
  }
  return asked;
}

/** Queries of pages that are open and read again, which is what `BENCH_PAGES` pages do within 400 ms of a write. */
test('what open pages ask after one write', async () => {
  await emptyDatabase();
  fillRegistries();
  const now = new Date();
  const built = await buildScaledMall(PAGES, now, 100);
  const mall = (await Malls.findOne({ slug: built.slug }).lean())!;
  const officer = await buildOfficer(mall._id, { now });
  const owners = await Memberships.find({ mall: mall._id, kind: 'owner' }, { account: 1, merchant: 1 }).limit(PAGES).lean();
  const managers = new Set((await RoleTerms.find({ mall: mall._id, role: 'manager' }, { account: 1 }).lean()).map(({ account }) => account));
  expect(await Accounts.countDocuments({})).toBeGreaterThanOrEqual(PAGES);
  const routes = await houseRoutes();
  const chain = (file: string): HouseRoute[] => routes.filter((route) => route.file === 'routes/mall-layout.tsx' || route.file === file);
  const OPEN = ['routes/mall-home.tsx', 'routes/mall-home.tsx', 'notices/list.tsx', 'requests/list.tsx', 'mall/map.tsx'].filter((file) => routes.some((route) => route.file === file));
  const open: { cookie: string; pages: HouseRoute[]; query: string }[] = [];
  for (const [nth, { account }] of owners.entries()) {
    const works = managers.has(account);
    const file = works && nth % 2 === 0 ? 'requests/list.tsx' : OPEN[nth % OPEN.length]!;
    open.push({ cookie: (await signIn(account, now)).cookie, pages: chain(file), query: works && nth % 2 === 0 ? '?show=desk' : '' });
  }
  const readAgain = () =>
    Promise.all(
      open.map(async ({ cookie, pages, query }) => {
        await pause(50 + Math.random() * 350);
        await Promise.all(pages.map(async ({ loader, pattern }) => loader && expect((await call(loader, { pattern, params: built.params, cookie, query })).status).toBeLessThan(400)));
      }),
    );
  const asker = owners.find(({ account }) => !managers.has(account))!;
  const known = (await readAccounts([asker.account], now)).get(asker.account)!;
  const WRITES: [name: string, write: () => Promise<unknown>][] = [
    ['a notice to the mall', () => sendNotice({ mall, actor: officer, now: new Date() }, { class: 'information', to: ['mall'], original: 'zh', title: { zh: '周五停水' }, body: {} })],
    ['a request', () => openRequest({ mall, actor: actorOf(known, '', ''), now: new Date() }, { account: asker.account, role: 'merchant', merchant: asker.merchant!, channel: 'ask', kind: 'borrow', words: { language: 'zh', words: '借一把梯子' } })],
  ];
  await readAgain();
  for (const [name, write] of WRITES) {
    await write();
    const began = performance.now();
    const asked = await askedBy(readAgain);
    const seconds = (performance.now() - began) / 1000;
    const shapes = [...new Set(asked.map(({ shape }) => shape))].map((shape) => {
      const all = asked.filter((one) => one.shape === shape);
      return { shape, all: all.length, different: new Set(all.map(({ exactly }) => exactly)).size };
    });
    shapes.sort((a, b) => b.all - a.all);
    printTable(`${name}: ${PAGES} pages read again in ${seconds.toFixed(1)} s with ${asked.length} queries, ${new Set(asked.map(({ exactly }) => exactly)).size} of them different`, ['query', 'asked', 'different', 'repeated'], shapes.map(({ shape, all, different }) => [shape, all, different, all - different]));
  }
}, 20 * MINUTES);
