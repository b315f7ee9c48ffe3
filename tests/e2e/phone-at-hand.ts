import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Cookie, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/bootstrap/chromium.mjs';
import { PHONE } from '../setup/browser.ts';
import { type Language, say } from './people.ts';

const PATIENCE = 60_000;

/** A phone whose browser has a profile of its own, which outlives the browser's end. */
export class PhoneAtHand {
  readonly folder = mkdtempSync(join(tmpdir(), 'visit-day-'));
  context!: BrowserContext;
  page!: Page;
  private cookies: Cookie[] = [];

  constructor(
    readonly home: string,
    readonly language: Language,
  ) {}

  t(key: string, values: Record<string, string | number> = {}): string {
    return say(this.language, key, values);
  }

  /** Opens the browser with what was left in its profile. */
  async open(): Promise<Page> {
    const profile = { ...PHONE, baseURL: this.home, timezoneId: 'Asia/Urumqi', locale: 'zh-CN', executablePath: findChromium() ?? undefined, args: CHROMIUM_FLAGS, headless: true };
    this.context = await chromium.launchPersistentContext(this.folder, profile);
    await this.context.addCookies([...this.cookies, { name: 'lng', value: this.language, url: this.home }]);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    return this.page;
  }

  /** `kill -9` of the whole browser, where the system tells which one it is; it has no time to tidy anything. */
  async kill(): Promise<void> {
    // Chromium writes cookies down every half minute; whoever walks signed in long before.
    this.cookies = await this.context.cookies();
    const gone = new Promise((done) => this.context.once('close', done));
    const pids = processesOf(this.folder);
    pids.forEach((pid) => process.kill(pid, 'SIGKILL'));
    if (pids.length === 0) await this.context.close();
    await gone;
  }

  async throwAway(): Promise<void> {
    await this.context?.close().catch(() => undefined);
    rmSync(this.folder, { recursive: true, force: true });
  }

  async signIn(userName: string): Promise<void> {
    await this.page.goto('/sign-in');
    await this.page.locator('[name=username]').fill(userName);
    await this.page.locator('[name=password]').fill('demo-only-password');
    await this.page.locator('[name=password]').press('Enter');
    await this.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  }

  /** Takes the day along, from its page to its list. */
  async takeAlong(): Promise<void> {
    await this.page.goto('/m/jinqiao/visits/take');
    await this.page.getByRole('button', { name: this.t('offline-day:take.button') }).click();
    await this.page.waitForURL(/\/day#list$/, { timeout: PATIENCE });
    await this.shops().first().waitFor();
  }

  /** What is left of the day, as links to its forms. */
  shops() {
    return this.page.locator('a[href*="#shop/"]');
  }

  /** On an open form: met, a note, and for a shop without an account the tick for its carbon. */
  async write(note: string): Promise<void> {
    await this.page.locator('#visit').waitFor();
    await this.page.locator('label:has(input[name=outcome][value=met])').click();
    const carbon = this.page.locator('label:has(input[name=carbon])');
    if (await carbon.count()) await carbon.click();
    await this.page.locator('summary').filter({ hasText: this.t('visits:form.note-add') }).click();
    await this.page.locator('[name=note]').fill(note);
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: this.t('common:button.save') }).click();
  }
}

/** The browser's own first process, by the profile that it was started with. */
function processesOf(folder: string): number[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => commandOf(pid).some((word) => word === `--user-data-dir=${folder}`) && !commandOf(pid).some((word) => word.startsWith('--type=')));
  } catch {
    return [];
  }
}
function commandOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
