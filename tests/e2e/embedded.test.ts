import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newPerson, PHONE } from '#tests/setup/browser.ts';
import { crawl } from './crawl.ts';
import { axeFindings, type Language, say, type Somebody, signIn, troubles } from './people.ts';
import { reportInside, scanBooth } from './scanning.ts';

const MALL = '/m/jinqiao';
const NUMBER = /ZL-\d{4}-\d{7}/;
const PASSWORD = 'demo-only-password';
const PIN = '591738';
const WECHAT = 'Mozilla/5.0 (Linux; Android 12; ANA-AN00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160117 MMWEBSDK/20240301 MicroMessenger/8.0.48.2580(0x2800303F) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64';

/** The browser inside WeChat: no service worker, no push, no download, no second window, no printing, no sharing, no camera of its own. */
async function embedded(language: Language): Promise<Somebody> {
  const context = await newPerson({ ...PHONE, userAgent: WECHAT, serviceWorkers: 'block', acceptDownloads: false });
  await context.addInitScript(() => {
    const gone = (of: object, name: string) => {
      delete (of as Record<string, unknown>)[name];
      if (name in of) Object.defineProperty(of, name, { value: undefined, configurable: true });
    };
    for (const name of ['Notification', 'PushManager', 'PushSubscription', 'showSaveFilePicker', 'BarcodeDetector', 'PublicKeyCredential']) gone(window, name);
    for (const name of ['serviceWorker', 'share', 'clipboard', 'mediaDevices', 'credentials']) gone(Navigator.prototype, name);
    for (const name of ['open', 'print'] as const) window[name] = () => { throw new Error(`There is no window.${name} here.`); };
  });
  await context.addCookies([{ name: 'lng', value: language, url: inject('portalUrl') }]);
  const page = await open(context, language);
  return { context, page, language, t: (key, values) => say(language, key, values) };
}

