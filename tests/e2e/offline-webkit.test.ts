import { By, type WebDriver } from 'selenium-webdriver';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startPortal, type TestPortal } from '#tests/setup/portal.ts';
import { startWebkit, webkit, type WebkitHouse } from '#tests/setup/webkit.ts';
import { Deploys } from './deploys.ts';
import { say } from './people.ts';
import { Safari } from './safari.ts';

const PATIENCE = 60_000;
const VISITS = 4;
const t = (key: string, values: Record<string, string | number> = {}) => say('ug', key, values);

/** No background sync, storage that it may clear by itself, cookies of its own mind: what was taken along works there too. */
describe.runIf(webkit)('a day without a network in Safari’s engine', () => {
  let house: WebkitHouse;
  let driver: WebDriver;
  let portal: TestPortal | undefined;
  let phone: Safari;
  let between: Deploys;
  beforeAll(async () => {
    if (!process.env.PORTAL_URL) portal = await startPortal({ env: { KEEP_BUILD: 'true' } });
    between = await Deploys.before(portal?.url ?? inject('portalUrl'));
    house = await startWebkit();
    driver = await house.open();
    phone = new Safari(driver, () => between.url, PATIENCE);
  }, 240_000);
  afterAll(async () => {
    await driver?.quit();
    house?.close();
    await between?.end();
    await portal?.stop();
  });

  async function fillIn(note: string): Promise<void> {
    await phone.choose('input[name=outcome][value=met]');
    const [carbon] = await driver.findElements(By.css('input[name=carbon]'));
    if (carbon) await driver.executeScript('if (!arguments[0].checked) arguments[0].click()', carbon);
    await driver.executeScript('arguments[0].closest("details").open = true', await phone.find('[name=note]'));
    await (await phone.find('[name=note]')).sendKeys(note);
  }
  async function save(): Promise<void> {
    await phone.press('button[form=visit]');
    await phone.isAt(/\/day#list$/);
  }

  test('her day is taken along, and the page says that this browser may clear it', async () => {
    await phone.signIn('information', 'ug');
    await phone.isAt(/\/m\/jinqiao/);
    await phone.open('/m/jinqiao/visits/take');
    await driver.wait(async () => (await (await phone.find('main button[type=button]')).isEnabled()), PATIENCE);
    expect(await driver.executeScript('return "SyncManager" in window')).toBe(false);
    await phone.press('main button[type=button]');
    await phone.isAt(/\/day#list$/);
    await phone.find('a[href*="#shop/"]');
    expect(await phone.text()).toContain(t('offline-day:may-be-cleared'));
  }, 120_000);

  test('visits are written without a network, and a page that is gone in the middle of a form loses no word', async () => {
    between.cut = true;
    await phone.open('/m/jinqiao/visits');
    await phone.isAt(/\/day#list$/);
    for (let at = 1; at < VISITS; at += 1) {
      await phone.press('a[href*="#shop/"]');
      await fillIn(`يول ${at}`);
      await save();
      await phone.says(t('offline-day:sent-of', { sent: 0, all: at }));
    }
    await phone.press('a[href*="#shop/"]');
    const shop = new URL(await driver.getCurrentUrl()).hash;
    await fillIn('يېرىمى يېزىلغان');
    await driver.sleep(300);
    await driver.get('about:blank');
    await phone.open('/day');
    await phone.says(t('offline-day:begun'));
    await phone.press(`a[href$="${shop}"]`);
    await driver.wait(async () => (await (await phone.find('[name=note]')).getAttribute('value')) === 'يېرىمى يېزىلغان', PATIENCE);
    await save();
    await phone.says(t('offline-day:sent-of', { sent: 0, all: VISITS }));
  }, 180_000);

  test('any page of the portal sends them over a network that loses three of ten, without background sync', async () => {
    let turn = 0;
    between.loses = (path) => {
      if (!path.endsWith('/visits/send')) return null;
      turn += 1;
      return turn % 10 === 1 || turn % 10 === 4 ? 'request' : turn % 10 === 2 ? 'answer' : null;
    };
    between.cut = false;
    await phone.open('/m/jinqiao/notices');
    await driver.wait(async () => (await driver.executeScript('return localStorage.getItem("visits-unsent")')) === null, 2 * PATIENCE);
    expect(turn).toBeGreaterThan(2);
    await phone.open('/day');
    await phone.says(t('offline-day:sent-of', { sent: VISITS, all: VISITS }));
  }, 180_000);

  test('a day that the browser has cleared is said to be gone, and is taken along again', async () => {
    await driver.executeAsyncScript(`
      const done = arguments[arguments.length - 1];
      (async () => {
        for (const name of await caches.keys()) await caches.delete(name);
        const worker = await navigator.serviceWorker.getRegistration();
        await worker?.unregister();
        await new Promise((gone) => { const asked = indexedDB.deleteDatabase('visit-day'); asked.onsuccess = asked.onerror = asked.onblocked = gone; });
        done();
      })();`);
    await driver.get('about:blank');
    await phone.open('/day');
    await phone.says(t('offline-day:none'));
    await phone.open('/m/jinqiao/visits/take');
    await driver.wait(async () => (await (await phone.find('main button[type=button]')).isEnabled()), PATIENCE);
    await phone.press('main button[type=button]');
    await phone.isAt(/\/day#list$/);
    await phone.find('a[href*="#shop/"]');
  }, 120_000);
});
