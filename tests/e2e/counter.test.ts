import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PHONE } from '#tests/setup/browser.ts';
import { axeFindings, signIn, type Somebody, troubles } from './people.ts';

const PATIENCE = 60_000;
const words = `招牌灯坏了 ${String(Date.now())}`;
let owner: Somebody;
let volunteer: Somebody;
let number = '';
let shop = '';

/** The other phone's screen in front of this one's camera. */
async function holdBefore(page: Page, screen: Buffer): Promise<void> {
  const { data, info } = await sharp(screen).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  await page.evaluate(
    ({ pixels, width, height }) => {
      const picture = new ImageData(Uint8ClampedArray.from(atob(pixels), (sign) => sign.charCodeAt(0)), width, height);
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const draw = () => canvas.getContext('2d')?.putImageData(picture, 0, 0);
      draw();
      setInterval(draw, 100);
      navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream(10));
    },
    { pixels: data.toString('base64'), width: info.width, height: info.height },
  );
}

/** Two phones at one counter, neither with a network: the shop's own one says "right", and the portal believes it later. */
describe('a visit confirmed at the counter without a network', () => {
  const offline = (off: boolean) => Promise.all([owner.context.setOffline(off), volunteer.context.setOffline(off)]);
  const accessible = async (page: Page) => expect(await axeFindings(page)).toEqual([]);
  const button = ({ page, t }: Somebody, key: string) => page.getByRole('button', { name: t(key), exact: true });

  beforeAll(async () => {
    owner = await signIn('merchant', 'ug', PHONE);
    // The owner's booth lies on her stretch of the walk.
    volunteer = await signIn('assistant', 'zh', PHONE);
  });
  afterAll(() => expect(troubles.splice(0).filter((trouble) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/.test(trouble))).toEqual([]));

  test('the owner asks for a visit and sets her phone up, once', async () => {
    const { page, t } = owner;
    await page.goto('/me/record');
    shop = await page.locator('input[name=merchant]').first().inputValue();
    await page.locator('summary').filter({ hasText: t('record:offers.hint') }).click();
    await page.locator('label', { has: page.locator('[name=answer][value=please-come]') }).click();
    await page.locator('form', { has: page.locator('[name=answer]') }).getByRole('button', { name: t('common:button.send') }).click();
    await page.getByText(t('record:offers.asked')).waitFor();
    await page.getByRole('link', { name: t('record:visits.phone') }).click();
    await button(owner, 'counter:phone.start').click();
    await page.getByText(t('counter:phone.here')).waitFor({ timeout: PATIENCE });
    await accessible(page);
  });

  test('the volunteer takes her day along, and shows a code after the visit', async () => {
    const { page, t } = volunteer;
    await page.goto('/m/jinqiao/visits/take');
    await button(volunteer, 'offline-day:take.button').click();
    await page.waitForURL(/\/day#list$/, { timeout: PATIENCE });
    await offline(true);
    await page.locator(`a[href$="#shop/${shop}"]`).first().click();
    await page.locator('label:has(input[name=outcome][value=met])').click();
    await page.locator('label', { has: page.locator('[name=wants-safety]') }).click();
    await page.locator('[name=need-safety]').fill(words);
    await button(volunteer, 'common:button.save').click();
    await page.waitForURL(/#code\//);
    await page.getByRole('img', { name: t('counter:picture') }).waitFor();
    await accessible(page);
    number = (await page.locator('main bdi[dir=ltr]').last().innerText()).trim();
    expect(number).toMatch(/^[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}$/);
  });

  test('the shop’s phone reads it, refuses a mistyped number, and signs', async () => {
    const { page, t } = owner;
    await page.goto('/counter');
    await page.locator('[name=number]').fill('0000 0000 0001');
    await button(owner, 'counter:read').click();
    await page.getByText(t('counter:mistyped')).waitFor();
    await accessible(page);
    // A number alone brings no words: they stand on the volunteer's phone.
    await page.locator('[name=number]').fill(number.toLowerCase());
    await button(owner, 'counter:read').click();
    await page.getByText(t('counter:look-there')).waitFor();
    await page.getByText(t('counter:number-alone')).waitFor();
    await button(owner, 'counter:back').click();
    await holdBefore(page, await volunteer.page.getByRole('img', { name: volunteer.t('counter:picture') }).screenshot());
    await button(owner, 'mall:camera.open').click();
    await page.getByText(words).waitFor({ timeout: PATIENCE });
    await accessible(page);
    await button(owner, 'counter:sign').click();
    await page.getByText(t('counter:state.unsent')).waitFor();
    await accessible(page);
  });

  test('the shop’s phone finds a network first, then the volunteer’s: the visit is confirmed once, with the phone named', async () => {
    const { page, t } = owner;
    await owner.context.setOffline(false);
    await page.getByText(t('counter:state.waiting')).waitFor({ timeout: PATIENCE });
    await volunteer.context.setOffline(false);
    await volunteer.page.goto('/day');
    await volunteer.page.getByText(volunteer.t('offline-day:sent-of', { sent: 1, all: 1 })).waitFor({ timeout: PATIENCE });
    await page.goto('/me/record');
    const card = page.locator('li[id^="visit-"]', { hasText: words });
    await card.getByText(t('record:visits.by-phone')).waitFor();
    await card.getByText(t('record:visits.confirmed'), { exact: true }).waitFor();
    await accessible(page);
  });

  test('a visit written down with a network shows its number too, and is confirmed by it', async () => {
    const again = `${words} 二`;
    const { page, t } = volunteer;
    await page.goto(`/m/jinqiao/visits/${shop}`);
    await page.locator('label:has(input[name=outcome][value=met])').click();
    await page.locator('label', { has: page.locator('[name=wants-safety]') }).click();
    await page.locator('[name=need-safety]').fill(again);
    await page.getByRole('button', { name: t('common:button.save'), exact: true }).click();
    await page.waitForURL(/\/visits\/code\//);
    await accessible(page);
    const code = (await page.locator('main bdi[dir=ltr]').last().innerText()).trim();
    await owner.page.goto('/counter');
    await owner.page.locator('[name=number]').fill(code);
    await button(owner, 'counter:read').click();
    await button(owner, 'counter:sign').click();
    await owner.page.getByText(owner.t('counter:state.confirmed')).first().waitFor({ timeout: PATIENCE });
    await owner.page.goto('/me/record');
    await owner.page.locator('li[id^="visit-"]', { hasText: again }).getByText(owner.t('record:visits.by-number')).waitFor();
    await owner.page.getByRole('link', { name: owner.t('record:visits.phone') }).waitFor();
  });

  test('the owner takes the phone back', async () => {
    const { page, t } = owner;
    await page.getByRole('link', { name: t('record:visits.phone') }).click();
    await button(owner, 'counter:phone.remove').last().click();
    await button(owner, 'counter:phone.start').waitFor({ timeout: PATIENCE });
  });
});
