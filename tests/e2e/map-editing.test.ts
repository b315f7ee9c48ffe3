import { afterEach, describe, expect, test } from 'vitest';
import { DESK, PHONE } from '../setup/browser.ts';
import { axeFindings, signIn, troubles } from './people.ts';

afterEach(() => expect(troubles.splice(0)).toEqual([]));

const EDIT = '/m/jinqiao/manage/map-edit';
const number = (t: string) => t.replace(/[^\w-]/g, '');

describe('the plan is changed', () => {
  test('with keys alone: a booth is chosen, moved, undone, split and saved', async () => {
    const { page, t } = await signIn('officer', 'en', DESK);
    await page.goto(EDIT);
    const canvas = page.getByRole('application');
    await page.getByLabel(t('editing:panel.pick')).first().fill('F1-012');
    await page.getByRole('button', { name: 'F1-012', exact: true }).focus();
    await page.keyboard.press('Space');
    const corners = page.locator('#d-corners');
    const before = await corners.inputValue();
    await canvas.focus();
    await page.keyboard.press('Shift+ArrowUp');
    await expect.poll(() => corners.inputValue()).not.toBe(before);
    await page.keyboard.press('Control+z');
    await expect.poll(() => corners.inputValue()).toBe(before);
    const xs = [...before.matchAll(/(-?[\d.]+),/g)].map(([, x]) => Number(x));
    const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
    await page.locator('#d-line').fill(`${middle},-100 ${middle},200`);
    await page.locator('#d-line').press('Enter');
    await page.getByRole('button', { name: t('editing:do.save') }).focus();
    await page.keyboard.press('Enter');
    // The two parts, and the door where it went with the new one.
    await page.getByText(/^[23] changes were saved/).first().waitFor({ timeout: 20_000 });
    await page.goto(EDIT);
    await page.getByLabel(t('editing:panel.pick')).first().fill('F1-012B');
    expect(await page.getByRole('button', { name: 'F1-012B', exact: true }).count()).toBe(1);
  });

  test('by two at once: the second is told by whom, sees both, and saves hers after choosing', async () => {
    const first = await signIn('officer', 'en', DESK);
    const second = await signIn('operator', 'en', DESK);
    for (const { page } of [first, second]) await page.goto(EDIT);
    const rename = async ({ page, t }: typeof first, to: string) => {
      await page.getByLabel(t('editing:panel.pick')).first().fill('F1-020');
      await page.getByRole('button', { name: 'F1-020', exact: true }).click();
      await page.locator('#d-number').fill(to);
      await page.locator('#d-number').press('Enter');
    };
    await rename(second, 'F1-020X');
    await rename(first, 'F1-020Y');
    await first.page.getByRole('button', { name: first.t('editing:do.save') }).click();
    await first.page.getByText(first.t('editing:state.saved_one', { count: 1 })).first().waitFor({ timeout: 20_000 });
    await second.page.getByRole('button', { name: second.t('editing:do.save') }).click();
    const clash = second.page.getByRole('region', { name: second.t('editing:clash.title') });
    await clash.waitFor({ timeout: 20_000 });
    const told = number(await clash.innerText());
    expect(told).toContain('F1-020X');
    expect(told).toContain('F1-020Y');
    await clash.getByRole('button', { name: second.t('editing:clash.keep-mine') }).click();
    await second.page.getByRole('button', { name: second.t('editing:do.save') }).click();
    await second.page.getByText(second.t('editing:state.saved_one', { count: 1 })).first().waitFor({ timeout: 20_000 });
  });

  test('without script: a form for a booth', async () => {
    const signedIn = await signIn('officer', 'zh', DESK);
    const context = signedIn.context;
    const { t } = signedIn;
    const plain = await context.browser()!.newContext({ javaScriptEnabled: false, baseURL: new URL(signedIn.page.url()).origin });
    await plain.addCookies(await context.cookies());
    const page = await plain.newPage();
    await page.goto(EDIT);
    await page.locator('[name=corners]').fill('500,500 504,500 504,503');
    await page.locator('[name=number]').fill('F1-900');
    await page.getByRole('button', { name: t('editing:form.add') }).click();
    expect(await page.getByText(t('editing:form.saved')).count()).toBe(1);
    await page.locator('[name=number]').fill('F1-001');
    await page.getByRole('button', { name: t('editing:form.save') }).click();
    expect(await page.locator('#f-number-error').innerText()).toContain('F1-001');
    expect(await page.locator('[name=number]').inputValue()).toBe('F1-001');
    await page.getByRole('button', { name: t('editing:form.remove') }).click();
    expect(await page.getByText('F1-900').count()).toBe(0);
    await plain.close();
  });

  test.each([['zh', 'light', DESK], ['ug', 'dark', PHONE]] as const)('is found right by axe in %s, %s', async (language, colorScheme, size) => {
    const { page } = await signIn('officer', language, { ...size, colorScheme });
    for (const path of [EDIT, '/m/jinqiao/map?also=assets&show=vacant', '/m/jinqiao/map/print']) {
      await page.goto(path);
      if (path === EDIT) await page.getByRole('application').waitFor();
      expect(await axeFindings(page), path).toEqual([]);
    }
  });
});

describe('the map', () => {
  test('answers a tap at once and says where I am by a typed number', async () => {
    const { page, t } = await signIn('merchant', 'zh', PHONE);
    await page.goto('/m/jinqiao/map');
    await page.getByText(t('mall:here.title')).click();
    await page.locator('[name=here]').fill('f1-067');
    await page.locator('[name=here]').press('Enter');
    await page.waitForURL(/at=/);
    await page.getByText(t('mall:here.at', { number: 'F1-067', level: 'F1' })).waitFor();
    expect(await page.locator('[data-here]').count()).toBe(1);
    expect(await page.getByText('东街').count()).toBeGreaterThan(0);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const waited = await page.evaluate(() => {
      const link = document.querySelectorAll<SVGAElement>('a[data-u]')[40]!;
      return new Promise<number>((resolve) => {
        const start = performance.now();
        link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(document.querySelector('[data-chosen]') ? performance.now() - start : Number.POSITIVE_INFINITY)));
      });
    });
    expect(waited).toBeLessThan(400);
  });
});