async function open(context: BrowserContext, language: Language): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => troubles.push(`embedded ${language}: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && !/status of 4\d\d/.test(message.text()) && troubles.push(`embedded ${language}: ${message.text()}`));
  page.on('download', () => troubles.push(`embedded ${language}: a download`));
  page.on('popup', () => troubles.push(`embedded ${language}: a second window`));
  return page;
}

const settled = (page: Page) => page.waitForLoadState('networkidle');
const press = (page: Page, value: string) => page.locator(`button[name=intent][value="${value}"]:visible`).first().click();

async function enter({ page }: Somebody, userName: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('[name=username]').fill(userName);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('[name=password]').press('Enter');
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** A paper on the page as a picture that a long press keeps: something is written on it, and not over all of it. */
async function keepPicture({ page, t }: Somebody): Promise<{ bytes: Buffer; height: number }> {
  await page.getByRole('button', { name: t('common:paper.keep') }).first().click();
  const kept = page.getByAltText(t('common:paper.picture', { number: 1 }));
  await kept.waitFor();
  const bytes = Buffer.from((await kept.getAttribute('src'))!.split(',')[1]!, 'base64');
  const { width, height } = await sharp(bytes).metadata();
  const { channels } = await sharp(bytes).greyscale().stats();
  expect([width, channels[0]!.mean > 150, channels[0]!.stdev > 5]).toEqual([1080, true, true]);
  return { bytes, height: height ?? 0 };
}

/** Words of the rows and marks that are drawn on the start side of a picture: where Uyghur begins is the right. */
async function inkOf(bytes: Buffer, side: 'left' | 'right', height: number): Promise<number> {
  const strip = sharp(bytes).greyscale().extract({ left: side === 'left' ? 0 : 640, top: Math.round(height * 0.45), width: 440, height: Math.round(height * 0.5) });
  const { channels } = await sharp(await strip.png().toBuffer()).stats();
  return 255 - channels[0]!.mean;
}

describe.each([
  { language: 'ug' as const, asked: 'دۇكان ئالدىدىكى چىراغ ئۆچۈپ قالدى', more: 'كەچتە قاراڭغۇ', wrong: 'بۇ يېرى توغرا ئەمەس', right: 'ئىشىك چىرىغى ئىككى', need: '门口要加灯' },
  { language: 'zh' as const, asked: '店门口的地砖松了两块', more: '下雨天会滑', wrong: '这里写得不对', right: '是两块地砖', need: '过道里要加防滑垫' },
])('inside WeChat, in $language', ({ language, asked, more, wrong, right, need }) => {
  let merchant: Somebody;
  let manager: Somebody;
  let number = '';

  beforeAll(async () => {
    merchant = await embedded(language);
    manager = await signIn('manager', 'zh', PHONE);
    manager.page.setDefaultTimeout(30_000);
    await enter(merchant, 'merchant');
  });
  afterAll(() => expect(troubles).toEqual([]));

  test('a member joins by a slip that her owner wakes, kept as a picture, and gets her recovery card', async () => {
    const { page, t } = merchant;
    await page.goto(`${MALL}/members`);
    await page.getByRole('button', { name: t('members:shop.make-slip') }).click();
    const paper = page.locator('article');
    await paper.waitFor();
    expect((await keepPicture(merchant)).height).toBeGreaterThan(600);
    const code = /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(await paper.innerText())?.[0] ?? '';
    const number8 = /\d{4}[\s\u2009 ]?\d{4}/.exec(await paper.innerText())?.[0] ?? '';
    await page.locator('form', { hasText: number8 }).locator('button[value=wake]').click();
    await settled(page);

    const joining = await embedded(language);
    await joining.page.goto(`/join#${code.replaceAll('-', '')}`);
    await joining.page.waitForURL(/\/join\/account/);
    expect(joining.page.url()).not.toContain(code.slice(0, 4));
    await joining.page.locator('[name=name]').fill(language === 'ug' ? 'گۈلنار' : '古丽娜');
    const userName = `gulnar-${language}-${Date.now() % 1_000_000}`;
    await joining.page.locator('[name=username]').fill(userName);
    await joining.page.locator('[name=password]').fill('tomatoes by the window');
    await joining.page.getByRole('button', { name: t('members:account.make') }).click();
    await joining.page.waitForURL(/\/me\/recovery-card/);
    await joining.page.getByRole('button', { name: t('recovery:paper.make') }).click();
    await joining.page.getByText(/(\d{4}-){4}\d{4}/).waitFor();
    await keepPicture(joining);
    await joining.page.getByRole('button', { name: t('recovery:paper.kept') }).click();
    await joining.page.waitForURL(/\/m\/jinqiao/);
    // The owner ends it again, so that nothing stays behind.
    await page.goto(`${MALL}/members`);
    await page.locator('li', { hasText: language === 'ug' ? 'گۈلنار' : '古丽娜' }).locator('button[value=end]').first().click();
    await settled(page);
    await joining.context.close();
  });

  test('asks, and keeps the slip as a page and as a picture that says what, who and by when', async () => {
    const { page, t } = merchant;
    await page.goto(`${MALL}/ask?program=safety`);
    await page.locator('[name=words]').fill(asked);
    await page.locator('button[type=submit]').last().click();
    await page.waitForURL(/\/sent$/);
    const slip = page.locator('main');
    await slip.getByText(NUMBER).first().waitFor();
    number = NUMBER.exec(await slip.innerText())?.[0] ?? '';
    for (const part of [asked, t('requests:slip.what'), t('requests:slip.who'), t('requests:slip.by'), t('requests:slip.wrong-how')]) expect(await slip.innerText()).toContain(part);
    expect(await axeFindings(page)).toEqual([]);
    const { bytes, height } = await keepPicture(merchant);
    expect(height).toBeGreaterThan(1200);
    const [left, rightSide] = [await inkOf(bytes, 'left', height), await inkOf(bytes, 'right', height)];
    expect(language === 'ug' ? rightSide > left : left > rightSide).toBe(true);
  });

  test('talks, answers a question, closes and opens again what was done', async () => {
    const { page, t } = merchant;
    await page.goto(`${MALL}/requests/${number}`);
    const speak = async (words: string) => {
      const form = page.locator('form', { has: page.locator('button[value=say]') });
      await form.locator('[name=words]').fill(words);
      await form.locator('button[value=say]').click();
      await page.getByText(words).first().waitFor();
    };
    await speak(more);
    const { page: desk } = manager;
    await desk.goto(`${MALL}/requests/${number}`);
    await press(desk, 'do-it');
    await settled(desk);
    const ask = desk.locator('details', { has: desk.locator('button[value=ask]') }).last();
    await ask.locator('summary').click();
    await ask.locator('[name=words]').fill('几点方便？');
    await ask.locator('button[value=ask]').click();
    await settled(desk);
    await page.goto(MALL);
    await page.getByText(asked).first().waitFor();
    await page.goto(`${MALL}/requests/${number}`);
    await page.getByText('几点方便？').first().waitFor();
    await speak('10:30');
    await desk.goto(`${MALL}/requests/${number}`);
    await press(desk, 'done');
    await settled(desk);
    await page.goto(`${MALL}/requests/${number}`);
    await press(page, 'confirm');
    await page.getByText(t('words:outcome.solved')).first().waitFor();
    await settled(page);
    await press(page, 'not-solved');
    await page.getByText(t('words:stage.reopened')).first().waitFor();
  });

  test('reads her record, contests, corrects and confirms a visit, answers an offer, and reads everything that is stored on one page', async () => {
    const { page: desk } = manager;
    await desk.goto(`${MALL}/map?q=F1-067`);
    await desk.getByRole('link', { name: manager.t('mall:unit.visit') }).click();
    await desk.locator('input[name=outcome][value=met]').check();
    await desk.locator('label', { hasText: manager.t('words:program.safety') }).first().click();
    await desk.locator('[name="need-safety"]').fill(need);
    await desk.getByRole('button', { name: manager.t('button.save') }).click();
    await desk.waitForURL(/\/visits(\?|$)/);

    const { page, t } = merchant;
    await page.goto('/me/record');
    const entry = () => page.locator('li[id^=visit]', { hasText: need }).first();
    for (const [act, words] of [['contest', wrong], ['correct', right]] as const) {
      await entry().locator('details', { has: page.locator(`[id^=${act}-]`) }).locator('summary').click();
      await entry().locator(`[id^=${act}-]`).fill(words);
      await entry().locator('form', { has: page.locator(`[id^=${act}-]`) }).getByRole('button').click();
      await entry().getByText(words).first().waitFor();
    }
    // Her yes takes the place of her words, and erases them.
    await entry().getByRole('button', { name: t('record:visits.right'), exact: true }).click();
    await entry().getByText(t('record:visits.confirmed')).first().waitFor();

    // Both languages share one shop: the first one's answer stands.
    if (language === 'ug') {
      const offers = page.locator('#offers');
      await offers.locator('summary').first().click();
      await offers.locator('input[name=answer][value=please-come]').check({ force: true });
      await offers.getByRole('button', { name: t('common:button.send') }).click();
    }
    await page.locator('#offers').getByText(t('record:answer.please-come')).first().waitFor({ state: 'attached' });

    await page.goto('/me/record/page?open');
    expect(await page.locator('main').innerText()).toContain(need);
  });

  test('acknowledges a notice', async () => {
    const officer = await signIn('officer', 'zh');
    await officer.page.goto(`${MALL}/notices/new`);
    await officer.page.locator('a[href*="to=grid"]', { hasText: /9/ }).first().click();
    await officer.page.waitForURL(/to=/);
    await officer.page.locator('input[name=class][value=must-acknowledge]').check({ force: true });
    await officer.page.locator('input[name=fixed][value=water]').check({ force: true });
    await officer.page.locator('main button[type=submit]').last().click();
    await officer.page.waitForURL(/\/notices\/[0-9a-f-]{36}/);
    const address = new URL(officer.page.url()).pathname;
    const { page, t } = merchant;
    await expect.poll(async () => (await page.goto(address))?.status(), { timeout: 20_000 }).toBe(200);
    await page.getByRole('button', { name: t('button.got-it') }).click();
    await page.getByRole('button', { name: t('button.got-it') }).waitFor({ state: 'detached' });
    await officer.context.close();
  });

  test('reads what a passer-by noticed inside her shop, and says that it is seen to', async () => {
    const { page, t } = merchant;
    const noticed = await reportInside(await scanBooth('F1-067'), 'broken', { script: true, language, words: asked });
    await page.goto(MALL);
    await page.getByText(t('home:waits.noticed')).first().waitFor();
    await page.goto(`${MALL}/requests/${noticed.number}`);
    await page.getByRole('button', { name: t('case:inside.keep') }).click();
    await page.getByText(t('words:outcome.inside')).first().waitFor();
    await noticed.page.context().close();
  });

  test('opens every page that her links lead to, each drawn and awake', async () => {
    const { page } = merchant;
    const paths: string[] = [];
    for await (const { path } of crawl(page)) paths.push(path);
    expect(paths.length).toBeGreaterThan(25);
    for (const path of paths) {
      const answer = await page.goto(path, { waitUntil: 'load' });
      expect([path, answer?.status()]).toEqual([path, 200]);
      await page.locator('main').first().waitFor();
    }
  }, 180_000);

  test('finds her place by the number on the sign: her own shop, a neighbour on the map, and a number that nobody has', async () => {
    const { page, t } = merchant;
    const type = async (typed: string) => {
      await page.goto(`${MALL}/scan`);
      await page.locator('[name=number]').fill(typed);
      await page.getByRole('button', { name: t('codes:scan.show') }).click();
    };
    await type('F1-067');
    await page.waitForURL(new RegExp(`${MALL}$`));
    await type('F1-068');
    await page.waitForURL(/\/map\?at=/);
    await type('ZZ-999');
    await page.getByText(t('codes:scan.no-number')).first().waitFor();
    expect(await page.locator('[name=number]').inputValue()).toBe('ZZ-999');
  });

  test('lets the phone remember her, keeps her shop card, signs out, and comes back by card and six digits', async () => {
    const { page, t } = merchant;
    await page.goto('/me/phone');
    if (new URL(page.url()).pathname === '/me/confirm') {
      await page.locator('[name=password]').fill(PASSWORD);
      await page.locator('[name=password]').press('Enter');
      await page.waitForURL(/\/me\/phone/);
    }
    await page.locator('[name=pin]').fill(PIN);
    await page.locator('[name=again]').fill(PIN);
    await page.locator('button[type=submit], main button').first().click();
    await page.waitForURL((url) => url.pathname !== '/me/phone');
    await page.goto('/me/shop-card');
    await page.getByRole('button', { name: t('phones:card.make') }).click();
    const printed = page.getByText(/^\d{4}-\d{4}-\d{4}$/);
    await printed.waitFor();
    const card = ((await printed.textContent()) ?? '').trim();
    // What lies under the bar of the phone isn't reachable for a finger before it is scrolled.
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    expect(await axeFindings(page)).toEqual([]);
    expect((await keepPicture(merchant)).height).toBeGreaterThan(800);

    await page.goto('/sign-out');
    await page.locator('main').getByRole('button').first().click();
    await page.waitForURL(/\/sign-in/);
    // Scanned: the number comes in the fragment and is gone from the address at once.
    await page.goto(`/sign-in/card#${card.replaceAll('-', '')}`);
    await page.waitForURL(/\/sign-in\?who=/);
    expect(page.url()).not.toContain(card.slice(0, 4));
    expect(await axeFindings(page)).toEqual([]);
    await page.locator('[name=pin]').fill(PIN);
    await page.getByRole('button', { name: t('phones:sign-in.submit') }).first().click();
    await page.waitForURL(/\/m\/jinqiao/);

    // The card alone, on another phone, says nothing.
    const finder = await embedded(language);
    await finder.page.goto('/sign-in/card');
    await finder.page.locator('[name=card]').fill(card);
    await finder.page.getByRole('button', { name: t('phones:card.go') }).click();
    await finder.page.getByText(t('phones:refused.card')).first().waitFor();
    await finder.context.close();

    await page.goto('/sign-out');
    await page.locator('main').getByRole('button').first().click();
    await page.waitForURL(/\/sign-in/);
    await page.getByRole('link', { name: t('phones:sign-in.clear') }).click();
    await page.getByRole('button', { name: t('phones:clear.submit') }).click();
    await page.locator('[name=username]').waitFor();
    expect(await page.locator('[name=pin]').count()).toBe(0);
  });
});
