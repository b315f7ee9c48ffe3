import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONTENT_LANGUAGES, type ContentLanguage } from '#app/i18n/languages.ts';
import { allTexts, baseOf, namespacesIn, pluralOf, type Text } from './locale-files.ts';

const TEXTS = allTexts();
const placeOf = ({ language, namespace, key, text }: Text): string => `${language}/${namespace}:${key} “${text}”`;
const of = (...languages: ContentLanguage[]): Text[] => TEXTS.filter(({ language }) => languages.includes(language));
/** The places where a pattern stands, placeholders and tags aside. */
const standing = (texts: Text[], pattern: RegExp): string[] =>
  texts.filter(({ text }) => pattern.test(text.replace(/\{\{.*?\}\}|<[^>]*>/g, '\u2060'))).map(placeOf);

function keysOf(language: ContentLanguage): string[] {
  return [...new Set(of(language).map(({ namespace, key }) => `${namespace}:${baseOf(key)}`))].sort();
}

describe('all languages', () => {
  it.each(CONTENT_LANGUAGES)('have the same files: %s', (language) => {
    expect(namespacesIn(language)).toEqual(namespacesIn('en'));
  });

  it.each(CONTENT_LANGUAGES)('have the same keys: %s', (language) => {
    expect(keysOf(language)).toEqual(keysOf('en'));
  });

  it.each(CONTENT_LANGUAGES)('have every plural form of their own and no other: %s', (language) => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    const counted = new Set(TEXTS.filter(({ key }) => pluralOf(key)).map(({ namespace, key }) => `${namespace}:${baseOf(key)}`));
    const wrong = [...counted].filter((name) => {
      const forms = of(language).filter(({ namespace, key }) => `${namespace}:${baseOf(key)}` === name).map(({ key }) => pluralOf(key) ?? 'none');
      return forms.toSorted().join() !== needed.join();
    });
    expect(wrong).toEqual([]);
  });

  it('fill in the same values; only a `_one` that is always one may leave out its number', () => {
    const valuesOf = ({ text, key, language }: Text, count: boolean): string => {
      const values = new Set(text.match(/\{\{.*?\}\}/g));
      if (count && pluralOf(key) === 'one' && language !== 'ru') values.add('{{count}}');
      return [...values].toSorted().join(' ');
    };
    const name = ({ namespace, key }: Text): string => `${namespace}:${baseOf(key)}`;
    const english = new Map(of('en').filter(({ key }) => pluralOf(key) !== 'one').map((text) => [name(text), valuesOf(text, false)]));
    const differs = (text: Text): boolean => {
      const wanted = english.get(name(text)) ?? '';
      return wanted !== valuesOf(text, wanted.includes('{{count}}'));
    };
    expect(TEXTS.filter(differs).map(placeOf)).toEqual([]);
  });

  it('leave no text empty, with spaces around it, or composed in an unusual way', () => {
    expect(TEXTS.filter(({ text }) => text === '' || text !== text.trim() || text !== text.normalize('NFC')).map(placeOf)).toEqual([]);
  });

  it('write western digits and no exclamation marks', () => {
    expect(standing(TEXTS, /[!！]|[\u0660-\u0669\u06f0-\u06f9]/)).toEqual([]);
  });

  it('hide no characters that turn text around', () => {
    expect(standing(TEXTS, /[\u200b\u202a-\u202e\u2066-\u2069\ufeff]/)).toEqual([]);
  });

  it('avoid words of control', () => {
    const control: Partial<Record<ContentLanguage, RegExp>> = {
      zh: /入户|排查|摸排|上报|预警|举报|档案|培训|教培/,
      ug: /پاش قىل|تەربىيەلە/,
      kk: /шағым|тәрбиеле/i,
      ru: /донос|досье|участ(?:ок|к[аеуио])|жалоб/i,
    };
    expect(CONTENT_LANGUAGES.flatMap((language) => standing(of(language), control[language] ?? /(?!)/))).toEqual([]);
  });

  it('give a value no ending, for its last sound is unknown', () => {
    const kazakh = /\u2060-?(?:ға|ге|қа|ке|да|де|та|те|ның|нің|дың|дің|тың|тің|ны|ні|ды|ді|ты|ті|дан|ден|тан|тен)(?!\p{L})/u;
    const uyghur = /\u2060-?(?:غا|قا|گە|كە|دا|تا|دە|تە|دىن|تىن)(?!\p{L})/u;
    expect([...standing(of('kk'), kazakh), ...standing(of('ug'), uyghur)]).toEqual([]);
  });
});

describe('Uyghur', () => {
  it('is written with its own 32 letters, not with look-alikes', () => {
    expect(standing(of('ug'), /(?![ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي،؛؟])\p{Script_Extensions=Arabic}/u)).toEqual([]);
  });

  it('begins no word with a bare vowel', () => {
    expect(standing(of('ug'), /(?<![\p{L}\u2060-])[اەوۇۆۈېى]/u)).toEqual([]);
  });

  it('has the marks of its script', () => {
    expect(standing(of('ug'), /\p{Script=Arabic}[,;?]|["“”]/u)).toEqual([]);
  });
});

describe('Kazakh and Russian', () => {
  it('mix no Latin letters into Cyrillic words', () => {
    expect(standing(of('kk', 'ru'), /\p{Script=Cyrillic}\p{Script=Latin}|\p{Script=Latin}\p{Script=Cyrillic}/u)).toEqual([]);
  });

  it('use angle quotation marks', () => {
    expect(standing(of('kk', 'ru'), /["“”„]/)).toEqual([]);
  });

  it('write ё', () => {
    expect(standing(of('ru'), /(?<!\p{L})(?:еще|ждет|идет|дает|ведет|придет|найдет|прием|отчет|учет|волонтер|партнер|(?:свое|мое|твое|ее|все еще)(?!\p{L}))/iu)).toEqual([]);
  });
});

describe('Chinese', () => {
  it('has full-width marks and no corner brackets', () => {
    expect(standing(of('zh'), /\p{Script=Han}[,.;:?(]|[),.;:?]\p{Script=Han}|["'「」]/u)).toEqual([]);
  });

  it('sets one space between Han and Latin letters or digits, but in dates', () => {
    expect(standing(of('zh'), /(?![年月日]\d)\p{Script=Han}[A-Za-z0-9]|[A-Za-z]\p{Script=Han}|\d(?![年月日])\p{Script=Han}/u)).toEqual([]);
  });

  it('says 您', () => {
    expect(standing(of('zh'), /你/)).toEqual([]);
  });
});

describe('English', () => {
  it('has typographic marks', () => {
    expect(standing(of('en'), /["']/)).toEqual([]);
  });
});

describe('types', () => {
  it('know every namespace, so that a missing text is a type error', () => {
    const declared = readFileSync('app/i18n/i18next.d.ts', 'utf8');
    expect(namespacesIn('en').filter((namespace) => !declared.includes(`#locales/en/${namespace}.json`))).toEqual([]);
  });
});
