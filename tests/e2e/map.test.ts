import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DESK, newPerson, PHONE } from '../setup/browser.ts';
import { axeFindings, type Somebody, secondWindow, signIn, troubles } from './people.ts';

const MAP = '/m/jinqiao/map';

let merchant: Somebody;
let officer: Somebody;
beforeAll(async () => {
  merchant = await signIn('merchant', 'ug', PHONE);
  officer = await signIn('officer', 'zh', DESK);
});
afterEach(() => expect(troubles.splice(0)).toEqual([]));

const box = (page: Page) => page.locator('#plan [data-least]');
/** How large the plan is on the screen, and how far it is pulled. */
const seen = (page: Page) => box(page).evaluate((element) => ({ width: element.querySelector('svg')!.getBoundingClientRect().width, left: element.scrollLeft, top: element.scrollTop }));
const booth = (page: Page, number: string) => page.locator(`a[data-u][aria-label="${number}"]`);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

describe('the plan', () => {
  test('is made larger and smaller by its buttons and the wheel, around the place that is looked at', async () => {
    const { page, t } = officer;
    await page.goto(MAP);
    await box(page).waitFor();
    const before = await seen(page);
    await page.getByRole('button', { name: t('mall:map.zoom-in') }).click();
    await expect.poll(async () => (await seen(page)).width).toBeCloseTo(before.width * 1.5, -1);
    await page.getByRole('button', { name: t('mall:map.zoom-out') }).click();
    await expect.poll(async () => (await seen(page)).width).toBeCloseTo(before.width, -1);
    const at = (await booth(page, 'F1-067').boundingBox())!;
    await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
    await page.keyboard.down('Control');
    for (let i = 0; i < 5; i += 1) await page.mouse.wheel(0, -120);
    await page.keyboard.up('Control');
    await expect.poll(async () => (await seen(page)).width).toBeGreaterThan(before.width * 1.5);
    const there = (await booth(page, 'F1-067').boundingBox())!;
    expect(Math.hypot(there.x + there.width / 2 - at.x - at.width / 2, there.y + there.height / 2 - at.y - at.height / 2)).toBeLessThan(there.width);
    await page.getByRole('button', { name: t('mall:map.whole') }).click();
    await expect.poll(async () => (await seen(page)).width).toBeCloseTo(before.width, -1);
  });

  test('is pulled by a mouse, which chooses nothing by it', async () => {
    const { page, t } = officer;
    await page.goto(MAP);
    await box(page).waitFor();
    for (let i = 0; i < 2; i += 1) await page.getByRole('button', { name: t('mall:map.zoom-in') }).click();
    const frame = (await box(page).boundingBox())!;
    const before = await seen(page);
    await page.mouse.move(frame.x + 300, frame.y + 200);
    await page.mouse.down();
    await page.mouse.move(frame.x + 200, frame.y + 150, { steps: 5 });
    await page.mouse.up();
    await expect.poll(async () => Math.round((await seen(page)).left - before.left)).toBe(100);
    expect(new URL(page.url()).searchParams.has('unit')).toBe(false);
  });

  test('grows under two fingers and is pulled by one', async () => {
    const { page, context } = merchant;
    await page.goto(MAP);
    await box(page).waitFor();
    await box(page).scrollIntoViewIfNeeded();
    const before = await seen(page);
    const frame = (await box(page).boundingBox())!;
    const [x, y] = [frame.x + frame.width / 2, frame.y + Math.min(frame.height, 400) / 2];
    const cdp = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number; id: number }[]) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', [{ x: x - 30, y, id: 0 }, { x: x + 30, y, id: 1 }]);
    for (let far = 35; far <= 90; far += 5) await touch('touchMove', [{ x: x - far, y, id: 0 }, { x: x + far, y, id: 1 }]);
    await touch('touchEnd', []);
    await expect.poll(async () => (await seen(page)).width).toBeGreaterThan(before.width * 2);
    const pinched = await seen(page);
    await touch('touchStart', [{ x, y, id: 0 }]);
    for (let far = 0; far <= 120; far += 20) await touch('touchMove', [{ x: x - far, y, id: 0 }]);
    await touch('touchEnd', []);
    await expect.poll(async () => (await seen(page)).left).toBeGreaterThan(pinched.left + 60);
    expect(new URL(page.url()).searchParams.has('unit')).toBe(false);
  });

  test('is walked from booth to neighbour with the arrows alone, and Enter opens what the list then marks', async () => {
    const { page } = officer;
    await page.goto(MAP);
    await box(page).waitFor();
    expect(await page.locator('a[data-u][tabindex="0"]').count()).toBe(1);
    await booth(page, 'F1-063').focus();
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('F1-064');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page)).toBe('F1-067');
    await page.keyboard.press('Enter');
    await page.locator('#shop').getByText('F1-067').waitFor();
    expect(await page.locator('tr[aria-current]').innerText()).toContain('067');
    expect(await page.locator('[data-chosen] text').textContent()).toBe('067');
  });

  test('shows on a phone what was tapped, in sight together with the plan', async () => {
    const { page } = merchant;
    await page.goto(MAP);
    await box(page).waitFor();
    await booth(page, 'F1-067').focus();
    await page.keyboard.press('Enter');
    const shop = page.locator('#shop');
    await shop.waitFor();
    await expect.poll(async () => { const at = await shop.boundingBox(); return at ? at.y + at.height : 0; }).toBeLessThanOrEqual(844);
    const chosen = (await page.locator('[data-chosen]').boundingBox())!;
    expect(chosen.y).toBeGreaterThan(0);
    expect(chosen.y + chosen.height).toBeLessThan((await shop.boundingBox())!.y);
    await page.evaluate(() => scrollTo(0, 0));
    expect(await axeFindings(page)).toEqual([]);
  });
});

