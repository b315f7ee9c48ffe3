import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildPdf } from '#tests/factories/pdf.ts';
import { DESK, newPerson, PHONE } from '../setup/browser.ts';
import { axeFindings, type Somebody, signIn, troubles } from './people.ts';

const MANAGE = '/m/jinqiao/manage';
const PLAN = { name: 'plan.pdf', mimeType: 'application/pdf', buffer: buildPdf(['', '0.2 w 40 40 120 80 re S 160 40 120 80 re S']) };

let officer: Somebody;
let page: Page;
let t: Somebody['t'];
beforeAll(async () => {
  officer = await signIn('officer', 'zh', DESK);
  ({ page, t } = officer);
});
afterEach(() => expect(troubles.splice(0)).toEqual([]));

/** The same person at another device, signed in as she is. */
async function elsewhere(options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await newPerson(options);
  await context.addCookies(await officer.context.cookies());
  return context;
}

/** Where a place of the plan is on the screen. @param x @param y metres */
const screenAt = (on: Page, x: number, y: number) =>
  on.getByRole('application').evaluate((svg, at) => {
    const { x: left, y: top } = new DOMPoint(...at).matrixTransform((svg as SVGSVGElement).getScreenCTM()!);
    return { x: left, y: top };
  }, [x, y] as [number, number]);
async function drag(on: Page, from: [number, number], to: [number, number]) {
  const [a, b] = [await screenAt(on, ...from), await screenAt(on, ...to)];
  await on.mouse.move(a.x, a.y);
  await on.mouse.down();
  await on.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2, { steps: 3 });
  await on.mouse.move(b.x, b.y, { steps: 3 });
  await on.mouse.up();
}
const drawn = (on: Page) => on.locator('svg[role=application] [data-item]').count();
const press = (on: Page, key: string) => on.getByRole('button', { name: t(key), exact: true });
const unsaved = (count: number) => page.getByText(t('editing:state.unsaved_other', { count }));

