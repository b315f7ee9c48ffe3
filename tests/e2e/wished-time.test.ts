import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, BOTH_WAYS, keptSession, type Somebody, troubles } from './people.ts';

const asMerchant = keptSession('merchant');

/** The owner says when a visit suits her, and takes it back. */
describe.each(BOTH_WAYS)('the time that suits a shop $name', ({ script, language, options }) => {
  let owner: Somebody;
  const form = () => owner.page.locator('form', { has: owner.page.locator('[name=time]') });
  const chosen = () => form().locator('[name=time]').inputValue();
  const choose = async (time: { index: number } | string) => {
    await form().locator('[name=time]').selectOption(time);
    await form().getByRole('button', { name: owner.t('common:button.save') }).click();
  };

  beforeAll(async () => {
    owner = await asMerchant(language, { ...options, javaScriptEnabled: script });
    await owner.page.goto('/me/record');
  });
  afterAll(() => expect(troubles.splice(0)).toEqual([]));

  test('is one of those in which the mall works, and stays chosen', async () => {
    const { page, t } = owner;
    await form().getByText(t('record:offers.any-time')).waitFor({ state: 'attached' });
    await choose({ index: 1 });
    await page.waitForURL(/#offers$/);
    const time = await chosen();
    expect(time).toMatch(/^\d\d:\d\d-\d\d:\d\d$/);
    await page.reload();
    expect(await chosen()).toBe(time);
    expect(script ? await axeFindings(page) : []).toEqual([]);
  });

  test('goes again with “any time”', async () => {
    await choose('');
    await expect.poll(() => owner.page.getByText(owner.t('record:command.visit-wish-time')).count()).toBeGreaterThan(1);
    await owner.page.reload();
    expect(await chosen()).toBe('');
  });
});
