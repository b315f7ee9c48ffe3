import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, BOTH_WAYS, keptSession, signIn, type Somebody, troubles } from './people.ts';

const GRIDS = '/m/jinqiao/manage/grids';

const enter = keptSession('officer');

/** The second walk finds what the first one left: each adds one grid. */
describe.each(BOTH_WAYS)('grids are changed $name', ({ script, language, options }) => {
  let officer: Somebody;
  let page: Page;
  const button = (key: string) => page.getByRole('button', { name: officer.t(key), exact: true });

  /** Axe needs script on the page itself. */
  const accessible = async () => script && expect(await axeFindings(page)).toEqual([]);

  /** Draws a line around one booth: it and nothing else is picked. */
  async function lasso(unit: string): Promise<void> {
    await button('grids:pick.none').click();
    await button('grids:pick.lasso').click();
    const shape = page.locator(`a[data-u="${unit}"]`);
    await shape.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await shape.boundingBox())!;
    const around = [[-2, -2], [width + 2, -2], [width + 2, height + 2], [-2, height + 2], [-2, -2]] as const;
    await page.mouse.move(x - 2, y - 2);
    await page.mouse.down();
    for (const [dx, dy] of around) await page.mouse.move(x + dx, y + dy);
    await page.mouse.up();
    expect(await page.locator('a[data-u][data-picked]').evaluateAll((all) => all.map((one) => (one as unknown as HTMLElement).dataset.u))).toEqual([unit]);
    await button('grids:pick.lasso').click();
  }

  beforeAll(async () => {
    officer = await enter(language, { ...options, javaScriptEnabled: script });
    page = officer.page;
  });
  afterAll(() => expect(troubles).toEqual([]));

  test('a size is proposed, looked at and given up', async () => {
    await page.goto(GRIDS);
    await accessible();
    await page.locator('[name=shops]').fill('40');
    await button('grids:start.propose-size').click();
    await page.waitForURL(/\/plan\//);
    await page.getByRole('heading', { level: 1, name: officer.t('grids:plan.title') }).waitFor();
    await accessible();
    await button('grids:plan.give-up').click();
    await page.waitForURL((url) => url.pathname === GRIDS);
  });

  test('booths are picked, put into a new grid, planned for today and are in effect', async () => {
    await page.goto(GRIDS);
    await button('grids:start.hand').click();
    await page.waitForURL(/\/plan\//);
    const list = page.locator('#f-unit input[type=checkbox]');
    if (script) {
      await page.locator('a[data-u][data-picked]').waitFor({ state: 'detached' });
      const unit = (await list.first().getAttribute('value')) ?? '';
      const shape = page.locator(`a[data-u="${unit}"]`);
      await shape.focus();
      await shape.press('Space');
      expect(await list.first().isChecked()).toBe(true);
      expect(await page.locator('a[data-u][data-picked]').count()).toBe(1);
      await lasso(unit);
    } else await list.first().check();
    await button('grids:pick.move').click();
    await page.locator('#moves').waitFor();
    const today = await page.locator('[name=day]').getAttribute('min');
    await page.locator('[name=day]').fill(today ?? '');
    for (const why of await page.locator('select[name^=apart-]').all()) await why.selectOption('same-people');
    await button('grids:plan.plan').click();
    await page.getByText(officer.t('grids:plan.in-effect', { day: '' }).trim()).first().waitFor();
    await page.goto(GRIDS);
    await page.getByText(officer.t('grids:grid.named', { number: script ? 25 : 26 })).first().waitFor();
  });

  test('who answered for a booth is found by its number', async () => {
    await page.locator('[name=booth]').fill('F1-001');
    await button('grids:answered.show').click();
    await page.waitForURL(/\/booth\//);
    await page.getByText(officer.t('words:role.manager')).first().waitFor();
    await accessible();
  });
});

test('the office finds nothing of it', async () => {
  const official = await signIn('official', 'ru');
  expect((await official.page.goto(GRIDS))?.status()).toBe(404);
});
