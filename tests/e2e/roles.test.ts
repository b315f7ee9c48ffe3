import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newPerson } from '#tests/setup/browser.ts';
import { axeFindings, BOTH_WAYS, keptSession, type Language, say, signIn, type Somebody, troubles } from './people.ts';

const MALL = '/m/jinqiao';
const MINE = '/me/roles';
const LANGUAGES: readonly Language[] = ['zh', 'ug', 'kk', 'ru', 'en'];
const NOTE = { zh: '周三以前看一下二号库房的灯', ug: 'چارشەنبىدىن بۇرۇن ئىككىنچى ئىسكىلاتنىڭ چىرىغىغا قاراپ قويۇڭ' };
const REASON = { zh: '这个网格的店铺另选了一位', ug: 'كاتەكچىدىكى دۇكانلار باشقا بىرىنى تاللىدى' };
const NUMBER = '154 0001 2345';
/** As their accounts are called. */
const MERCHANT = { zh: '奥莉加·索科洛娃', ug: 'ئولگا سوكولوۋا' };
const MANAGER = { zh: '热娜·吐尔逊', ug: 'رەنا تۇرسۇن' };

const enter = keptSession('officer');

/** Both walks begin and end with a merchant who holds no role. */
describe.each(BOTH_WAYS)('a role $name', ({ script, language, options }) => {
  let officer: Somebody;
  let merchant: Somebody;
  let manager: Somebody;
  /** Of the grid in which the manager works. */
  let grid = '';
  let corner = '';

  const accessible = async (page: Page) => script && expect(await axeFindings(page)).toEqual([]);
  const saved = (page: Page) => page.waitForURL(/[?&]done=1/);
  /** The only role that she holds, on her own page. */
  const term = ({ page }: Somebody) => page.locator(`a[href^="${MINE}/"]`);
  const unfold = (page: Page, intent: string) => page.locator('details', { has: page.locator(`button[value="${intent}"]`) }).locator('summary').click();

  beforeAll(async () => {
    const with_ = { ...options, javaScriptEnabled: script };
    officer = await enter(language, with_);
    merchant = await signIn('merchant2', language, with_);
    manager = await signIn('manager', language, with_);
    await manager.page.goto(MINE);
    grid = /\d+/.exec((await term(manager).first().innerText()).replace(/\d{4}|\d+ *[月日]/g, ''))?.[0] ?? '';
  });
  afterAll(() => expect(troubles).toEqual([]));

  test('is offered by the council to somebody found by her user name', async () => {
    const { page, t } = officer;
    await page.goto(`${MALL}/manage/roles`);
    await accessible(page);
    await page.getByRole('link', { name: new RegExp(`(?<!\\d)${t('common:grid.named', { number: grid })}`) }).last().click();
    await page.waitForURL(/\/manage\/roles\/[\w-]{20,}/);
    corner = `${MALL}/roster/${new URL(page.url()).pathname.split('/').at(-1)}`;
    await page.locator('[name=q]').fill('merchant2');
    await page.locator('[name=q]').press('Enter');
    await page.locator('select[name=role]').selectOption('assistant');
    await accessible(page);
    await page.locator('[name=to]').fill('2020-01-01');
    await page.locator('button[value=propose]').click();
    await page.getByText(t('roles:refused.ends-before')).first().waitFor();
    expect(await page.locator('select[name=role]').inputValue()).toBe('assistant');
    const from = await page.locator('[name=from]').inputValue();
    await page.locator('[name=to]').fill(`${Number(from.slice(0, 4)) + 1}${from.slice(4, 8)}01`);
    await page.locator('button[value=propose]').click();
    await saved(page);
    await page.getByRole('heading', { name: t('roles:asked.title') }).waitFor();
  });

  test('gives nothing until she says yes, and her day’s page with it', async () => {
    const { page, t } = merchant;
    expect((await page.goto(`${MALL}/visits`))?.status()).toBe(404);
    await page.goto(MINE);
    await page.getByText(t('roles:mine.decline-hint')).waitFor();
    await accessible(page);
    await page.locator('button[value=accept]').click();
    await saved(page);
    await term(merchant).waitFor();
    expect((await page.goto(`${MALL}/visits`))?.status()).toBe(200);
  });

  test('shows her on the public roster as far as she agreed, in every language', async () => {
    const { page } = merchant;
    await page.goto(MINE);
    await page.locator('[name=phone]').fill(NUMBER);
    await page.locator('[name=phoneTo][value=grid]').check({ force: true });
    await page.locator('button[value=reach]').click();
    await saved(page);
    await manager.page.goto(corner);
    await manager.page.getByText(NUMBER).waitFor();
    await accessible(manager.page);

    const passerBy = await newPerson({ ...options, javaScriptEnabled: script });
    const street = await passerBy.newPage();
    for (const lng of LANGUAGES) {
      await passerBy.addCookies([{ name: 'lng', value: lng, url: inject('portalUrl') }]);
      expect((await street.goto(corner))?.status()).toBe(200);
      const words = await street.locator('main').innerText();
      expect([lng, words.includes(say(lng, 'roles:roster.duty.assistant')), words.includes(say(lng, 'roles:roster.sign-in'))]).toEqual([lng, true, true]);
      expect(words).not.toContain(NUMBER);
    }
    await passerBy.close();
  });

  test('is handed over with a note that the successor reads', async () => {
    const { page } = merchant;
    await page.goto(MINE);
    await term(merchant).click();
    await page.waitForURL(/\/me\/roles\/[\w-]{20,}/);
    await accessible(page);
    await unfold(page, 'hand-over');
    const form = page.locator('form', { has: page.locator('button[value="hand-over"]') });
    await form.locator('select[name=successor]').selectOption({ label: MANAGER[language] });
    await form.locator('[name=note]').fill(NOTE[language]);
    await form.locator('button[value="hand-over"]').click();
    await saved(page);
    await manager.page.goto(MINE);
    await manager.page.locator('q').filter({ hasText: NOTE[language] }).first().waitFor();
  });

  test('ended by the council closes what she has open within five seconds, and she reads why', async () => {
    const { page } = merchant;
    await page.goto(`${MALL}/visits`);
    await officer.page.goto(corner.replace('/roster/', '/manage/roles/'));
    const lines = officer.page.locator('li', { has: officer.page.locator('a[href*="/manage/roles/term/"]') });
    const before = await lines.count();
    await lines.filter({ hasText: MERCHANT[language] }).locator('a[href*="/manage/roles/term/"]').click();
    await officer.page.waitForURL(/\/term\//);
    await accessible(officer.page);
    await unfold(officer.page, 'end');
    await officer.page.locator('[name=reason]').fill(REASON[language]);
    await officer.page.locator('button[value=end]').click();
    await saved(officer.page);
    if (script) await page.locator('main').getByText(say(language, 'common:error.not-found.title')).waitFor({ timeout: 5_000 });
    expect((await page.goto(`${MALL}/visits`))?.status()).toBe(404);
    await expect.poll(() => lines.count()).toBe(before - 1);
    await page.goto(MINE);
    await page.locator('q').filter({ hasText: REASON[language] }).first().waitFor();
    expect(await term(merchant).count()).toBe(0);
  });
});
