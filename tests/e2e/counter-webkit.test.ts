import { By, error, type WebDriver, type WebElement } from 'selenium-webdriver';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { inFours, readCode } from '#app/visits/counter/statement.ts';
import { PHONE } from '#tests/setup/browser.ts';
import { startWebkit, webkit, type WebkitHouse } from '#tests/setup/webkit.ts';
import { Deploys } from './deploys.ts';
import { say, signIn, type Somebody } from './people.ts';

const PATIENCE = 60_000;
const words = `招牌灯又坏了 ${String(Date.now())}`;
const t = (key: string, values: Record<string, string | number> = {}) => say('ug', key, values);

/** The shop's phone is an iPhone: its key, its page and its signatures live in Safari's engine, with no network either. */
describe.runIf(webkit)('a visit confirmed at the counter by a phone with Safari’s engine', () => {
  let house: WebkitHouse;
  let driver: WebDriver;
  let between: Deploys;
  let volunteer: Somebody;
  let shop = '';
  let number = '';
  beforeAll(async () => {
    between = await Deploys.before(inject('portalUrl'));
    house = await startWebkit();
    driver = await house.open();
    volunteer = await signIn('assistant', 'zh', PHONE);
  }, 240_000);
  afterAll(async () => {
    await driver?.quit();
    house?.close();
    await between?.end();
    await volunteer?.context.close();
  });

  const open = (path: string) => driver.get(new URL(path, between.url).href);
  const find = (css: string): Promise<WebElement> => driver.wait(async () => (await driver.findElements(By.css(css)))[0], PATIENCE, css) as Promise<WebElement>;
  const click = async (element: WebElement) => driver.executeScript('arguments[0].click()', element);
  const press = async (css: string) => click(await find(css));
  const button = (key: string): Promise<WebElement> =>
    driver.wait(async () => {
      for (const one of await driver.findElements(By.css('main button'))) if ((await one.getText()).trim() === t(key) && (await one.isEnabled())) return one;
      return undefined;
    }, PATIENCE, key) as Promise<WebElement>;
  const text = () =>
    driver.findElement(By.css('main')).then((main) => main.getText()).catch((trouble: unknown) => {
      if (trouble instanceof error.WebDriverError) return '';
      throw trouble;
    });
  const says = (key: string) => driver.wait(async () => (await text()).includes(t(key)), PATIENCE, key);

  test('the owner signs in, asks for a visit and sets her phone up', async () => {
    await open('/sign-in');
    await driver.manage().addCookie({ name: 'lng', value: 'ug' });
    await open('/sign-in');
    await (await find('[name=username]')).sendKeys('merchant');
    await (await find('[name=password]')).sendKeys('demo-only-password');
    await press('form button[type=submit]:not([name])');
    await driver.wait(async () => !new URL(await driver.getCurrentUrl()).pathname.startsWith('/sign-in'), PATIENCE);
    await open('/me/record');
    shop = String(await (await find('input[name=merchant]')).getAttribute('value'));
    await press('[name=answer][value=please-come]');
    await driver.executeScript('arguments[0].form.requestSubmit()', await find('[name=answer][value=please-come]'));
    await says('record:offers.asked');
    await open(`/me/record/${shop}/phone`);
    await click(await button('counter:phone.start'));
    await says('counter:phone.here');
  }, 180_000);

  test('the volunteer’s phone shows a code without a network', async () => {
    const { page, context } = volunteer;
    await page.goto('/m/jinqiao/visits/take');
    await page.getByRole('button', { name: volunteer.t('offline-day:take.button'), exact: true }).click();
    await page.waitForURL(/\/day#list$/, { timeout: PATIENCE });
    await context.setOffline(true);
    await page.locator(`a[href$="#shop/${shop}"]`).first().click();
    await page.locator('label:has(input[name=outcome][value=met])').click();
    await page.locator('label', { has: page.locator('[name=wants-safety]') }).click();
    await page.locator('[name=need-safety]').fill(words);
    await page.getByRole('button', { name: volunteer.t('common:button.save'), exact: true }).click();
    await page.waitForURL(/#code\//);
    number = (await page.locator('main bdi[dir=ltr]').last().innerText()).trim();
    expect(inFours(readCode(number) ?? '')).toBe(number);
  }, 120_000);

  test('its page opens without a network after the tab is gone, refuses a mistyped number, and signs', async () => {
    await driver.get('about:blank');
    between.cut = true;
    await open('/counter');
    await (await find('[name=number]')).sendKeys('0000 0000 0001');
    await click(await button('counter:read'));
    await says('counter:mistyped');
    await (await find('[name=number]')).clear();
    await (await find('[name=number]')).sendKeys(number.toLowerCase());
    await click(await button('counter:read'));
    await says('counter:number-alone');
    await click(await button('counter:sign'));
    await says('counter:state.unsent');
    // What was signed lies on the phone: a tab that is killed loses nothing.
    await driver.get('about:blank');
    await open('/counter');
    await says('counter:state.unsent');
    expect(await text()).toContain(number);
  }, 180_000);

  test('reads the words off the other phone’s screen, to sign the whole of them', async ({ skip }) => {
    const screen = await volunteer.page.getByRole('img', { name: volunteer.t('counter:picture') }).screenshot();
    // No camera on this machine: the picture of the screen takes its place, where the engine can hand a canvas to a video.
    const possible = await driver.executeAsyncScript(
      `const [picture, done] = arguments;
       const image = new Image();
       image.onload = () => {
         const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
         const draw = () => canvas.getContext('2d').drawImage(image, 0, 0);
         draw();
         setInterval(draw, 100);
         if (!canvas.captureStream || !navigator.mediaDevices) return done(false);
         navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream(10));
         done(true);
       };
       image.src = 'data:image/png;base64,' + picture;`,
      screen.toString('base64'),
    );
    if (!possible) skip();
    await click(await button('mall:camera.open'));
    await driver.wait(async () => (await text()).includes(words), PATIENCE, words);
    expect(await text()).not.toContain(t('counter:number-alone'));
    await click(await button('counter:back'));
  }, 120_000);

  test('with a network again the visit is confirmed by its number, once both have arrived', async () => {
    between.cut = false;
    await open('/counter');
    await says('counter:state.waiting');
    await volunteer.context.setOffline(false);
    await volunteer.page.goto('/day');
    await volunteer.page.getByText(volunteer.t('offline-day:sent-of', { sent: 1, all: 1 })).waitFor({ timeout: PATIENCE });
    await open(`/me/record/${shop}`);
    await driver.wait(async () => (await text()).includes(words), PATIENCE, words);
    expect(await text()).toContain(t('record:visits.by-number'));
  }, 180_000);

  test('the owner takes the phone back', async () => {
    await open(`/me/record/${shop}/phone`);
    await click(await button('counter:phone.remove'));
    await button('counter:phone.start');
  }, 60_000);
});
