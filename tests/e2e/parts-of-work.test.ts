import { afterAll, expect, test } from 'vitest';
import { newPerson, PHONE } from '#tests/setup/browser.ts';
import { axeFindings, say, signIn, type Somebody, troubles } from './people.ts';

const MALL = '/m/jinqiao';
const ASKED = '卷帘门上面的灯管一直闪，晚上看不清';
const GIVEN = '换一根灯管，顺便看看开关';

afterAll(() => expect(troubles).toEqual([]));

/** Asked by the merchant, taken on by the manager of her grid. @returns the request's number */
async function taken(merchant: Somebody, manager: Somebody): Promise<string> {
  const { page, t } = merchant;
  await page.goto(`${MALL}/ask?program=mutual-aid&kind=borrow`);
  await page.locator('[name=words]').fill(ASKED);
  await page.getByRole('button', { name: t('requests:ask.send.manager') }).click();
  await page.waitForURL(/\/sent$/);
  const number = page.url().match(/requests\/([^/]+)\/sent/)?.[1] ?? '';
  await manager.page.goto(`${MALL}/requests/${number}`);
  await manager.page.locator('button[value="do-it"]').click();
  await manager.page.waitForLoadState('networkidle');
  return number;
}

test('a part goes to the property management: its account sees it and nothing else, a slip opens it without one, and whoever asked sees with whom it is', async () => {
  const [merchant, manager, partner] = await Promise.all([signIn('merchant', 'ug', PHONE), signIn('manager', 'zh', PHONE), signIn('partner', 'zh', PHONE)]);
  const number = await taken(merchant, manager);
  const { page, t } = manager;
  await page.goto(`${MALL}/requests/${number}/parts`);
  expect(await axeFindings(page)).toEqual([]);
  await page.locator('[name=to]').selectOption({ label: '物业' });
  await page.locator('#f-give-words').fill(GIVEN);
  await page.locator('button[value="give"]').click();
  await page.getByText(t('common:part.offered')).first().waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await partner.page.goto(MALL);
  await partner.page.getByRole('link', { name: new RegExp(GIVEN) }).click();
  await partner.page.getByRole('heading', { level: 1, name: GIVEN }).waitFor();
  expect(await partner.page.getByText(ASKED).count()).toBe(0);
  expect(await axeFindings(partner.page)).toEqual([]);
  await partner.page.getByRole('button', { name: t('tasks:task.accept') }).click();
  await partner.page.getByText(t('common:part.accepted')).first().waitFor();

  await page.goto(`${MALL}/requests/${number}/parts`);
  await page.locator('summary', { hasText: t('tasks:slip.print') }).click();
  await page.locator('button[value="slip"]').click();
  await page.getByText(t('tasks:slip.lead')).waitFor();
  const code = (await page.locator('main').innerText()).match(/\b[34679ACDEFGHJKMNPQRTWXY]{4} [34679ACDEFGHJKMNPQRTWXY]{4}\b/)?.[0] ?? '';
  const bearer = await (await newPerson({ ...PHONE, javaScriptEnabled: false })).newPage();
  await bearer.goto('/task');
  await bearer.locator('[name=number]').fill(`${number}/1`);
  await bearer.locator('[name=code]').fill(code);
  await bearer.getByRole('button').first().click();
  await bearer.getByRole('heading', { level: 1, name: GIVEN }).waitFor();
  expect(await bearer.getByText(ASKED).count()).toBe(0);
  await bearer.locator('form').filter({ has: bearer.locator('[value="done"]') }).getByRole('button').last().click();
  await bearer.getByRole('heading', { level: 1 }).waitFor();
  await bearer.context().close();

  await merchant.page.goto(`${MALL}/requests/${number}`);
  await merchant.page.locator('#parts').getByText(say('ug', 'common:part.done')).waitFor();
  expect(await merchant.page.locator('#parts').getByText('مۈلۈك باشقۇرۇش').count()).toBe(1);
  expect(await axeFindings(merchant.page)).toEqual([]);
  for (const { context } of [merchant, manager, partner]) await context.close();
});
