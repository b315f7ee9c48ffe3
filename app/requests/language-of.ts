import { contentLanguageOf, type Language } from '#app/i18n/languages.ts';

/** Letters of Uyghur that Kazakh in Arabic script doesn't have. */
const UYGHUR_ONLY = /[ېۈئ]/;
const KAZAKH_CYRILLIC = /[әғқңөұүһі]/i;

const count = (words: string, letters: RegExp): number => words.match(letters)?.length ?? 0;

/**
 * The language that somebody most likely wrote in: by script, and by the language of her screen where a script has two.
 * People write in any language; the one on screen is only a hint.
 */
export function languageOf(words: string, screen: Language): string {
  const scripts = { han: count(words, /\p{Script=Han}/gu) * 2, arabic: count(words, /\p{Script=Arabic}/gu), cyrillic: count(words, /\p{Script=Cyrillic}/gu), latin: count(words, /\p{Script=Latin}/gu) };
  const [first] = Object.entries(scripts).sort((a, b) => b[1] - a[1]);
  if (!first || first[1] === 0) return contentLanguageOf(screen);
  if (first[0] === 'han') return 'zh';
  if (first[0] === 'latin') return 'en';
  if (first[0] === 'cyrillic') return KAZAKH_CYRILLIC.test(words) || screen === 'kk' || screen === 'kk-Arab' ? 'kk' : 'ru';
  return (screen === 'kk-Arab' || screen === 'kk') && !UYGHUR_ONLY.test(words) ? 'kk-Arab' : 'ug';
}
