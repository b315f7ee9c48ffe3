import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DESK } from '../setup/browser.ts';
import { axeFindings, type Somebody, signIn, troubles } from './people.ts';

const MALL = '/m/jinqiao';
const MINE = '/me/roles';
/** As her account is called. */
const HER = '奥莉加·索科洛娃';

let officer: Somebody;
let her: Somebody;
let manager: Somebody;
/** The manager's grid: its page for the council. */
let place = '';

beforeAll(async () => {
  officer = await signIn('officer', 'zh', DESK);
  her = await signIn('merchant2', 'zh', DESK);
  manager = await signIn('manager', 'zh', DESK);
  await officer.page.goto(`${MALL}/manage/roles`);
  place = (await officer.page.locator('a[href*="/manage/roles/"]:not([href*="/level/"])').nth(8).getAttribute('href')) ?? '';
});
afterEach(() => expect(troubles.splice(0)).toEqual([]));

const saved = ({ page }: Somebody) => page.waitForURL(/[?&]done=1/);

/** The council asks her at a place; what is filled in beside the person. */
async function ask(at: string, fill: (page: Somebody['page']) => Promise<void>): Promise<void> {
  const { page } = officer;
  await page.goto(`${at}?q=merchant2#propose`);
  await page.locator('label:has([name=account])').first().click();
  const from = await page.locator('[name=from]').inputValue();
  await page.locator('[name=to]').fill(`${Number(from.slice(0, 4)) + 1}${from.slice(4)}`.replace('-02-29', '-02-28'));
  await fill(page);
  await page.locator('button[value=propose]').click();
}
async function answer(value: 'accept' | 'decline'): Promise<void> {
  await her.page.goto(MINE);
  await her.page.locator(`button[name=answer][value=${value}]`).first().click();
  await saved(her);
}

describe('roles as the council and the shops give them', () => {
  test('the shops’ choice says how many took part and when; more than there are is refused; she may say no without a reason', async () => {
    const { page, t } = officer;
    const choice = async (shops: string) => {
      await page.locator('select[name=role]').selectOption('supervisor');
      await page.locator('label:has([name=way][value=shops])').click();
      await page.locator('[name=shops]').fill(shops);
      await page.locator('[name=on]').fill(await page.locator('[name=from]').inputValue());
      await page.locator('[name=minutes]').fill('2026-77');
    };
    await ask(place, () => choice('4000'));
    await page.locator('#f-shops-error').waitFor();
    expect(await page.locator('[name=minutes]').inputValue()).toBe('2026-77');
    await page.locator('[name=shops]').fill('7');
    await page.locator('button[value=propose]').click();
    await saved(officer);
    await answer('decline');
    await expect.poll(() => her.page.locator('button[name=answer]').count()).toBe(0);

    await ask(place, () => choice('7'));
    await saved(officer);
    await answer('accept');
    await page.goto(place.replace('/manage/roles/', '/roster/'));
    const line = page.getByRole('listitem').filter({ hasText: HER });
    expect(await line.innerText()).toContain('2026-77');
    expect(await line.innerText()).not.toContain(t('roles:term.took-part_other', { count: 7 }));
  });

  test('who watches and works in one grid is shown to the council', async () => {
    const { page, t } = officer;
    await ask(place, async () => void (await page.locator('select[name=role]').selectOption('assistant')));
    await saved(officer);
    await answer('accept');
    await page.goto(`${MALL}/manage/roles`);
    await page.getByText(t('roles:see-to.watches-and-works', { name: `\u2068${HER}\u2069` })).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('a level head sees the grids of her level and appoints nobody', async () => {
    await officer.page.goto(`${MALL}/manage/roles`);
    const level = (await officer.page.locator('a[href*="/manage/roles/level/"]').first().getAttribute('href')) ?? '';
    await ask(level, async () => {});
    await saved(officer);
    expect((await her.page.goto(`${MALL}/manage/roles`))?.status()).toBe(404);
    await answer('accept');
    expect((await her.page.goto(`${MALL}/manage/roles`))?.status()).toBe(200);
    const grids = her.page.locator('a[href*="/manage/roles/"]:not([href*="/level/"])');
    await grids.first().waitFor();
    expect(await grids.count()).toBeLessThan(24);
    await grids.first().click();
    await her.page.waitForURL(/\/manage\/roles\/[\w-]{20,}/);
    expect(await her.page.locator('button[value=propose], [name=q]').count()).toBe(0);
    expect((await her.page.goto(place))?.status()).toBe(404);
  });

  test('whoever is away asks a volunteer to stand in, and the public roster says for whom', async () => {
    const { page } = manager;
    await page.goto(MINE);
    await page.locator(`a[href^="${MINE}/"]`).first().click();
    await page.waitForURL(/\/me\/roles\/[\w-]{20,}/);
    await page.locator('details', { has: page.locator('button[value=deputy]') }).locator('summary').click();
    await page.locator('#f-deputy-account').selectOption({ label: HER });
    await page.locator('button[value=deputy]').click();
    await saved(manager);
    await answer('accept');
    await her.page.goto(MINE);
    const away = /热娜/;
    await her.page.getByText(away).first().waitFor();
    expect(await axeFindings(her.page)).toEqual([]);
  });

  test('she steps aside for a shop by its number, without saying why', async () => {
    const { page, t } = her;
    await page.goto(MINE);
    const form = page.locator('form', { has: page.locator('button[value=tie]') });
    await form.locator('[name=number]').fill('F9-999');
    await form.locator('button[value=tie]').click();
    await page.getByText(t('roles:refused.no-such-booth')).first().waitFor();
    expect(await form.locator('[name=number]').inputValue()).toBe('F9-999');
    await form.locator('[name=number]').fill('F1-071');
    await form.locator('button[value=tie]').click();
    await saved(her);
  });

  test('she lays all of it down herself, and nothing of hers stays open', async () => {
    const { page } = her;
    for (let left = 6; left > 0; left -= 1) {
      await page.goto(MINE);
      const term = page.locator(`a[href^="${MINE}/"]`).first();
      if ((await term.count()) === 0) break;
      await term.click();
      await page.waitForURL(/\/me\/roles\/[\w-]{20,}/);
      await page.locator('details', { has: page.locator('button[value="lay-down"]') }).locator('summary').click();
      await page.locator('button[value="lay-down"]').click();
      await saved(her);
    }
    await expect.poll(() => page.locator(`a[href^="${MINE}/"]`).count()).toBe(0);
    expect((await page.goto(`${MALL}/manage/roles`))?.status()).toBe(404);
  });
});
