import { describe, expect, it } from 'vitest';
import { directionOf, isLanguage, LANGUAGES, OWN_NAMES, pickLocalized } from './languages.ts';
import { namespacesOf } from './namespaces.ts';

describe('languages', () => {
  it('derive their direction', () => {
    expect(LANGUAGES.filter((language) => directionOf(language) === 'rtl')).toEqual(['ug', 'kk-Arab']);
  });

  it('are named in themselves, each in its own script', () => {
    expect(LANGUAGES.map((language) => OWN_NAMES[language]).join(' · ')).toBe('中文 · ئۇيغۇرچە · Қазақша · قازاقشا · Русский · English');
  });

  it('are no others', () => {
    expect([isLanguage('kk-Arab'), isLanguage('kk-arab'), isLanguage('constructor'), isLanguage(undefined)]).toEqual([true, false, false, false]);
  });
});

describe('words per language', () => {
  it('are the reader’s own where they are there', () => {
    expect(pickLocalized({ zh: '店', ug: 'دۇكان' }, 'ug')).toEqual({ text: 'دۇكان', language: 'ug', own: true });
  });

  it('come from a language that the reader most likely knows, and say so', () => {
    expect(pickLocalized({ zh: '店', en: 'shop', ru: 'магазин' }, 'kk')).toEqual({ text: 'магазин', language: 'ru', own: false });
    expect(pickLocalized({ kk: 'дүкен' }, 'kk-Arab')).toEqual({ text: 'дүкен', language: 'kk', own: false });
  });

  it('may be missing altogether', () => {
    expect(pickLocalized({ zh: '' }, 'zh')).toBeNull();
  });
});

describe('namespaces of a page', () => {
  it('are the shared ones and those that its routes name, each once', () => {
    const matched = [{ handle: { i18n: ['requests', 'common'] } }, { handle: { i18n: 'record' } }, { handle: { i18n: [7] } }, { handle: null }, {}, undefined];
    expect(namespacesOf(matched)).toEqual(['common', 'words', 'formats', 'requests', 'record']);
  });
});
