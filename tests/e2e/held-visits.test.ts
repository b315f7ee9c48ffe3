import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PHONE } from '#tests/setup/browser.ts';
import { axeFindings, signIn, type Somebody, troubles } from './people.ts';

const MALL = '/m/jinqiao';
const PATIENCE = 60_000;
/** As her account is called: she holds no role before and none afterwards. */
const VOLUNTEER = '奥莉加·索科洛娃';
/** A grid that no other walk visits shops of: some are left. */
const GRID = '24';
const WORDS = `灯坏了 ${String(Date.now())}`;

/**
 * A phone comes back from a day without a network after its volunteer's role has ended. The officer takes nothing in, so that the
 * demonstration stays as it was.
 */
describe('a visit that arrives after a role’s end', () => {
  let officer: Somebody;
  let volunteer: Somebody;
  let corner = '';
  let holdsRole = false;

  const accessible = async (page: Page) => expect(await axeFindings(page)).toEqual([]);
  const saved = (page: Page) => page.waitForURL(/[?&]done=1/);
  const unfold = (page: Page, intent: string) => page.locator('details', { has: page.locator(`button[value="${intent}"]`) }).locator('summary').click();
  const endRole = async () => {
    const { page } = officer;
    await page.goto(corner);
    await page.locator('li', { hasText: VOLUNTEER }).locator('a[href*="/manage/roles/term/"]').first().click();
    await page.waitForURL(/\/term\//);
    await unfold(page, 'end');
    await page.locator('[name=reason]').fill('试用期结束了，谢谢');
    await page.locator('button[value=end]').click();
    await saved(page);
    holdsRole = false;
  };

  beforeAll(async () => {
    officer = await signIn('officer', 'zh');
    volunteer = await signIn('merchant2', 'zh', PHONE);
  });
  // Other walks sign her in without a second factor.
  afterAll(async () => void (holdsRole && (await endRole())));
  afterAll(() => expect(troubles.splice(0).filter((trouble) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch|404/.test(trouble))).toEqual([]));

  test('the council gives her a role for a while, and she takes her day along', async () => {
    const { page, t } = officer;
    await page.goto(`${MALL}/manage/roles`);
    await page.getByRole('link', { name: new RegExp(`(?<!\\d)${t('common:grid.named', { number: GRID })}`) }).last().click();
    await page.waitForURL(/\/manage\/roles\/[\w-]{20,}/);
    corner = new URL(page.url()).pathname;
    await page.locator('[name=q]').fill('merchant2');
    await page.locator('[name=q]').press('Enter');
    await page.locator('select[name=role]').selectOption('assistant');
    const from = await page.locator('[name=from]').inputValue();
    await page.locator('[name=to]').fill(`${Number(from.slice(0, 4)) + 1}${from.slice(4, 8)}01`);
    await page.locator('button[value=propose]').click();
    await saved(page);
    const hers = volunteer.page;
    await hers.goto('/me/roles');
    await hers.locator('button[value=accept]').click();
    await saved(hers);
    holdsRole = true;
    await hers.goto(`${MALL}/visits/take`);
    await hers.getByRole('button', { name: volunteer.t('offline-day:take.button') }).click();
    await hers.waitForURL(/\/day#list$/, { timeout: PATIENCE });
  });

  test('she writes a visit without a network; her role ends; what arrives waits for an officer', async () => {
    const { page, t, context } = volunteer;
    await context.setOffline(true);
    await page.locator('a[href*="#shop/"]').first().click();
    await page.locator('label:has(input[name=outcome][value=met])').click();
    const carbon = page.locator('label:has(input[name=carbon])');
    if (await carbon.count()) await carbon.click();
    await page.locator('label', { has: page.locator('[name=wants-training]') }).click();
    await page.locator('[name=need-training]').fill(WORDS);
    await page.getByRole('button', { name: t('common:button.save') }).click();
    // A shop with a phone that signs is shown a code first.
    await page.waitForURL(/#(list|code\/.+)$/);
    await page.goto('/day#list');
    await page.getByText(t('offline-day:sent-of', { sent: 0, all: 1 })).waitFor();
    await endRole();
    await context.setOffline(false);
    await page.goto('/day');
    await page.getByText(t('offline-day:with-officer', { number: '1' })).waitFor({ timeout: PATIENCE });
    await accessible(page);
  });

  test('the officer sees who was where and on which half-day, and no word; what she doesn’t take in is gone, and the phone says so', async () => {
    const { page, t } = officer;
    await page.goto(`${MALL}/manage/visits/held`);
    await page.getByText(VOLUNTEER).first().waitFor();
    expect(await page.locator('main').innerText()).not.toContain(WORDS);
    await accessible(page);
    await page.locator('form', { has: page.locator('[name=held]') }).first().getByRole('button', { name: t('visits:held.decline') }).click();
    await page.getByText(t('visits:held.none')).waitFor();
    const hers = volunteer.page;
    await hers.goto('/day#outbox');
    await hers.reload();
    await hers.getByText(volunteer.t('visits:refused.held-declined')).waitFor({ timeout: PATIENCE });
    hers.once('dialog', (dialog) => void dialog.accept());
    await hers.getByRole('button', { name: volunteer.t('offline-day:drop') }).click();
    await hers.getByText(volunteer.t('offline-day:no-records')).waitFor();
  });

  test('nothing of it stands on the demonstration: she holds no role, and nothing waits', async () => {
    expect((await volunteer.page.goto(`${MALL}/visits`))?.status()).toBe(404);
    await volunteer.page.goto('/me/roles');
    expect(await volunteer.page.locator('a[href^="/me/roles/"]').count()).toBe(0);
  });
});
