import { hanSuffixes, skeletonOf, soundsOf, tellingWords, wordsOfName } from '#app/i18n/name-sounds.ts';
import type { Localized } from '#app/i18n/languages.ts';

/** Keys of one shop at most, and characters of one key: a sign isn't a novel. */
const MOST = 64;
const LONGEST = 24;

/** `=` the whole name, `~` how it sounds; without a mark a word or a Han run that a search may begin with. */
const WHOLE = '=';
const SOUND = '~';

const texts = (names: Localized): string[] => Object.values(names).filter((text): text is string => Boolean(text));

/** Parts of a mall's shops, drawn by their ids alone: one of them is a sample of all. */
export const SLICES = 64;

/** Which of the parts a shop is in, 0 to 63: FNV-1a of its id. */
export function sliceOf(merchant: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < merchant.length; at += 1) hash = Math.imul(hash ^ merchant.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % SLICES;
}

/** Names that are the same but for spaces, capitals, marks and words like "shop". */
export const wholeKey = (name: string): string => WHOLE + tellingWords(name).join('').slice(0, 60);

/** Keys by which two shops are the same or alike: what the look for doubles compares. */
export function alikeKeys(names: Localized): string[] {
  const keys = texts(names).flatMap((name) => [wholeKey(name), ...(skeletonOf(name) ? [SOUND + skeletonOf(name)] : [])]);
  return [...new Set(keys)];
}

/** Everything a shop can be found by, made from its names alone and stored beside them. */
export function nameKeys(names: Localized): string[] {
  const words = texts(names).flatMap((name) => [...wordsOfName(name).filter((word) => !/\p{Script=Han}/u.test(word)), ...soundsOf(name), ...hanSuffixes(name)]);
  return [...new Set([...alikeKeys(names), ...words.map((word) => word.slice(0, LONGEST))])].slice(0, MOST);
}

/** Beginnings that all of a search's words must match; empty where nothing can be searched for. */
export function searchWords(query: string): string[] {
  return [...new Set(wordsOfName(query.slice(0, 60)).map((word) => Array.from(word).slice(0, /\p{Script=Han}/u.test(word) ? 8 : LONGEST).join('')))].slice(0, 5);
}

function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  const letters = Array.from(` ${text} `);
  for (let at = 1; at < letters.length; at += 1) {
    const pair = `${letters[at - 1]}${letters[at]}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** Share of letter pairs in common, 0 to 1 (Dice). */
function likeness(one: string, other: string): number {
  if (one === other) return 1;
  const [a, b] = [pairsOf(one), pairsOf(other)];
  const sum = (pairs: Map<string, number>) => [...pairs.values()].reduce((total, count) => total + count, 0);
  const shared = [...a].reduce((total, [pair, count]) => total + Math.min(count, b.get(pair) ?? 0), 0);
  return (2 * shared) / (sum(a) + sum(b));
}

/**
 * How alike two shops' names are, 0 to 1: the most alike pair of names counts. Han is compared with Han, everything else by its
 * rough sound, so that ئايدىڭ and Айдың are one name; Han and letters can't be compared and are 0.
 */
export function similarity(one: Localized, other: Localized): number {
  let best = 0;
  for (const a of texts(one)) {
    for (const b of texts(other)) {
      const [skeletonA, skeletonB] = [skeletonOf(a), skeletonOf(b)];
      if (skeletonA && skeletonA === skeletonB) best = Math.max(best, 0.85);
      best = Math.max(best, likeness(soundsOf(a).join(''), soundsOf(b).join('')));
    }
  }
  return best;
}

/** From here on two names are spellings of one. */
export const ALIKE = 0.72;

/** Whether the row's names may be the shop's: the same or spelled a little differently in any language. */
export function isSameShop(one: Localized, other: Localized): boolean {
  return similarity(one, other) >= ALIKE;
}
