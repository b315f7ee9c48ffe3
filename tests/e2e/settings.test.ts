import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { joinAsOfficer, makeMall } from './joining.ts';
import { axeFindings, BOTH_WAYS, keptSession, say, troubles } from './people.ts';

const CONTENT = ['zh', 'ug', 'kk', 'ru', 'en'] as const;
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);
const YEAR = new Date().getFullYear() + 1;
const enterHouse = keptSession('operator');
const enterCouncil = keptSession('officer');

/** Every part of a new mall's settings, as its two officers set them; what a change does to clocks is looked at where clocks run. */
describe.each(BOTH_WAYS)('a mall’s settings $name', (way) => {
  const { script, language, options } = way;
  const slug = script ? 'settings-desk' : 'settings-phone';
  const base = `/m/${slug}`;
  const settings = `${base}/manage/settings`;
  const with_ = { ...options, javaScriptEnabled: script };
  const t = (key: string, values?: Record<string, string | number>) => say(language, key, values);
  const accessible = async (at: Page) => script && expect(await axeFindings(at)).toEqual([]);
  let page: Page;
  let second: Page;

  const part = (name: string, at = page) => at.goto(`${settings}/${name}`);
  const save = (at = page) => at.locator('button[name=intent][value=save]').click();
  const saved = async (name: string, state: 'in-effect' | 'planned' | 'waiting' | 'unchanged') => {
    await page.waitForURL((url) => url.searchParams.get('saved') === name && url.searchParams.get('state') === state);
    await page.getByText(t(`settings:saved.${state}`, { part: t(`settings:part.${name}.name`) })).first().waitFor();
  };
  const unfold = (holding: string) => page.locator('details', { has: page.locator(holding) }).last().locator('summary').click();
  const errorAt = (field: string, key: string, values?: Record<string, string | number>) => page.locator(`#f-${field}-error`).getByText(t(key, values)).waitFor();

  beforeAll(async () => {
    const house = await enterHouse(language, with_);
    await makeMall(house.page, way, slug, script ? 'SD' : 'SP');
    page = await joinAsOfficer(house.page, way, slug, { name: '阿孜古丽', userName: `first-${slug}` });
    second = await joinAsOfficer(house.page, way, slug, { name: '马丽', userName: `other-${slug}`, invitedBy: page });
  });
  afterAll(() => expect(troubles).toEqual([]));

  test('a name from tomorrow on is shown beside the one of today, and taken back; one of today holds at once', async () => {
    await page.goto(settings);
    await accessible(page);
    const own = { zh: '天山大市场', ug: 'تەڭرىتاغ بازىرى' }[language];
    await part('names');
    for (const each of CONTENT) await page.locator(`[name=name-${each}]`).fill('');
    await save();
    await errorAt('name-zh', 'common:form.required');
    await part('names');
    await page.locator(`[name=name-${language}]`).fill(own);
    await page.locator('[name=from]').fill(inDays(-3));
    await save();
    await errorAt('from', 'settings:refused.past');
    expect(await page.locator(`[name=name-${language}]`).inputValue()).toBe(own);
    await page.locator('[name=from]').fill(inDays(2));
    await save();
    await saved('names', 'planned');

    await part('names');
    await accessible(page);
    const planned = page.locator('#coming');
    await planned.getByText(own).first().waitFor();
    await planned.getByText(t('settings:planned.replaces-now')).waitFor();
    expect(await page.locator(`[name=name-${language}]`).inputValue()).not.toBe(own);
    await planned.locator('button[value=withdraw]').click();
    await planned.waitFor({ state: 'detached' });
    await page.getByText(t('settings:state.withdrawn')).first().waitFor();

    await page.locator(`[name=name-${language}]`).fill(own);
    await save();
    await saved('names', 'in-effect');
    await page.goto(base);
    await page.getByText(own).first().waitFor();
  });

  test('both officers change one part: the second is shown both and chooses', async () => {
    await part('names');
    await part('names', second);
    await page.locator('[name=name-en]').fill('Market of the first');
    await save();
    await saved('names', 'in-effect');
    await second.locator('[name=name-en]').fill('Market of the second');
    await save(second);
    await second.getByText(t('settings:meeting.title')).first().waitFor();
    await second.getByText('Market of the first').first().waitFor();
    expect(await second.locator('[name=name-en]').inputValue()).toBe('Market of the second');
    await accessible(second);
    await second.getByRole('button', { name: t('settings:meeting.save-mine') }).click();
    await second.waitForURL(/state=in-effect/);
    await part('names');
    expect(await page.locator('[name=name-en]').inputValue()).toBe('Market of the second');
  });

  test('the mall’s people choose among its languages; the first must be one of them', async () => {
    await part('languages');
    await accessible(page);
    await page.locator('[name=on-ru]').uncheck();
    await page.locator('[name=first]').selectOption('ru');
    await save();
    await errorAt('first', 'settings:refused.first-language');
    expect(await page.locator('[name=on-ru]').isChecked()).toBe(false);
    await page.locator('[name=first]').selectOption('ug');
    await save();
    await saved('languages', 'in-effect');
    await page.goto(`/language?next=${encodeURIComponent(base)}`);
    await page.locator('[name=lng][value=ug], button[value=ug], a[href*="ug"]').first().waitFor();
    expect(await page.getByText('Русский').count()).toBe(0);
  });

  test('the mall’s time may be printed with a second one beside it', async () => {
    await part('time');
    await accessible(page);
    const zone = await page.locator('[name=zone]').inputValue();
    await page.locator('[name=also]').selectOption(zone);
    await save();
    await errorAt('also', 'common:form.not-a-choice');
    await page.locator('[name=also]').selectOption(zone === 'Asia/Shanghai' ? 'Asia/Urumqi' : 'Asia/Shanghai');
    await save();
    await saved('time', 'in-effect');
  });

  test('hours of the week, a festival and a make-up day are edited, and a festival becomes an ordinary day again', async () => {
    const name = { zh: '古尔邦节', ug: 'قۇربان ھېيت' }[language];
    await part('calendar');
    await page.locator('[name=week-1]').fill('10:00-14:00, 13:00-19:00');
    await save();
    await errorAt('week-1', 'settings:refused.hours');
    await page.locator('[name=week-1]').fill('10:00-14:00, 15:00-19:00');
    await page.locator('[name=day-1]').fill(inDays(60));
    await page.locator('[name=until-1]').fill(inDays(62));
    await page.locator('[name=named-1]').fill(name);
    await page.locator('[name=day-2]').fill(inDays(64));
    await page.locator('[name=hours-2]').fill('10:00-13:00');
    await save();
    await saved('calendar', 'in-effect');
    await part('calendar');
    await accessible(page);
    expect(await page.locator('[name=week-1]').inputValue()).toBe('10:00-14:00, 15:00-19:00');
    expect(await page.locator('label:has([name^="keep-"])', { hasText: name }).count()).toBe(3);
    await page.locator('label', { has: page.locator(`[name="keep-${inDays(64)}"]`) }).getByText('10:00-13:00').waitFor();
    await page.locator(`[name="keep-${inDays(62)}"]`).uncheck();
    await save();
    await saved('calendar', 'in-effect');
    await part('calendar');
    expect(await page.locator('label:has([name^="keep-"])', { hasText: name }).count()).toBe(2);
  });

  test('a year of days comes from a calendar file and from a table, each looked at before anything is kept', async () => {
    const days = `${settings}/calendar/import`;
    const kept = async (day: string) => {
      await part('calendar');
      return page.locator(`[name="keep-${day}"]`).count();
    };
    const ics = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//', 'BEGIN:VEVENT', 'UID:1@test', `DTSTART;VALUE=DATE:${YEAR}0321`, `DTEND;VALUE=DATE:${YEAR}0324`, 'SUMMARY:诺鲁孜节', 'END:VEVENT', 'BEGIN:VEVENT', 'UID:2@test', 'DTSTART;VALUE=DATE:20200101', 'DTEND;VALUE=DATE:20200102', 'SUMMARY:元旦', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
    await page.goto(days);
    await page.locator('[name=file]').setInputFiles({ name: 'year.ics', mimeType: 'text/calendar', buffer: Buffer.from(ics) });
    await page.locator('button[value=preview]').click();
    await page.getByRole('heading', { name: t('settings:import.found_other', { count: 3 }) }).waitFor();
    await page.getByText(t('settings:import.why.past')).waitFor();
    await page.getByText('诺鲁孜节').first().waitFor();
    await accessible(page);
    expect(await kept(`${YEAR}-03-22`)).toBe(0);
    await page.goto(days);
    await page.locator('[name=file]').setInputFiles({ name: 'year.ics', mimeType: 'text/calendar', buffer: Buffer.from(ics) });
    await page.locator('button[value=preview]').click();
    await save();
    await saved('calendar', 'in-effect');
    expect(await kept(`${YEAR}-03-23`)).toBe(1);

    const csv = `${YEAR}-05-01; ${YEAR}-05-03; ; 劳动节\n${YEAR}-05-09; ; 10:00-14:00; 调休\n明天; ; ; 什么`;
    await page.goto(days);
    await page.locator('[name=text]').fill(csv);
    await page.locator('button[value=preview]').click();
    await page.getByRole('heading', { name: t('settings:import.found_other', { count: 4 }) }).waitFor();
    await page.getByText(t('settings:import.why.no-day')).waitFor();
    await save();
    await saved('calendar', 'in-effect');
    expect(await kept(`${YEAR}-05-09`)).toBe(1);
    await page.goto(days);
    await page.locator('[name=text]').fill(csv);
    await page.locator('button[value=preview]').click();
    await page.getByText(t('settings:import.nothing-new')).waitFor();
    expect(await page.locator('button[value=save]').count()).toBe(0);
    await page.goto(days);
    await page.locator('[name=file]').setInputFiles({ name: 'year.ics', mimeType: 'text/calendar', buffer: Buffer.from('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n') });
    await page.locator('button[value=preview]').click();
    await page.getByText(t('settings:import.file-problem.not-a-calendar')).first().waitFor();
  });

  test('what a change would do to running clocks is shown where clocks run, and nothing is kept', async () => {
    const { page: officer } = await enterCouncil(language, with_);
    const calendar = '/m/jinqiao/manage/settings/calendar';
    await officer.goto(calendar);
    const usual = await officer.locator('[name=week-1]').inputValue();
    for (const day of [1, 2, 3, 4, 5, 6, 7]) await officer.locator(`[name=week-${day}]`).fill('11:00-12:00');
    await officer.locator('button[value=preview]').click();
    const strip = officer.locator('[role=status]', { hasText: t('settings:preview.without') });
    await strip.waitFor();
    const [open] = /\d+/.exec(await strip.innerText()) ?? ['0'];
    expect(Number(open)).toBeGreaterThan(0);
    expect(await strip.getByRole('listitem').count()).toBeGreaterThan(0);
    expect(await officer.locator('[name=week-1]').inputValue()).toBe('11:00-12:00');
    await accessible(officer);
    await officer.goto(`${calendar}/import`);
    await officer.locator('[name=text]').fill(`${inDays(1)}; ${inDays(20)}; ; ${t('settings:calendar.closed')}`);
    await officer.locator('button[value=preview]').click();
    await officer.getByText(t('settings:preview.without')).waitFor();
    await officer.goto(calendar);
    if (!script) expect(await officer.locator('[name=week-1]').inputValue()).toBe(usual);
    expect(await officer.locator(`[name="keep-${inDays(10)}"]`).count()).toBe(0);
  });

  test('clocks stay within bounds, and keeping times only get shorter', async () => {
    await part('clocks');
    await accessible(page);
    const field = page.locator('input[name$=".solution"]').first();
    const name = (await field.getAttribute('name')) ?? '';
    const folded = page.locator('details', { has: page.locator(`[name="${name}"]`) });
    if ((await folded.count()) > 0) await folded.last().locator('summary').click();
    await field.fill('9999');
    await save();
    await page.locator(`[id="f-${name}-error"]`).waitFor();
    expect(await page.locator(`[name="${name}"]`).inputValue()).toBe('9999');
    await part('keeping');
    await accessible(page);
    await page.locator('[name=days-threads]').fill('91');
    await save();
    await errorAt('days-threads', 'settings:refused.only-shorter', { max: 90 });
    await page.locator('[name=days-threads]').fill('60');
    await save();
    await saved('keeping', 'in-effect');
    await part('keeping');
    expect(await page.locator('[name=days-threads]').inputValue()).toBe('60');
  });

  test('a trade has its name in five languages, a new one is chosen by shops, a retired one no longer', async () => {
    const renamed = { zh: '绸缎', ug: 'يىپەك رەخت' }[language];
    await part('trades');
    const trade = ((await page.locator('[name^="retired-"]').first().getAttribute('name')) ?? '').replace('retired-', '');
    const other = ((await page.locator('[name^="retired-"]').nth(1).getAttribute('name')) ?? '').replace('retired-', '');
    await unfold('[name=new-zh]');
    await page.locator('[name=new-zh]').fill('雕刻');
    await save();
    await errorAt('new-zh', 'settings:refused.all-languages');
    expect(await page.locator('[name=new-zh]').inputValue()).toBe('雕刻');
    for (const each of CONTENT) await page.locator(`[name=new-${each}]`).fill(`雕刻 ${each}`);
    await unfold(`[name=retired-${trade}]`);
    await page.locator(`[name=name-${trade}-${language}]`).fill(renamed);
    await unfold(`[name=retired-${other}]`);
    await page.locator(`[name=retired-${other}]`).check();
    await save();
    await saved('trades', 'in-effect');
    await part('trades');
    await accessible(page);
    await page.goto(`${base}/manage/roster/new`);
    const choices = page.locator('select[name=trade] option');
    await choices.filter({ hasText: `雕刻 ${language}` }).waitFor({ state: 'attached' });
    expect(await choices.filter({ hasText: renamed }).count()).toBe(1);
    expect(await page.locator(`select[name=trade] option[value="${other}"]`).count()).toBe(0);
  });

  test('a program is called and placed as the mall wants, and one that is off is not offered', async () => {
    const renamed = { zh: '安心小组', ug: 'خاتىرجەم گۇرۇپپا' }[language];
    await part('programs');
    await accessible(page);
    await unfold('[name=order-safety]');
    await page.locator(`[name=name-safety-${language}]`).fill(renamed);
    await page.locator('[name=order-safety]').fill('500');
    await save();
    await errorAt('order-safety', 'common:form.not-a-number');
    expect(await page.locator(`[name=name-safety-${language}]`).inputValue()).toBe(renamed);
    await page.locator('[name=order-safety]').fill('1');
    await unfold('[name=on-labor]');
    await page.locator('[name=on-labor]').uncheck();
    await save();
    await saved('programs', 'in-effect');
    await page.goto(`${base}/programs`);
    await page.getByRole('link', { name: renamed }).first().waitFor();
    const links = await page.locator('main a[href*="/programs/"]').evaluateAll((all) => all.map((one) => new URL((one as HTMLAnchorElement).href).pathname.split('/').at(-1)));
    expect(links[0]).toBe('safety');
    expect(links).not.toContain('labor');
  });

  test('whoever is sent more waits for the other officer; everybody reads who it is; taking off needs nobody', async () => {
    await part('receivers');
    await page.getByText(t('settings:receivers.none')).waitFor();
    await page.locator('[name=receiver]').fill('Городской портал');
    await save();
    await errorAt('purpose', 'common:form.required');
    await page.locator('[name=purpose]').fill('Ремонт');
    await page.locator('[name=carries-place-requests]').check();
    await save();
    await saved('receivers', 'waiting');
    expect(await page.locator('button[value=confirm]').count()).toBe(0);
    const published = `${base}/what-the-office-sees`;
    await page.goto(published);
    expect(await page.getByText('Городской портал').count()).toBe(0);
    await second.goto(settings);
    await accessible(second);
    await second.locator('button[value=confirm]').click();
    await second.locator('button[value=confirm]').waitFor({ state: 'detached' });
    await page.goto(published);
    await page.getByText('Городской портал').first().waitFor();
    await part('receivers');
    await page.locator('[name^="stays-"]').uncheck();
    await save();
    await saved('receivers', 'in-effect');
    await page.goto(published);
    expect(await page.getByText('Городской портал').count()).toBe(0);
  });
});
