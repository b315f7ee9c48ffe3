import { afterAll, expect, test } from 'vitest';
import { PHONE } from '#tests/setup/browser.ts';
import { axeFindings, signIn, troubles } from './people.ts';

const DESK = { viewport: { width: 1280, height: 900 } };
const WHAT = '一楼南侧水管漏水';
const TASK = '关闭一楼南侧总阀';

afterAll(() => expect(troubles).toEqual([]));

test('an office offers a task to two grids; the leader finds it on her desk and takes it on, and office and council see it at once', async () => {
  const [official, leader, officer] = await Promise.all([signIn('official', 'zh', DESK), signIn('leader', 'ug', PHONE), signIn('officer', 'zh', DESK)]);
  const { page, t } = official;
  await page.getByRole('link', { name: t('office:desk.dispatch') }).click();
  await page.getByRole('link', { name: t('dispatch:open') }).click();
  for (const number of [9, 10]) await page.getByLabel(t('common:grid.named', { number })).check();
  await page.getByRole('button', { name: t('dispatch:next') }).click();
  await page.locator('[name=kind]').selectOption('water');
  await page.locator('[name=what]').fill(WHAT);
  await page.locator('[name=task-1]').fill(TASK);
  await page.getByRole('button', { name: t('dispatch:send') }).click();
  await page.getByRole('heading', { level: 1, name: WHAT }).waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await officer.page.goto('/m/jinqiao');
  await officer.page.getByRole('link', { name: t('home:officer.dispatch') }).click();
  await officer.page.getByRole('link', { name: new RegExp(WHAT) }).first().click();
  await officer.page.getByRole('heading', { level: 1, name: WHAT }).waitFor();

  await leader.page.goto('/m/jinqiao/visits');
  await leader.page.locator('main, body').getByRole('link', { name: /كاتەكچىڭىزگە/ }).click();
  await leader.page.getByRole('link', { name: new RegExp(WHAT) }).first().click();
  await leader.page.getByRole('button', { name: leader.t('dispatch:act.accept') }).click();
  await Promise.all([official, officer].map((one) => one.page.locator('main').getByText(t('dispatch:shown.accepted')).first().waitFor({ timeout: 5_000 })));
  expect(await axeFindings(leader.page)).toEqual([]);

  await page.locator('summary', { hasText: t('dispatch:end') }).click();
  await page.getByRole('button', { name: t('dispatch:end') }).click();
  await leader.page.getByText(leader.t('dispatch:state.ended')).first().waitFor({ timeout: 5_000 });
  for (const { context } of [official, leader, officer]) await context.close();
});
