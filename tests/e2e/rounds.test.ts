import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openXlsx } from '#app/mall/roster/import/xlsx.server.ts';
import { axeFindings, BOTH_WAYS, keptSession, type Somebody, troubles } from './people.ts';

const ROUNDS = '/m/jinqiao/manage/rounds';
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);
const enter = keptSession('officer');

describe.each(BOTH_WAYS)('a round $name', ({ script, language, options }) => {
  const name = { zh: '新年走访', ug: 'يېڭى يىل زىيارىتى' }[language];
  let officer: Somebody;
  beforeAll(async () => {
    officer = await enter(language, { ...options, javaScriptEnabled: script });
  });
  afterAll(() => expect(troubles).toEqual([]));

  test('is counted before it is planned, never beside another one, moved, and taken back', async () => {
    const { page, t } = officer;
    const days = async (from: number, to: number) => {
      await page.locator('[name=opensOn]').fill(inDays(from));
      await page.locator('[name=closesOn]').fill(inDays(to));
    };
    const press = (key: 'count' | 'save') => page.getByRole('button', { name: t(`rounds:new.${key}`) }).click();
    await page.goto(`${ROUNDS}/new`);
    await page.locator('label', { has: page.locator('[name=scope][value=grids]') }).click();
    await press('count');
    await page.getByText(t('common:form.required')).first().waitFor();
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await page.locator(`[name="name-${language}"]`).fill(name);
    await page.locator('label', { has: page.locator('[name=grids]') }).nth(8).click();
    // All that the mall offers are noted until some are taken out.
    expect(await page.locator('[name=needs]:checked').count()).toBe(8);
    await page.locator('label', { has: page.locator('[name=needs][value=legal]') }).click();
    await press('count');
    // Today's round of the demonstration has days in this window.
    await page.getByText(t('visits:refused.round-overlaps')).first().waitFor();
    await days(100, 120);
    await press('count');
    await page.getByText(t('rounds:new.counted_other', { count: 21 })).waitFor();
    expect(await page.locator('[name=grids]:checked').count()).toBe(1);
    expect(await page.locator('[name=needs]:checked').count()).toBe(7);
    expect(await page.locator(`[name="name-${language}"]`).inputValue()).toBe(name);
    await press('save');
    await page.waitForURL(/\/rounds\/[\w-]{30,}$/);
    expect(script ? await axeFindings(page) : []).toEqual([]);
    await page.getByText(t('rounds:state.planned')).first().waitFor();
    const noted = page.locator('dd', { hasText: t('words:program.safety') });
    expect(await noted.textContent()).not.toContain(t('words:program.legal'));
    await page.locator('summary', { hasText: t('rounds:detail.move') }).click();
    await page.locator('[name=closesOn]').fill(inDays(90));
    await page.getByRole('button', { name: t('rounds:detail.move-save') }).click();
    await page.getByText(t('visits:refused.ends-first')).first().waitFor();
    await page.locator('[name=closesOn]').fill(inDays(110));
    await page.getByRole('button', { name: t('rounds:detail.move-save') }).click();
    await page.getByText(t('visits:refused.ends-first')).first().waitFor({ state: 'detached' });
    await page.locator('summary', { hasText: t('rounds:detail.cancel') }).click();
    await page.getByRole('button', { name: t('rounds:detail.cancel') }).click();
    await page.waitForURL(/\/manage\/rounds$/);
    await page.getByText(t('rounds:list.lead')).waitFor();
    expect(await page.getByText(name).count()).toBe(0);
  });

  test('gives its report as a workbook and as a PDF in one click, in the reader’s language', async () => {
    const { page, t } = officer;
    await page.goto(ROUNDS);
    await page.getByRole('link', { name: t('rounds:state.open') }).first().click();
    const files: Record<string, Buffer> = {};
    for (const format of ['xlsx', 'pdf'] as const) {
      const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), page.getByRole('link', { name: t(`rounds:detail.as-${format}`) }).click()]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`^round-\\d{4}-\\d\\d-\\d\\d-${language}\\.${format}$`));
      files[format] = readFileSync(await download.path());
    }
    const head = await (await openXlsx(files.xlsx!)).head(3);
    expect(head[2]?.cells[0]).toContain(t('report:as-of', { when: '' }).trim().split(' ')[0]);
    expect(files.pdf!.subarray(0, 5).toString()).toBe('%PDF-');
    await page.getByRole('link', { name: t('rounds:detail.report'), exact: false }).first().click();
    await page.getByRole('heading', { name: t('report:by-grid') }).waitFor();
    expect(script ? await axeFindings(page) : []).toEqual([]);
  });
});
