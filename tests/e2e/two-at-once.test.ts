import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayIn } from '#app/i18n/zone-days.ts';
import { axeFindings, BOTH_WAYS, keptSession, type Somebody, troubles } from './people.ts';

const MALL = '/m/jinqiao';
const asManager = keptSession('manager');
const asAssistant = keptSession('assistant');
const asMerchant = keptSession('merchant');

/** Two volunteers write about one shop on one day, in other words; its owner reads both and says which one stands. */
describe.each(BOTH_WAYS)('two volunteers at one shop on one day $name', ({ script, language, options }) => {
  const stamp = String(Date.now());
  const [one, other] = [`招牌灯不亮 ${stamp}`, `招牌灯一闪一闪 ${stamp}`];
  const today = dayIn(new Date(), 'Asia/Urumqi');
  let owner: Somebody;
  let people: Somebody[];

  const accessible = async (page: Page) => script && expect(await axeFindings(page)).toEqual([]);
  async function visit({ page, t }: Somebody, words: string): Promise<void> {
    await page.goto(`${MALL}/map?q=F1-067`);
    await page.getByRole('link', { name: t('mall:unit.visit') }).click();
    await page.waitForURL(/\/visits\/[\w-]{30,}/);
    await page.locator('label', { has: page.locator('[name=outcome][value=met]') }).click();
    await page.locator('label', { has: page.locator('[name=wants-training]') }).click();
    await page.locator('[name=need-training]').fill(words);
    await page.locator('main').getByRole('button', { name: t('common:button.save'), exact: true }).click();
    await page.waitForURL(/\/visits\?/);
  }

  beforeAll(async () => {
    const how = { ...options, javaScriptEnabled: script };
    people = [await asManager(language, how), await asAssistant(language, how)];
    owner = await asMerchant(language, how);
  });
  afterAll(() => expect(troubles.splice(0)).toEqual([]));

  test('both write, and neither sees the other’s words', async () => {
    for (const [at, person] of people.entries()) {
      await visit(person, [one, other][at]!);
      expect(await person.page.getByText([other, one][at]!).count()).toBe(0);
    }
  });

  test('the owner is told on My record, and sees both beside each other', async () => {
    const { page, t } = owner;
    await page.goto('/me/record');
    await page.locator(`a[href$="/versions/${today}"]`).first().click();
    await page.waitForURL(/\/versions\//);
    await page.getByRole('heading', { level: 1, name: t('versions:title') }).waitFor();
    const choice = page.locator('fieldset').filter({ hasText: one });
    await choice.getByText(other).waitFor();
    await accessible(page);
  });

  test('a form with nothing chosen says so; what she chooses stands, and both versions stay with who chose', async () => {
    const { page, t } = owner;
    const save = page.getByRole('button', { name: t('versions:keep'), exact: true });
    if ((await page.locator('input[type=radio]:checked').count()) === 0) {
      await save.click();
      await page.getByText(t('versions:refused.nothing-chosen')).first().waitFor();
    }
    await page.locator('label', { hasText: other }).click();
    await page.getByRole('button', { name: t('versions:keep'), exact: true }).click();
    await page.waitForURL(/\/me\/record\/[\w-]{30,}$/);
    const card = page.locator('li[id^="visit-"]', { hasText: one });
    const [before = ''] = t('versions:aside', { name: '|' }).split('|');
    await card.getByText(before.trim()).first().waitFor();
    await card.getByText(one).waitFor();
    expect(await card.getByRole('button', { name: t('record:needs.send') }).count()).toBe(0);
    await page.locator('li[id^="visit-"]', { hasText: other }).getByRole('button', { name: t('record:needs.send') }).waitFor();
    await accessible(page);
    await page.goto(`${new URL(page.url()).pathname}/versions/${today}`);
    await page.getByRole('heading', { name: t('versions:history') }).waitFor();
  });
});
