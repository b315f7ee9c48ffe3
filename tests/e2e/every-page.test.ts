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

/** Everything wrong with a page: by axe, by running out of the screen sideways. */
async function findingsOn(page: Page, path: string): Promise<string[]> {
  const { width } = page.viewportSize() ?? PHONE.viewport;
  await page.setViewportSize({ width, height: 844 });
  await page.goto(path, { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready);
  // As high as the page: what lies under a phone's tabs is reached by scrolling, and no finding.
  await page.setViewportSize({ width, height: await page.evaluate(() => Math.max(844, document.documentElement.scrollHeight + 200)) });
  const findings = await axeFindings(page);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [...findings, ...(over > 0 ? [`${over} px too wide`] : [])].map((finding) => `${path} ${finding}`);
}

async function findingsOnAll(page: Page, paths: readonly string[], language: string): Promise<string[]> {
  const findings: string[] = [];
  for (const path of paths) findings.push(...(await findingsOn(page, path)).map((finding) => `${language} ${finding}`));
  return findings;
}

/** Each page twice: what depends on direction, size or colour is seen once with either. */
const LOOKS = [
  { language: 'zh', options: { ...DESK, colorScheme: 'light', reducedMotion: 'reduce' } },
  { language: 'ug', options: { ...PHONE, colorScheme: 'dark', reducedMotion: 'reduce' } },
] as const;

describe('every page that a link leads to', () => {
  it.each(['merchant', 'manager', 'leader', 'supervisor', 'officer', 'official', 'partner', 'operator'])(
    'of %s is found right by axe, in zh and light at a desk, in ug and dark on a phone, and fits the screen',
    async (userName) => {
      const looking: { language: string; page: Page }[] = [];
      for (const { language, options } of LOOKS) looking.push({ language, page: (await signIn(userName, language, options)).page });
      const paths = [...(await pagesOf(looking[0]!.page)), ...(MORE[userName] ?? [])];
      // Both at once: a third of the browser's time of all walks is spent here.
      const findings = await Promise.all(looking.map(({ language, page }) => findingsOnAll(page, paths, language)));
      expect(findings.flat()).toEqual([]);
    },
    900_000,
  );

  it('of a passer-by, too', async () => {
    const findings: string[] = [];
    for (const { language, options } of LOOKS) {
      const context = await newPerson(options);
      const page = await context.newPage();
      await page.goto(`/language?next=/`);
      await context.addCookies([{ name: 'lng', value: language, url: page.url() }]);
      findings.push(...(await findingsOnAll(page, ['/sign-in', '/language', '/m/jinqiao', '/m/jinqiao/roster', '/follow', '/no-such-page'], language)));
    }
    expect(findings).toEqual([]);
  });

  afterAll(() => expect(troubles).toEqual([]));
});
