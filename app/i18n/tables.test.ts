import { describe, expect, it } from 'vitest';
import { cutTable } from '../../scripts/cut-cldr.mjs';
import { LANGUAGES } from './languages.ts';

const TABLES = import.meta.glob<Record<string, unknown>>('./tables/*.json', { import: 'default', eager: true });

describe('format tables', () => {
  it.each(LANGUAGES)('equal what is cut from CLDR and from our own words: %s', (language) => {
    expect(TABLES[`./tables/${language}.json`]).toEqual(cutTable(language));
  });

  it.each(LANGUAGES)('hold no letters of another script, where CLDR has left English in: %s', (language) => {
    const { zones: _names, date: _patterns, ...words } = TABLES[`./tables/${language}.json`] ?? {};
    const texts = JSON.stringify(Object.values(words)).replace(/"[a-z]+":/gi, '');
    if (language !== 'en') expect(texts).not.toMatch(/[A-Za-z]/);
    if (language !== 'kk' && language !== 'ru') expect(texts).not.toMatch(/\p{Script=Cyrillic}/u);
  });
});
