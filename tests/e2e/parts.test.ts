import AxeBuilder from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import type { Language } from '#app/i18n/languages.ts';
import { DESK, newPerson, PHONE } from '../setup/browser.ts';

async function partsIn(language: Language, options: BrowserContextOptions = PHONE): Promise<Page> {
  const person = await newPerson({ reducedMotion: 'reduce', ...options });
  await person.addCookies([{ name: 'lng', value: language, url: inject('portalUrl') }]);
  const page = await person.newPage();
  await page.goto('/parts');
  await page.evaluate(() => document.fonts.ready);
  return page;
}

const backgroundOf = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const LIGHT = 'rgb(250, 248, 244)';
const DARK = 'rgb(30, 27, 24)';

describe('every part, in every state', () => {
  it.each([
    ['zh', 'light', PHONE],
    ['zh', 'dark', DESK],
    ['ug', 'light', DESK],
    ['ug', 'dark', PHONE],
  ] as const)('is found right by axe in %s, %s', async (language, colorScheme, size) => {
    const page = await partsIn(language, { ...size, colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
  });

  it.each(['zh', 'ug', 'kk', 'kk-Arab', 'ru', 'en'] as const)('fits a phone of 360 px in %s, with letters of double size too', async (language) => {
    const page = await partsIn(language, { viewport: { width: 360, height: 740 } });
    const tooWide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await tooWide()).toBeLessThanOrEqual(0);
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    expect(await tooWide()).toBeLessThanOrEqual(0);
  });

  it('gives everything to press at least 44 px on a phone', async () => {
    const page = await partsIn('ug');
    const small = await page.evaluate(() =>
      Array.from(document.querySelectorAll<HTMLElement>('main a, main button, main summary, nav a, header a'))
        .filter((element) => element.getClientRects().length > 0 && !element.closest('p'))
        .map((element) => ({ text: element.textContent?.trim(), box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
        .map(({ text, box }) => `${text} ${Math.round(box.width)}×${Math.round(box.height)}`),
    );
    expect(small).toEqual([]);
  });

  it('carries no broken letter, wherever a chunk of the stream ends', async () => {
    for (const language of ['zh', 'ug', 'kk', 'ru']) {
      const answer = await fetch(`${inject('portalUrl')}/parts`, { headers: { Cookie: `lng=${language}` } });
      expect(await answer.text()).not.toMatch(/[\0\uFFFD]/);
    }
  });
});

describe('light and dark', () => {
  it('follows the device without a choice and without script', async () => {
    expect(await backgroundOf(await partsIn('zh', { colorScheme: 'dark', javaScriptEnabled: true }))).toBe(DARK);
    const person = await newPerson({ colorScheme: 'dark', javaScriptEnabled: false });
    const page = await person.newPage();
    await page.goto('/parts');
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('auto');
    expect(await backgroundOf(page)).toBe(DARK);
  });

  it('keeps a choice against the device', async () => {
    const person = await newPerson({ colorScheme: 'dark' });
    await person.addCookies([{ name: 'scheme', value: 'light', url: inject('portalUrl') }]);
    const page = await person.newPage();
    await page.goto('/parts');
    expect(await backgroundOf(page)).toBe(LIGHT);
  });
});

describe('a form that is refused', () => {
  it('moves the focus to what is wrong, and says it at the field', async () => {
    const page = await partsIn('en');
    await page.getByRole('button', { name: 'Save' }).last().click();
    const summary = page.getByRole('alert').filter({ hasText: 'another look' });
    await summary.waitFor();
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
    const field = page.locator('#f-sentence');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const described = await field.getAttribute('aria-describedby');
    expect(await page.locator(`#${described?.split(' ').at(-1)}`).innerText()).toBe('Please fill this in.');
  });

  it('brings back what was typed without script', async () => {
    const person = await newPerson({ ...PHONE, javaScriptEnabled: false });
    const page = await person.newPage();
    await page.goto('/parts');
    await page.locator('#f-day').fill('2026-03-20');
    await page.locator('input[name=kind][value=plain]').check({ force: true });
    await page.locator('main form[action="/parts"] button[type=submit]').last().click();
    expect(await page.locator('#f-day').inputValue()).toBe('2026-03-20');
    expect(await page.locator('input[name=kind][value=plain]').isChecked()).toBe(true);
    expect(await page.locator('#f-sentence-error').isVisible()).toBe(true);
  });
});

describe('what was typed', () => {
  const SENTENCE = 'چىراغ ئۆچۈپ قالدى';

  it('is there again after a reload and after an error page, and gone once it was taken', async () => {
    const page = await partsIn('ug');
    await page.locator('#f-sentence').fill(SENTENCE);
    await page.reload();
    await page.waitForFunction((text) => (document.querySelector('#f-sentence') as HTMLTextAreaElement).value === text, SENTENCE);

    await page.locator('#f-sentence').fill('boom');
    await page.locator('main form[action="/parts"] button[type=submit]').last().click();
    await page.locator('a', { hasText: 'قايتا سىنا' }).click();
    await page.waitForFunction(() => (document.querySelector('#f-sentence') as HTMLTextAreaElement)?.value === 'boom');

    await page.locator('#f-sentence').fill(SENTENCE);
    await page.locator('main form[action="/parts"] button[type=submit]').last().click();
    await page.waitForFunction(() => sessionStorage.getItem('draft:/parts#form') === null);
    await page.reload();
    expect(await page.locator('#f-sentence').inputValue()).toBe('');
  });

  it('survives a lost network', async () => {
    const page = await partsIn('zh');
    await page.locator('#f-sentence').fill(SENTENCE);
    await page.context().setOffline(true);
    await page.locator('main form[action="/parts"] button[type=submit]').last().click();
    await page.getByRole('heading', { level: 1, name: '没有网络' }).waitFor();
    await page.context().setOffline(false);
    await page.locator('a', { hasText: '重试' }).click();
    await page.waitForFunction((text) => (document.querySelector('#f-sentence') as HTMLTextAreaElement)?.value === text, SENTENCE);
  });

  it('never keeps a code', async () => {
    const page = await partsIn('en');
    await page.locator('#f-code').fill('135790');
    await page.locator('#f-sentence').fill('Lamp');
    const kept = await page.evaluate(() => sessionStorage.getItem('draft:/parts#form'));
    expect(kept).toContain('Lamp');
    expect(kept).not.toContain('135790');
  });
});

it('searches a long list when it is asked to, with the part that loads then', async () => {
  const page = await partsIn('en');
  await page.locator('#f-shop ~ svg').waitFor();
  await page.getByRole('button', { name: 'Search' }).click();
  await page.locator('input#f-shop').fill('039');
  await page.getByRole('option', { name: 'F1-039' }).click();
  expect(await page.locator('input[type=hidden][name=shop]').inputValue()).toBe('38');
});
