import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toKazakhArabic, toKazakhArabicDeep } from './kazakh-arabic.ts';
import { localizedFor } from './localized.server.ts';

const require = createRequire(import.meta.url);

/** All texts that CLDR has in both scripts, each once. */
function cldrPairs(): [cyrillic: string, arabic: string][] {
  const pairs = new Map<string, [string, string]>();
  const walk = (cyrillic: unknown, arabic: unknown): void => {
    if (typeof cyrillic === 'string' && typeof arabic === 'string') {
      if (/\p{Script=Cyrillic}/u.test(cyrillic)) pairs.set(`${cyrillic}|${arabic}`, [cyrillic, arabic]);
    } else if (cyrillic && arabic && typeof cyrillic === 'object' && typeof arabic === 'object') {
      for (const [key, value] of Object.entries(cyrillic)) walk(value, (arabic as Record<string, unknown>)[key]);
    }
  };
  for (const part of ['dates', 'numbers', 'misc', 'localenames', 'units']) {
    const main = join(dirname(require.resolve(`cldr-${part}-full/package.json`)), 'main');
    const read = (language: string, file: string): unknown => JSON.parse(readFileSync(join(main, language, file), 'utf8')).main[language];
    const there = new Set(readdirSync(join(main, 'kk-Arab')));
    for (const file of readdirSync(join(main, 'kk'))) if (there.has(file)) walk(read('kk', file), read('kk-Arab', file));
  }
  return [...pairs.values()];
}

/** Without abbreviations: the Arabic script writes the whole word, so no rule can know it. */
const writtenOut = ([cyrillic]: [string, string]): boolean =>
  !/[.A-Za-z]/.test(cyrillic) && cyrillic.split(/[^\p{L}]+/u).every((word) => word === '' || word.length > 2);

function reach(pairs: [string, string][]): number {
  return pairs.filter(([cyrillic, arabic]) => toKazakhArabic(cyrillic) === arabic).length / pairs.length;
}

describe('Kazakh in Arabic script', () => {
  it.each([
    ['Саудагерлер үйі', 'ساۋداگەرلەر ءۇيى'],
    ['сауда орталығы', 'ساۋدا ورتالىعى'],
    ['дүкен', 'دۇكەن'],
    ['өтініш', 'ءوتىنىش'],
    ['Өтініш жіберу', 'ءوتىنىش جىبەرۋ'],
    ['жетекші', 'جەتەكشى'],
    ['мәлі басқармасы', 'ءمالى باسقارماسى'],
    ['қазір', 'قازىر'],
    ['мұғалім', 'مۇعالىم'],
    ['бір, екі, үш', 'ءبىر، ەكى، ءۇش'],
    ['лицензия мен рұқсат', 'ليتسەنزيا مەن رۇقسات'],
    ['Фото қосу', 'سۋرەت قوسۋ'],
    ['Қолөнер бұйымдары', 'قولونەر بۇيىمدارى'],
    ['ыңғайлы', 'ىڭعايلى'],
    ['һәм', 'ءھام'],
  ])('%s is %s', (cyrillic, arabic) => {
    expect(toKazakhArabic(cyrillic)).toBe(arabic);
  });

  it('takes the marks of its script, but not inside numbers', () => {
    expect(toKazakhArabic('Иә, 1,5 сағат; солай ма?')).toBe('ءيا، 1,5 ساعات؛ سولاي ما؟');
  });

  it('leaves placeholders, nesting, tags, addresses, Latin and digits alone', () => {
    const kept = '{{count}} $t(button.save) <bdi>F1-067</bdi> https://example.org/a?b=c,d info@example.org QR ZL-2026-0482173';
    expect(toKazakhArabic(kept)).toBe(kept);
    expect(toKazakhArabic('{{тіл}}: <b>тіл</b>')).toBe('{{тіл}}: <b>ءتىل</b>');
  });

  it('changes nothing any more when run twice, and leaves no Cyrillic', () => {
    const letters = [...'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя ,;?-1«»'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...letters), { maxLength: 30 }), (chars) => {
        const once = toKazakhArabic(chars.join(''));
        expect(toKazakhArabic(once)).toBe(once);
        expect(once).not.toMatch(/\p{Script=Cyrillic}/u);
      }),
    );
  });

  it('converts capitals like small letters', () => {
    expect(toKazakhArabic('ӨТІНІШ')).toBe(toKazakhArabic('өтініш'));
  });

  it('converts a whole locale file and keeps its keys', () => {
    expect(toKazakhArabicDeep({ мен: { a: 'мен', b: ['бір', 2, null] } })).toEqual({ мен: { a: 'مەن', b: ['ءبىر', 2, null] } });
  });

  it('reaches what CLDR’s own pairs let it reach', () => {
    const pairs = cldrPairs();
    const whole = pairs.filter(writtenOut);
    expect(pairs.length).toBeGreaterThan(3000);
    // Measured on CLDR 48.2: 72.8 % of all texts, 84.1 % without abbreviations. The rest are other words, foreign names and misprints.
    expect(reach(pairs)).toBeGreaterThan(0.72);
    expect(reach(whole)).toBeGreaterThan(0.83);
  });
});

describe('words of people', () => {
  it('reach a reader of the Arabic script from the Cyrillic', () => {
    expect(localizedFor({ kk: 'Бақыт шайханасы', zh: '巴合提茶馆' }, 'kk-Arab')).toEqual({ text: 'باقىت شايحاناسى', language: 'kk-Arab', own: true });
  });

  it('say which language they are in where the reader’s own is missing', () => {
    expect(localizedFor({ zh: '巴合提茶馆' }, 'kk-Arab')).toEqual({ text: '巴合提茶馆', language: 'zh', own: false });
    expect(localizedFor({ kk: 'Бақыт', ru: '' }, 'ru')).toEqual({ text: 'Бақыт', language: 'kk', own: false });
    expect(localizedFor({}, 'ug')).toBeNull();
  });
});
