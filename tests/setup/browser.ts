import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { afterAll, inject } from 'vitest';
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/bootstrap/chromium.mjs';

let browser: Browser | undefined;
const open = new Set<BrowserContext>();

/** Chromium, one for a test file. @throws when there is none: `npm test` gets it */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium here: npm test installs it, or set CHROMIUM_PATH.');
  return (browser ??= await chromium.launch({ executablePath, args: CHROMIUM_FLAGS, headless: true }));
}

export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true } satisfies BrowserContextOptions;
export const DESK = { viewport: { width: 1280, height: 900 } } satisfies BrowserContextOptions;

/** A person's browser: cookies of her own, addresses relative to the demonstration, in a zone that is not the server's. */
export async function newPerson(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const chosen = { baseURL: inject('portalUrl'), timezoneId: 'Asia/Urumqi', locale: 'zh-CN', ...DESK, ...options };
  const context = await (await launchChromium()).newContext(chosen);
  open.add(context);
  context.once('close', () => open.delete(context));
  return context;
}

afterAll(async () => {
  await Promise.all([...open].map((context) => context.close()));
  await browser?.close();
  browser = undefined;
});
