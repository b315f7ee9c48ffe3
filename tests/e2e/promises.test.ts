import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getFormats } from '#app/i18n/server.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { addDays } from '#app/visits/days.ts';
import { axeFindings, BOTH_WAYS, secondWindow, type Somebody, signIn, troubles } from './people.ts';

const MALL = '/m/jinqiao';
let first: Somebody | undefined;

/** A promise from the door of the shop until both sides say that it was kept, so that nothing of it is left open for other walks. */
describe.each(BOTH_WAYS)('a promise $name', ({ script, language, options }) => {
  const words = `请电工来看招牌灯 ${String(Date.now())}`;
  const { formatDay } = getFormats(language);
  const today = dayIn(new Date(), 'Asia/Urumqi');
  const dueOn = addDays(today, 5);
  let volunteer: Somebody;
  let owner: Somebody;

  const onHerDay = () => volunteer.page.locator('form', { hasText: words });
  const onRecord = () => owner.page.locator('li[id^="visit-"]', { hasText: words });
  /** Nothing is left for her to press. */
  const keptOnHerDay = () => onHerDay().filter({ hasNot: volunteer.page.getByRole('button') }).waitFor();
  const press = (within: Locator, name: string) => within.getByRole('button', { name, exact: true }).click();
  /** What comes live with script is there after a reload without. */
  async function arrives({ page }: Somebody, inside: Locator, text: string): Promise<void> {
    if (!script) await page.reload();
    await inside.getByText(text, { exact: true }).first().waitFor();
  }
  /** The shop is asked for its own word from then on. */
  async function isKeptOnRecord(): Promise<void> {
    await arrives(owner, onRecord(), owner.t('record:promises.say-not-kept'));
    expect(await onRecord().getByText(owner.t('record:promises.coming'), { exact: true }).count()).toBe(0);
  }
  const accessible = async ({ page }: Somebody) => script && expect(await axeFindings(page)).toEqual([]);

  beforeAll(async () => {
    const how = { ...options, javaScriptEnabled: script };
    volunteer = first ? await secondWindow(first, language, how) : await signIn('manager', language, how);
    first = volunteer;
    owner = await signIn('merchant', language, how);
  });
  afterAll(() => expect(troubles.splice(0)).toEqual([]));

  test('is written down with its day at a visit; one without a day is asked for it, and what was typed stays', async () => {
    const { page, t } = volunteer;
    // Any shop of her grid can be visited: what is left of her day stays as it is.
    await page.goto(`${MALL}/map?q=F1-067`);
    await page.getByRole('link', { name: t('mall:unit.visit') }).click();
    await page.waitForURL(/\/visits\/[\w-]{30,}/);
    await page.locator('label', { has: page.locator('[name=outcome][value=met]') }).click();
    await page.locator('[name=promise-0]').fill(words);
    await press(page.locator('main'), t('common:button.save'));
    await page.locator('[name=due-0][aria-invalid=true]').waitFor();
    expect(await page.locator('[name=promise-0]').inputValue()).toBe(words);
    await accessible(volunteer);
    await page.locator('[name=due-0]').fill(dueOn);
    await press(page.locator('main'), t('common:button.save'));
    await page.waitForURL(/\/visits\?/);
    await onHerDay().getByText(formatDay(dueOn, { today })).waitFor();
    await accessible(volunteer);
  });

  test('is read by the shop’s owner on My record, with its day', async () => {
    const { page, t } = owner;
    await page.goto('/me/record');
    await onRecord().getByText(`${t('visits:form.promise-day')}: ${formatDay(dueOn, { today })}`).waitFor();
    await onRecord().getByText(t('record:promises.coming'), { exact: true }).waitFor();
    await press(onRecord(), t('record:visits.right'));
    await onRecord().getByText(t('record:visits.confirmed'), { exact: true }).waitFor();
    await accessible(owner);
  });

  test('is marked as kept by the volunteer on her day, which the shop reads', async () => {
    const { t } = volunteer;
    await press(onHerDay(), t('visits:day.kept'));
    await keptOnHerDay();
    await isKeptOnRecord();
  });

  test('is open again on her day when the owner says that it wasn’t', async () => {
    const { t } = owner;
    await press(onRecord(), t('record:promises.say-not-kept'));
    await onRecord().getByText(t('record:promises.you-not-kept'), { exact: true }).waitFor();
    await onRecord().getByText(t('record:promises.giver-kept'), { exact: true }).waitFor();
    await arrives(volunteer, onHerDay(), volunteer.t('visits:promise.shop-not-kept'));
    await press(onHerDay(), volunteer.t('visits:day.kept'));
    await keptOnHerDay();
  });

  test('is closed on both sides when the owner says that it was', async () => {
    const { t } = owner;
    await isKeptOnRecord();
    await press(onRecord(), t('record:promises.say-kept'));
    await onRecord().getByText(t('record:promises.you-kept'), { exact: true }).waitFor();
    expect(await onRecord().getByRole('button', { name: t('record:promises.say-kept'), exact: true }).count()).toBe(0);
    await accessible(owner);
    await arrives(volunteer, onHerDay(), volunteer.t('visits:promise.shop-kept'));
  });
});
