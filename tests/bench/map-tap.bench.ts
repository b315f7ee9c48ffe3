import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Malls } from '#models/mall.server.ts';
import { Grids, Levels, Units } from '#models/plan.server.ts';
import { newId } from '#app/platform/ids.ts';
import { launchChromium, newPerson, PHONE } from '../setup/browser.ts';
import { startPortal, type TestPortal } from '../setup/portal.ts';
import { medianOf, printTable } from './measuring.mjs';
import { type DemoSessions, openDemo } from './people.ts';

const dbName = `mh_bench_map_tap_${inject('run')}`;
const BOOTHS = 5_000;
const IN_ROW = 100;
const TAPS = 12;
let portal: TestPortal;
let demo: DemoSessions;

beforeAll(async () => {
  portal = await startPortal({ env: { MONGODB_URI: inject('mongodbUri'), DATABASE_NAME: dbName } });
  demo = await openDemo(inject('mongodbUri'), dbName);
});
afterAll(async () => {
  await demo?.close();
  await portal?.stop();
});

/** One floor of 100 × 50 booths of 4 × 3 m, with an aisle after every second row. @returns its id */
async function hugeLevel(mall: string): Promise<string> {
  const near = await Levels.findOne({ mall }, { building: 1 }).lean();
  const grids = await Grids.find({ mall }, { _id: 1 }).lean();
  const level = newId();
  await Levels.create({ _id: level, mall, building: near?.building ?? '', ordinal: 9, shortName: 'F10', name: { en: 'Floor 10' } });
  const rows = Array.from({ length: BOOTHS }, (_, i) => {
    const [x, row] = [(i % IN_ROW) * 4, Math.floor(i / IN_ROW)];
    const y = row * 3 + Math.floor(row / 2) * 4;
    return { _id: newId(), mall, level, number: `F10-${String(i + 1).padStart(4, '0')}`, category: 'room', lettable: true, grid: grids[Math.floor(row / 5) % grids.length]?._id, shape: [[[[x, y], [x + 4, y], [x + 4, y + 3], [x, y + 3], [x, y]]]] };
  });
  for (let at = 0; at < rows.length; at += 500) await Units.insertMany(rows.slice(at, at + 500));
  return level;
}

/** Middles of booths far enough apart, on the screen. */
function boothsInSight(page: Page): Promise<{ x: number; y: number; text: string }[]> {
  return page.evaluate((most) => {
    const box = document.querySelector('#plan [data-least]')!.getBoundingClientRect();
    const seen = [...document.querySelectorAll('a[data-u]')].flatMap((link) => {
      const { x, y, width, height } = link.querySelector('path')!.getBoundingClientRect();
      const at = { x: x + width / 2, y: y + height / 2, text: link.textContent ?? '' };
      return at.x > box.left + 90 && at.x < box.right - 20 && at.y > box.top + 20 && at.y < Math.min(box.bottom, innerHeight) - 90 ? [at] : [];
    });
    return Array.from({ length: most }, (_, i) => seen[Math.floor((i * seen.length) / most)]!);
  }, TAPS);
}

test(`a tap on one of ${BOOTHS} booths, on a phone with its CPU slowed four times`, async () => {
  await launchChromium();
  const mall = await Malls.findOne({ state: 'open' }, { slug: 1 }).lean();
  const level = await hugeLevel(mall?._id ?? '');
  const context = await newPerson({ ...PHONE, baseURL: portal.url });
  const [name = '', value = ''] = (demo.cookies.merchant as string).split(/=(.*)/s);
  await context.addCookies([{ name, value, url: portal.url }]);
  const page = await context.newPage();
  await page.goto(`/m/${mall?.slug}/map?level=${level}`, { waitUntil: 'networkidle' });
  expect(await page.locator('a[data-u]').count()).toBe(BOOTHS);
  await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { seen });
    // From the finger to the next picture: what the reader waits for.
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'click') seen.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
  });
  const measured = () => page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen.splice(0));
  for (let i = 0; i < 3; i += 1) {
    await page.getByRole('button', { name: /放大/ }).tap();
    await page.waitForTimeout(3_000);
  }
  const zooms = await measured();
  const chosen = page.locator('[data-chosen] text');
  for (const { x, y, text } of await boothsInSight(page)) {
    await page.touchscreen.tap(x, y);
    await chosen.filter({ hasText: text }).waitFor();
    await page.waitForTimeout(1_500);
  }
  const taps = await measured();
  printTable('From a tap to the next picture, ms', ['what', 'booths', 'times', 'median', 'longest', 'wanted'], [
    ['a booth', BOOTHS, taps.length, medianOf(taps), Math.max(...taps), '≤ 100'],
    ['nearer', BOOTHS, zooms.length, medianOf(zooms), Math.max(...zooms), ''],
  ]);
  await context.close();
});
