import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, BOTH_WAYS, keptSession, type Somebody, troubles } from './people.ts';

const MALL = '/m/jinqiao';
const NAMES = { zh: '阿依登高地布艺', ug: 'ئايدىڭ ئېگىزلىك رەختخانىسى' };
/** A number makes shops alike too: each try has names and numbers of its own, or a second one would meet the first one's. */
function newShops(language: keyof typeof NAMES): { name: string; phones: [string, string] } {
  const mark = String(Date.now()).slice(-6);
  return { name: `${NAMES[language]} ${mark}`, phones: [`139${mark}11`, `139${mark}22`] };
}

const enter = keptSession('officer');

describe.each(BOTH_WAYS)('two entries of one shop $name', ({ script, language, options }) => {
  let officer: Somebody;
  beforeAll(async () => {
    officer = await enter(language, { ...options, javaScriptEnabled: script });
  });
  afterAll(() => expect(troubles).toEqual([]));

  test('are pointed at, compared and made one: what wasn’t chosen stays with the closed one', async () => {
    const { page, t } = officer;
    const { name, phones } = newShops(language);
    const shops: string[] = [];
    for (const phone of phones) {
      await page.goto(`${MALL}/manage/roster/new`);
      await page.locator(`[name="name-${language}"]`).fill(name);
      await page.locator('select[name=trade]').selectOption({ index: 1 });
      await page.locator('[name=contact]').fill(phone);
      await page.getByRole('button', { name: t('roster:new.save') }).click();
      await page.waitForURL(/\/roster\/shop\/[\w-]{20,}/);
      shops.push(new URL(page.url()).pathname.split('/').at(-1)!);
      // What was typed is forgotten once the portal said yes; whoever leaves sooner finds it in the next form.
      await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')))).toEqual([]);
    }
    await page.goto(`${MALL}/manage/roster`);
    await page.getByRole('link', { name: t('roster:list.doubles') }).click();
    await page.waitForURL(/\/doubles$/);
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await expect.poll(() => page.locator('main').innerText()).toContain(name);
    await page.locator('a', { hasText: name }).first().click();
    await page.waitForURL(/\/doubles\/[\w-]{20,}/);
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await page.getByRole('button', { name: t('roster:doubles.merge') }).click();
    await page.getByText(t('common:form.required')).first().waitFor();
    const other = page.locator('input[name="take-contact"][value=other]');
    await page.locator('label', { has: other }).click();
    await page.locator('[name=sure]').check();
    await page.getByRole('button', { name: t('roster:doubles.merge') }).click();
    await page.waitForURL(new RegExp(`/roster/shop/${shops[0]}`));
    expect(await page.locator('[name=contact]').inputValue()).toBe(phones[1]);
    await page.goto(`${MALL}/manage/roster/shop/${shops[1]}`);
    await page.getByText(t('roster:shop.merged')).first().waitFor();
    await page.getByRole('link', { name: t('roster:shop.merged-into') }).click();
    await page.waitForURL(new RegExp(`/roster/shop/${shops[0]}`));
  });

  test('are chosen by an officer who knows it herself, by the number of the other one’s booth', async () => {
    const { page, t } = officer;
    await page.goto(`${MALL}/manage/roster?q=F1-030`);
    await page.locator('main table a[href*="/roster/shop/"]').first().click();
    await page.waitForURL(/\/roster\/shop\/[\w-]{20,}/);
    await page.getByRole('link', { name: t('roster:same.title') }).click();
    await page.waitForURL(/\/same$/);
    await page.locator('[name=q]').fill('F1-031');
    await page.getByRole('button', { name: t('common:button.search') }).click();
    await page.getByRole('button', { name: t('roster:same.choose') }).first().waitFor();
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await page.getByRole('button', { name: t('roster:same.choose') }).first().click();
    await page.waitForURL(/\/doubles\/[\w-]{20,}/);
    await expect.poll(() => page.locator('main').innerText()).toContain(t('roster:doubles.why.chosen'));
    await page.getByRole('button', { name: t('roster:doubles.apart') }).click();
    await page.waitForURL(/\/doubles$/);
  });
});