describe('what lies over the plan', () => {
  test('is each by colour, shape and number, with its words in the legend and the list', async () => {
    const { page, t } = officer;
    const legend = page.getByRole('list', { name: t('mall:legend.title') });
    const marks = page.locator('#plan [data-scaled] use');
    await page.goto(`${MAP}?show=none`);
    expect(await marks.count()).toBe(0);
    await page.getByRole('link', { name: t('mall:layer.requests') }).click();
    await legend.getByText(t('mall:legend.doing')).waitFor();
    const told = (await legend.innerText()).match(/\d+/g)!.map(Number);
    expect(told).toContain(await page.locator('#plan use[href$="#mark-work"]').count());
    await page.locator('a[href*="list=all"]').click();
    await page.waitForURL(/list=all/);
    const signs = page.locator('td [title]');
    await signs.first().waitFor();
    for (const words of await signs.allInnerTexts()) expect(words).toMatch(/\d/);

    await page.getByRole('link', { name: t('mall:layer.vacant') }).click();
    await page.waitForURL(/show=vacant/);
    await legend.getByText(t('mall:legend.doing')).waitFor({ state: 'detached' });
    expect(await page.locator('#plan path[fill="url(#vacant)"]').count()).toBe(await page.locator('#plan use[href$="#mark-pause"]').count());

    await page.getByRole('link', { name: t('mall:layer.assets') }).click();
    await page.waitForURL(/also=assets/);
    for (const [kind, icon] of [['exit', 'arrow-bar-to-up'], ['stairs', 'stairs'], ['toilet', 'man'], ['elevator', 'elevator']] as const) {
      const signs = page.locator(`#plan [data-scaled] g[data-kind=${kind}] use[href$="#${icon}"]`);
      await signs.first().waitFor({ state: 'attached' });
      const many = await signs.count();
      await legend.getByText(new RegExp(`${t(`mall:asset.${kind}`)}.*${many}`)).waitFor();
      // The twin says of each where it is: beside which booth.
      const rows = page.getByRole('table', { name: t('mall:layer.assets') }).getByRole('row').filter({ hasText: t(`mall:asset.${kind}`) });
      expect((await rows.allInnerTexts()).filter((row) => /F1-\d{3}/.test(row))).toHaveLength(many);
    }

    const cloth = () => page.locator('#plan .edge').first().isVisible();
    expect(await cloth()).toBe(true);
    await page.getByRole('link', { name: t('mall:layer.grids'), exact: true }).click();
    await expect.poll(cloth).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('is no merchant’s: nothing of offers or requests, only what anybody sees on the doors', async () => {
    const { page, t } = merchant;
    await page.goto(`${MAP}?show=offered`);
    await page.getByRole('link', { name: t('mall:layer.vacant') }).waitFor();
    expect(await page.getByRole('link', { name: t('mall:layer.offered') }).count()).toBe(0);
    expect(await page.locator('#plan [data-scaled] use').count()).toBe(0);
  });
});

describe('where I am', () => {
  /** A camera that looks at the sign of a booth, as an officer prints it. */
  async function cameraAt(number: string): Promise<Page> {
    await officer.page.goto(`/m/jinqiao/manage/codes?number=${number}`);
    const sign = (await officer.page.getByRole('img', { name: officer.t('codes:label.qr', { number }) }).screenshot()).toString('base64');
    const { page } = await secondWindow(merchant, 'ug', PHONE);
    await page.addInitScript((png) => {
      Object.defineProperty(navigator.mediaDevices, 'getUserMedia', {
        value: async () => {
          const image = new Image();
          image.src = `data:image/png;base64,${png}`;
          await image.decode();
          const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 480 });
          const paint = () => {
            const context = canvas.getContext('2d')!;
            context.fillStyle = 'white';
            context.fillRect(0, 0, 480, 480);
            context.drawImage(image, 60, 60, 360, 360);
          };
          setInterval(paint, 50);
          paint();
          return canvas.captureStream(20);
        },
      });
    }, sign);
    return page;
  }

  test('is read by the camera on the map itself, and shown by a pin', async () => {
    const page = await cameraAt('F1-071');
    await page.goto(`${MAP}?also=assets`);
    await page.getByText(merchant.t('mall:here.title')).click();
    await page.getByRole('button', { name: merchant.t('mall:camera.open') }).click();
    await page.waitForURL(/[?&]at=/, { timeout: 30_000 });
    await page.getByText(merchant.t('mall:here.at', { number: 'F1-071', level: 'F1' })).waitFor();
    expect(await page.locator('[data-here]').count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('also')).toBe('assets');
    expect(await axeFindings(page)).toEqual([]);
  });

  test('is said kindly where no camera opens or the code is another’s, and the number is typed', async () => {
    const { page, t } = merchant;
    await page.addInitScript(() => Object.defineProperty(navigator.mediaDevices, 'getUserMedia', { value: () => Promise.reject(new DOMException('no', 'NotAllowedError')) }));
    await page.goto(MAP);
    await page.getByText(t('mall:here.title')).click();
    await page.getByRole('button', { name: t('mall:camera.open') }).click();
    await page.getByText(t('mall:camera.refused')).waitFor();
    await page.goto(`${MAP}?code=${encodeURIComponent('https://example.org/pay/17')}`);
    await page.getByText(t('mall:here.no-code')).waitFor();
    await page.locator('[name=here]').fill('nowhere');
    await page.locator('[name=here]').press('Enter');
    await page.getByText(t('mall:here.unknown', { number: 'nowhere' })).waitFor();
    expect(await page.locator('[name=here]').inputValue()).toBe('nowhere');
    await page.locator('[name=here]').fill('F1-071');
    await page.locator('[name=here]').press('Enter');
    await page.locator('[data-here]').waitFor();
  });

  test('is typed without script too', async () => {
    const context = await newPerson({ ...PHONE, javaScriptEnabled: false, storageState: await merchant.context.storageState() });
    const page = await context.newPage();
    await page.goto(MAP);
    await page.getByText(merchant.t('mall:here.title')).click();
    await page.locator('[name=here]').fill('F1-071');
    await page.locator('[name=here]').press('Enter');
    await page.getByText(merchant.t('mall:here.at', { number: 'F1-071', level: 'F1' })).waitFor();
    await context.close();
  });
});

describe('on paper', () => {
  /** Edges of a sheet in millimetres, from points. */
  const millimetres = (points: string) => Math.round(Number(points) * 25.4 / 72);

  test.each([['a4', 297, 210], ['a3', 420, 297]] as const)('a floor and a grid are one sheet of %s each, small enough to be sent', async (paper, wide, high) => {
    const { page, t } = officer;
    await page.goto('/m/jinqiao/map/print');
    const grid = await page.locator('select[name=grid] option').nth(1).getAttribute('value');
    for (const one of ['', grid ?? '']) {
      await page.goto(`/m/jinqiao/map/print?paper=${paper}&grid=${one}`);
      await page.getByRole('button', { name: t('mall:print.now') }).waitFor();
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      const text = pdf.toString('latin1');
      const sheets = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width = '', height = '']) => [millimetres(width), millimetres(height)].sort((a, b) => b - a));
      expect(sheets).toEqual([[wide, high]]);
      expect(pdf.length).toBeLessThan(8_000_000);
    }
    expect(await page.locator('article li').filter({ hasText: 'F1-' }).count()).toBeGreaterThan(5);
  });
});
