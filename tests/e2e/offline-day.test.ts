import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/bootstrap/chromium.mjs';
import { PHONE } from '../setup/browser.ts';
import { startPortal, type TestPortal } from '../setup/portal.ts';
import { axeFindings, say } from './people.ts';

const VISITS = 20;
const PATIENCE = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'visit-day-'));
let context: BrowserContext;
/** A demonstration of its own: afterwards no shop of the grid is left to be offered a visit. */
let portal: TestPortal | undefined;
let home = '';
beforeAll(async () => {
  if (!process.env.PORTAL_URL) portal = await startPortal({ env: { KEEP_BUILD: 'true' } });
  home = portal?.url ?? inject('portalUrl');
}, 240_000);
afterAll(async () => {
  await context?.close();
  await portal?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A phone's browser with a profile of its own, which outlives its being closed. */
async function openPhone(): Promise<Page> {
  const profile = { ...PHONE, baseURL: home, timezoneId: 'Asia/Urumqi', locale: 'zh-CN', executablePath: findChromium() ?? undefined, args: CHROMIUM_FLAGS, headless: true };
  context = await chromium.launchPersistentContext(folder, profile);
  await context.addCookies([{ name: 'lng', value: 'ug', url: home }]);
  return context.pages()[0] ?? (await context.newPage());
}

const t = (key: string, values: Record<string, string | number> = {}) => say('ug', key, values);
const shops = (page: Page) => page.locator('a[href*="#shop/"]');

/** Writes down a visit with a note to know it by: at the shop on top of the list, and when all were visited once more at one of them. */
async function visit(page: Page, note: string, again: string): Promise<void> {
  if ((await shops(page).count()) > 0) await shops(page).first().click();
  else await page.evaluate((hash) => void (window.location.hash = hash), again);
  await page.locator('#visit').waitFor();
  await page.locator('label:has(input[name=outcome][value=met])').click();
  const carbon = page.locator('label:has(input[name=carbon])');
  if (await carbon.count()) await carbon.click();
  await page.locator('summary').filter({ hasText: t('visits:form.note-add') }).click();
  await page.locator('[name=note]').fill(note);
  await page.getByRole('button', { name: t('common:button.save') }).click();
  await page.waitForURL(/#list$/);
}

test('a day is taken along, twenty visits are written without a network over a killed browser, and all arrive once', async () => {
  let page = await openPhone();
  await page.goto('/sign-in');
  await page.locator('[name=username]').fill('manager');
  await page.locator('[name=password]').fill('demo-only-password');
  await page.locator('[name=password]').press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.goto('/m/jinqiao/visits');
  await page.getByRole('link', { name: t('visits:day.take-along') }).click();
  await page.getByRole('button', { name: t('offline-day:take.button') }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: t('offline-day:take.button') }).click();
  await page.waitForURL(/\/day#list$/, { timeout: PATIENCE });
  await shops(page).first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  const day = await shops(page).evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).hash));
  const all = day.length;

  await context.setOffline(true);
  await page.goto('/m/jinqiao/visits');
  await page.waitForURL(/\/day#list$/);
  const half = Math.min(VISITS / 2, all - 1);
  for (let at = 0; at < half; at += 1) await visit(page, `يول ${at}`, day[at % all] ?? '');
  await page.getByText(t('offline-day:sent-of', { sent: 0, all: half })).waitFor();
  expect(await axeFindings(page)).toEqual([]);

  // In the middle of a form the browser is gone.
  const next = (await shops(page).first().getAttribute('href')) ?? '';
  await shops(page).first().click();
  await page.locator('label:has(input[name=outcome][value=met])').click();
  await page.locator('summary').filter({ hasText: t('visits:form.note-add') }).click();
  await page.locator('[name=note]').pressSequentially('يېرىمى يېزىلغان');
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length)).toBeGreaterThan(0);
  await page.waitForTimeout(300);
  await context.close();
  page = await openPhone();
  await context.setOffline(true);
  await page.goto('/day');
  await page.getByText(t('offline-day:begun')).waitFor();
  await page.locator(`a[href="${next}"]`).click();
  await expect.poll(() => page.locator('[name=note]').inputValue()).toBe('يېرىمى يېزىلغان');
  expect(await page.locator('input[name=outcome][value=met]').isChecked()).toBe(true);
  expect(await axeFindings(page)).toEqual([]);
  const carbon = page.locator('label:has(input[name=carbon])');
  if (await carbon.count()) await carbon.click();
  await page.getByRole('button', { name: t('common:button.save') }).click();
  await page.waitForURL(/#list$/);
  for (let at = half + 1; at < VISITS; at += 1) await visit(page, `يول ${at}`, day[at % all] ?? '');
  await page.getByText(t('offline-day:sent-of', { sent: 0, all: VISITS })).waitFor();

  // A network that loses three of ten: some requests never arrive, some answers don't.
  let turn = 0;
  await context.route('**/visits/send', async (route) => {
    turn += 1;
    if (turn % 10 === 1 || turn % 10 === 4) return route.abort('internetdisconnected');
    if (turn % 10 === 2) {
      await route.fetch().catch(() => null);
      return route.abort('connectionreset');
    }
    return route.continue();
  });
  await context.setOffline(false);
  await page.getByText(t('offline-day:sent-of', { sent: VISITS, all: VISITS })).waitFor({ timeout: 2 * PATIENCE });
  expect(turn).toBeGreaterThan(2);
  await page.locator('a[href$="#outbox"]').click();
  expect(await page.getByText(t('offline-day:state.sent'), { exact: true }).count()).toBe(VISITS);
  expect(await axeFindings(page)).toEqual([]);

  // Each is there once, and the house counts them once.
  const again = await page.evaluate(async () => (await fetch('/m/jinqiao/visits/pack')).json());
  expect(again.stops).toHaveLength(0);
  expect(await page.evaluate(() => localStorage.getItem('visits-unsent'))).toBeNull();
}, 300_000);

test('signing out destroys what was taken along', async () => {
  const [page = await context.newPage()] = context.pages();
  await page.goto('/sign-out', { waitUntil: 'networkidle' });
  await page.locator('main form button').first().click();
  await page.waitForURL(/sign-in/);
  await expect.poll(() =>
    page.evaluate(
      () =>
        new Promise((done) => {
          const asked = indexedDB.open('visit-day');
          asked.onsuccess = () => {
            const db = asked.result;
            const keys = db.transaction(['keys', 'pack']).objectStore('keys').getAllKeys();
            keys.onsuccess = () => (db.close(), done(keys.result.length));
          };
        }),
    ),
  ).toBe(0);
  await page.goto('/day');
  await page.getByText(t('offline-day:none')).waitFor();
});
