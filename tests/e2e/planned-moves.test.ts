import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, BOTH_WAYS, keptSession, type Somebody, troubles } from './people.ts';

const MALL = '/m/jinqiao';
/** Each language has its own shop, and the booth of another one that it wants. */
const BOOTHS = { zh: ['F1-020', 'F1-021'], ug: ['F1-022', 'F1-023'] } as const;
/** With which it changes. */
const SWAPPED = { zh: 'F1-024', ug: 'F1-025' } as const;
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);

const enter = keptSession('officer');

describe.each(BOTH_WAYS)('a move that has its day $name', ({ script, language, options }) => {
  let officer: Somebody;
  beforeAll(async () => {
    officer = await enter(language, { ...options, javaScriptEnabled: script });
  });
  afterAll(() => expect(troubles).toEqual([]));

  test('is planned from the shop’s page, shown there and on the list, and taken back', async () => {
    const { page, t } = officer;
    const [from, to] = BOOTHS[language];
    await page.goto(`${MALL}/manage/roster?q=${from}`);
    await page.locator('main table a[href*="/roster/shop/"]').first().click();
    await page.waitForURL(/\/roster\/shop\/[\w-]{20,}/);
    await page.locator('summary').first().click();
    const move = page.locator('form', { has: page.locator('button[value=move]') });
    await move.locator('[name=booth]').fill(to);
    await move.locator('[name=day]').fill(inDays(500));
    await move.getByRole('button', { name: t('roster:place.move') }).click();
    await page.getByText(t('roster:refused.too-far-ahead', { max: 366 })).waitFor();
    expect([await move.locator('[name=booth]').inputValue(), await move.locator('[name=day]').inputValue()]).toEqual([to, inDays(500)]);
    await move.locator('[name=day]').fill(inDays(20));
    await move.getByRole('button', { name: t('roster:place.move') }).click();
    await page.getByRole('heading', { name: t('roster:planned.title') }).waitFor();
    const said = page.locator('main li', { has: page.locator('button[value=take-back]') });
    await expect.poll(() => said.innerText()).toContain(to);
    expect(await said.innerText()).toContain(from);
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await page.goto(`${MALL}/manage/roster`);
    await page.getByRole('link', { name: t('roster:planned.list') }).click();
    await page.waitForURL(/\/roster\/planned$/);
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await page.locator('main li a', { hasText: from }).click();
    await page.getByRole('button', { name: t('roster:planned.take-back') }).click();
    await page.getByRole('heading', { name: t('roster:planned.title') }).waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('main summary').first().innerText()).toContain(from);
  });

  test('is planned for two shops that change booths, each with its own plan, and taken back', async () => {
    const { page, t } = officer;
    const [from] = BOOTHS[language];
    const other = SWAPPED[language];
    await page.goto(`${MALL}/manage/roster?q=${from}`);
    await page.locator('main table a[href*="/roster/shop/"]').first().click();
    await page.waitForURL(/\/roster\/shop\/[\w-]{20,}/);
    await page.locator('summary').first().click();
    const move = page.locator('form', { has: page.locator('button[value=move]') });
    await move.locator('[name=booth]').fill(other);
    await move.locator('[name=day]').fill(inDays(30));
    await move.locator('[name=swap]').check();
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await move.getByRole('button', { name: t('roster:place.move') }).click();
    await page.getByRole('heading', { name: t('roster:planned.title') }).waitFor();
    await page.goto(`${MALL}/manage/roster/planned`);
    const lines = page.locator('main li', { hasText: other }).filter({ hasText: from });
    await expect.poll(() => lines.count()).toBe(2);
    expect(await page.getByText(t('roster:planned.in-the-way', { number: other })).count()).toBe(0);
    for (let left = 2; left > 0; left -= 1) {
      await page.goto(`${MALL}/manage/roster/planned`);
      await lines.first().locator('a').first().click();
      await page.getByRole('button', { name: t('roster:planned.take-back') }).click();
      await page.getByRole('heading', { name: t('roster:planned.title') }).waitFor({ state: 'detached' });
    }
  });
});
