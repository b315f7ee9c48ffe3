import { afterAll, expect, test } from 'vitest';
import { PHONE } from '#tests/setup/browser.ts';
import { axeFindings, signIn, troubles } from './people.ts';

const MALL = '/m/jinqiao';
const WORDS = '网格员说话太冲，我不好意思当面讲';

afterAll(() => expect(troubles).toEqual([]));

test.each([
  { name: 'with script, in Chinese', script: true, language: 'zh' as const },
  { name: 'without script, in Uyghur', script: false, language: 'ug' as const },
])('a merchant says something about a volunteer, whose pages know nothing of it, $name', async ({ script, language }) => {
  const merchant = await signIn('merchant', language, { ...PHONE, javaScriptEnabled: script });
  const { page, t } = merchant;
  await page.goto(`${MALL}/programs`);
  await page.getByRole('link', { name: t('services:list.about-us') }).click();
  await page.getByRole('heading', { name: t('about-us:title') }).waitFor();
  if (script) expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: t('about-us:send') }).click();
  await page.getByText(t('common:form.required')).first().waitFor();
  await page.locator('[name=words]').fill(WORDS);
  const options = await page.locator('[name=person] option').allInnerTexts();
  const at = options.findIndex((text) => text.includes(t('words:role.assistant')));
  await page.locator('[name=person]').selectOption({ index: Math.max(1, at) });
  await page.getByRole('button', { name: t('about-us:send') }).click();
  await page.waitForURL(/\/sent$/);
  const number = page.url().match(/requests\/([^/]+)\/sent/)?.[1] ?? '';
  await page.goto(`${MALL}/requests/${number}`);
  await page.getByText(t('requests:named.untold')).first().waitFor();
  if (script) expect(await axeFindings(page)).toEqual([]);
  for (const user of ['manager', 'official'] as const) {
    const other = await signIn(user, language, { ...PHONE, javaScriptEnabled: script });
    expect((await other.page.goto(`${MALL}/requests/${number}`))?.status(), user).toBe(404);
    await other.context.close();
  }
  await page.goto(`${MALL}/requests/${number}`);
  await page.locator('summary').filter({ hasText: t('case:act.withdraw.title') }).click();
  await page.getByRole('button', { name: t('case:act.withdraw.button') }).click();
  await page.getByText(t('words:stage.withdrawn')).first().waitFor();
  await merchant.context.close();
});

test('on paper: a page to print, and a place for the council to type it in', async () => {
  const officer = await signIn('officer', 'zh');
  const { page, t } = officer;
  await page.goto(`${MALL}/about-us/paper`);
  await page.getByText(t('about-us:paper.fold')).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.goto(`${MALL}/about-us/type-in`);
  expect(await axeFindings(page)).toEqual([]);
  await page.locator('[name=words]').fill(WORDS);
  await page.getByRole('button', { name: t('about-us:send') }).click();
  await page.getByText(t('about-us:type-in.done-lead')).waitFor();
  await officer.context.close();
});
