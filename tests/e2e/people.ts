import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { newPerson, PHONE } from '#tests/setup/browser.ts';

export type Language = 'zh' | 'ug' | 'kk' | 'ru' | 'en';
type Tree = { [key: string]: string | Tree };

const files = new Map<string, Tree>();
function namespace(language: Language, name: string): Tree {
  const path = resolve('locales', language, `${name}.json`);
  const known = files.get(path) ?? (JSON.parse(readFileSync(path, 'utf8')) as Tree);
  files.set(path, known);
  return known;
}

/** The very words on the screen, so that a test walks by what a person reads: `say('ug', 'common:button.save')`. */
export function say(language: Language, key: string, values: Record<string, string | number> = {}): string {
  const [ns = 'common', path = ''] = key.includes(':') ? key.split(':') : ['common', key];
  let found: string | Tree | undefined = namespace(language, ns);
  for (const part of path.split('.')) found = typeof found === 'object' ? found[part] : undefined;
  if (typeof found !== 'string') throw new Error(`No text ${key} in ${language}.`);
  return found.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name] ?? ''));
}

export interface Somebody {
  context: BrowserContext;
  page: Page;
  language: Language;
  /** What she reads under this key. */
  t: (key: string, values?: Record<string, string | number>) => string;
}

/** Everything that went wrong on a page of hers; looked at when the test ends. */
export const troubles: string[] = [];

/** Signs in as somebody of the demonstration, in her language, with her second factor where she has one. */
export async function signIn(userName: string, language: Language, options: BrowserContextOptions = {}): Promise<Somebody> {
  const context = await newPerson(options);
  await context.addCookies([{ name: 'lng', value: language, url: inject('portalUrl') }]);
  const page = await openPage(context, userName);
  await page.goto('/sign-in');
  await page.locator('[name=username]').fill(userName);
  await page.locator('[name=password]').fill('demo-only-password');
  await page.locator('[name=password]').press('Enter');
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  if (new URL(page.url()).pathname === '/sign-in/code') {
    const code = await page.locator('[name=code]').inputValue();
    expect(code).toMatch(/^\d{6}$/);
    await page.getByRole('button', { name: say(language, 'sign-in:code.submit') }).click();
    const left = () => page.waitForURL((url) => !url.pathname.startsWith('/sign-in'), { timeout: 4_000 }).then(() => true, () => false);
    // A code opens one session: whoever signs in a third time within thirty seconds waits for the next one, as a person would.
    while (!(await left())) {
      await page.waitForTimeout(30_000 - (Date.now() % 30_000) + 500);
      await page.reload();
      await page.getByRole('button', { name: say(language, 'sign-in:code.submit') }).click();
    }
  }
  return { context, page, language, t: (key, values) => say(language, key, values) };
}

/** Every walk of an officer goes both ways. */
export const BOTH_WAYS = [
  { name: 'with script, in Chinese at a desk', script: true, language: 'zh' as const, options: {} },
  { name: 'without script, in Uyghur on a phone', script: false, language: 'ug' as const, options: PHONE },
];

/** The same person at another window with the same session, so that nobody waits for the next code of her second factor. */
export async function secondWindow({ context: first }: Somebody, language: Language, options: BrowserContextOptions = {}): Promise<Somebody> {
  const context = await newPerson({ ...options, storageState: await first.storageState() });
  await context.addCookies([{ name: 'lng', value: language, url: inject('portalUrl') }]);
  const page = await openPage(context, 'second window');
  return { context, page, language, t: (key, values) => say(language, key, values) };
}

/** Somebody whom several walks of a file need: signed in once, and at another window with the same session from then on. */
export function keptSession(userName: string): (language: Language, options?: BrowserContextOptions) => Promise<Somebody> {
  let known: Somebody | undefined;
  return async (language, options = {}) => (known = known ? await secondWindow(known, language, options) : await signIn(userName, language, options));
}

async function openPage(context: BrowserContext, who: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => troubles.push(`${who} at ${page.url()}: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && !/status of 4\d\d/.test(message.text()) && troubles.push(`${who} at ${page.url()}: ${message.text()}`));
  return page;
}

/** What axe finds on the page as it is now, against WCAG 2.2 AA; empty is right. */
export async function axeFindings(page: Page, only: 'everything' | 'colours' = 'everything'): Promise<string[]> {
  const findings = await analyse(page, only);
  if (!findings.some(isOfSize)) return findings;
  // A bar that stays in sight lies over half of whatever is just there. What can be scrolled out from under it is large enough.
  await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }));
  const atTheEnd = await analyse(page, only);
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  return findings.filter((finding) => !isOfSize(finding) || atTheEnd.includes(finding));
}
const isOfSize = (finding: string) => finding.startsWith('target-size: ');

/** One finding for each place of a rule. */
async function analyse(page: Page, only: 'everything' | 'colours'): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (only === 'colours' ? axe.withRules(['color-contrast', 'link-in-text-block']) : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 40).map((node) => `${id}: ${node.target.join(' ')}`));
}
