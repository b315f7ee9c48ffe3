import type { BrowserContextOptions, Page } from 'playwright-core';
import { inject } from 'vitest';
import { newPerson } from '#tests/setup/browser.ts';
import { type Language, say, troubles } from './people.ts';

/** How everybody of a walk reads and browses. */
export interface Way {
  script: boolean;
  language: Language;
  options: BrowserContextOptions;
}

const CONTENT = ['zh', 'ug', 'kk', 'ru', 'en'] as const;
const NAME = { zh: '新市场', ug: 'يېڭى بازار', kk: 'Жаңа базар', ru: 'Новый рынок', en: 'New market' };

export const buttonOf = (page: Page, { language }: Way, key: string) => page.getByRole('button', { name: say(language, key), exact: true });

/** Somebody without an account at a browser of her own. */
export async function stranger({ script, language, options }: Way): Promise<Page> {
  const context = await newPerson({ ...options, javaScriptEnabled: script });
  await context.addCookies([{ name: 'lng', value: language, url: inject('portalUrl') }]);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => troubles.push(error.message));
  return page;
}

/** The operator makes a mall without anything in it. */
export async function makeMall(operator: Page, way: Way, slug: string, code: string): Promise<void> {
  await operator.goto('/house/malls/new');
  for (const each of CONTENT) await operator.locator(`[name="name-${each}"]`).fill(NAME[each]);
  await operator.locator('[name=slug]').fill(slug);
  await operator.locator('[name=code]').fill(code);
  await buttonOf(operator, way, 'house:mall.create').click();
  await operator.waitForURL(new RegExp(`/house/malls/${slug}`));
}

/** The code as it stands on the paper. */
export const codeOn = (page: Page) => page.locator('article bdi[dir=ltr]').last().innerText();

export async function join(page: Page, way: Way, { code, name, userName }: { code: string; name: string; userName: string }): Promise<void> {
  await page.goto('/join');
  await page.locator('[name=slip]').fill(code);
  await buttonOf(page, way, 'members:join.go').click();
  await page.waitForURL(/\/join\/account/);
  await page.locator('[name=name]').fill(name);
  await page.locator('[name=username]').fill(userName);
  await page.locator('[name=password]').fill('seven small lanterns');
  await buttonOf(page, way, 'members:account.make').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/join'));
}

/** An officer's first way into her mall: nothing opens before her second factor is shown. */
async function showSecondFactor(page: Page, way: Way, base: string): Promise<void> {
  await page.goto(base);
  await page.waitForURL(/\/me\/second-factor/);
  await buttonOf(page, way, 'factors:app.begin').click();
  await page.locator('[name=code]').waitFor();
  await buttonOf(page, way, 'factors:setup.confirm').click();
  await buttonOf(page, way, 'factors:codes.kept').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/me/second-factor/codes'));
}

/** An officer by a slip: the first by the operator's own, the next by an officer's that the operator wakes at the counter. */
export async function joinAsOfficer(operator: Page, way: Way, slug: string, who: { name: string; userName: string; invitedBy?: Page }): Promise<Page> {
  const { invitedBy } = who;
  await (invitedBy ?? operator).goto(invitedBy ? `/m/${slug}/manage/people` : `/house/malls/${slug}`);
  await buttonOf(invitedBy ?? operator, way, invitedBy ? 'people:slips.officer' : 'house:mall.invite-officer').click();
  const code = await codeOn(invitedBy ?? operator);
  if (invitedBy) await operator.goto(`/house/malls/${slug}`);
  const wake = buttonOf(operator, way, 'members:shop.wake');
  await wake.click();
  await wake.waitFor({ state: 'detached' });
  const page = await stranger(way);
  await join(page, way, { code, name: who.name, userName: who.userName });
  await showSecondFactor(page, way, `/m/${slug}`);
  return page;
}
