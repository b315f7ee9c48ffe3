import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESK, PHONE } from '#tests/setup/browser.ts';
import { axeFindings, keptSession, type Somebody, troubles } from './people.ts';

/** In CSS pixels, as the interface promises; half a pixel is a matter of rounding. */
const THUMB = 44 - 0.5;
const enter = keptSession('information');

/** What is smaller than a thumb; links that stand in a sentence are as high as their line. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate((least) => {
    document.querySelectorAll('details').forEach((details) => (details.open = true));
    const all = document.querySelectorAll<HTMLElement>('main a[href], main button, main summary, main select, main textarea, main input:not([type=hidden])');
    return [...all].flatMap((control) => {
      const target = (control.matches('[type=radio], [type=checkbox]') ? control.closest('label') : null) ?? control;
      const { width, height } = target.getBoundingClientRect();
      const isSeen = width > 0 && getComputedStyle(target).visibility !== 'hidden';
      const isInSentence = control.matches('a') && getComputedStyle(control).display === 'inline';
      return isSeen && !isInSentence && Math.min(width, height) < least ? [`${control.outerHTML.slice(0, 80)} ${width} × ${height}`] : [];
    });
  }, THUMB);

/** Tab by Tab, as somebody without a mouse; the focus has to be seen wherever it is. */
async function tabTo(page: Page, css: string): Promise<void> {
  for (let tabs = 0; tabs < 120; tabs += 1) {
    await page.keyboard.press('Tab');
    const there = await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, css);
    if (there) return;
  }
  throw new Error(`No way to ${css} by Tab.`);
}

describe('a visit', () => {
  let walker: Somebody;
  afterAll(() => expect(troubles).toEqual([]));

  describe('by a thumb', () => {
    beforeAll(async () => {
      walker = await enter('ug', PHONE);
    });

    test('has no target below 44 pixels: the day, its form, the day taken along and a visit without a network', async () => {
      const { page, t } = walker;
      const findings: Record<string, string[]> = {};
      await page.goto('/m/jinqiao/visits');
      findings.day = await tooSmall(page);
      await page.goto((await page.locator('a[href*="/visits/0"]').first().getAttribute('href')) ?? '');
      await page.locator('label:has([name=outcome][value=met])').click();
      await page.locator('label', { has: page.locator('[name=wants-safety]') }).click();
      findings.form = await tooSmall(page);
      await page.goto('/m/jinqiao/visits/coverage');
      findings.coverage = await tooSmall(page);
      await page.goto('/m/jinqiao/visits/take');
      findings.take = await tooSmall(page);
      await page.getByRole('button', { name: t('offline-day:take.button'), exact: true }).click();
      await page.waitForURL(/\/day#list$/, { timeout: 60_000 });
      await page.locator('a[href*="#shop/"]').first().waitFor();
      findings.taken = await tooSmall(page);
      await page.locator('a[href*="#shop/"]').first().click();
      await page.locator('label:has([name=outcome][value=met])').click();
      findings.offline = await tooSmall(page);
      expect(findings).toEqual({ day: [], form: [], coverage: [], take: [], taken: [], offline: [] });
    });
  });

  describe('by keyboard alone', () => {
    beforeAll(async () => {
      walker = await enter('zh', DESK);
    });

    test('is chosen from the day, filled in with a need and a promise, and saved', async () => {
      const { page, t } = walker;
      await page.goto('/m/jinqiao/visits');
      await tabTo(page, 'main a[href*="/visits/0"]');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/visits\/[\w-]{30,}$/);
      await tabTo(page, '[name=outcome]');
      await page.keyboard.press('Space');
      expect(await page.locator('[name=outcome]:checked').inputValue()).toBe('met');
      const carbon = (await page.locator('[name=carbon]').count()) > 0;
      if (carbon) {
        await tabTo(page, '[name=carbon]');
        await page.keyboard.press('Space');
      }
      await tabTo(page, '[name=wants-safety]');
      await page.keyboard.press('Space');
      await tabTo(page, '[name=need-safety]');
      await page.keyboard.type('门口的灯坏了');
      await tabTo(page, '[name=promise-0]');
      await page.keyboard.type('问一下电工');
      await tabTo(page, 'button[form=visit]');
      await page.keyboard.press('Enter');
      // A day is missing: the page says so, the focus can go there, and what was typed stands.
      await page.getByText(t('common:form.required')).first().waitFor();
      expect(await page.locator('[name=need-safety]').inputValue()).toBe('门口的灯坏了');
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Home');
      await page.locator('[name=due-0]').focus();
      await page.locator('[name=due-0]').fill(new Date(Date.now() + 3 * 24 * 3600_000).toISOString().slice(0, 10));
      await tabTo(page, 'button[form=visit]');
      await page.keyboard.press('Enter');
      await page.waitForURL(/done=1|\/carbon\//);
    });
  });
});
