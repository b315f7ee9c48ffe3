import { afterAll, describe, expect, test } from 'vitest';
import { PHONE } from '#tests/setup/browser.ts';
import { axeFindings, BOTH_WAYS, signIn, type Somebody, troubles } from './people.ts';

const MALL = '/m/jinqiao';
const DESK = `${MALL}/requests?show=desk&who=nobody&program=mutual-aid&order=new`;

async function ask({ page, t }: Somebody, words: string): Promise<string> {
  await page.goto(`${MALL}/ask?program=mutual-aid&kind=borrow`);
  await page.locator('[name=words]').fill(words);
  await page.getByRole('button', { name: t('requests:ask.send.manager') }).first().click();
  await page.waitForURL(/\/sent$/);
  return page.url().match(/requests\/([^/]+)\/sent/)?.[1] ?? '';
}

async function withdraw({ page, t }: Somebody, number: string): Promise<void> {
  await page.goto(`${MALL}/requests/${number}`);
  await page.locator('summary').filter({ hasText: t('case:act.withdraw.title') }).click();
  await page.getByRole('button', { name: t('case:act.withdraw.button') }).click();
  await page.getByText(t('words:stage.withdrawn')).first().waitFor();
}

afterAll(() => expect(troubles).toEqual([]));

describe.each(BOTH_WAYS)('a manager’s desk, $name', ({ script, language, options }) => {
  test('is narrowed, kept under a name, and several are taken on at once; each that isn’t says why', async () => {
    const merchant = await signIn('merchant', 'zh', PHONE);
    const numbers = [await ask(merchant, '借一把梯子'), await ask(merchant, '借一辆小推车')];
    const manager = await signIn('manager', language, { ...options, javaScriptEnabled: script });
    const { page, t } = manager;
    await page.goto(`${MALL}/requests?show=desk`);
    await page.locator('summary').filter({ hasText: t('lists:filter.title') }).click();
    await page.locator('[name=who]').selectOption('nobody');
    await page.locator('[name=program]').selectOption('mutual-aid');
    await page.locator('[name=order]').selectOption('new');
    await page.getByRole('button', { name: t('lists:filter.apply') }).click();
    await page.waitForURL(/who=nobody/);
    for (const number of numbers) await page.getByText(number).first().waitFor();
    if (script) expect(await axeFindings(page)).toEqual([]);

    await page.getByRole('button', { name: t('lists:saved.save') }).click();
    await page.getByText(t('common:form.required')).first().waitFor();
    await page.locator('[name=name]').fill('要人接的');
    await page.getByRole('button', { name: t('lists:saved.save') }).click();
    await page.getByRole('link', { name: '要人接的' }).waitFor();
    await page.goto(`${MALL}/requests?show=desk`);
    await page.getByRole('link', { name: '要人接的' }).click();
    await page.waitForURL(/who=nobody/);
    await page.getByRole('button', { name: t('lists:saved.delete') }).click();
    await page.getByRole('link', { name: '要人接的' }).waitFor({ state: 'detached' });

    await page.goto(DESK);
    if (script) await byKeys(manager, numbers);
    await page.getByRole('link', { name: t('lists:several.start') }).click();
    await page.waitForURL(/several=1/);
    await page.getByRole('button', { name: t('lists:several.take-on') }).click();
    await page.getByText(t('lists:refused.nothing-picked')).first().waitFor();
    await page.locator(`[value^="${numbers[0]}."]`).check();
    await page.locator(`[value^="${numbers[1]}."]`).check();
    await withdraw(merchant, numbers[1]!);
    await page.getByRole('button', { name: t('lists:several.take-on') }).click();
    await page.getByRole('status').filter({ hasText: numbers[0]! }).first().waitFor();
    // With script the list is live: the line that was withdrawn has left it.
    if (!script) await page.getByText(t('common:form.changed-meanwhile')).first().waitFor();
    if (script) expect(await axeFindings(page)).toEqual([]);
    await withdraw(merchant, numbers[0]!);
    for (const somebody of [merchant, manager]) await somebody.context.close();
  });
});

/** Through the list by single keys; none of them does anything where it is written, or once they are switched off. */
async function byKeys({ page, t }: Somebody, numbers: readonly string[]): Promise<void> {
  const focused = () => page.evaluate(() => (document.activeElement as HTMLAnchorElement | null)?.pathname?.split('/').at(-1) ?? '');
  await page.getByRole('button', { name: t('lists:keys.title') }).waitFor();
  await page.keyboard.press('j');
  expect(await focused()).toBe(numbers[1]);
  await page.keyboard.press('j');
  expect(await focused()).toBe(numbers[0]);
  await page.keyboard.press('k');
  expect(await focused()).toBe(numbers[1]);
  await page.keyboard.press('/');
  await page.keyboard.type('jk?');
  expect(await page.locator('main input[name=q]').inputValue()).toBe('jk?');
  await page.locator('main input[name=q]').fill('');
  await page.locator('main input[name=q]').blur();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('checkbox').uncheck();
  await page.getByRole('button', { name: t('common:button.close') }).click();
  const before = await focused();
  await page.keyboard.press('j');
  expect(await focused()).toBe(before);
  await page.getByRole('button', { name: t('lists:keys.title') }).click();
  await page.getByRole('dialog').getByRole('checkbox').check();
  await page.keyboard.press('Escape');
}
