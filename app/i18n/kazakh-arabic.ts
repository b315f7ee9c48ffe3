/**
 * Kazakh from Cyrillic to the Arabic script of China (töte jazu), by rule.
 *
 * A word whose vowels are front (ә ө ү і) gets one hamza at its beginning and is then written with the letters of the
 * back vowels; к, г and е already say "front", so words with them carry none. Words that differ by more than letters
 * (Russian loanwords have other names in China) are in `kazakh-arabic-exceptions.ts`.
 */
import { EXCEPTIONS, RESPELLINGS } from './kazakh-arabic-exceptions.ts';

const LETTERS: Record<string, string> = {
  а: 'ا', ә: 'ا', б: 'ب', в: 'ۆ', г: 'گ', ғ: 'ع', д: 'د', е: 'ە', ё: 'يو', ж: 'ج', з: 'ز', и: 'ي', й: 'ي', к: 'ك', қ: 'ق',
  л: 'ل', м: 'م', н: 'ن', ң: 'ڭ', о: 'و', ө: 'و', п: 'پ', р: 'ر', с: 'س', т: 'ت', у: 'ۋ', ұ: 'ۇ', ү: 'ۇ', ф: 'ف', х: 'ح',
  һ: 'ھ', ц: 'تس', ч: 'چ', ш: 'ش', щ: 'شش', ъ: '', ы: 'ى', і: 'ى', ь: '', э: 'ە', ю: 'يۋ', я: 'يا',
};
const HAMZA = 'ء';
const MARKS: Record<string, string> = { ',': '،', ';': '؛', '?': '؟' };

const CYRILLIC_WORD = /\p{Script=Cyrillic}+/gu;
/** What stays as it is: {{placeholders}}, $t(nesting), tags, addresses of pages and people. */
const PROTECTED = /\{\{.*?\}\}|\$t\(.*?\)|<[^<>]*>|\b[a-z]+:\/\/[^\s<>«»]+|[\w.+-]+@[\w-]+\.[\w.]+/giu;

/** Front vowels without a letter that already says so; қ, ғ or a back vowel beside them show a loanword, which takes no hamza. */
function needsHamza(word: string): boolean {
  return /[әөүі]/u.test(word) && !/[кгеқғаоұы]/u.test(word);
}

function convertLetters(word: string): string {
  const spelled = RESPELLINGS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), word);
  const body = Array.from(spelled, (letter) => LETTERS[letter] ?? letter).join('');
  return needsHamza(spelled) ? HAMZA + body : body;
}

function convertWord(word: string): string {
  const lower = word.toLowerCase();
  return EXCEPTIONS[lower] ?? convertLetters(lower);
}

function convertPlain(text: string): string {
  // A comma between digits belongs to the number; other marks follow the script.
  return text.replace(CYRILLIC_WORD, convertWord).replace(/(?<!\d),|,(?!\d)|[;?]/g, (mark) => MARKS[mark] ?? mark);
}

/** Text of the Kazakh Cyrillic script in Arabic script. Text that is already in it, Latin, digits and placeholders pass unchanged. */
export function toKazakhArabic(text: string): string {
  let converted = '';
  let from = 0;
  for (const kept of text.matchAll(PROTECTED)) {
    converted += convertPlain(text.slice(from, kept.index)) + kept[0];
    from = kept.index + kept[0].length;
  }
  return converted + convertPlain(text.slice(from));
}

/** All texts of a locale file, nested as deep as they are. */
export function toKazakhArabicDeep(words: unknown): unknown {
  if (typeof words === 'string') return toKazakhArabic(words);
  if (Array.isArray(words)) return words.map(toKazakhArabicDeep);
  if (words === null || typeof words !== 'object') return words;
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, toKazakhArabicDeep(value)]));
}
