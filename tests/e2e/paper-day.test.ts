import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, BOTH_WAYS, secondWindow, type Somebody, signIn, troubles } from './people.ts';

const MALL = '/m/jinqiao';
let first: Somebody | undefined;

/** From the printed list to the shredder; the other way round takes the list that is left. */
describe.each(BOTH_WAYS)('a day on paper $name', ({ script, language, options }) => {
  let volunteer: Somebody;
  let sheet = '';
  const accessible = async () => script && expect(await axeFindings(volunteer.page)).toEqual([]);

  beforeAll(async () => {
    const how = { ...options, javaScriptEnabled: script };
    volunteer = first ? await secondWindow(first, language, how) : await signIn('assistant', language, how);
    first = volunteer;
  });
  afterAll(() => expect(troubles.splice(0)).toEqual([]));

  test('is printed as one numbered list, however often it is asked for', async () => {
    const { page, t } = volunteer;
    await page.goto(`${MALL}/visits`);
    await page.getByRole('button', { name: t('visits:sheet.make') }).click();
    await page.waitForURL(/\/visits\/paper\/[\w-]{20,}$/);
    sheet = new URL(page.url()).pathname;
    await page.locator('article tbody tr').first().waitFor();
    await accessible();
    await page.goto(`${MALL}/visits`);
    expect(await page.getByRole('button', { name: t('visits:sheet.make') }).count()).toBe(0);
    expect(await page.locator(`a[href="${sheet}"]`).count()).toBe(1);
  });

  test('is typed in line by line: what is missing is said beside its field, and what was typed stays', async () => {
    const { page, t } = volunteer;
    await page.goto(sheet);
    await page.getByRole('link', { name: t('visits:sheet.type-in') }).click();
    await page.waitForURL(/\/results$/);
    await accessible();
    const save = page.getByRole('button', { name: t('common:button.save') });
    await page.locator('[name=outcome-0]').selectOption('closed');
    await save.click();
    await page.locator('#f-half-0-error, [name=half-0][aria-invalid=true]').first().waitFor();
    expect(await page.locator('[name=outcome-0]').inputValue()).toBe('closed');
    await accessible();
    await page.locator('[name=half-0]').selectOption('am');
    await save.click();
    await page.waitForURL(/[?&]done=1/);
    await page.goto(`${sheet}/results`);
    await page.getByText(t('visits:sheet.arrived')).first().waitFor();
    expect(await page.locator('[name=outcome-0]').count()).toBe(0);
  });

  test('is ticked off when the paper is gone, and then there is nothing of it any more', async () => {
    const { page, t } = volunteer;
    await page.goto(sheet);
    await page.locator('details', { has: page.locator('[name=gone]') }).locator('summary').click();
    const shred = page.locator('form', { has: page.locator('[name=gone]') }).getByRole('button');
    await shred.click();
    await page.locator('#f-gone-error, [role=alert], [aria-invalid=true]').first().waitFor();
    await page.locator('[name=gone]').check({ force: true });
    await shred.click();
    await page.getByText(t('visits:sheet.shredded')).first().waitFor();
    expect(await page.locator('article tbody tr').count()).toBe(0);
    await accessible();
  });
});
