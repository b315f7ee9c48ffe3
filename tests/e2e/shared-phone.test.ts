import { expect, inject, test } from 'vitest';
import { newPerson, PHONE } from '#tests/setup/browser.ts';

/** Comes after `load` and idle on any other phone: live.tsx. */
const LONG_ENOUGH_TO_CONNECT = 8_000;

async function homeOf(device: 'mine' | 'shared') {
  const context = await newPerson(PHONE);
  await context.addCookies([{ name: 'lng', value: 'ug', url: inject('portalUrl') }]);
  const page = await context.newPage();
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.clock.install();
  await page.goto('/sign-in');
  await page.locator('[name=username]').fill('merchant2');
  await page.locator('[name=password]').fill('demo-only-password');
  await page.locator(`input[name=device][value=${device}]`).check();
  await page.locator('[name=password]').press('Enter');
  await page.waitForURL(/\/m\//);
  await page.reload({ waitUntil: 'load' });
  return { page, sockets };
}

test('a page on a shared phone reads nothing by itself, so that its session can fall asleep; another phone is live', async () => {
  const [shared, mine] = [await homeOf('shared'), await homeOf('mine')];
  await mine.page.clock.runFor(LONG_ENOUGH_TO_CONNECT);
  await shared.page.clock.runFor(LONG_ENOUGH_TO_CONNECT);
  await expect.poll(() => mine.sockets.length, { timeout: 15_000 }).toBeGreaterThan(0);
  expect(shared.sockets).toEqual([]);
});

test('a page on a shared phone that nobody touches for two minutes is loaded again, and a touch begins the time anew', async () => {
  const { page } = await homeOf('shared');
  let loads = 0;
  page.on('load', () => (loads += 1));
  await page.clock.runFor(100_000);
  await page.keyboard.press('Shift');
  await page.clock.runFor(100_000);
  expect(loads).toBe(0);
  await page.clock.runFor(22_000);
  await expect.poll(() => loads, { timeout: 15_000 }).toBe(1);
});
