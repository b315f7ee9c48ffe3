import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { DESK, newPerson, PHONE } from '../setup/browser.ts';
import { crawl } from './crawl.ts';
import { axeFindings, signIn, troubles } from './people.ts';

/** Pages that look different to each person who has them. */
const OWN = /^\/(me|m\/[a-z]+)?$/;
const known = new Set<string>();
/** States of a page that one person alone has, and no plain link leads to. */
const MORE: Record<string, string[]> = { officer: ['/m/jinqiao/map?q=F1-067'] };

/** Follows links from somebody's first page, and keeps one address of each page that nobody before her had. */
async function pagesOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  for await (const { path, at } of crawl(page)) {
    if (OWN.test(at) || !known.has(at)) found.push(path);
    known.add(at);
  }
  return found;
}

/** Everything wrong with a page: by axe in light and dark, by running out of the screen sideways. */
async function findingsOn(page: Page, path: string): Promise<string[]> {
  const { width } = page.viewportSize() ?? PHONE.viewport;
  await page.setViewportSize({ width, height: 844 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(path, { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready);
  // As high as the page: what lies under a phone's tabs is reached by scrolling, and no finding.
  await page.setViewportSize({ width, height: await page.evaluate(() => Math.max(844, document.documentElement.scrollHeight + 200)) });
  const light = await axeFindings(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = (await axeFindings(page, 'colours')).filter((finding) => !light.includes(finding)).map((finding) => `dark ${finding}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [...light, ...dark, ...(over > 0 ? [`${over} px too wide`] : [])].map((finding) => `${path} ${finding}`);
}

describe('every page that a link leads to', () => {
  it.each(['merchant', 'manager', 'leader', 'supervisor', 'officer', 'official', 'partner', 'operator'])(
    'of %s is found right by axe, in zh and ug, light and dark, and fits the screen',
    async (userName) => {
      const findings: string[] = [];
      const onDesk = await signIn(userName, 'zh', { ...DESK, reducedMotion: 'reduce' });
      const paths = [...(await pagesOf(onDesk.page)), ...(MORE[userName] ?? [])];
      for (const path of paths) findings.push(...(await findingsOn(onDesk.page, path)).map((finding) => `zh ${finding}`));
      const onPhone = await signIn(userName, 'ug', { ...PHONE, reducedMotion: 'reduce' });
      for (const path of paths) findings.push(...(await findingsOn(onPhone.page, path)).map((finding) => `ug ${finding}`));
      expect(findings).toEqual([]);
    },
    900_000,
  );

  it('of a passer-by, too', async () => {
    const findings: string[] = [];
    for (const [language, size] of [['zh', DESK], ['ug', PHONE]] as const) {
      const context = await newPerson({ ...size, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(`/language?next=/`);
      await context.addCookies([{ name: 'lng', value: language, url: page.url() }]);
      for (const path of ['/sign-in', '/language', '/m/jinqiao', '/m/jinqiao/roster', '/follow', '/no-such-page']) findings.push(...(await findingsOn(page, path)).map((finding) => `${language} ${finding}`));
    }
    expect(findings).toEqual([]);
  });

  afterAll(() => expect(troubles).toEqual([]));
});
