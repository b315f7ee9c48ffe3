import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DESK } from '../setup/browser.ts';
import { axeFindings, type Somebody, signIn, troubles } from './people.ts';

const EDIT = '/m/jinqiao/manage/map-edit';

let officer: Somebody;
beforeAll(async () => {
  officer = await signIn('officer', 'en', DESK);
});
afterEach(() => expect(troubles.splice(0)).toEqual([]));

const press = (key: string) => officer.page.getByRole('button', { name: officer.t(key), exact: true }).click();
const canvas = () => officer.page.getByRole('application');
const things = () => officer.page.locator('svg[role=application] [data-item]').count();
const corners = () => officer.page.locator('#d-corners').inputValue();

/** Cross and Space: a corner at each of these steps from where the cross is, in metres. */
async function cornersByKeys(steps: readonly (readonly [right: number, down: number])[]): Promise<void> {
  const { keyboard } = officer.page;
  for (const [right, down] of steps) {
    for (let i = 0; i < Math.abs(right); i += 1) await keyboard.press(right > 0 ? 'Shift+ArrowRight' : 'Shift+ArrowLeft');
    for (let i = 0; i < Math.abs(down); i += 1) await keyboard.press(down > 0 ? 'Shift+ArrowDown' : 'Shift+ArrowUp');
    await keyboard.press('Space');
  }
}
async function draw(tool: 'room' | 'walkway', steps: readonly (readonly [number, number])[]): Promise<void> {
  await press(`editing:tool.${tool}`);
  await canvas().focus();
  await cornersByKeys(steps);
  await officer.page.keyboard.press('Enter');
}
async function choose(number: string): Promise<void> {
  await officer.page.locator('#pick-filter').fill(number);
  const button = officer.page.getByRole('button', { name: number, exact: true });
  if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
}
async function save(): Promise<void> {
  await press('editing:do.save');
  await officer.page.getByText(/were saved|was saved/).first().waitFor({ timeout: 20_000 });
}

