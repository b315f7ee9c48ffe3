import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Malls } from '#models/mall.server.ts';
import { Grids, Levels, Openings, Units } from '#models/plan.server.ts';
import { newId } from '#app/platform/ids.ts';
import { DESK, launchChromium, newPerson } from '../setup/browser.ts';
import { startPortal, type TestPortal } from '../setup/portal.ts';
import { medianOf, printTable } from './measuring.mjs';
import { type DemoSessions, openDemo } from './people.ts';

const dbName = `mh_bench_editor_${inject('run')}`;
const BOOTHS = 5_000;
const IN_ROW = 100;
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

/** One floor of 100 × 50 booths of 4 × 3 m with a door each, an aisle after every second row. @returns its id */
async function hugeLevel(mall: string): Promise<string> {
  const near = await Levels.findOne({ mall }, { building: 1 }).lean();
  const grid = (await Grids.findOne({ mall }, { _id: 1 }).lean())?._id;
  const level = newId();
  await Levels.create({ _id: level, mall, building: near?.building ?? '', ordinal: 9, shortName: 'F10', name: { en: 'Floor 10' } });
  const rows = Array.from({ length: BOOTHS }, (_, i) => {
    const [x, row] = [(i % IN_ROW) * 4, Math.floor(i / IN_ROW)];
    const y = row * 3 + Math.floor(row / 2) * 4;
    return { _id: newId(), mall, level, number: `F10-${String(i + 1).padStart(4, '0')}`, category: 'room', lettable: true, grid, shape: [[[[x, y], [x + 4, y], [x + 4, y + 3], [x, y + 3], [x, y]]]] };
  });
  const doors = rows.map(({ _id, shape }) => ({ _id: newId(), mall, level, unit: _id, kind: 'pedestrian', line: [shape[0]![0]![0]!, [shape[0]![0]![0]![0]! + 1, shape[0]![0]![0]![1]!]] }));
  for (let at = 0; at < rows.length; at += 500) {
    await Units.insertMany(rows.slice(at, at + 500));
    await Openings.insertMany(doors.slice(at, at + 500));
  }
  return level;
}

test(`drawing on a floor of ${BOOTHS} booths, at a desk with its CPU slowed four times`, async () => {
  await launchChromium();
  const mall = await Malls.findOne({ state: 'open' }, { slug: 1 }).lean();
  const level = await hugeLevel(mall?._id ?? '');
  const context = await newPerson({ ...DESK, baseURL: portal.url });
  const [name = '', value = ''] = (demo.cookies.officer as string).split(/=(.*)/s);
  await context.addCookies([{ name, value, url: portal.url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`/m/${mall?.slug}/manage/map-edit?level=${level}`);
  const svg = page.getByRole('application');
  await svg.locator('[data-item]').first().waitFor();
  const cdp = await context.newCDPSession(page);
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
  await context.close();
});
