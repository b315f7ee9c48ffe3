import type { WebDriver } from 'selenium-webdriver';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { inFours, readCode } from '#app/visits/counter/statement.ts';
import { PHONE } from '#tests/setup/browser.ts';
import { startWebkit, webkit, type WebkitHouse } from '#tests/setup/webkit.ts';
import { Deploys } from './deploys.ts';
import { say, signIn, type Somebody } from './people.ts';
import { Safari } from './safari.ts';

const PATIENCE = 60_000;
const words = `招牌灯又坏了 ${String(Date.now())}`;
const t = (key: string, values: Record<string, string | number> = {}) => say('ug', key, values);

/** The shop's phone is an iPhone: its key, its page and its signatures live in Safari's engine, with no network either. */
describe.runIf(webkit)('a visit confirmed at the counter by a phone with Safari’s engine', () => {
  let house: WebkitHouse;
  let driver: WebDriver;
  let phone: Safari;
  let between: Deploys;
  let volunteer: Somebody;
  let shop = '';
  let number = '';
  beforeAll(async () => {
    between = await Deploys.before(inject('portalUrl'));
    house = await startWebkit();
    driver = await house.open();
    phone = new Safari(driver, () => between.url, PATIENCE);
    volunteer = await signIn('assistant', 'zh', PHONE);
  }, 240_000);
  afterAll(async () => {
    await driver?.quit();
    house?.close();
    await between?.end();
    await volunteer?.context.close();
  });

  test('the owner signs in, asks for a visit and sets her phone up', async () => {
    await phone.signIn('merchant', 'ug');
    await phone.open('/me/record');
    shop = String(await (await phone.find('input[name=merchant]')).getAttribute('value'));
    await phone.click(await phone.find('[name=answer][value=please-come]'));
    await driver.executeScript('arguments[0].form.requestSubmit()', await phone.find('[name=answer][value=please-come]'));
    await phone.says(t('record:offers.asked'));
    await phone.open(`/me/record/${shop}/phone`);
    await phone.click(await phone.button(t('counter:phone.start')));
    await phone.says(t('counter:phone.here'));
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
    await page.getByRole('img', { name: volunteer.t('counter:picture') }).waitFor();
    number = (await page.locator('main bdi[dir=ltr]').last().innerText()).trim();
    expect(inFours(readCode(number) ?? '')).toBe(number);
  }, 120_000);

  test('its page opens without a network after the tab is gone, refuses a mistyped number, and signs', async () => {
    await driver.get('about:blank');
    between.cut = true;
    await phone.open('/counter');
    await phone.type('[name=number]', '0000 0000 0001');
    await phone.click(await phone.button(t('counter:read')));
    await phone.says(t('counter:mistyped'));
    await phone.type('[name=number]', number.toLowerCase());
    await phone.click(await phone.button(t('counter:read')));
    await phone.says(t('counter:number-alone'));
    await phone.click(await phone.button(t('counter:sign')));
    await phone.says(t('counter:state.unsent'));
    // What was signed lies on the phone: a tab that is killed loses nothing.
    await driver.get('about:blank');
    await phone.open('/counter');
    await phone.says(t('counter:state.unsent'));
    expect(await phone.text()).toContain(number);
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
    await phone.click(await phone.button(t('mall:camera.open')));
    await phone.says(words);
    expect(await phone.text()).not.toContain(t('counter:number-alone'));
    await phone.click(await phone.button(t('counter:back')));
  }, 120_000);

  test('with a network again the visit is confirmed by its number, once both have arrived', async () => {
    between.cut = false;
    await phone.open('/counter');
    await phone.says(t('counter:state.waiting'));
    await volunteer.context.setOffline(false);
    await volunteer.page.goto('/day');
    await volunteer.page.getByText(volunteer.t('offline-day:sent-of', { sent: 1, all: 1 })).waitFor({ timeout: PATIENCE });
    await phone.open(`/me/record/${shop}`);
    await phone.says(words);
    expect(await phone.text()).toContain(t('record:visits.by-number'));
  }, 180_000);

  test('the owner takes the phone back', async () => {
    await phone.open(`/me/record/${shop}/phone`);
    await phone.click(await phone.button(t('counter:phone.remove')));
    await phone.button(t('counter:phone.start'));
  }, 60_000);
});
