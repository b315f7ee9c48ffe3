import { afterAll, describe, expect, test } from 'vitest';
import { newPerson, PHONE } from '#tests/setup/browser.ts';
import { axeFindings, say, signIn, type Somebody, troubles } from './people.ts';

const MALL = '/m/jinqiao';
const MINE = '和供货商的定金说不清';
const FOR_HER = '想请您一起谈一谈';

/** Asks for mediation and makes the slip. @returns number and code as they stand on it */
async function askAndInvite({ page, t }: Somebody, words = FOR_HER): Promise<{ number: string; code: string }> {
  await page.goto(`${MALL}/ask?program=mediation&kind=mediation`);
  await page.locator('[name=words]').fill(MINE);
  await page.getByRole('button', { name: t('requests:ask.send.lead') }).click();
  await page.waitForURL(/\/sent$/);
  const number = page.url().match(/requests\/([^/]+)\/sent/)?.[1] ?? '';
  await page.goto(`${MALL}/requests/${number}`);
  await page.getByRole('link', { name: t('sides:invite.button') }).first().click();
  await page.waitForURL(/\/invite$/);
  if (page.context().browser()) expect(await axeFindings(page)).toEqual([]);
  await page.locator('[name=words]').fill(words);
  await page.getByRole('button', { name: t('sides:invite.make') }).click();
  await page.getByText(t('sides:slip.lead')).waitFor();
  const paper = await page.locator('main').innerText();
  return { number, code: paper.match(/\b[34679ACDEFGHJKMNPQRTWXY]{4} [34679ACDEFGHJKMNPQRTWXY]{4}\b/)?.[0] ?? '' };
}

afterAll(() => expect(troubles).toEqual([]));

describe.each([
  { name: 'with script, by the square on the slip', script: true, language: 'ug' as const },
  { name: 'without script, typed', script: false, language: 'zh' as const },
])('the other side of a mediation, $name', ({ script, language }) => {
  test('reads what is meant for her, takes part, and tells the mediator what the asker never reads', async () => {
    const merchant = await signIn('merchant', 'zh', PHONE);
    const { number, code } = await askAndInvite(merchant);
    const guest = await (await newPerson({ ...PHONE, javaScriptEnabled: script })).newPage();
    const t = (key: string) => say(language, key);
    await guest.context().addCookies([{ name: 'lng', value: language, url: new URL(merchant.page.url()).origin }]);
    const enter = async () => {
      if (script) {
        await guest.goto('/follow');
        await guest.goto(`/side#${number}.${code.replace(' ', '')}`);
      } else {
        await guest.goto('/side');
        await guest.locator('[name=number]').fill(number);
        await guest.locator('[name=code]').fill(code);
        await guest.getByRole('button', { name: t('codes:follow.show') }).click();
      }
    };
    await enter();
    await guest.getByRole('heading', { name: t('sides:take-part.title') }).waitFor();
    expect(guest.url()).not.toContain(code.slice(0, 4));
    expect(await guest.getByText(FOR_HER).count()).toBe(1);
    expect(await guest.getByText(MINE).count()).toBe(0);
    if (script) expect(await axeFindings(guest)).toEqual([]);
    await guest.locator('[name=wish]').selectOption('ug');
    await guest.getByRole('button', { name: t('sides:take-part.yes') }).click();
    await guest.locator('#f-words-other').waitFor();
    await guest.locator('#f-words-other').fill('只对调解员说');
    await guest.locator('form').filter({ has: guest.locator('#f-words-other') }).getByRole('button').click();
    await guest.getByText('只对调解员说').first().waitFor();

    const { page } = merchant;
    await page.goto(`${MALL}/requests/${number}`);
    expect(await page.getByText('只对调解员说').count()).toBe(0);
    expect(await page.getByText(MINE).count()).toBeGreaterThan(0);
    expect(await axeFindings(page)).toEqual([]);

    if (script) {
      const lead = await signIn('lead', 'zh');
      await lead.page.goto(`${MALL}/requests/${number}`);
      await lead.page.getByText('只对调解员说').first().waitFor();
      await lead.page.getByRole('button', { name: lead.t('sides:mediate.take-on') }).click();
      const agreed = lead.page.locator('details').filter({ has: lead.page.locator('button[value=agreement]') });
      await agreed.locator('summary').click();
      await agreed.getByRole('button').click();
      await lead.page.getByText(lead.t('requests:refusal.agreement-needed')).first().waitFor();
      expect(await axeFindings(lead.page)).toEqual([]);
      await lead.context.close();
    }
    await guest.context().close();
    await merchant.context.close();
  });
});

test('whoever doesn’t want to says so in one tap, and the asker is told', async () => {
  const merchant = await signIn('merchant2', 'zh', PHONE);
  const { number, code } = await askAndInvite(merchant, '');
  const guest = await (await newPerson(PHONE)).newPage();
  await guest.goto(`/side#${number}.${code.replace(' ', '')}`);
  await guest.getByRole('button', { name: say('zh', 'sides:take-part.no') }).click();
  await guest.getByText(say('zh', 'words:outcome.not-taking-part')).first().waitFor();
  await merchant.page.goto(`${MALL}/requests/${number}`);
  await merchant.page.getByText(say('zh', 'words:outcome.not-taking-part')).first().waitFor();
  await guest.context().close();
  await merchant.context.close();
});
