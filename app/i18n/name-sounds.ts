/** Names on signs, made comparable: within a script by their letters, between scripts by how their consonants sound. */

/** Cyrillic (Kazakh and Russian) and Uyghur Arabic letters as rough Latin ones. Vowels only keep syllables apart. */
const LETTERS: Record<string, string> = {
  а: 'a', ә: 'a', б: 'b', в: 'v', г: 'g', ғ: 'g', д: 'd', е: 'e', ё: 'yo', ж: 'j', з: 'z', и: 'i', й: 'y', к: 'k', қ: 'k', л: 'l', м: 'm', н: 'n', ң: 'n',
  о: 'o', ө: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ұ: 'u', ү: 'u', ф: 'f', х: 'h', һ: 'h', ц: 's', ч: 'c', ш: 'x', щ: 'x', ъ: '', ы: 'i', і: 'i', ь: '', э: 'e', ю: 'yu', я: 'ya',
  ا: 'a', ە: 'a', ب: 'b', پ: 'p', ت: 't', ج: 'j', چ: 'c', خ: 'h', ح: 'h', د: 'd', ر: 'r', ز: 'z', ژ: 'j', س: 's', ش: 'x', ع: 'g', غ: 'g', ف: 'f', ق: 'k', ك: 'k', ک: 'k', گ: 'g', ڭ: 'n',
  ل: 'l', م: 'm', ن: 'n', ھ: 'h', ه: 'h', و: 'o', ۇ: 'u', ۆ: 'o', ۈ: 'u', ۋ: 'v', ې: 'e', ى: 'i', ي: 'y', ی: 'y', ئ: '', ء: '',
};

/** Sounds that two spellings of one Latin name write differently. */
const LATIN: [RegExp, string][] = [
  [/sch|sh/g, 'x'], [/ch|tch/g, 'c'], [/zh|dj/g, 'j'], [/kh/g, 'h'], [/gh/g, 'g'], [/ng/g, 'n'], [/ph/g, 'f'], [/q/g, 'k'], [/w/g, 'v'], [/ts/g, 's'], [/ck/g, 'k'],
];

/** Words that say "shop" and tell no two shops apart. Whole words only; of Han endings, the last characters. */
const SHOP_WORDS = new Set([
  'дүкен', 'дүкені', 'дүкендері', 'магазин', 'магазины', 'лавка', 'торговый', 'дом', 'салон', 'бутик', 'ип', 'тоо', 'сауда', 'үйі',
  'دۇكان', 'دۇكىنى', 'ماگىزىن', 'ماگىزىنى', 'سودا', 'شىركىتى', 'shop', 'store', 'the', 'co', 'ltd', 'trading',
]);
const HAN_ENDING = /(?:专卖店|商贸行|经营部|有限公司|公司|商店|商行|商铺|门店|店|行|铺)$/u;

const HAN = /\p{Script=Han}+/gu;
const MARKS = /[\p{M}\u0640\u200c\u200d]/gu;

/** Small letters without marks, presentation forms, and full-width ones; everything that is no letter or digit parts words. */
export function wordsOfName(name: string): string[] {
  return name.normalize('NFKC').toLowerCase().replace(/й/g, 'й').replace(MARKS, '').match(/\p{Script=Han}+|[\p{L}\p{N}]+?(?=\p{Script=Han})|[\p{L}\p{N}]+/gu) ?? [];
}

/** A word in rough Latin letters, as it sounds. */
export const soundOf = (word: string): string => LATIN.reduce((text, [from, to]) => text.replace(from, to), Array.from(word, (letter) => LETTERS[letter] ?? letter).join(''));

/** Whether the word has a rough Latin form at all: Han has none here. */
const isHan = (word: string): boolean => /\p{Script=Han}/u.test(word);

/** The name as one line to compare for being the same: "«Жібек» дүкені" and "жибек" differ in letters, not in `tellingWords`. */
export function tellingWords(name: string): string[] {
  const words = wordsOfName(name);
  const telling = words.filter((word) => !SHOP_WORDS.has(word)).map((word) => (isHan(word) ? word.replace(HAN_ENDING, '') || word : word));
  return telling.length > 0 ? telling : words;
}

/** Rough Latin, or the Han characters themselves. */
export function soundsOf(name: string): string[] {
  return tellingWords(name).map((word) => (isHan(word) ? word : soundOf(word)));
}

/** Consonants of the whole name in order, doubled ones once: the same for ئايدىڭ, Айдың and Aydin. Empty where there are fewer than three. */
export function skeletonOf(name: string): string {
  const letters = soundsOf(name).filter((word) => !isHan(word)).join('').replace(/[aeiouy]/g, '').replace(/(.)\1+/g, '$1');
  return letters.length >= 3 ? letters.slice(0, 60) : '';
}

/** Every run of Han characters from each of its characters on, so that a search finds the middle of a name. At most eight characters each. */
export function hanSuffixes(name: string): string[] {
  const runs = name.normalize('NFKC').match(HAN) ?? [];
  return runs.flatMap((run) => Array.from(run, (_character, at) => Array.from(run).slice(at, at + 8).join('')));
}
