/**
 * Pictures of a page of a running portal: `node scripts/shoot.mjs /m/jinqiao --lang ug --as merchant --dark --width 390 --out ../pictures`.
 * `--url` names the portal (http://localhost:3000), `--view` takes only what is on screen, `--no-js` turns scripts off. Prints the file, and the page's own errors.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lang: { type: 'string', default: 'zh' },
    as: { type: 'string' },
    dark: { type: 'boolean', default: false },
    width: { type: 'string', default: '390' },
    out: { type: 'string', default: join(tmpdir(), 'merchants-home-pictures') },
    url: { type: 'string', default: process.env.PORTAL_URL ?? 'http://localhost:3000' },
    view: { type: 'boolean', default: false },
    'no-js': { type: 'boolean', default: false },
  },
});
const path = positionals[0] ?? '/';
const width = Number(options.width);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 800 },
    colorScheme: options.dark ? 'dark' : 'light',
    javaScriptEnabled: !options['no-js'],
    reducedMotion: 'reduce',
  });
  await context.addCookies([{ name: 'lng', value: options.lang, url: options.url }]);
  const page = await context.newPage();
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && console.log(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => console.log(`page error: ${error.message}`));
  if (options.as) {
    await page.goto(new URL('/sign-in', options.url).href);
    await page.locator('[name=username]').fill(options.as);
    await page.locator('[name=password]').fill('demo-only-password');
    await page.locator('[name=password]').press('Enter');
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    // Who has a second factor finds its code filled in, in a demonstration.
    if (new URL(page.url()).pathname === '/sign-in/code') await Promise.all([page.waitForURL((url) => !url.pathname.startsWith('/sign-in')), page.locator('[name=code]').press('Enter')]);
    // The account's own language came with the sign-in; the picture is wanted in another.
    await context.addCookies([{ name: 'lng', value: options.lang, url: options.url }]);
  }
  const answer = await page.goto(new URL(path, options.url).href, { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400);
  const name = [path.replace(/[^\w-]+/g, '-').replace(/^-|-$/g, '') || 'home', options.lang, options.as, width, options.dark && 'dark'].filter(Boolean).join('.');
  const file = resolve(options.out, `${name}.png`);
  mkdirSync(resolve(options.out), { recursive: true });
  await page.screenshot({ path: file, fullPage: !options.view });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
  console.log(`${answer?.status()} ${file}${sideways ? ' (scrolls sideways)' : ''}`);
} finally {
  await browser.close();
}
