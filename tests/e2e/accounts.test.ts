import type { Page } from 'playwright-core';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { newPerson, PHONE } from '#tests/setup/browser.ts';
import { axeFindings, say, signIn, troubles } from './people.ts';

const PASSWORD = 'demo-only-password';
const settled = (page: Page) => page.waitForLoadState('networkidle');
/** Passkeys belong to a name, never to a number. */
const BY_NAME = inject('portalUrl').replace('127.0.0.1', 'localhost');

async function enter(page: Page, userName: string, device: 'mine' | 'guest' = 'mine'): Promise<void> {
  page.setDefaultTimeout(30_000);
  await page.goto('/sign-in');
  await page.locator('[name=username]').fill(userName);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator(`input[type=radio][name=device][value=${device}]`).check({ force: true });
  await page.locator('[name=password]').press('Enter');
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}
async function showAgain(page: Page): Promise<void> {
  if (new URL(page.url()).pathname !== '/me/confirm') return;
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('[name=password]').press('Enter');
  await page.waitForURL((url) => url.pathname !== '/me/confirm');
}
async function signOut(page: Page): Promise<void> {
  await page.goto('/sign-out');
  await page.locator('main').getByRole('button').first().click();
  await page.waitForURL(/\/sign-in/);
}

afterAll(() => expect(troubles).toEqual([]));

