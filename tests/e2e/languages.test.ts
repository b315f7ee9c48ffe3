import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { directionOf, LANGUAGES, type Language } from '#app/i18n/languages.ts';
import { newPerson } from '../setup/browser.ts';

/** Shows all parts, and one of everything that is formatted with a clock that stands still. */
const SAMPLES = '/parts';

async function pageOfReader(language: Language, javaScriptEnabled: boolean): Promise<Page> {
  // The browser's own language is one that the portal doesn't speak: whatever comes from the browser would show.
  const person = await newPerson({ locale: 'de-DE', javaScriptEnabled });
  await person.addCookies([{ name: 'lng', value: language, url: inject('portalUrl') }]);
  return person.newPage();
}

/** React has taken the page over: only then does the text come from the client. */
async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => Object.keys(document.documentElement).some((key) => key.startsWith('__reactFiber')));
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

const samplesOn = (page: Page): Promise<string[]> => page.locator('[data-sample]').allInnerTexts();

describe('the same words on server and client', () => {
  it.each(LANGUAGES)('%s', async (language) => {
    const plain = await pageOfReader(language, false);
    await plain.goto(SAMPLES);
    const fromServer = await samplesOn(plain);
    expect(fromServer.length).toBeGreaterThanOrEqual(12);

    const page = await pageOfReader(language, true);
    const complaints = complaintsOf(page);
    await page.goto(SAMPLES);
    await hydrated(page);
    expect(await page.locator('main').innerText()).toBe(await plain.locator('main').innerText());

    // Away and back inside the browser: now nothing on the page was ever rendered by the server.
    await page.evaluate(() => void window.__remixRouter.navigate('/sign-in'));
    await page.locator('[data-sample="words"]').waitFor({ state: 'detached' });
    await page.evaluate((address) => void window.__remixRouter.navigate(address), SAMPLES);
    await page.locator('[data-sample="words"]').waitFor();
    expect(await samplesOn(page)).toEqual(fromServer);

    expect(complaints).toEqual([]);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await page.locator('html').getAttribute('dir')).toBe(directionOf(language));
  });

  it('fetches the words of one language only, and each file once', async () => {
    const page = await pageOfReader('ug', true);
    const fetched: string[] = [];
    page.on('request', (request) => request.url().endsWith('.json') && fetched.push(new URL(request.url()).pathname));
    await page.goto(SAMPLES, { waitUntil: 'load' });
    await hydrated(page);
    const names = fetched.map((path) => path.replace(/^\/assets\/(.*)-[\w-]{8}\.json$/, '$1'));
    expect(names.toSorted()).toEqual(['common', 'parts', 'ug', 'words']);
  });
});

describe('changing the language', () => {
  it('works without JavaScript, is remembered, and comes back to the same page', async () => {
    const page = await pageOfReader('zh', false);
    await page.goto(`/language?next=${SAMPLES}`);
    await page.getByRole('button', { name: 'ئۇيغۇرچە' }).click();
    await page.waitForURL(`**${SAMPLES}`);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await page.goto('/sign-in');
    expect(await page.locator('html').getAttribute('lang')).toBe('ug');
  });

  it('turns the page round where JavaScript runs', async () => {
    const page = await pageOfReader('ru', true);
    await page.goto(`/language?next=${SAMPLES}`);
    await hydrated(page);
    await page.getByRole('button', { name: 'قازاقشا' }).click();
    await page.waitForURL(`**${SAMPLES}`);
    await page.locator('html[lang="kk-Arab"][dir="rtl"]').waitFor();
    expect(await page.locator('[data-sample="long"]').innerText()).toBe('2026-جىلى 3-مامىر');
  });
});
