import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crawl } from './crawl.ts';
import { type Language, say, secondWindow, type Somebody, signIn, troubles } from './people.ts';

const PROGRAMS = ['mutual-aid', 'public-health', 'labor', 'mediation', 'legal', 'safety', 'permits', 'training'] as const;
const OWN: Record<'zh' | 'ug', (place: number) => string> = { zh: (place) => `暖心${'甲乙丙丁戊己庚辛'[place]}组`, ug: (place) => `مېھىر ${'ئبپتجچخد'[place]} گۇرۇپپىسى` };
const LANGUAGES = ['zh', 'ug'] as const;
/** Where an officer reads what the house calls it, to call it otherwise; and where a kind of request has the very words of its program. */
const HOUSE_WORDS = /\/manage\/settings|\/programs\/permits$/;
/** Pages that name programs to whoever is there: each has to say one of the new names. */
const NAMING: Record<string, RegExp[]> = {
  merchant: [/^\/m\/jinqiao$/, /\/ask$/, /\/programs$/, /\/programs\/[\w-]+$/, /\/requests$/],
  manager: [/\/requests$/],
  officer: [/\/requests$/],
  official: [/^\/office\//],
};

let officer: Somebody;
/** Gives every program of the mall a name of its own, or takes the names away. */
async function callThem(name: (language: 'zh' | 'ug', place: number) => string): Promise<void> {
  const { page } = officer;
  await page.goto('/m/jinqiao/manage/settings/programs');
  await page.locator('main details').evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
  for (const [place, id] of PROGRAMS.entries()) for (const language of LANGUAGES) await page.locator(`[name=name-${id}-${language}]`).fill(name(language, place));
  await page.locator('button[value=save]').last().click();
  await page.waitForURL(/saved=programs&state=in-effect/);
}

beforeAll(async () => {
  officer = await signIn('officer', 'zh');
  await callThem((language, place) => OWN[language](place));
});
afterAll(async () => {
  await callThem(() => '');
  expect(troubles).toEqual([]);
});

/** A text or a label of the page that is exactly the house's word. */
const says = (html: string, word: string) => [`>${word}<`, `"${word}"`, `· ${word}<`, `>${word} ·`].some((part) => html.includes(part));
/** The page itself: what is read aloud and seen, without the data behind it. */
const seen = (html: string) => html.slice(html.indexOf('<body')).replace(/<script[\s\S]*?<\/script>/g, '').replaceAll('<!-- -->', '');

describe.each(LANGUAGES)('programs that a mall calls by names of its own, in %s', (language) => {
  test.each(['merchant', 'manager', 'officer', 'official', 'partner'])('are called so on every page of the %s', async (userName) => {
    const somebody = userName === 'officer' ? await secondWindow(officer, language as Language) : await signIn(userName, language);
    const old: string[] = [];
    const named = new Set<RegExp>();
    for await (const { path, at, html } of crawl(somebody.page)) {
      if (HOUSE_WORDS.test(at)) continue;
      const page = seen(html);
      for (const id of PROGRAMS) if (says(page, say(language, `words:program.${id}`))) old.push(`${path} says ${say(language, `words:program.${id}`)}`);
      if (PROGRAMS.some((_id, place) => page.includes(OWN[language](place)))) for (const one of NAMING[userName] ?? []) if (one.test(at)) named.add(one);
    }
    expect(old).toEqual([]);
    expect((NAMING[userName] ?? []).filter((one) => !named.has(one))).toEqual([]);
  }, 300_000);
});
