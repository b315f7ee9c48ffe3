import { afterAll, describe, expect, inject, test } from 'vitest';
import { newPerson, PHONE } from '#tests/setup/browser.ts';
import { axeFindings, say, troubles } from './people.ts';
import { scanBooth } from './scanning.ts';

describe.each([
  { name: 'with script, in Chinese', script: true, language: 'zh' as const },
  { name: 'without script, in Uyghur', script: false, language: 'ug' as const },
])('a passer-by who looks for a shop, on a phone $name', ({ script, language }) => {
  afterAll(() => expect(troubles).toEqual([]));

  test('scans any booth, types a number, and sees it on its floor with where she stands', async () => {
    const address = await scanBooth('F1-030');
    const context = await newPerson({ ...PHONE, javaScriptEnabled: script });
    await context.addCookies([{ name: 'lng', value: language, url: inject('portalUrl') }]);
    const page = await context.newPage();
    const t = (key: string, values?: Record<string, string>) => say(language, `codes:find.${key}`, values);
    await page.goto(address);
    await page.getByRole('link', { name: t('title') }).click();
    await page.waitForURL(/\/find$/);
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await page.locator('[name=q]').fill('F1-067');
    await page.getByRole('button', { name: t('find'), exact: true }).click();
    await page.locator('main li a', { hasText: 'F1-067' }).click();
    await page.getByText(t('same-floor')).waitFor();
    const plan = page.getByRole('img', { name: t('plan', { level: 'F1', number: 'F1-067' }) });
    expect(await plan.locator('text', { hasText: '067' }).count()).toBeGreaterThan(0);
    expect(await plan.locator('[data-here]').count()).toBe(1);
    expect(await plan.locator('path').count()).toBeGreaterThan(5);
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await page.locator('[name=q]').fill('no such shop');
    await page.getByRole('button', { name: t('find'), exact: true }).click();
    await page.getByText(t('none', { query: 'no such shop' })).waitFor();
    await context.close();
  });

  test('a forged code finds nothing', async () => {
    const context = await newPerson({ ...PHONE, javaScriptEnabled: script });
    const page = await context.newPage();
    expect((await page.goto('/c/jinqiao.AAAA/find?q=F1'))?.status()).toBe(404);
    await context.close();
  });
});