describe('a floor is shaped without a mouse', () => {
  let level = '';

  test('booths and a corridor are drawn by keys, and a door set into a wall', async () => {
    const { page, t } = officer;
    await page.goto(`${EDIT}/floor`);
    await page.locator('[name=floor]').fill('31');
    await press('editing:level.add');
    await page.waitForURL(/level=/);
    level = new URL(page.url()).searchParams.get('level') ?? '';
    await canvas().waitFor();
    await draw('room', [[0, 0], [4, 0], [0, 4], [-4, 0]]);
    await expect.poll(things).toBe(1);
    const first = (await corners()).split(' ').map((corner) => corner.split(',').map(Number) as [number, number]);
    const [left, top] = [Math.min(...first.map(([x]) => x)), Math.min(...first.map(([, y]) => y))];
    expect([Math.max(...first.map(([x]) => x)) - left, Math.max(...first.map(([, y]) => y)) - top]).toEqual([4, 4]);
    // The next one beside it, and a way below both, where their corners are typed.
    const typed = async (tool: 'room' | 'walkway', box: readonly [number, number, number, number]) => {
      await draw(tool, [[0, 0], [1, 0], [0, 1]]);
      const [x, y, width, height] = box;
      await page.locator('#d-corners').fill(`${x},${y} ${x + width},${y} ${x + width},${y + height} ${x},${y + height}`);
      await press('editing:panel.apply');
    };
    await typed('room', [left + 4, top, 4, 4]);
    await typed('walkway', [left, top + 4, 8, 2]);
    expect(await page.locator('#d-category').inputValue()).toBe('walkway');
    expect(await page.locator('[name=lettable]').first().isChecked()).toBe(false);
    expect(await things()).toBe(3);
    await press('editing:tool.door');
    await canvas().focus();
    await cornersByKeys([[0, 0], [1, 0]]);
    await page.locator('#d-kind').selectOption('pedestrian.principal');
    await page.locator('#d-line').fill(`${left + 1},${top + 4} ${left + 2},${top + 4}`);
    const numbers = await page.locator('#d-unit option').allInnerTexts();
    expect(numbers.length).toBe(3);
    await page.locator('#d-unit').selectOption({ index: 1 });
    await press('editing:panel.apply');
    expect(await things()).toBe(4);
    expect(await axeFindings(page)).toEqual([]);
    await save();
    await page.reload();
    await page.getByText(t('editing:state.none')).waitFor();
    expect(await things()).toBe(4);
  });

  test('a row is numbered as the preview says, undone and done again', async () => {
    const { page } = officer;
    const shown = page.locator('#list tbody th');
    const before = (await shown.allInnerTexts()).filter((number) => /\d/.test(number));
    expect(before).toHaveLength(2);
    for (const number of before) await choose(number);
    await page.locator('#d-prefix').fill('T-');
    await page.locator('#d-first').fill('41');
    const preview = page.getByRole('list', { name: officer.t('editing:series.preview') });
    await expect.poll(() => preview.innerText()).toContain('T-042');
    await press('editing:series.apply');
    await canvas().focus();
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.getByText(officer.t('editing:state.none')).count()).toBe(1);
    await page.keyboard.press('Control+y');
    await save();
    await page.reload();
    await canvas().waitFor();
    expect((await shown.allInnerTexts()).filter((number) => /\d/.test(number)).sort()).toEqual(['T-041', 'T-042']);
  });

  test('a booth is no longer for a shop, and is again', async () => {
    const { page, t } = officer;
    const row = page.getByRole('row').filter({ hasText: 'T-042' });
    for (const [state, word] of [[false, 'editing:list.no'], [true, 'editing:list.yes']] as const) {
      await page.goto(`${EDIT}?level=${level}`);
      await canvas().waitFor();
      await choose('T-042');
      await page.locator(`form:has(#d-corners) label:has([name=lettable])`).click();
      expect(await page.locator('form:has(#d-corners) [name=lettable]').isChecked()).toBe(state);
      await press('editing:panel.apply');
      await save();
      await page.reload();
      await expect.poll(() => row.innerText()).toContain(t(word));
    }
  });

  test('two become one and one becomes two again, with their numbers', async () => {
    const { page, t } = officer;
    await page.goto(`${EDIT}?level=${level}`);
    await canvas().waitFor();
    for (const number of ['T-041', 'T-042']) await choose(number);
    await press('editing:do.merge');
    expect(await things()).toBe(3);
    await save();
    await page.goto(`/m/jinqiao/map?level=${level}`);
    const booths = page.locator('a[data-u]');
    await booths.first().waitFor();
    expect(await booths.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual(['T-041']);
    await page.goto(`${EDIT}?level=${level}`);
    await canvas().waitFor();
    await choose('T-041');
    const all = (await corners()).split(' ').map((corner) => Number(corner.split(',')[0]));
    const middle = (Math.min(...all) + Math.max(...all)) / 2;
    await page.locator('#d-line').fill(`${middle + 100},0`);
    await page.locator('#d-line').press('Enter');
    await page.getByText(t('editing:split.unread')).waitFor();
    await page.locator('#d-line').fill(`${middle},-500 ${middle},500`);
    await page.locator('#d-line').press('Enter');
    await save();
    await page.goto(`/m/jinqiao/map?level=${level}`);
    await booths.nth(1).waitFor();
    expect(await booths.count()).toBe(2);
  });

  test('what is taken off is gone from the map', async () => {
    const { page } = officer;
    await page.goto(`${EDIT}?level=${level}`);
    await canvas().waitFor();
    await canvas().focus();
    for (let left = 3; left > 0; left -= 1) {
      await page.keyboard.press('n');
      await page.keyboard.press('Delete');
    }
    await expect.poll(things).toBe(0);
    await save();
    await page.goto(`/m/jinqiao/map?level=${level}`);
    await page.locator('#plan').waitFor();
    expect(await page.locator('a[data-u]').count()).toBe(0);
  });
});
