import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PHONE } from '#tests/setup/browser.ts';
import { axeFindings, signIn, type Somebody, troubles } from './people.ts';
import { reportInside, scanBooth } from './scanning.ts';

const MALL = '/m/jinqiao';
const WORDS = '店里靠门的插座松了';

/** By whoever has it, on the page that is open: about people, goods or conduct. Nothing of this walk stays on her desk. */
async function setAside({ page, t }: Somebody) {
  await page.getByRole('button', { name: t('case:act.set-aside.button') }).click();
  await page.getByText(t('words:outcome.set-aside')).first().waitFor();
  expect(await page.getByText(WORDS).count()).toBe(0);
}

describe.each([
  { name: 'with script, in Chinese', script: true, language: 'zh' as const },
  { name: 'without script, in Uyghur', script: false, language: 'ug' as const },
])('what a passer-by notices inside a booth, on phones $name', ({ script, language }) => {
  let merchant: Somebody;
  let manager: Somebody;
  let address: string;
  beforeAll(async () => {
    merchant = await signIn('merchant', language, { ...PHONE, javaScriptEnabled: script });
    manager = await signIn('manager', language, { ...PHONE, javaScriptEnabled: script });
    await merchant.page.goto(MALL);
    const booth = (await merchant.page.locator('main').innerText()).match(/\bF\d-\d{3}\b/)?.[0] ?? '';
    address = await scanBooth(booth);
  });
  afterAll(async () => {
    await Promise.all([merchant.context.close(), manager.context.close()]);
    expect(troubles).toEqual([]);
  });

  test('is on the shop’s first page and nobody else’s; the shop says that it sees to it, and the passer-by reads no more than that', async () => {
    const passer = await reportInside(address, 'broken', { script, language, words: WORDS });
    const { page, t } = merchant;
    await page.goto(MALL);
    await page.getByText(t('home:waits.noticed')).first().waitFor();
    await page.goto(`${MALL}/requests/${passer.number}`);
    await page.getByText(t('case:inside.alone-under')).waitFor();
    expect(await page.getByText(WORDS).count()).toBeGreaterThan(0);
    expect(script ? await axeFindings(page) : []).toEqual([]);
    expect((await manager.page.goto(`${MALL}/requests/${passer.number}`))?.status()).toBe(404);
    await page.getByRole('button', { name: t('case:inside.keep') }).click();
    await page.getByText(t('words:outcome.inside')).first().waitFor();
    expect((await manager.page.goto(`${MALL}/requests/${passer.number}`))?.status()).toBe(404);
    await passer.page.goto('/follow');
    await passer.page.locator('[name=number]').fill(passer.number);
    await passer.page.locator('[name=code]').fill(passer.code);
    await passer.page.getByRole('button', { name: t('codes:follow.show') }).click();
    await passer.page.getByText(t('codes:follow.ended.shop')).waitFor();
  });

  test('is passed on to the grid by the shop, which reads along', async () => {
    const { number } = await reportInside(address, 'broken', { script, language, words: WORDS });
    const { page, t } = merchant;
    await page.goto(`${MALL}/requests/${number}`);
    await page.getByRole('button', { name: t('case:inside.give-on') }).click();
    await page.getByText(t('case:inside.yours')).waitFor();
    expect((await manager.page.goto(`${MALL}/requests/${number}`))?.status()).toBe(200);
    await manager.page.getByText(manager.t('case:inside.theirs')).waitFor();
    await setAside(manager);
  });

  test('about people, goods or conduct: closed in one tap, and the words are gone', async () => {
    const { number } = await reportInside(address, 'broken', { script, language, words: WORDS });
    const { page, t } = merchant;
    await page.goto(`${MALL}/requests/${number}`);
    await page.getByRole('button', { name: t('case:inside.set-aside') }).click();
    await page.getByText(t('words:outcome.set-aside')).first().waitFor();
    expect(await page.getByText(WORDS).count()).toBe(0);
  });

  test('fire, gas and electricity are the grid’s at once', async () => {
    const { number } = await reportInside(address, 'danger', { script, language, words: WORDS });
    expect((await manager.page.goto(`${MALL}/requests/${number}`))?.status()).toBe(200);
    expect((await merchant.page.goto(`${MALL}/requests/${number}`))?.status()).toBe(200);
    await setAside(manager);
  });
});
