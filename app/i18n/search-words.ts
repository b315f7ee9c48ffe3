import { soundOf, wordsOfName } from './name-sounds.ts';

/** Keys of one text at most, words of a search at most. */
const MOST_KEYS = 600;
const MOST_WORDS = 6;
const LONGEST = 24;
const HAN = /\p{Script=Han}/u;

/**
 * How near a word of a text comes to a word of a search: `=` the word itself, `5`, `4` and `3` its first letters (endings differ in most
 * of our languages), `~` its consonants alone. Letters of every script are compared by how they sound.
 */
type Nearness = '=' | '5' | '4' | '3' | '~';
const WORTH: Record<Nearness, number> = { '=': 4, '5': 3, '4': 2, '3': 2, '~': 1 };

const pairsOf = (run: string): string[] => {
  const letters = Array.from(run);
  return letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
};
const consonantsOf = (sound: string): string => sound.replace(/[aeiouy]/g, '').replace(/(.)\1+/g, '$1');

/** Keys of a word that isn't Han. */
function keysOfWord(word: string): [Nearness, string][] {
  const letters = soundOf(word) || word;
  const consonants = consonantsOf(letters);
  const beginnings = ([5, 4, 3] as const).flatMap((count): [Nearness, string][] => (letters.length >= count ? [[`${count}`, letters.slice(0, count)]] : []));
  return [['=', letters.slice(0, LONGEST)], ...beginnings, ...(consonants.length >= 3 ? [['~', consonants.slice(0, 8)] as [Nearness, string]] : [])];
}
const written = ([nearness, letters]: [Nearness, string]): string => nearness + letters;

/** Everything that a text can be found by: each word in several ways, Han by character and by pairs. */
export function searchKeysOf(text: string): string[] {
  const keys = wordsOfName(text).flatMap((word) => (HAN.test(word) ? [...Array.from(word), ...pairsOf(word)].map((part) => `=${part}`) : keysOfWord(word).map(written)));
  return [...new Set(keys)].slice(0, MOST_KEYS);
}

export interface WantedWord {
  /** One of these is among the keys of every text that has the word. */
  asked: string[];
  /** What each key of a text is worth that the word has too. */
  worth: { key: string; worth: number }[];
}

/** A word of three letters may begin a longer one; a longer word has to share four letters, or its consonants. */
function wantedWord(word: string): WantedWord {
  const keys = keysOfWord(word);
  const shared = keys.some(([nearness]) => nearness === '4') ? '4' : keys.some(([nearness]) => nearness === '3') ? '3' : '=';
  const taken = keys.filter(([nearness]) => nearness !== '3' || shared === '3');
  return {
    asked: taken.filter(([nearness]) => nearness === shared || nearness === '~').map(written),
    worth: taken.map((key) => ({ key: written(key), worth: WORTH[key[0]] })),
  };
}
const wantedHan = (part: string): WantedWord => ({ asked: [`=${part}`], worth: [{ key: `=${part}`, worth: WORTH['='] }] });

/** What a search asks for, all of it; empty where nothing can be searched for. */
export function wantedWords(query: string): WantedWord[] {
  const words = wordsOfName(query.slice(0, 80)).flatMap((word) => {
    if (HAN.test(word)) return (Array.from(word).length === 1 ? [word] : pairsOf(word)).map(wantedHan);
    return [wantedWord(word)];
  });
  return words.slice(0, MOST_WORDS);
}
