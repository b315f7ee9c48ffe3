import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newPerson, PHONE } from '#tests/setup/browser.ts';
import { axeFindings, keptSession, say, type Somebody, troubles } from './people.ts';
import { scanBooth } from './scanning.ts';

const MALL = '/m/jinqiao';
const managers = keptSession('manager');

describe.each([
  { name: 'with script, in Chinese', script: true, language: 'zh' as const },
  { name: 'without script, in Uyghur', script: false, language: 'ug' as const },
])('two who pass by see the same, on phones $name', ({ script, language }) => {
  let manager: Somebody;
  let address: string;
  const t = (key: string, values?: Record<string, number>) => say(language, key, values);

  beforeAll(async () => {
    manager = await managers(language, { ...PHONE, javaScriptEnabled: script });
    await manager.page.goto(`${MALL}/map`);
    address = await scanBooth((await manager.page.locator('main').innerText()).match(/\bF\d-\d{3}\b/)?.[0] ?? '');
  });
  afterAll(() => expect(troubles).toEqual([]));

  async function report() {
    const context = await newPerson({ ...PHONE, javaScriptEnabled: script });
    await context.addCookies([{ name: 'lng', value: language, url: inject('portalUrl') }]);
    const page = await context.newPage();
    await page.goto(`${address}/report`);
    await page.locator('[name=what][value=broken]').check({ force: true });
    await page.locator('[name=words]').fill('过道的灯坏了');
    await page.getByRole('button', { name: t('codes:report.send') }).click();
    await page.waitForURL(/sent=/);
    const code = await page.locator('p', { hasText: t('requests:sent.code') }).locator('bdi').last().innerText();
    return { page, number: new URL(page.url()).searchParams.get('sent') ?? '', code };
  }

  test('the second says "me too"; whoever works on the first sees how many and no more; it is taken back by number and code', async () => {
    const [first, second] = [await report(), await report()];
    const { page } = second;
    await page.getByText(t('requests:near.title')).waitFor();
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await page.locator('form', { hasText: first.number }).getByRole('button', { name: t('requests:near.me-too') }).click();
    await page.getByText(t('requests:near.title')).waitFor({ state: 'detached' });
    const count = language === 'zh' ? t('requests:near.count_other', { count: 1 }) : t('requests:near.count_one', { count: 1 });
    await manager.page.goto(`${MALL}/requests/${first.number}`);
    await manager.page.getByText(count).waitFor();
    await page.goto('/follow');
    await page.locator('[name=number]').fill(second.number);
    await page.locator('[name=code]').fill(second.code);
    await page.getByRole('button', { name: t('codes:follow.show') }).click();
    await page.getByText(t('requests:near.instead')).waitFor();
    await page.getByRole('button', { name: t('requests:near.take-back') }).click();
    await page.getByText(t('requests:near.instead')).waitFor({ state: 'detached' });
    await manager.page.goto(`${MALL}/requests/${first.number}`);
    expect(await manager.page.getByText(count).count()).toBe(0);
    await manager.page.getByRole('button', { name: t('case:act.set-aside.button') }).click();
    await manager.page.getByText(t('words:outcome.set-aside')).first().waitFor();
  });
});
