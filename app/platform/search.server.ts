import { createHmac } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import { SearchEntries, type SearchEntry } from '#models/search-entry.server.ts';
import { searchKeysOf, type WantedWord, wantedWords } from '#app/i18n/search-words.ts';
import { daysBack } from './days-back.ts';
import { newId } from './ids.ts';
import { insertRows, type NewRow } from './insert.server.ts';
import { hashingKey } from './keys.server.ts';

export interface Findable {
  /** For whom: `grid:<id>` … */
  scope: string;
  texts: string[];
  words: readonly string[];
}
interface Where {
  mall: string;
  session?: ClientSession;
}

/** What is stored of a key: without the installation's key nobody reads a word from it, nor that two circles have one in common. */
const hidden = (mall: string, scope: string) => {
  const secret = hashingKey('search');
  return (key: string): string => createHmac('sha256', secret).update(`${mall} ${scope} ${key}`).digest('base64url').slice(0, 12);
};

/** Makes something findable, in the command's transaction, by these words and no others. @param at orders what is found, the newest first */
export async function makeFindable({ mall, session }: Where, target: string, findables: readonly Findable[], at: Date): Promise<void> {
  await SearchEntries.deleteMany({ mall, target }, { session });
  await insertRows({ session }, SearchEntries, entriesOf(mall, target, findables, at));
}

/** The same of something new, of which nothing is stored yet. */
export const makeNewFindable = (tx: Where, target: string, findables: readonly Findable[], at: Date): Promise<void> => insertRows({ session: tx.session }, SearchEntries, entriesOf(tx.mall, target, findables, at));

/** The rows of one thing, as they are stored. */
export function entriesOf(mall: string, target: string, findables: readonly Findable[], at: Date): NewRow<SearchEntry>[] {
  return findables.flatMap(({ scope, texts, words }) => {
    const keys = [...new Set(words.flatMap(searchKeysOf))].map(hidden(mall, scope));
    return keys.length > 0 ? [{ _id: newId(), mall, target, scope, texts, keys, at }] : [];
  });
}

/** Words that are erased are found no more. */
export async function forgetWords({ mall, session }: Where, texts: readonly string[]): Promise<void> {
  await SearchEntries.deleteMany({ mall, texts: { $in: [...texts] } }, { session });
}

export interface FoundTarget {
  target: string;
  scope: string;
}
type Ranked = FoundTarget & { at: Date; rank: number };

/** A search in the hidden keys of one scope. */
function hideWords(mall: string, scope: string, words: readonly WantedWord[]): WantedWord[] {
  const hide = hidden(mall, scope);
  return words.map(({ asked, worth }) => ({ asked: asked.map(hide), worth: worth.map((one) => ({ ...one, key: hide(one.key) })) }));
}

/** What an entry is worth; null where a word is missing. */
function rankOf(keys: ReadonlySet<string>, words: readonly WantedWord[]): number | null {
  const worths = words.map(({ worth }) => Math.max(0, ...worth.flatMap((one) => (keys.has(one.key) ? [one.worth] : []))));
  return worths.includes(0) ? null : worths.reduce((sum, worth) => sum + worth, 0);
}

type Entry = Pick<SearchEntry, 'target' | 'keys' | 'at'>;
const entriesWith = async (mall: string, scope: string, { asked }: WantedWord, at: object): Promise<Entry[]> => (await Promise.all(asked.map((key) => SearchEntries.find({ mall, scope, keys: key, at }, { target: 1, keys: 1, at: 1 }).lean()))).flat();

/** A search in one scope. The word that is rarest in the newest piece leads in all others: the rest is looked for in what it finds. */
function searchIn(mall: string, scope: string, wanted: readonly WantedWord[]) {
  const words = hideWords(mall, scope, wanted);
  let lead: WantedWord | undefined;
  return async (at: object): Promise<Ranked[]> => {
    const found = await Promise.all((lead ? [lead] : words).map((word) => entriesWith(mall, scope, word, at)));
    const fewest = Math.min(...found.map((rows) => rows.length));
    lead ??= words[found.findIndex((rows) => rows.length === fewest)];
    return found.flat().flatMap(({ target, keys, at: asked }) => {
      const rank = rankOf(new Set(keys), words);
      return rank === null ? [] : [{ target, scope, at: asked, rank }];
    });
  };
}

/**
 * What these circles of people may find: all words of the search, the nearest first, of equals the newest; from the newest on, as many as
 * wanted. Whether somebody may see what was found is for the caller's policy.
 */
export async function findTargets(mall: string, scopes: readonly string[], query: string, most: number, now: Date): Promise<FoundTarget[]> {
  const words = wantedWords(query);
  if (words.length === 0 || scopes.length === 0) return [];
  const found = new Map<string, Ranked>();
  const searches = scopes.map((scope) => searchIn(mall, scope, words));
  for (const at of daysBack(now)) {
    const parts = await Promise.all(searches.map((search) => search(at)));
    for (const one of parts.flat()) {
      const known = found.get(one.target);
      if (!known || known.rank < one.rank) found.set(one.target, one);
    }
    if (found.size >= most) break;
  }
  return [...found.values()].sort((one, other) => other.rank - one.rank || other.at.getTime() - one.at.getTime()).slice(0, most);
}
