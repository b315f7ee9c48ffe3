import { afterAll, describe, expect, test } from 'vitest';
import { PHONE } from '#tests/setup/browser.ts';
import { axeFindings, signIn, troubles } from './people.ts';

const PIN = '591738';

describe.each([
  { name: 'with script', script: true },
  { name: 'without script', script: false },
])('a phone that remembers its merchant, $name', ({ script }) => {
  afterAll(() => expect(troubles).toEqual([]));

  test('opens by six digits, not by wrong ones, and forgets when it is told to', async () => {
    const { context, page, t } = await signIn('merchant2', 'ug', { ...PHONE, javaScriptEnabled: script });
    const digits = async (pin: string, again: string) => {
      await page.locator('[name=pin]').fill(pin);
      await page.locator('[name=again]').fill(again);
      await page.getByRole('button', { name: t('phones:remember') }).click();
    };
    await page.goto('/me/phone');
    await digits('123456', '123456');
    await page.getByText(t('phones:refused.guessed')).first().waitFor();
    await digits(PIN, '591739');
    await page.getByText(t('phones:refused.again')).first().waitFor();
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await digits(PIN, PIN);
    await page.waitForURL((url) => url.pathname !== '/me/phone');
    await page.goto('/me/sessions');
    await page.getByText(t('phones:list.title')).waitFor();
    expect(script ? await axeFindings(page) : []).toEqual([]);

    await page.goto('/sign-out');
    await page.locator('main').getByRole('button').first().click();
    await page.waitForURL((url) => url.pathname !== '/sign-out');
    await page.goto('/sign-in?next=%2Fme%2Frecord');
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await page.locator('[name=pin]').fill('591730');
    await page.getByRole('button', { name: t('phones:sign-in.submit') }).first().click();
    await page.locator('[aria-invalid=true]').waitFor();
    // Never sent back.
    expect(await page.content()).not.toContain('591730');
    await page.locator('[name=pin]').fill(PIN);
    await page.getByRole('button', { name: t('phones:sign-in.submit') }).first().click();
    await page.waitForURL(/\/me\/record/);

    // What is delicate asks for the password all the same.
    await page.goto('/me/password');
    expect(new URL(page.url()).pathname).toBe('/me/confirm');
    await page.goto('/me/sessions');
    if (new URL(page.url()).pathname === '/me/confirm') {
      await page.locator('[name=password]').fill('demo-only-password');
      await page.locator('[name=password]').press('Enter');
      await page.waitForURL(/\/me\/sessions/);
    }
    await page.goto('/me/phone');
    if (new URL(page.url()).pathname === '/me/confirm') {
      await page.locator('[name=password]').fill('demo-only-password');
      await page.locator('[name=password]').press('Enter');
      await page.waitForURL(/\/me\/phone/);
    }
    await page.getByRole('button', { name: t('phones:forget') }).click();
    await page.waitForURL(/\/me$/);
    await context.clearCookies({ name: 'mh' });
    await page.goto('/sign-in');
    expect(await page.locator('[name=pin]').count()).toBe(0);
  });
});
