import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { signatureOf } from '#app/platform/webhook-signing.ts';
import { axeFindings, BOTH_WAYS, keptSession, type Somebody, troubles } from './people.ts';

const MALL = '/m/jinqiao';
const WORDS = '楼梯上面的灯不亮了';
const officers = keptSession('officer');
const managers = keptSession('manager');

describe.each(BOTH_WAYS)('another system sends a report about a place, $name', ({ script, language, options }) => {
  let officer: Somebody;
  let manager: Somebody;
  let booth: string;
  let key: string;
  let number: string;

  beforeAll(async () => {
    officer = await officers(language, { ...options, javaScriptEnabled: script });
    manager = await managers(language, { ...options, javaScriptEnabled: script });
    await manager.page.goto(`${MALL}/map`);
    booth = (await manager.page.locator('main').innerText()).match(/\bF\d-\d{3}\b/)?.[0] ?? '';
  });
  afterAll(() => expect(troubles).toEqual([]));

  const url = (path: string, query: Record<string, string> = {}) => `${inject('portalUrl')}/open311/v2/${path}?${new URLSearchParams({ jurisdiction_id: 'jinqiao', lang: language, ...query })}`;
  const send = (fields: Record<string, string>) => fetch(url('requests.json'), { method: 'POST', body: new URLSearchParams({ jurisdiction_id: 'jinqiao', api_key: key, service_code: 'defect', description: WORDS, address_id: booth, ...fields }) });
  const seen = async () => ((await (await fetch(url(`requests/${number}.json`))).json()) as { description: string | null }[])[0]?.description;

  test('an officer makes a key, which is shown once', async () => {
    const { page, t } = officer;
    await page.goto(`${MALL}/manage`);
    await page.getByText(t('manage:link.doors.name')).first().click();
    await page.locator('[name=name]').fill('x');
    await page.getByRole('button', { name: t('doors:make') }).click();
    await page.locator('[aria-invalid=true]').waitFor();
    await page.locator('[name=name]').fill(`热线 ${language}`);
    await page.getByRole('button', { name: t('doors:make') }).click();
    await page.getByText(t('doors:once')).waitFor();
    key = (await page.getByText(/^mh_[\w-]{43}$/).innerText()).trim();
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await page.goto(`${MALL}/manage/doors`);
    expect(await page.getByText(key).count()).toBe(0);
  });

  test('a report comes in; the public list has no words of it before whoever has it checked them', async () => {
    const answer = await send({});
    expect(answer.status).toBe(201);
    number = ((await answer.json()) as { service_request_id: string }[])[0]!.service_request_id;
    expect(await seen()).toBeNull();
    const { page, t } = manager;
    expect((await page.goto(`${MALL}/requests/${number}`))?.status()).toBe(200);
    await page.getByText(t('case:act.show-all.title')).click();
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await page.getByRole('button', { name: t('case:act.show-all.button') }).click();
    await page.getByText(t('case:event.shown-to-all')).waitFor();
    expect(await seen()).toBe(WORDS);
    await page.goto(`${MALL}/requests/${number}`);
    await page.getByText(t('case:act.show-all.title')).click();
    await page.getByRole('button', { name: t('case:act.hide-all.button') }).click();
    await page.getByText(t('case:event.hidden-from-all')).waitFor();
    expect(await seen()).toBeNull();
    await page.getByRole('button', { name: t('case:act.set-aside.button') }).click();
    await page.getByText(t('words:outcome.set-aside')).first().waitFor();
    expect((await fetch(url(`requests/${number}.json`))).status).toBe(404);
  });

  test('a hotline signs what it sends with the secret of its hook', async () => {
    const { page, t } = officer;
    await page.goto(`${MALL}/manage/doors`);
    await page.locator('[name=door][value=hook]').check({ force: true });
    await page.locator('[name=name]').fill(`推送 ${language}`);
    await page.getByRole('button', { name: t('doors:make') }).click();
    const secret = (await page.getByText(/^whsec_/).innerText()).trim();
    await page.getByText(`推送 ${language}`).first().waitFor();
    await page.goto(`${MALL}/manage/doors`);
    await page.locator('summary', { hasText: `推送 ${language}` }).first().click();
    const address = new URL(await page.locator('details[open] bdi', { hasText: '/hooks/' }).innerText()).pathname;
    const message = { id: `e2e-${language}-${Date.now()}`, at: Math.floor(Date.now() / 1000), body: JSON.stringify({ kind: 'defect', description: WORDS, place: booth }) };
    const signed = (signature: string) => fetch(inject('portalUrl') + address, { method: 'POST', body: message.body, headers: { 'Content-Type': 'application/json', 'webhook-id': message.id, 'webhook-timestamp': String(message.at), 'webhook-signature': signature } });
    const right = signatureOf(message, Buffer.from(secret.slice('whsec_'.length), 'base64'));
    expect((await signed('v1,AAAA')).status).toBe(401);
    const [first, again] = [await signed(right), await signed(right)];
    const { number: sent } = (await first.json()) as { number: string };
    expect([first.status, again.status, ((await again.json()) as { number: string }).number]).toEqual([201, 200, sent]);
    await manager.page.goto(`${MALL}/requests/${sent}`);
    await manager.page.getByRole('button', { name: manager.t('case:act.set-aside.button') }).click();
    await manager.page.getByText(manager.t('words:outcome.set-aside')).first().waitFor();
    await page.locator('details[open]').getByRole('button', { name: t('doors:end') }).click();
    await expect.poll(async () => (await signed(right)).status).toBe(401);
  });

  test('the officer ends the key, and nothing is taken by it', async () => {
    const { page, t } = officer;
    await page.goto(`${MALL}/manage/doors`);
    await page.getByText(`热线 ${language}`).first().click();
    await page.locator('details[open]').getByRole('button', { name: t('doors:end') }).click();
    await page.waitForURL(/manage\/doors$/);
    await expect.poll(async () => (await send({})).status).toBe(403);
  });
});
