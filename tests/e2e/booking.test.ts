import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PHONE } from '#tests/setup/browser.ts';
import { axeFindings, BOTH_WAYS, keptSession, signIn, type Somebody, troubles } from './people.ts';

const BOOKING = '/m/jinqiao/booking';
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);
const enter = keptSession('officer');

describe.each(BOTH_WAYS)('a course with two places $name', ({ script, language, options }) => {
  const name = { zh: '识别假钞', ug: 'ساختا پۇلنى تونۇش' }[language];
  let officer: Somebody;
  let address = '';
  const takes = async (userName: string) => {
    const person = await signIn(userName, language, { ...PHONE, javaScriptEnabled: script });
    await person.page.goto(BOOKING);
    await person.page.getByRole('link', { name }).click();
    await person.page.waitForURL(address);
    return person;
  };
  beforeAll(async () => {
    officer = await enter(language, { ...options, javaScriptEnabled: script });
  });
  afterAll(() => expect(troubles).toEqual([]));

  test('is planned after a day that can’t be, what was typed stays, and its room can’t be had twice', async () => {
    const { page, t } = officer;
    const day = inDays(script ? 20 : 21);
    const fill = async (on: string, places: string) => {
      await page.locator(`[name="name-${language}"]`).fill(name);
      await page.locator('[name=day]').fill(on);
      await page.locator('[name=places]').fill(places);
      await page.locator('[name=room]').selectOption({ index: 1 });
      await page.getByRole('button', { name: t('booking:new.save') }).click();
    };
    await page.goto(`${BOOKING}/new`);
    await fill(inDays(-3), '2');
    await page.getByText(t('booking:refused.past')).first().waitFor();
    expect(await page.locator(`[name="name-${language}"]`).inputValue()).toBe(name);
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await fill(day, '2');
    await page.waitForURL(/\/booking\/[\w-]{30,}$/);
    address = new URL(page.url()).pathname;
    await page.goto(`${BOOKING}/new`);
    await fill(day, '2');
    await page.getByText(t('booking:refused.room-taken')).first().waitFor();
  });

  test('is taken by two in one tap each; the third waits, and moves up when one gives hers up', async () => {
    const [first, second, third] = [await takes('merchant'), await takes('merchant2'), await takes('leader')];
    for (const { page, t } of [first, second]) {
      await page.getByRole('button', { name: t('booking:detail.take-held') }).click();
      await page.getByText(t('booking:standing.held')).waitFor();
    }
    await third.page.reload();
    expect(script ? await axeFindings(third.page) : []).toEqual([]);
    await third.page.getByRole('button', { name: third.t('booking:detail.take-waiting') }).click();
    await third.page.getByText(third.t('booking:standing.moves-up')).waitFor();
    await first.page.getByRole('button', { name: first.t('booking:detail.give-up') }).click();
    await first.page.getByRole('button', { name: first.t('booking:detail.take-waiting') }).or(first.page.getByRole('button', { name: first.t('booking:detail.take-held') })).waitFor();
    await third.page.reload();
    await third.page.getByText(third.t('booking:standing.held')).waitFor();
    await officer.page.goto(address);
    await officer.page.getByText(officer.t('booking:detail.of', { held: 2, places: 2 })).waitFor();
  });

  test('called off says so to whoever had a place', async () => {
    const { page, t } = officer;
    await page.goto(address);
    await page.locator('summary', { hasText: t('booking:plan.call-off') }).click();
    await page.getByRole('button', { name: t('booking:plan.call-off') }).click();
    await page.getByText(t('booking:standing.called-off')).waitFor();
    const second = await signIn('merchant2', language, { ...PHONE, javaScriptEnabled: script });
    await second.page.goto(address);
    await second.page.getByText(second.t('booking:standing.called-off')).waitFor();
    expect(await second.page.getByRole('button', { name: second.t('booking:detail.take-held') }).count()).toBe(0);
  });
});
