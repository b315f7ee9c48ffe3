import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Accounts } from '#models/account.server.ts';
import { Visits } from '#models/visit.server.ts';
import { closeDatabase, connectDatabase } from '#app/platform/database.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { readRunFile } from '../../scripts/bootstrap/data-lock.mjs';
import { startPortal, type TestPortal } from '../setup/portal.ts';
import { axeFindings } from './people.ts';
import { PhoneAtHand } from './phone-at-hand.ts';

const VISITS = 20;
const PATIENCE = 60_000;
const HALF_TYPED = 'يېرىمى يېزىلغان';
let phone: PhoneAtHand;
/** A demonstration of its own: afterwards no shop of the grid is left to be offered a visit. */
let portal: TestPortal | undefined;
const began = new Date();
beforeAll(async () => {
  if (!process.env.PORTAL_URL) portal = await startPortal({ env: { KEEP_BUILD: 'true', MONGODB_URI: '' } });
  phone = new PhoneAtHand(portal?.url ?? inject('portalUrl'), 'ug');
}, 240_000);
afterAll(async () => {
  await phone?.throwAway();
  await portal?.stop();
});

const t = (key: string, values: Record<string, string | number> = {}) => phone.t(key, values);

/** Writes down a visit with a note to know it by: at the shop on top of the list, and when all were visited once more at one of them. */
async function visit(note: string, again: string): Promise<void> {
  if ((await phone.shops().count()) > 0) await phone.shops().first().click();
  else await phone.page.evaluate((hash) => void (window.location.hash = hash), again);
  await phone.write(note);
  await phone.save();
  await phone.page.waitForURL(/#list$/);
}

/** The words of the visits that came in meanwhile, as their author and the shop read them in the house. */
async function notesInTheHouse({ dataDir }: TestPortal): Promise<string[]> {
  await connectDatabase(String(readRunFile(dataDir, 'database')?.uri));
  const author = (await Accounts.findOne({ userName: 'manager', demo: true }, { _id: 1 }).lean())?._id ?? '';
  const rows = await Visits.find({ author, createdAt: { $gte: began } }, { mall: 1, note: 1 }).setOptions({ dangerouslyAcrossMalls: true }).lean();
  const texts = await readTexts(rows[0]?.mall ?? '', rows.map(({ note }) => note), [`account:${author}`]);
  await closeDatabase();
  return rows.map(({ note }) => texts.get(note ?? '')?.words ?? '').sort();
}

test('a day is taken along, twenty visits are written without a network over a killed browser, and all arrive once', async () => {
  let page = await phone.open();
  await phone.signIn('manager');
  await page.goto('/m/jinqiao/visits');
  await page.getByRole('link', { name: t('visits:day.take-along') }).click();
  await page.getByRole('button', { name: t('offline-day:take.button') }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: t('offline-day:take.button') }).click();
  await page.waitForURL(/\/day#list$/, { timeout: PATIENCE });
  await phone.shops().first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  const day = await phone.shops().evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).hash));
  const all = day.length;

  await phone.context.setOffline(true);
  await page.goto('/m/jinqiao/visits');
  await page.waitForURL(/\/day#list$/);
  const half = Math.min(VISITS / 2, all - 1);
  for (let at = 0; at < half; at += 1) await visit(`يول ${at}`, day[at % all] ?? '');
  await page.getByText(t('offline-day:sent-of', { sent: 0, all: half })).waitFor();
  expect(await axeFindings(page)).toEqual([]);

  // In the middle of a form the browser is gone.
  const next = (await phone.shops().first().getAttribute('href')) ?? '';
  await phone.shops().first().click();
  await page.locator('label:has(input[name=outcome][value=met])').click();
  await page.locator('summary').filter({ hasText: t('visits:form.note-add') }).click();
  await page.locator('[name=note]').pressSequentially(HALF_TYPED);
  await page.waitForTimeout(300);
  await phone.kill();
  page = await phone.open();
  await phone.context.setOffline(true);
  await page.goto('/day');
  await page.getByText(t('offline-day:begun')).waitFor();
  await page.locator(`a[href="${next}"]`).click();
  await expect.poll(() => page.locator('[name=note]').inputValue()).toBe(HALF_TYPED);
  expect(await page.locator('input[name=outcome][value=met]').isChecked()).toBe(true);
  expect(await axeFindings(page)).toEqual([]);
  const carbon = page.locator('label:has(input[name=carbon])');
  if (await carbon.count()) await carbon.click();
  await page.getByRole('button', { name: t('common:button.save') }).click();
  await page.waitForURL(/#list$/);
  for (let at = half + 1; at < VISITS; at += 1) await visit(`يول ${at}`, day[at % all] ?? '');
  await page.getByText(t('offline-day:sent-of', { sent: 0, all: VISITS })).waitFor();

  // A network that loses three of ten: some requests never arrive, some answers don't.
  let turn = 0;
  await phone.context.route('**/visits/send', async (route) => {
    turn += 1;
    if (turn % 10 === 1 || turn % 10 === 4) return route.abort('internetdisconnected');
    if (turn % 10 === 2) {
      await route.fetch().catch(() => null);
      return route.abort('connectionreset');
    }
    return route.continue();
  });
  await phone.context.setOffline(false);
  await page.getByText(t('offline-day:sent-of', { sent: VISITS, all: VISITS })).waitFor({ timeout: 2 * PATIENCE });
  expect(turn).toBeGreaterThan(2);
  await page.locator('a[href$="#outbox"]').click();
  expect(await page.getByText(t('offline-day:state.sent'), { exact: true }).count()).toBe(VISITS);
  expect(await axeFindings(page)).toEqual([]);

  // Each is there once with the words that were typed, and the house counts them once.
  const typed = [...Array.from({ length: VISITS }, (_none, at) => at).filter((at) => at !== half).map((at) => `يول ${at}`), HALF_TYPED];
  if (portal) expect(await notesInTheHouse(portal)).toEqual(typed.sort());
  const again = await page.evaluate(async () => (await fetch('/m/jinqiao/visits/pack')).json());
  expect(again.stops).toHaveLength(0);
  expect(await page.evaluate(() => localStorage.getItem('visits-unsent'))).toBeNull();
}, 300_000);

test('signing out destroys what was taken along', async () => {
  const { page } = phone;
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
