import type { Language } from './languages.ts';

/** The order of each script's letters, as its dictionaries have it. Chinese is by pinyin, which every browser knows. */
const ALPHABETS = {
  uyghur: 'ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي',
  kazakhArabic: 'اەبپتجچحدرزسشعفقكگڭلمنھوۇۆۋىي',
  cyrillic: 'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя',
  latin: 'abcdefghijklmnopqrstuvwxyz',
};

const FIRST: Record<Language, readonly (keyof typeof ALPHABETS | 'han')[]> = {
  zh: ['han', 'latin', 'uyghur', 'cyrillic'],
  ug: ['uyghur', 'han', 'cyrillic', 'latin'],
  kk: ['cyrillic', 'uyghur', 'han', 'latin'],
  'kk-Arab': ['kazakhArabic', 'cyrillic', 'han', 'latin'],
  ru: ['cyrillic', 'latin', 'han', 'uyghur'],
  en: ['latin', 'cyrillic', 'han', 'uyghur'],
};

const HAN = 0x4e00;
const isHan = (letter: string): boolean => /\p{Script=Han}/u.test(letter);

/** Places of letters: digits before all, then the reader's own script, then the others, then whatever else there is. */
function placesOf(language: Language): Map<string, number> {
  const places = new Map<string, number>();
  for (const script of FIRST[language]) {
    for (const letter of script === 'han' ? [String.fromCodePoint(HAN)] : ALPHABETS[script]) {
      if (!places.has(letter)) places.set(letter, 100 + places.size);
    }
  }
  return places;
}

const UNKNOWN = 10_000;

/** Orders names for a reader of this language: `F1-9` before `F1-10`, capitals like small letters, marks and spaces not counted. */
export function namesComparer(language: Language): (a: string, b: string) => number {
  const places = placesOf(language);
  const pinyin = new Intl.Collator('zh-u-co-pinyin');
  // ئ only carries a vowel in Uyghur, ء only says that a Kazakh word is front: dictionaries pass over both.
  const pieces = (name: string): string[] => name.toLowerCase().replace(/[ئء]/g, '').match(/\d+|[\p{L}\p{M}]/gu) ?? [];
  const place = (piece: string): number => {
    if (/^\d/.test(piece)) return 0;
    const letter = isHan(piece) ? String.fromCodePoint(HAN) : piece;
    return places.get(letter) ?? UNKNOWN + (piece.codePointAt(0) ?? 0);
  };
  return (a, b) => {
    const left = pieces(a);
    const right = pieces(b);
    for (const [index, piece] of left.entries()) {
      const other = right[index];
      if (other === undefined) return 1;
      if (piece === other) continue;
      const order = place(piece) - place(other);
      if (order !== 0) return order;
      const same = place(piece) === 0 ? Number(piece) - Number(other) : pinyin.compare(piece, other);
      if (same !== 0) return same;
    }
    return left.length - right.length;
  };
}
