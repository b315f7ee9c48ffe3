import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, BOTH_WAYS, type Somebody, signIn, troubles } from './people.ts';

describe.each(BOTH_WAYS)('the questions of visits $name', ({ script, language, options }) => {
  const how = { ...options, javaScriptEnabled: script };
  let officer: Somebody;
  let manager: Somebody;
  beforeAll(async () => {
    officer = await signIn('officer', language, how);
    manager = await signIn('manager', language, how);
  });
  afterAll(() => expect(troubles).toEqual([]));

  test('are proposed in every language, about nobody, and everybody reads what was proposed and what differs between versions', async () => {
    const { page, t } = officer;
    await page.goto('/m/jinqiao/manage/questions/new');
    await page.locator('label', { has: page.locator('[name=about][value=booth]') }).click();
    for (const one of ['zh', 'ug', 'kk', 'ru']) await page.locator(`[name="words-${one}"]`).fill(`220 V (${one}, ${String(script)})?`);
    await page.locator('[name="words-en"]').fill('How many employees are there?');
    await page.locator('[name="why-zh"]').fill('很多店提到插座');
    await page.locator('label', { has: page.locator('[name=never]') }).click();
    const send = page.getByRole('button', { name: t('questions:new.send') });
    await send.click();
    await page.getByText(t('questions:refused.person')).first().waitFor();
    expect(await page.locator('[name="words-zh"]').inputValue()).toContain('220 V');
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await page.locator('[name="words-en"]').fill('Are there enough sockets?');
    await send.click();
    await page.waitForURL(/\/manage\/questions\/[\w-]{30,}$/);
    await page.getByText(t('questions:proposal.state.shown')).first().waitFor();
    // Neither she herself nor anybody else passes it within the seven days.
    expect(await page.locator('summary', { hasText: t('questions:proposal.pass') }).count()).toBe(0);
    await page.goto('/m/jinqiao/visit-questions');
    await page.getByText(`220 V (${language}, ${String(script)})?`).waitFor();
    await page.locator('[name=from]').selectOption('0');
    await page.getByRole('button', { name: t('questions:compare.show') }).click();
    await page.waitForURL(/from=0/);
    expect(await page.locator('#differences').getByText(t('questions:compare.added'), { exact: true }).count()).toBe(3);
    // What the visits of each round ask and note, and what is other than in the round before.
    await page.locator('#forms').getByText(t('questions:forms.round', { number: 2 }), { exact: true }).waitFor();
    expect(await page.locator('#forms').getByText(t('questions:compare.added'), { exact: true }).count()).toBe(2);
    expect(script ? await axeFindings(page) : []).toEqual([]);
  });

  test('of the round stand in the form of a visit, and one of them left out is no hindrance', async () => {
    const { page, t } = manager;
    // Whatever is left of her day: any shop of her grid can be visited.
    await page.goto('/m/jinqiao/map?q=F1-074');
    await page.getByRole('link', { name: t('mall:unit.visit') }).click();
    await page.waitForURL(/\/visits\/[\w-]{30,}/);
    await page.locator('label', { has: page.locator('[name=outcome][value=met]') }).click();
    await page.getByText(t('questions:form.title')).first().waitFor();
    expect(await page.locator('[name^=reply-]').count()).toBe(2);
    const carbon = page.locator('label', { has: page.locator('[name=carbon]') });
    if ((await carbon.count()) > 0) await carbon.click();
    await page.locator('[name=reply-0]').fill('220 V');
    expect(script ? await axeFindings(page) : []).toEqual([]);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/form-${language}.png`, fullPage: true });
    await page.getByRole('button', { name: t('common:button.save') }).click();
    await page.waitForURL(/done=1|\/carbon\//);
  });
});
