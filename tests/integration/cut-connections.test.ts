import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { buildOfficer } from '#tests/factories/account.ts';
import { buildPeople, keepCutting, type OpenPage, openPages, pause, percentile, waitsOf } from '#tests/factories/crowd.ts';
import { signIn } from '#tests/factories/live.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { testDatabaseName } from '#tests/setup/database.ts';
import { startPortal, type TestPortal } from '#tests/setup/portal.ts';

/** As many as the demonstration has shops, cut about twice as often as on a bad day. */
const PAGES = 449;
const EVERY = 8_000;
const AWAY = 1_000;

let portal: TestPortal;
let made: MadeMall;
let officer: string;
let pages: OpenPage[] = [];

beforeAll(async () => {
  portal = await startPortal({ env: { MONGODB_URI: inject('mongodbUri'), DATABASE_NAME: testDatabaseName(), DEMO_EMPTY: 'true' } });
  made = await makeMall({ now: new Date(), grids: 1, shops: 1 });
  officer = (await signIn((await buildOfficer(made.mall._id, { now: new Date() })).account, new Date())).cookie;
}, 240_000);
afterAll(async () => {
  for (const page of pages) page.close();
  await portal?.stop();
});

/** Sends as an officer's browser does. @returns whether the portal could still say that it was sent */
async function send(title: string): Promise<boolean> {
  const body = new URLSearchParams({ class: 'information', to: 'mall', original: 'zh', 'title-zh': title });
  const headers = { Cookie: officer, Origin: portal.url };
  const answer = await fetch(`${portal.url}/m/${made.mall.slug}/notices/new`, { method: 'POST', body, headers, redirect: 'manual' }).catch(() => null);
  return answer?.status === 302;
}

async function killAndWait(): Promise<{ from: number; to: number }> {
  const from = performance.now();
  portal.kill('portal');
  while (!(await fetch(`${portal.url}/health`).catch(() => null))?.ok) await pause(20);
  return { from, to: performance.now() };
}

describe('449 open pages that are cut again and again', () => {
  it('have every notice, and each once, though the portal is killed twice meanwhile', async () => {
    const { accounts, cookies } = await buildPeople(made, PAGES);
    pages = await openPages(accounts, cookies, () => portal.url);
    const stopCutting = keepCutting(pages, EVERY, AWAY);
    const deaf: { from: number; to: number }[] = [];
    let accepted = 0;
    const sendSome = async (times: number) => {
      for (let time = 0; time < times; time += 1) {
        if (await send(`第${accepted}号`)) accepted += 1;
        await pause(400);
      }
    };
    await sendSome(4);
    for (let kill = 0; kill < 2; kill += 1) {
      void send('断电');
      await pause(60);
      deaf.push(await killAndWait());
      await sendSome(4);
    }
    stopCutting();

    const { _id: mall } = made.mall;
    const sent = () => Notices.find({ mall }, { _id: 1 }).lean();
    const missing = async () => {
      const notices = (await sent()).map(({ _id }) => _id);
      return notices.length * PAGES - (await Deliveries.countDocuments({ mall, notice: { $in: notices }, account: { $in: accounts }, state: 'delivered' }));
    };
    await expect.poll(missing, { timeout: 60_000, interval: 250 }).toBe(0);
    const ids = (await sent()).map(({ _id }) => _id).sort();
    expect(ids.length).toBeGreaterThanOrEqual(accepted);
    expect(accepted).toBeGreaterThanOrEqual(10);
    expect(pages.map((page) => [...page.shown.keys()].sort())).toEqual(pages.map(() => ids));
    expect(pages.flatMap((page) => [...page.shown.values()]).every((times) => times === 1)).toBe(true);
    const waits = waitsOf(pages, deaf);
    expect(waits.length).toBeGreaterThan(PAGES);
    console.log(`${ids.length} notices, ${waits.length} returns: p50 ${Math.round(percentile(waits, 0.5))} ms, p99 ${Math.round(percentile(waits, 0.99))} ms, longest ${Math.round(waits.at(-1) ?? 0)} ms; away ${deaf.map(({ from, to }) => Math.round(to - from)).join(' and ')} ms`);
  }, 240_000);
});
