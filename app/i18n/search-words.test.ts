import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchKeysOf, wantedWords } from './search-words.ts';

/** What a text is worth to a search, 0 where it isn't found; and that the keys asked for would have led to it. */
function worthOf(text: string, query: string): number {
  const keys = new Set(searchKeysOf(text));
  const worths = wantedWords(query).map(({ asked, worth }) => {
    const best = Math.max(0, ...worth.flatMap((one) => (keys.has(one.key) ? [one.worth] : [])));
    if (best > 0) expect(asked.some((key) => keys.has(key))).toBe(true);
    return best;
  });
  return worths.length === 0 || worths.includes(0) ? 0 : worths.reduce((sum, one) => sum + one, 0);
}

describe('words of a search', () => {
  it.each([
    ['过道的灯坏了', '灯坏'],
    ['过道的灯坏了', '灯'],
    ['دۇكان ئالدىدىكى چىراغ ئۆچۈپ قالدى', 'چىراغ'],
    ['دۇكان ئالدىدىكى چىراغ ئۆچۈپ قالدى', 'چىراغلار'],
    ['چىراق كۆيمەيدۇ', 'چىراغ'],
    ['Дәліздегі шам жанбайды', 'دالىزدەگى شام'],
    ['دالىزدەگى شام جانبايدى', 'дәліз'],
    ['Лампочка перегорела в коридоре', 'лампочки'],
    ['Лампочка перегорела в коридоре', 'коридор лампа'],
    ['The lamp at gate B2 is broken', 'LAMPS b2'],
    ['Тянь-Шань', 'tyan'],
  ])('find “%s” by “%s”', (text, query) => {
    expect(worthOf(text, query)).toBeGreaterThan(0);
  });

  it.each([
    ['过道的灯坏了', '坏灯'],
    ['Лампочка перегорела', 'вода'],
    ['The lamp is broken', 'la'],
    ['دۇكان ئالدىدىكى چىراغ', 'سۇ'],
  ])('don’t find “%s” by “%s”', (text, query) => {
    expect(worthOf(text, query)).toBe(0);
  });

  it('are worth more the nearer they come', () => {
    expect(worthOf('лампа', 'лампа')).toBeGreaterThan(worthOf('лампочка', 'лампочки'));
    expect(worthOf('лампочка', 'лампочки')).toBeGreaterThan(worthOf('лампочка', 'лампа'));
  });

  it('find every text by any of its own words, and any text’s word by its first four letters', () => {
    const word = fc.stringMatching(/^[a-zа-яё\u0626-\u064a]{1,12}$/u);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(), (words, nth) => {
        const one = words[nth % words.length]!;
        if (wantedWords(one).length > 0) expect(worthOf(words.join(' '), one)).toBeGreaterThan(0);
      }),
    );
  });

  it('ask for nothing where nothing was written, and for no more than six words', () => {
    expect(wantedWords(' …! ')).toEqual([]);
    expect(wantedWords('a b c d e f g h')).toHaveLength(6);
  });
});
