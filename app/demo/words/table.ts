import type { Localized } from '#models/mall.server.ts';

const LANGUAGES = ['zh', 'ug', 'kk', 'ru', 'en'] as const;

/** One line a row, `zh|ug|kk|ru|en`; an empty cell or one that isn't there is a language without the word. */
export function readWords(lines: string): Localized[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => wordsOf(line));
}

export function wordsOf(line: string): Localized {
  const cells = line.split('|').map((cell) => cell.trim());
  return Object.fromEntries(LANGUAGES.flatMap((language, i) => (cells[i] ? [[language, cells[i]]] : [])));
}