describe('a floor from nothing', () => {
  let level: string;

  test('gets a page of a PDF under it, as large as two points on it are apart', async () => {
    await page.goto(`${MANAGE}/map-edit`);
    await page.getByRole('link', { name: t('editing:level.add') }).click();
    await page.locator('[name=floor]').fill('21');
    expect(await axeFindings(page)).toEqual([]);
    await press(page, 'editing:level.add').click();
    await page.waitForURL(/level=/);
    level = new URL(page.url()).searchParams.get('level') ?? '';
    await page.getByRole('link', { name: t('editing:level.add-backdrop') }).click();
    await page.locator('[name=file]').setInputFiles(PLAN);
    await page.locator('[name=page]').fill('3');
    await press(page, 'backdrop:bring.send').click();
    expect(await page.locator('#f-page-error').innerText()).toContain('2');
    await page.locator('[name=file]').setInputFiles(PLAN);
    await page.locator('[name=page]').fill('2');
    await press(page, 'backdrop:bring.send').click();
    await page.locator('label:has([value=points])').click();
    const picture = page.locator('input[type=image]');
    await picture.click({ position: { x: 100, y: 450 } });
    await picture.click({ position: { x: 400, y: 450 } });
    await page.locator('[name=between]').fill('30');
    await page.locator('[name=between]').press('Enter');
    await page.locator('#placed').waitFor();
    // 300 of 1,000 pixels are 30 metres.
    expect(await page.locator('[name=width]').inputValue()).toMatch(/^(100|99\.\d+|100\.\d+)$/);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('is drawn on with a mouse: a booth is made, moved, reshaped, and is still there after a reload', async () => {
    await page.goto(`${MANAGE}/map-edit?level=${level}`);
    await page.locator('svg[role=application] image').waitFor();
    await press(page, 'editing:tool.room').click();
    for (const [x, y] of [[10, 10], [16, 10], [16, 14], [10, 14]] as const) {
      const at = await screenAt(page, x, y);
      await page.mouse.click(at.x, at.y);
    }
    await press(page, 'editing:do.finish').click();
    expect(await drawn(page)).toBe(1);
    // A pixel of the whole floor is more than 10 cm.
    const corners = async () => (await page.locator('#d-corners').inputValue()).replace(/[\d.]+/g, (n) => String(Math.round(Number(n))));
    expect(await corners()).toBe('10,10 16,10 16,14 10,14');
    await drag(page, [13, 12], [33, 22]);
    expect(await corners()).toBe('30,20 36,20 36,24 30,24');
    await drag(page, [36, 24], [38, 26]);
    expect(await corners()).toBe('30,20 36,20 38,26 30,24');
    await page.getByRole('application').focus();
    await page.keyboard.press('Control+z');
    await expect.poll(corners).toBe('30,20 36,20 36,24 30,24');
    await unsaved(1).waitFor();
    page.once('dialog', (dialog) => void dialog.accept());
    await page.waitForTimeout(400);
    await page.reload();
    await page.getByText(t('editing:state.restored_other', { count: 1 })).waitFor();
    expect(await drawn(page)).toBe(1);
    await press(page, 'editing:do.save').click();
    await page.getByText(t('editing:state.saved_other', { count: 1 })).waitFor({ timeout: 20_000 });
    await page.reload();
    await page.getByText(t('editing:state.none')).waitFor();
    expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('plan#')))).toEqual([]);
  });

  test('without script: the picture is pressed, and who changed a booth meanwhile is named', async () => {
    const context = await elsewhere({ ...DESK, javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(`${MANAGE}/backdrop/${level}`);
    await plain.locator('label:has([value=points])').click();
    await plain.locator('[name=angle]').fill('90');
    await plain.locator('input[type=image]').click({ position: { x: 100, y: 100 } });
    await plain.locator('input[type=image]').click({ position: { x: 100, y: 400 } });
    expect(await plain.locator('[name=angle]').inputValue()).toBe('90');
    await plain.locator('[name=between]').fill('15');
    await press(plain, 'backdrop:place.save').last().click();
    // Turned by a quarter; 300 of 1,000 pixels are 15 metres.
    expect(await plain.locator('#placed image').getAttribute('transform')).toContain('rotate(90)');

    await plain.goto(`${MANAGE}/map-edit?level=${level}`);
    await plain.locator('#list a').first().click();
    await plain.locator('[name=number]').fill('Theirs');
    await page.goto(plain.url());
    await page.locator('#f-number').fill('Mine');
    await press(page, 'editing:form.save').click();
    await page.waitForURL(/saved=1/);
    await press(plain, 'editing:form.save').click();
    const told = await plain.locator('#unit').innerText();
    expect(told).toContain('李伟');
    expect(told).toContain('Mine');
    expect(await plain.locator('[name=number]').inputValue()).toBe('Theirs');
    await press(plain, 'editing:form.save').click();
    expect(await plain.getByText(t('editing:form.saved')).count()).toBe(1);
    await context.close();
  });

  test('is zoomed by two fingers on a phone, and a tap sets a corner', async () => {
    const context = await elsewhere(PHONE);
    const phone = await context.newPage();
    await phone.goto(`${MANAGE}/map-edit?level=${level}`);
    const svg = phone.getByRole('application');
    await svg.scrollIntoViewIfNeeded();
    const width = () => svg.evaluate((element) => element.getBoundingClientRect().width);
    const before = await width();
    const box = (await svg.locator('..').boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height, 300) / 2];
    const cdp = await context.newCDPSession(phone);
    const fingers = (far: number) => [{ x: x - far, y, id: 0 }, { x: x + far, y, id: 1 }];
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(30) });
    for (let far = 35; far <= 90; far += 5) {
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(far) });
      await phone.waitForTimeout(20);
    }
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect.poll(width).toBeGreaterThan(before * 2);
    await press(phone, 'editing:tool.room').click();
    const there = (await svg.locator('..').boundingBox())!;
    for (const [dx, dy] of [[60, 30], [180, 30], [120, 100]] as const) await phone.touchscreen.tap(there.x + dx, there.y + dy);
    await press(phone, 'editing:do.finish').click();
    expect(await drawn(phone)).toBe(2);
    await context.close();
  });

  test('keeps nothing on the device after signing out', async () => {
    await page.goto(`${MANAGE}/map-edit?level=${level}`);
    await page.locator('svg[role=application] [data-item]').first().waitFor();
    await page.getByRole('application').focus();
    await page.keyboard.press('n');
    await page.keyboard.press('ArrowRight');
    const kept = () => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('plan#')).length);
    await expect.poll(kept).toBe(1);
    page.once('dialog', (dialog) => void dialog.accept());
    await page.goto('/me');
    await page.getByRole('button', { name: t('account:sign-out') }).first().click();
    await page.waitForURL(/sign-in/);
    expect(await kept()).toBe(0);
  });
});
