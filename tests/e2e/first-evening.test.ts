import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { codeOn, join, joinAsOfficer, makeMall, stranger } from './joining.ts';
import { axeFindings, BOTH_WAYS, say, secondWindow, type Somebody, signIn, troubles } from './people.ts';

const NAME = { zh: '新市场', ug: 'يېڭى بازار', kk: 'Жаңа базар', ru: 'Новый рынок', en: 'New market' };
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);
let house: Somebody | undefined;

/** From nothing to a round under way, each person at a browser of her own. */
describe.each(BOTH_WAYS)('an association’s first evening $name', (way) => {
  const { script, language, options } = way;
  const slug = script ? 'first-evening' : 'second-evening';
  const base = `/m/${slug}`;
  const t = (key: string, values?: Record<string, string | number>) => say(language, key, values);
  const accessible = async (page: Page) => script && expect(await axeFindings(page)).toEqual([]);
  const button = (page: Page, key: string) => page.getByRole('button', { name: t(key), exact: true });
  let operator: Somebody;
  let officer: Page;
  let volunteer: Page;

  afterAll(() => expect(troubles).toEqual([]));

  const stepIs = async (key: string, state: 'done' | 'now') => {
    await officer.goto(`${base}/manage/start`);
    await officer.locator('li', { hasText: t(`settings:start.step.${key}`) }).getByText(t(`settings:start.state.${state}`)).waitFor();
  };

  test('the operator makes an empty mall, and its first officer comes by a slip and shows a second factor', async () => {
    operator = house ? await secondWindow(house, language, { ...options, javaScriptEnabled: script }) : await signIn('operator', language, { ...options, javaScriptEnabled: script });
    house = operator;
    const { page } = operator;
    await makeMall(page, way, slug, script ? 'FE' : 'SE');
    officer = await joinAsOfficer(page, way, slug, { name: '阿孜古丽', userName: `officer-${slug}` });
    await officer.goto(base);
    await officer.getByRole('link', { name: t('home:officer.start') }).click();
    await officer.waitForURL(/\/manage\/start/);
    await accessible(officer);
    await stepIs('map', 'now');
  });

  test('the plan is drawn from rows and booths, and grids are proposed and hold', async () => {
    await officer.goto(`${base}/manage/map-import/quick`);
    for (const [field, value] of [['levels', '1'], ['rows', '2'], ['booths', '6']] as const) await officer.locator(`[name=${field}]`).fill(value);
    await button(officer, 'bringing:quick.draw').click();
    await officer.waitForURL(/map-import\/(?!quick)/);
    const bringIn = officer.locator('button[value=bring-in]');
    while (!(await bringIn.isVisible())) {
      await officer.waitForTimeout(500);
      await officer.reload();
    }
    await bringIn.click();
    const done = officer.getByText(t('bringing:done.title')).first();
    while (!(await done.isVisible())) {
      await officer.waitForTimeout(500);
      await officer.reload();
    }
    await stepIs('grids', 'now');
    await officer.goto(`${base}/manage/grids`);
    await officer.locator('[name=grids]').fill('1');
    await button(officer, 'grids:start.propose-count').click();
    await officer.waitForURL(/\/plan\//);
    await button(officer, 'grids:plan.now').click();
    await officer.getByText(t('grids:plan.in-effect', { day: '' }).trim()).first().waitFor();
    await stepIs('grids', 'done');
  });

  test('shops come from a list, and the one bad row comes back', async () => {
    const [booth] = await officer.request.get(`${base}/manage/roster?view=booths`).then(async (answer) => [...(await answer.text()).matchAll(/>(\w+-\d+|\d{3})</g)].map(([, number]) => number!));
    const numbers = Array.from({ length: 6 }, (_, at) => booth!.replace(/\d+$/, (digits) => String(Number(digits) + at).padStart(digits.length, '0')));
    const rows = [...numbers.map((number, at) => `${number},新店${at},茶叶`), 'X-999,没有的店,茶叶'];
    await officer.goto(`${base}/manage/roster/import`);
    await officer.locator('[name=file]').setInputFiles({ name: 'shops.csv', mimeType: 'text/csv', buffer: Buffer.from(['铺位号,店名,经营类别', ...rows].join('\n')) });
    await button(officer, 'roster:import.check').click();
    await officer.waitForURL(/\/import\/[\w-]{20,}/);
    await accessible(officer);
    await officer.locator('form button').last().click();
    for (let tries = 0; tries < 60; tries += 1) {
      await officer.goto(`${base}/manage/start`);
      if ((await officer.getByText(t('settings:start.truth.roster_other', { count: 6 })).count()) > 0) break;
      await officer.waitForTimeout(500);
    }
    await stepIs('roster', 'done');
  });

  test('a volunteer without an account comes by a slip that somebody else wakes, is asked, and says yes', async () => {
    await officer.goto(`${base}/manage/people`);
    await accessible(officer);
    await button(officer, 'people:slips.volunteer').click();
    const code = await codeOn(officer);
    await operator.page.goto(`/house/malls/${slug}`);
    await button(operator.page, 'members:shop.wake').click();
    await button(operator.page, 'members:shop.wake').waitFor({ state: 'detached' });
    volunteer = await stranger(way);
    await join(volunteer, way, { code, name: '热依汗', userName: `volunteer-${slug}` });

    await officer.goto(`${base}/manage/people`);
    await officer.getByText('热依汗').waitFor();
    await officer.goto(`${base}/manage/roles`);
    await officer.locator('a[href*="/manage/roles/"]').last().click();
    await officer.waitForURL(/\/manage\/roles\/[\w-]{20,}/);
    await officer.locator('[name=q]').fill('热依汗');
    await officer.locator('[name=q]').press('Enter');
    await officer.waitForURL(/[?&]q=/);
    await officer.locator('main').getByText('热依汗').first().waitFor();
    await officer.locator('select[name=role]').selectOption('manager');
    await officer.locator('[name=to]').fill(inDays(300));
    await officer.locator('button[value=propose]').click();
    await officer.waitForURL(/[?&]done=1/);
    await volunteer.goto('/me/roles');
    await volunteer.locator('button[value=accept]').click();
    await volunteer.waitForURL(/[?&]done=1|\/me\/phone/);
    await stepIs('volunteers', 'done');
  });

  test('a day off is set, a round is planned for today, and the volunteer finds her shops', async () => {
    await officer.goto(`${base}/manage/settings/calendar`);
    await officer.locator('[name=day-1]').fill(inDays(60));
    await officer.locator('button[value=save]').first().click();
    await officer.waitForURL(/saved=|\/settings$/);
    await stepIs('settings', 'done');
    await stepIs('round', 'now');
    await officer.goto(`${base}/manage/rounds/new`);
    await officer.locator(`[name="name-${language}"]`).fill(NAME[language]);
    await button(officer, 'rounds:new.save').click();
    await officer.waitForURL(/\/rounds\/[\w-]{30,}/);
    await officer.getByText(t('rounds:state.open')).first().waitFor();
    await officer.goto(`${base}/manage/start`);
    await officer.getByText(t('settings:start.all-done')).waitFor();

    // A volunteer needs two things: six digits on this phone, once.
    await volunteer.goto(`${base}/visits`);
    await volunteer.waitForURL(/\/me\/phone/);
    await volunteer.locator('[name=pin]').fill('591738');
    await volunteer.locator('[name=again]').fill('591738');
    await button(volunteer, 'phones:remember').click();
    await volunteer.waitForURL((url) => url.pathname !== '/me/phone');
    const kept = button(volunteer, 'factors:codes.kept');
    if (await kept.isVisible()) await kept.click();
    await volunteer.goto(`${base}/visits`);
    await volunteer.getByText(t('visits:day.next')).first().waitFor();
    await accessible(volunteer);
  });
});
