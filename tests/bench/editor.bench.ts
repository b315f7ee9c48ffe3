import { expect, test } from 'vitest';
import { Malls } from '#models/mall.server.ts';
import { DESK } from '../setup/browser.ts';
import { demoPortal } from './demo-portal.ts';
import { BOOTHS, hugeLevel } from './huge-level.ts';
import { medianOf, printTable } from './measuring.mjs';

const portal = demoPortal('editor');

test(`drawing on a floor of ${BOOTHS} booths, at a desk with its CPU slowed four times`, async () => {
  const mall = await Malls.findOne({ state: 'open' }, { slug: 1 }).lean();
  const level = await hugeLevel(mall?._id ?? '');
  const page = await portal.pageOf('officer', DESK);
  page.setDefaultTimeout(120_000);
  await page.goto(`/m/${mall?.slug}/manage/map-edit?level=${level}`);
  const svg = page.getByRole('application');
  await svg.locator('[data-item]').first().waitFor();
  const cdp = await page.context().newCDPSession(page);
  for (let i = 0; i < 5; i += 1) await page.getByRole('button', { name: /放大/ }).click();
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.evaluate(() => {
    const seen: { name: string; ms: number }[] = [];
    Object.assign(globalThis, { seen, frames: [] as number[] });
    new PerformanceObserver((list) => {
      for (const { name: kind, duration } of list.getEntries()) seen.push({ name: kind, ms: duration });
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
  });
  const box = (await page.locator('svg[role=application]').locator('..').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height, 600) / 2];
  const taken = async (kinds: RegExp): Promise<number[]> => {
    await page.waitForTimeout(600);
    return page.evaluate((source) => {
      const all = (globalThis as unknown as { seen: { name: string; ms: number }[] }).seen;
      return all.splice(0).filter(({ name: kind }) => new RegExp(source).test(kind)).map(({ ms }) => ms);
    }, kinds.source);
  };
  const rows: (string | number)[][] = [];
  const note = (what: string, times: number[], wanted: string) => rows.push([what, times.length, times.length > 0 ? medianOf(times) : '< 16', times.length > 0 ? Math.max(...times) : '< 16', wanted]);

  const chosen: number[] = [];
  for (let i = 0; i < 8; i += 1) {
    await page.mouse.click(x + i * 12, y + (i % 3) * 20);
    chosen.push(...(await taken(/^(click|pointerup)$/)));
  }
  note('choose a booth', chosen, '≤ 200');

  await page.mouse.click(x, y);
  await taken(/./);
  await page.mouse.down();
  await page.evaluate(() => {
    const { frames } = globalThis as unknown as { frames: number[] };
    let last = performance.now();
    const tick = (now: number) => {
      frames.push(now - last);
      last = now;
      if (frames.length < 400) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  for (let i = 1; i <= 60; i += 1) {
    await page.mouse.move(x + i * 3, y + i);
    await page.waitForTimeout(16);
  }
  const frames = await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames.splice(0));
  note('a frame while dragging', frames, '≤ 50');
  await taken(/./);
  await page.mouse.up();
  note('let go of a booth', await taken(/^(pointerup|click)$/), '≤ 300');

  await page.locator('svg[role=application]').focus();
  const keys: number[] = [];
  for (let i = 0; i < 6; i += 1) {
    await page.keyboard.press('ArrowRight');
    keys.push(...(await taken(/^keydown$/)));
  }
  note('move by a key', keys, '≤ 300');
  await page.keyboard.press('Control+z');
  note('undo', await taken(/^keydown$/), '≤ 300');
  printTable('From the hand to the next picture, ms', ['what', 'times', 'median', 'longest', 'wanted'], rows);
  expect(rows.length).toBe(5);
  await page.context().close();
});
