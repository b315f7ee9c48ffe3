import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PHONE } from '#tests/setup/browser.ts';
import { type Somebody, signIn, troubles } from './people.ts';

const MALL = '/m/jinqiao';
const NUMBER = /ZL-\d{4}-\d{7}/;
/** Sentences that show up nowhere else in the demonstration, others in each run. */
const RUNS = [
  { name: 'with script', script: true, asked: 'بىر سائەتكە شوتا ئارىيەت ئالاي دېگەن', translated: '想借梯子用一个小时', need: '门口的灯一闪一闪' },
  { name: 'without script', script: false, asked: 'ئىككى سائەتكە ھارۋا ئارىيەت ئالاي دېگەن', translated: '想借推车用两个小时', need: '卷帘门的锁有点紧' },
];

describe.each(RUNS)('the thread $name', ({ script, asked: ASKED, translated: TRANSLATED, need: NEED }) => {

  let merchant: Somebody;
  let manager: Somebody;
  let leader: Somebody;
  let supervisor: Somebody;
  let officer: Somebody;
  let official: Somebody;
  /** The request's number, told from step to step. */
  let number = '';

  const press = (page: Page, value: string, name = 'intent') => page.locator(`button[name="${name}"][value="${value}"]:visible`).first().click();
  const settled = (page: Page) => page.waitForLoadState('networkidle');
  /** The number on the page that says it was sent. */
async function numberOn(page: Page): Promise<string> {
  const slip = page.getByText(NUMBER).first();
  await slip.waitFor();
  return NUMBER.exec((await slip.textContent()) ?? '')?.[0] ?? '';
}
const offeredOn = async (page: Page) => Number((await page.locator('main').innerText()).match(/(\d+)\/\d+/)?.[1]);

  /** Opens what is folded away and presses its button. */
  async function act(page: Page, intent: string, words: string): Promise<void> {
    const form = page.locator('details', { has: page.locator(`button[value="${intent}"]`) }).last();
    await form.locator('summary').click();
    await form.locator('[name=words]').fill(words);
    await form.locator(`button[value="${intent}"]`).click();
    await settled(page);
  }

  /** What comes live with script is there after a reload without, once a job has carried it there. */
  async function appears(page: Page, what: Locator): Promise<void> {
    const isThere = async () => {
      if (!script) await page.reload();
      return what.isVisible();
    };
    await expect.poll(isThere, { timeout: 15_000, interval: 300 }).toBe(true);
  }
  const arrives = (page: Page, text: string) => appears(page, page.getByText(text).first());

  beforeAll(async () => {
    const options = { javaScriptEnabled: script };
    merchant = await signIn('merchant', 'ug', { ...PHONE, ...options });
    manager = await signIn('manager', 'zh', { ...PHONE, ...options });
    leader = await signIn('leader', 'kk', options);
    supervisor = await signIn('supervisor', 'en', options);
    officer = await signIn('officer', 'zh', options);
    official = await signIn('official', 'ru', options);
  });
  afterAll(() => expect(troubles).toEqual([]));

  describe('the map', () => {
    test('shows a level with its grids; choosing a unit opens its shop, on the plan and in the list alike', async () => {
      const { page, t } = officer;
      await page.goto(`${MALL}/map`);
      expect(await page.locator('a[data-u]').count()).toBeGreaterThan(100);
      await page.locator('a[data-u][aria-label="F1-067"]').click();
      await page.getByRole('heading', { level: 2, name: '石榴花布艺' }).waitFor();
      await page.getByRole('link', { name: t('mall:layer.offered') }).waitFor();
      expect(await page.locator('tr[aria-current="true"]').innerText()).toContain('067');
    });

    test.runIf(script)('is walked with the keyboard from shop to neighbour', async () => {
      const { page } = officer;
      await page.goto(`${MALL}/map`);
      await settled(page);
      const first = page.locator('a[data-u][tabindex="0"]');
      await first.focus();
      const from = await first.getAttribute('aria-label');
      await page.keyboard.press('ArrowRight');
      const to = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
      expect(to).toMatch(/^[BF]\d-\d+/);
      expect(to).not.toBe(from);
      await page.keyboard.press('Enter');
      await page.waitForURL(/unit=/);
    });
  });

  describe('a visit', () => {
    test('is recorded in two taps where nothing is needed, and coverage moves on the officer’s open page', async () => {
      const { page, t } = manager;
      await officer.page.goto(`${MALL}/visits/coverage`);
      await page.goto(`${MALL}/visits`);
      const before = await offeredOn(page);
      const mallBefore = await officer.page.locator('main').innerText();
      await page.getByRole('link', { name: t('visits:day.start') }).click();
      await page.locator('input[name=outcome][value=met]').check();
      await page.getByRole('button', { name: t('button.save') }).click();
      await page.waitForURL(/\/visits(\?|$)/);
      await expect.poll(() => offeredOn(page), { timeout: 10_000 }).toBe(before + 1);
      if (!script) await officer.page.reload();
      await expect.poll(() => officer.page.locator('main').innerText(), { timeout: 10_000 }).not.toBe(mallBefore);
    });

    test('is on the shop’s record at once with its author, is confirmed, and its need becomes a request by the shop’s own act', async () => {
      await officer.page.goto(`${MALL}/map?q=F1-067`);
      const { page, t } = manager;
      await page.goto(`${MALL}/map?q=F1-067`);
      await page.getByRole('link', { name: t('mall:unit.visit') }).click();
      await page.locator('input[name=outcome][value=met]').check();
      await page.locator('label', { hasText: t('words:program.safety') }).first().click();
      await page.locator('[name="need-safety"]').fill(NEED);
      await page.getByRole('button', { name: t('button.save') }).click();
      await page.waitForURL(/\/visits(\?|$)/);

      const own = merchant.page;
      await own.goto('/me/record');
      const entry = own.locator('li', { hasText: NEED }).first();
      await entry.waitFor();
      expect(await entry.innerText()).toContain('رەنا');
      await own.getByRole('button', { name: merchant.t('record:visits.right') }).first().click();
      await settled(own);
      await own.locator('li', { hasText: NEED }).first().getByRole('button', { name: merchant.t('record:needs.send') }).click();
      await settled(own);
      await own.locator('main').getByText(NUMBER).first().waitFor();
    });
  });

  describe('a request', () => {
    test('is asked in one sentence in Uyghur, gets its number, and reaches the manager live', async () => {
      const { page, t } = merchant;
      await manager.page.goto(`${MALL}/requests?show=desk`);
      await page.goto(`${MALL}/ask?program=mutual-aid`);
      await page.locator('[name=words]').fill(ASKED);
      await page.locator('button[type=submit]').last().click();
      await page.waitForURL(/\/sent$/);
      number = await numberOn(page);
      expect(number).toMatch(/^ZL-\d{4}-\d{7}$/);
      expect(t('requests:sent.arrived')).toBeTruthy();
      await arrives(manager.page, number);
    });

    test('is translated by somebody of the grid who offered to', async () => {
      const { page } = manager;
      await page.goto(`${MALL}/requests/${number}`);
      await press(page, 'translate');
      await settled(page);
      const translator = leader.page;
      await translator.goto('/me');
      for (const language of ['zh', 'ug']) await translator.locator(`input[name=languages][value=${language}]`).check();
      await translator.locator('input[name=languages][value=zh]').locator('xpath=ancestor::form').locator('button[type=submit]').click();
      await settled(translator);
      await translator.goto(`${MALL}/requests?show=translate`);
      await settled(translator);
      const wish = translator.locator('form', { hasText: ASKED }).or(translator.locator('li', { hasText: ASKED }).locator('form')).first();
      await wish.locator('textarea').fill(TRANSLATED);
      await wish.locator('button[type=submit]').click();
      await translator.getByText(ASKED).waitFor({ state: 'detached' });
      await settled(translator);
      await arrives(page, TRANSLATED);
    });

    test('is taken on, handed up with a reason, solved by the leader, and closed by the merchant', async () => {
      const { page } = manager;
      await page.goto(`${MALL}/requests/${number}`);
      await press(page, 'take-on');
      await settled(page);
      await act(page, 'hand-up', '这把梯子在库房，要网格长开门');
      await leader.page.goto(`${MALL}/requests/${number}`);
      await press(leader.page, 'take-on');
      await settled(leader.page);
      await press(leader.page, 'done');
      await settled(leader.page);
      await merchant.page.goto(`${MALL}/requests/${number}`);
      await press(merchant.page, 'confirm');
      await settled(merchant.page);
      await merchant.page.getByText(merchant.t('words:outcome.solved')).first().waitFor();
    });

    test('shows each step to the grid’s supervisor', async () => {
      const { page } = supervisor;
      await page.goto(`${MALL}/requests/${number}`);
      const text = await page.locator('main').innerText();
      expect(text).toContain(number);
      expect(text).toContain('这把梯子在库房');
    });

    test('is reopened by the merchant in one tap', async () => {
      await press(merchant.page, 'not-solved');
      await settled(merchant.page);
      await merchant.page.getByText(merchant.t('words:stage.reopened')).first().waitFor();
    });

    test('another one is solved by one volunteer in three taps', async () => {
      await merchant.page.goto(`${MALL}/ask?program=safety`);
      await merchant.page.locator('[name=words]').fill('ئىشىك ئالدىدىكى چىراغ يانمايدۇ');
      await merchant.page.locator('button[type=submit]').last().click();
      await merchant.page.waitForURL(/\/sent$/);
      const another = await numberOn(merchant.page);
      const { page } = manager;
      await page.goto(`${MALL}/requests?show=desk`);
      await page.getByRole('link', { name: new RegExp(another) }).first().click();
      await page.waitForURL(new RegExp(another));
      await press(page, 'do-it');
      await settled(page);
      await press(page, 'done');
      await settled(page);
      await merchant.page.goto(`${MALL}/requests/${another}`);
      await merchant.page.locator('button[value=confirm]').waitFor();
    });
  });

  describe('the office', () => {
    test('hears of a request only by the merchant’s own consent, and at once', async () => {
      const { page } = official;
      await page.waitForURL(/\/office\//);
      await settled(page);
      expect(await page.locator('main').innerText()).not.toContain(number);
      await merchant.page.goto(`${MALL}/requests/${number}/pass-on`);
      await merchant.page.locator('input[name=agreed]').check({ force: true });
      await merchant.page.locator('button[type=submit]').last().click();
      await merchant.page.waitForURL(new RegExp(`${number}$`));
      await arrives(page, number);
      await page.getByRole('link', { name: new RegExp(number) }).first().click();
      await page.getByText(ASKED).first().waitFor();
    });

    test('loses it again when the merchant takes it back', async () => {
      await merchant.page.goto(`${MALL}/requests/${number}`);
      const fold = merchant.page.locator('details', { has: merchant.page.locator('button[value="take-back"]') }).last();
      await fold.locator('summary').click();
      await fold.locator('button[value="take-back"]').click();
      await expect.poll(async () => (await official.page.reload())?.status(), { timeout: 20_000 }).toBe(404);
    });

    test('gets figures in releases that say as of when, and never the word for all', async () => {
      const { page, t } = official;
      await page.goto('/');
      await page.waitForURL(/\/office\//);
      const text = await page.locator('main').innerText();
      expect(text).toContain('<5');
      expect(text).toMatch(/\d{1,2}:\d{2}/);
      expect(t('office:now.title')).toBeTruthy();
    });
  });

  describe('a notice', () => {
    test('from the officer to one grid arrives live and is acknowledged', async () => {
      await merchant.page.goto(`${MALL}/notices`);
      const { page } = officer;
      await page.goto(`${MALL}/notices/new`);
      const grid = page.locator('a[href*="to=grid"]', { hasText: /9/ }).first();
      await grid.click();
      await page.waitForURL(/to=/);
      await page.locator('input[name=class][value=must-acknowledge]').check({ force: true });
      await page.locator('input[name=fixed][value=water]').check({ force: true });
      await page.locator('main button[type=submit]').last().click();
      await page.waitForURL(/\/notices\/[0-9a-f-]{36}/);
      const address = new URL(page.url()).pathname;
      const link = merchant.page.locator(`a[href="${address}"]`).first();
      await appears(merchant.page, link);
      await link.click();
      await merchant.page.getByRole('button', { name: merchant.t('button.got-it') }).click();
      await settled(merchant.page);
      await page.reload();
      expect(await page.locator('main').innerText()).toMatch(/1/);
    });
  });
});
