import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, BOTH_WAYS, keptSession, type Somebody, troubles } from './people.ts';

const MALL = '/m/jinqiao';
/** A shop of their grid without an account. */
const BOOTH = 'F1-092';
const asAuthor = keptSession('information');
const asOther = keptSession('leader');

/** A shop without a phone asks by its paper copy: another volunteer types number and code, and one need becomes a request. */
describe.each(BOTH_WAYS)('a need on a paper copy $name', ({ script, language, options }) => {
  const words = `后门的灯坏了 ${String(Date.now())}`;
  let author: Somebody;
  let other: Somebody;
  let [number, code] = ['', ''];
  const accessible = async ({ page }: Somebody) => script && expect(await axeFindings(page)).toEqual([]);

  beforeAll(async () => {
    const how = { ...options, javaScriptEnabled: script };
    [author, other] = [await asAuthor(language, how), await asOther(language, how)];
  });
  afterAll(() => expect(troubles.splice(0)).toEqual([]));

  test('is left in the shop with a number and a code', async () => {
    const { page, t } = author;
    await page.goto(`${MALL}/map?q=${BOOTH}`);
    await page.getByRole('link', { name: t('mall:unit.visit') }).click();
    await page.waitForURL(/\/visits\/[\w-]{30,}/);
    await page.locator('label', { has: page.locator('[name=outcome][value=met]') }).click();
    await page.locator('label', { has: page.locator('[name=carbon]') }).click();
    await page.locator('label', { has: page.locator('[name=wants-safety]') }).click();
    await page.locator('[name=need-safety]').fill(words);
    await page.locator('main').getByRole('button', { name: t('common:button.save'), exact: true }).click();
    await page.waitForURL(/\/visits\/carbon\//);
    await page.getByText(words).waitFor();
    [number = '', code = ''] = (await page.locator('bdi[dir=ltr]').allInnerTexts()).filter((text) => /^[0-9A-Z]{4} [0-9A-Z]{4}$/.test(text.trim()));
    expect([number, code]).toEqual([expect.stringMatching(/^\d{4} \d{4}$/), expect.any(String)]);
    await accessible(author);
  });

  test('becomes a request when the merchant brings it, with a number and a code of its own that are shown once', async () => {
    const { page, t } = other;
    await page.goto(`${MALL}/visits/carbon`);
    await page.locator('[name=number]').fill(number);
    await page.locator('[name=code]').fill(code);
    await page.getByRole('button', { name: t('visits:carbon.show') }).click();
    await page.getByText(words).first().waitFor();
    await page.getByRole('button', { name: t('visits:carbon.ask') }).click();
    await page.getByText(t('visits:carbon.asked-how')).waitFor();
    expect(await page.getByText(words).count()).toBe(0);
    expect(await page.getByRole('button', { name: t('visits:carbon.ask') }).count()).toBe(0);
    const slip = await page.locator('section', { hasText: t('visits:carbon.asked-how') }).innerText();
    expect(slip).toMatch(/[A-Z]{2}-\d{4}-\d{7}/);
    await accessible(other);
  });
});
