import { LANGUAGES, type Language } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import { type Column, COLUMNS, headingKey, type Headings, headingsOf } from './columns.ts';
import type { Trade } from '../trades.server.ts';

const listOf = (language: Language, column: Column | 'reason'): string => getT(language, 'roster-columns')(column);

/** The heading that our own files carry: the first of the list. */
export const headingIn = (language: Language, column: Column | 'reason'): string => listOf(language, column).split('|')[0] ?? column;

let known: Headings | undefined;
/** Headings of all six languages, and the columns' own names. */
export function allHeadings(): Headings {
  known ??= headingsOf([...LANGUAGES.flatMap((language) => COLUMNS.map((column) => [column, listOf(language, column)] as const)), ...COLUMNS.map((column) => [column, column] as const)]);
  return known;
}

/** Words for trades in any language, and their keys → key. */
export function tradeWords(trades: readonly Trade[]): ReadonlyMap<string, string> {
  const words = trades.flatMap(({ key, names }) => [key, ...Object.values(names)].map((word) => [headingKey(word ?? ''), key] as const));
  const arabic = trades.flatMap(({ key, names }) => (names.kk ? [[headingKey(toArabic(key) ?? names.kk), key] as const] : []));
  return new Map([...arabic, ...words]);
}

/** Kazakh in Arabic script is made at build time: the built-in trades have it in their words. */
function toArabic(key: string): string | undefined {
  const word = getT('kk-Arab', 'words')(`trade.${key}` as 'trade.other');
  return word === `trade.${key}` ? undefined : word;
}
