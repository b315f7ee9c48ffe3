import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { startPortal, type TestPortal } from '../setup/portal.ts';
import { Deploys } from './deploys.ts';
import { axeFindings } from './people.ts';
import { PhoneAtHand } from './phone-at-hand.ts';

const PATIENCE = 60_000;
let portal: TestPortal | undefined;
let home = '';
let phone: PhoneAtHand;
let deploys: Deploys | undefined;
beforeAll(async () => {
  if (!process.env.PORTAL_URL) portal = await startPortal({ env: { KEEP_BUILD: 'true' } });
  home = portal?.url ?? inject('portalUrl');
}, 240_000);
afterEach(async () => {
  await phone?.throwAway();
  await deploys?.end();
  deploys = undefined;
});
afterAll(async () => {
  await portal?.stop();
});

/** Keys of the day and its map, and how many records and drafts lie on the phone. */
const onThePhone = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<{ pack: unknown; outbox: number; drafts: number }>((done) => {
        const asked = indexedDB.open('visit-day');
        asked.onsuccess = () => {
          const tx = asked.result.transaction(['pack', 'outbox', 'drafts']);
          const [pack, outbox, drafts] = [tx.objectStore('pack').getAllKeys(), tx.objectStore('outbox').count(), tx.objectStore('drafts').count()];
          tx.oncomplete = () => (asked.result.close(), done({ pack: pack.result, outbox: outbox.result, drafts: drafts.result }));
        };
      }),
  );
const sentOf = (sent: number, all: number) => phone.page.getByText(phone.t('offline-day:sent-of', { sent, all }));

test('on a full phone the map makes room, what is typed stays on the page or goes into a file, and is saved once there is room', async () => {
  phone = new PhoneAtHand(home, 'zh');
  await phone.open();
  await phone.signIn('assistant');
  await phone.takeAlong();
  // A browser that is open for a while goes by the room that it found earlier.
  await phone.kill();
  const page = await phone.open();
  const devtools = await phone.context.newCDPSession(page);
  const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin: home });
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: home, quotaSize: usage + 1 });
  await phone.context.setOffline(true);
  await page.goto('/day');
  await phone.shops().first().click();
  const typed = '灯坏了，下周再来。'.repeat(20);
  await phone.write(typed);
  await phone.save();
  const panel = page.getByText(phone.t('offline-day:full'));
  await panel.waitFor();
  expect(await onThePhone(page)).toEqual({ pack: ['pack'], outbox: 0, drafts: 0 });
  expect(await page.locator('[name=note]').inputValue()).toBe(typed);
  expect(await axeFindings(page)).toEqual([]);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: phone.t('offline-day:export') }).click()]);
  expect(readFileSync(await file.path(), 'utf8')).toContain(`note: ${typed}`);

  await devtools.send('Storage.overrideQuotaForOrigin', { origin: home });
  await phone.save();
  await page.waitForURL(/#list$/);
  await sentOf(0, 1).waitFor();
  await page.getByText(phone.t('offline-day:map-dropped')).waitFor();
  expect(await onThePhone(page)).toEqual({ pack: ['pack'], outbox: 1, drafts: 0 });
  expect(await phone.shops().count()).toBeGreaterThan(0);
  await phone.context.setOffline(false);
  await sentOf(1, 1).waitFor({ timeout: PATIENCE });
}, 180_000);

test('a new version of the portal takes nothing away that wasn’t sent: a half one changes nothing, a whole one opens it all', async () => {
  const versions = await Deploys.before(home);
  deploys = versions;
  phone = new PhoneAtHand(versions.url, 'ug');
  const page = await phone.open();
  await phone.signIn('information');
  await phone.takeAlong();
  await phone.context.setOffline(true);
  await phone.shops().first().click();
  await phone.write('بىرىنچى نەشردە يېزىلغان');
  await phone.save();
  await page.waitForURL(/#list$/);
  const begun = (await phone.shops().first().getAttribute('href')) ?? '';
  await phone.shops().first().click();
  await phone.write('باشلانغان');
  await page.waitForTimeout(300);

  await phone.context.route('**/visits/send', (route) => route.abort('connectionreset'));
  const openAnew = async (offline: boolean): Promise<void> => {
    await phone.context.setOffline(offline);
    await page.goto('about:blank');
    await page.goto('/day');
  };
  const opened = async (mark: string): Promise<void> => {
    await openAnew(true);
    await sentOf(0, 1).waitFor();
    await page.getByText(phone.t('offline-day:begun')).waitFor();
    const scripts = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(scripts.filter((name) => name.includes('/entry.client-')).map((name) => /v\d\.js$/.exec(name)?.[0] ?? '')).toEqual([mark && `${mark}.js`]);
    await page.locator(`a[href="${begun}"]`).click();
    await expect.poll(() => page.locator('[name=note]').inputValue()).toBe('باشلانغان');
  };
  const kept = (mark: string) =>
    page.evaluate(async (name) => {
      const requests = await Promise.all((await caches.keys()).map(async (key) => (await caches.open(key)).keys()));
      return requests.flat().some(({ url }) => new RegExp(`entry\\.client-[\\w-]{8}${name}\\.js$`).test(url));
    }, mark);

  Object.assign(versions, { version: 2, broken: /offline-day-[\w-]+\.json$/ });
  await openAnew(false);
  await expect.poll(() => versions.asked, { timeout: PATIENCE }).toBeGreaterThan(0);
  await opened('');

  Object.assign(versions, { version: 3, broken: null });
  await openAnew(false);
  await expect.poll(() => kept('v3'), { timeout: PATIENCE }).toBe(true);
  await expect.poll(() => kept('')).toBe(false);
  await opened('v3');
  await phone.save();
  await page.waitForURL(/#list$/);
  await sentOf(0, 2).waitFor();
  await phone.context.unroute('**/visits/send');
  await phone.context.setOffline(false);
  await sentOf(2, 2).waitFor({ timeout: PATIENCE });
}, 240_000);
