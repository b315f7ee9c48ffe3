import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Malls } from '#models/mall.server.ts';
import { PHONE } from '../setup/browser.ts';
import { demoPortal } from './demo-portal.ts';
import { BOOTHS, hugeLevel } from './huge-level.ts';
import { medianOf, printTable } from './measuring.mjs';

const TAPS = 12;
const portal = demoPortal('map_tap');

interface InSight {
  x: number;
  y: number;
  text: string;
}
/** Middles of booths far enough apart, on the screen. */
function boothsInSight(page: Page): Promise<InSight[]> {
  return page.evaluate((most) => {
    const box = document.querySelector('#plan [data-least]')!.getBoundingClientRect();
    const seen = [...document.querySelectorAll('a[data-u]')].flatMap((link) => {
      const { x, y, width, height } = link.querySelector('path')!.getBoundingClientRect();
      const at = { x: x + width / 2, y: y + height / 2, text: (link.getAttribute('aria-label') ?? '').split('-').at(-1) ?? '' };
      return at.x > box.left + 90 && at.x < box.right - 20 && at.y > box.top + 20 && at.y < Math.min(box.bottom, innerHeight) - 90 ? [at] : [];
    });
    return Array.from({ length: most }, (_, i) => seen[Math.floor((i * seen.length) / most)]!);
  }, TAPS);
}

test(`a tap on one of ${BOOTHS} booths, on a phone with its CPU slowed four times`, async () => {
  const mall = await Malls.findOne({ state: 'open' }, { slug: 1 }).lean();
  const level = await hugeLevel(mall?._id ?? '');
  const page = await portal.pageOf('merchant', PHONE);
  await page.goto(`/m/${mall?.slug}/map?level=${level}`, { waitUntil: 'networkidle' });
  expect(await page.locator('a[data-u]').count()).toBe(BOOTHS);
  await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
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
  const tap = async ({ x, y, text }: InSight) => {
    await page.touchscreen.tap(x, y);
    await chosen.filter({ hasText: text }).waitFor();
    await page.waitForTimeout(1_500);
  };
  // The first choice brings its shop into sight below the plan: the page scrolls once, and the others lie elsewhere.
  await tap((await boothsInSight(page))[0]!);
  for (const booth of await boothsInSight(page)) await tap(booth);
  const taps = await measured();
  printTable('From a tap to the next picture, ms', ['what', 'booths', 'times', 'median', 'longest', 'wanted'], [
    ['a booth', BOOTHS, taps.length, medianOf(taps), Math.max(...taps), '≤ 100'],
    ['nearer', BOOTHS, zooms.length, medianOf(zooms), Math.max(...zooms), ''],
  ]);
  await page.context().close();
});