describe.each(['ug', 'zh'] as const)('one’s own account, in %s', (language) => {
  const t = (key: string, values = {}) => say(language, key, values);
  const person = async (options = {}) => {
    const context = await newPerson({ ...PHONE, ...options });
    for (const url of [inject('portalUrl'), BY_NAME]) await context.addCookies([{ name: 'lng', value: language, url }]);
    const page = await context.newPage();
    page.on('pageerror', (error) => troubles.push(`${language}: ${error.message}`));
    return { context, page };
  };

  test('a passkey is added, signs in without a password, and is taken away again', async () => {
    const { context, page } = await person({ baseURL: BY_NAME });
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } as const;
    await devtools.send('WebAuthn.addVirtualAuthenticator', { options });
    await enter(page, 'merchant2');
    await page.goto('/me/second-factor');
    await showAgain(page);
    await page.getByRole('button', { name: t('factors:passkeys.add') }).click();
    // Ten codes come with the first factor, for a day without this phone.
    await page.waitForURL(/\/me\/second-factor\/codes/);
    await expect.poll(() => page.locator('main ol li').count()).toBe(10);
    await page.getByRole('button', { name: t('factors:codes.kept') }).click();
    await page.waitForURL((url) => !url.pathname.endsWith('/codes'));

    await signOut(page);
    await page.getByRole('button', { name: t('sign-in:passkey') }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await page.goto('/me/second-factor');
    expect(new URL(page.url()).pathname).toBe('/me/second-factor');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: t('factors:passkeys.remove') }).click();
    await page.getByRole('button', { name: t('factors:passkeys.remove') }).waitFor({ state: 'detached' });
    await signOut(page);
    // What was taken away opens nothing.
    await page.getByRole('button', { name: t('sign-in:passkey') }).click();
    await page.getByText(t('sign-in:wrong-passkey')).first().waitFor();
    await context.close();
  });

  test('"where am I signed in" shows each browser, ends one, and ends all others, on their open pages too', async () => {
    const [here, second, third] = [await person(), await person(), await person()];
    for (const { page } of [here, second, third]) await enter(page, 'merchant2');
    await here.page.goto('/me/sessions');
    await showAgain(here.page);
    await here.page.getByText(t('factors:sessions.this')).waitFor();
    const ends = here.page.locator('form', { has: here.page.locator('input[value=end-session]') });
    const before = await ends.count();
    expect(before).toBeGreaterThanOrEqual(2);
    expect(await axeFindings(here.page)).toEqual([]);
    // Newest first: the third browser's.
    await ends.first().getByRole('button').click();
    await expect.poll(() => ends.count(), { timeout: 20_000 }).toBe(before - 1);
    const isOut = async (page: Page) => {
      await page.goto('/me');
      return new URL(page.url()).pathname === '/sign-in';
    };
    await expect.poll(async () => [await isOut(second.page), await isOut(third.page)].filter(Boolean).length, { timeout: 20_000 }).toBe(1);
    await here.page.getByRole('button', { name: t('factors:sessions.end-others') }).click();
    await expect.poll(() => ends.count(), { timeout: 20_000 }).toBe(0);
    await expect.poll(async () => [await isOut(second.page), await isOut(third.page)], { timeout: 20_000 }).toEqual([true, true]);
    expect(await isOut(here.page)).toBe(false);
    for (const { context } of [here, second, third]) await context.close();
  });

  test('"not my phone" lives as long as its tab: a tab beside it may, one after it finds nothing', async () => {
    const { context, page } = await person();
    await enter(page, 'merchant2', 'guest');
    const [home] = [page.url()];
    const beside = await context.newPage();
    await beside.goto(home);
    await settled(beside);
    await beside.waitForTimeout(1_000);
    expect(new URL(beside.url()).pathname).toBe(new URL(home).pathname);
    expect(await beside.locator('main').isVisible()).toBe(true);
    await page.close();
    await beside.close();
    const after = await context.newPage();
    await after.goto(home);
    await after.waitForURL(/\/sign-in/, { timeout: 30_000 });
    // Not only the page: the session itself is over.
    await after.goto('/me');
    expect(new URL(after.url()).pathname).toBe('/sign-in');
    await context.close();
  });

  test('a lost password: two people who are strangers to the shop speak for her, everybody is told, and she stops it from another device', async () => {
    const owner = await signIn('merchant2', language, PHONE);
    const [officer, manager] = [await signIn('officer', 'zh'), await signIn('manager', language, PHONE)];
    const { context, page } = await person();
    page.setDefaultTimeout(30_000);
    await page.goto('/recover');
    expect(await axeFindings(page)).toEqual([]);
    const form = page.locator('form', { has: page.locator('input[value=people]') });
    await form.locator('[name=username]').fill('merchant2');
    await form.locator('[name=fresh]').fill('tomatoes by the window 7');
    await form.locator('[name=again]').fill('tomatoes by the window 7');
    await form.getByRole('button').last().click();
    const said = page.getByText(/^\d{4}-\d{4}$/);
    await said.waitFor();
    const number = ((await said.textContent()) ?? '').trim();

    const speak = async (who: typeof officer, result: string) => {
      await who.page.goto('/me/vouch');
      await who.page.locator('[name=number]').fill(number);
      await who.page.getByRole('button', { name: who.t('recovery:vouch.look') }).click();
      await who.page.locator('[name=seen]').check({ force: true });
      await who.page.getByRole('button', { name: who.t('recovery:vouch.say') }).click();
      await who.page.getByText(who.t(result)).first().waitFor();
    };
    await speak(officer, 'recovery:vouch.first');
    await owner.page.goto('/m/jinqiao');
    expect(await owner.page.getByText(owner.t('common:recovering')).count()).toBe(0);
    await speak(manager, 'recovery:vouch.second');

    await owner.page.goto('/m/jinqiao');
    await owner.page.getByRole('link', { name: owner.t('common:recovering') }).click();
    await owner.page.waitForURL(/\/me\/recovery/);
    expect(await axeFindings(owner.page)).toEqual([]);
    await owner.page.getByRole('button', { name: owner.t('recovery:stop.stop') }).click();
    await owner.page.getByText(owner.t('recovery:stop.none')).waitFor();
    // Neither the number nor the new secret is worth anything now; the old password goes on.
    await officer.page.goto('/me/vouch');
    await officer.page.locator('[name=number]').fill(number);
    await officer.page.getByRole('button', { name: officer.t('recovery:vouch.look') }).click();
    await officer.page.getByText(officer.t('recovery:refused.number')).first().waitFor();
    await enter(page, 'merchant2');
    for (const one of [context, owner.context, officer.context, manager.context]) await one.close();
  });
});
