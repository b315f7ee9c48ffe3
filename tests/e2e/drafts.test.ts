import { afterAll, expect, it } from 'vitest';
import { PHONE } from '#tests/setup/browser.ts';
import { signIn, troubles } from './people.ts';

const WORDS = 'چىراغ ئۆچۈپ قالدى، بىر نەرسە يورۇتسا بولامدۇ';

it('what was typed outlives an expired session: unreadable until its person has signed in again, and then where it was', async () => {
  const { context, page } = await signIn('merchant2', 'ug', PHONE);
  await page.goto('/m/jinqiao/ask', { waitUntil: 'load' });
  const field = page.locator('textarea[name=words]');
  await field.fill(WORDS);
  const stored = () => page.evaluate(() => sessionStorage.getItem('draft:/m/jinqiao/ask#form') ?? '');
  await expect.poll(stored).toMatch(/^sealed:/);
  await page.reload({ waitUntil: 'load' });
  await expect.poll(() => field.inputValue()).toBe(WORDS);

  await context.clearCookies({ name: 'mh' });
  await page.reload({ waitUntil: 'load' });
  await page.waitForURL(/\/sign-in\?next=/);
  expect(await stored()).toMatch(/^sealed:[\w+/=]+$/);
  await page.locator('[name=username]').fill('merchant2');
  await page.locator('[name=password]').fill('demo-only-password');
  await page.locator('[name=password]').press('Enter');
  await page.waitForURL(/\/ask$/);
  await expect.poll(() => field.inputValue()).toBe(WORDS);
  expect(troubles).toEqual([]);
});

it('what was typed is not there for the next person of the same tab', async () => {
  const { page } = await signIn('merchant2', 'zh', PHONE);
  await page.goto('/m/jinqiao/ask', { waitUntil: 'load' });
  await page.locator('textarea[name=words]').fill(WORDS);
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('draft:/m/jinqiao/ask#form') ?? '')).toMatch(/^sealed:/);
  await page.getByRole('contentinfo').getByRole('link').click();
  await page.waitForURL(/\/sign-out$/);
  await page.locator('form[action="/sign-out"] button').click();
  await page.waitForURL(/\/sign-in/);
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')))).toEqual([]);
  await page.locator('[name=username]').fill('merchant');
  await page.locator('[name=password]').fill('demo-only-password');
  await page.locator('[name=password]').press('Enter');
  await page.waitForURL(/\/m\//);
  await page.goto('/m/jinqiao/ask', { waitUntil: 'load' });
  expect(await page.locator('textarea[name=words]').inputValue()).toBe('');
});

it('what was sent isn’t in the empty form that the same page shows after it', async () => {
  const { page } = await signIn('official', 'zh', PHONE);
  const office = new URL(page.url()).pathname.match(/^\/office\/[^/]+/)?.[0] ?? '';
  await page.goto(`${office}/help-plans?mall=jinqiao`, { waitUntil: 'load' });
  // Without digits: a number could be somebody's.
  const words = `水压不够 ${Math.random().toString(36).replace(/[\d.]/g, '')}`;
  await page.locator('[name=missing]').fill(words);
  await page.locator('[name="task-1"]').fill('请人来看');
  await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.endsWith('#help-plan')))).toHaveLength(1);
  await page.locator('form:has([name=missing]) button').last().click();
  await page.getByRole('heading', { name: words }).waitFor();
  await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.endsWith('#help-plan')))).toEqual([]);
  expect([await page.locator('[name=missing]').inputValue(), await page.locator('[name="task-1"]').inputValue()]).toEqual(['', '']);
});

afterAll(() => expect(troubles).toEqual([]));
