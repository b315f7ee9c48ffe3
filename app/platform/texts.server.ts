import type { ClientSession } from 'mongoose';
import { Erasures, type StoredText, Texts, type TextTranslation } from '#models/text.server.ts';
import type { Tx } from './command.server.ts';
import { newId } from './ids.ts';
import { insertRows, type NewRow } from './insert.server.ts';
import { bytesOf, mallKey, open, seal } from './keys.server.ts';
import { forgetWords } from './search.server.ts';

export interface NewText {
  /** Language the words are in: a content language, or `und` where nobody said. */
  language: string;
  words: string;
  author: string;
  subject: string;
  /** Capacities that may read it: `request:<id>`, `shop:<id>`, `account:<id>`, `mall`. */
  readers: string[];
  confidential?: boolean;
  eraseAt?: Date;
  /** The same in other languages, where the house has it ready. */
  translations?: { language: string; words: string; at: Date }[];
}

export interface ReadText {
  id: string;
  language: string;
  words: string;
  author: string;
  translations: { language: string; words: string; by: string; state: TextTranslation['state'] }[];
}

/** Who translated what the house has ready in all languages. */
export const HOUSE = 'house';

/** Stores words, encrypted with the mall's key, in the command's transaction. @returns the text's id */
export async function writeText(tx: Pick<Tx, 'session' | 'mall'>, input: NewText): Promise<string> {
  const [id = ''] = await writeTexts(tx, [input]);
  return id;
}

/** Many at once. @returns their ids, in the same order */
export async function writeTexts(tx: Pick<Tx, 'session' | 'mall'>, inputs: readonly NewText[]): Promise<string[]> {
  if (inputs.length === 0) return [];
  const rows = await textRows(tx, inputs.map((input) => ({ id: newId(), ...input })));
  await insertRows(tx, Texts, rows);
  return rows.map(({ _id }) => _id);
}

/** Rows with the words encrypted, for a command that writes them itself. */
export async function textRows({ mall, session }: Pick<Tx, 'session' | 'mall'>, inputs: readonly (NewText & { id: string })[]): Promise<NewRow<StoredText>[]> {
  const key = await mallKey(mall, session);
  return inputs.map(({ id, words, confidential = false, translations = [], ...rest }) => {
    const inOthers = translations.map(({ language, words: other, at }) => ({ language, cipher: seal(key, Buffer.from(other), `${id}:${language}`), by: HOUSE, state: 'checked' as const, at }));
    return { _id: id, mall, ...rest, confidential, translations: inOthers, cipher: seal(key, Buffer.from(words), id) };
  });
}

/** Adds or replaces the words of one language. A bare "no such text" is a thrown error: callers have read it before. */
export async function translateText(tx: Tx, id: string, language: string, words: string, by: string): Promise<void> {
  const key = await mallKey(tx.mall, tx.session);
  const cipher = seal(key, Buffer.from(words), `${id}:${language}`);
  await Texts.updateOne({ mall: tx.mall, _id: id }, { $pull: { translations: { language } } }, { session: tx.session });
  const written = { language, cipher, by, state: 'written', at: tx.now };
  const { matchedCount } = await Texts.updateOne({ mall: tx.mall, _id: id }, { $push: { translations: written } }, { session: tx.session });
  if (matchedCount !== 1) throw new Error('No such text.');
}

/**
 * Opens the texts that one of the capacities in `as` may read; others are simply missing from the answer.
 * The caller has asked its policy first: this is the second gate, before anything is opened.
 */
export async function readTexts(mall: string, ids: (string | undefined)[], as: string[], session?: ClientSession): Promise<Map<string, ReadText>> {
  const wanted = [...new Set(ids.filter((id): id is string => Boolean(id)))];
  if (wanted.length === 0) return new Map();
  const found = await Texts.find({ mall, _id: { $in: wanted } }, { language: 1, cipher: 1, author: 1, translations: 1, readers: 1 }, { session }).lean();
  // Not asked for in the query: no index covers it, and the whole collection would be read (docs/decisions/0063).
  const rows = found.filter(({ readers }) => readers.some((one) => as.includes(one)));
  const key = rows.length > 0 ? await mallKey(mall, session) : Buffer.alloc(0);
  return new Map(
    rows.map((row) => [
      row._id,
      {
        id: row._id,
        language: row.language,
        words: open(key, bytesOf(row.cipher), row._id).toString(),
        author: row.author,
        translations: row.translations.map(({ language, cipher, by, state }) => ({
          language,
          words: open(key, bytesOf(cipher), `${row._id}:${language}`).toString(),
          by,
          state,
        })),
      },
    ]),
  );
}

/** More may read it from now on, e.g. the office by the requester's consent. */
export async function letRead(tx: Tx, ids: string[], reader: string): Promise<void> {
  await Texts.updateMany({ mall: tx.mall, _id: { $in: ids } }, { $addToSet: { readers: reader } }, { session: tx.session });
}

export async function stopReading(tx: Tx, ids: string[], reader: string): Promise<void> {
  await Texts.updateMany({ mall: tx.mall, _id: { $in: ids } }, { $pull: { readers: reader } }, { session: tx.session });
}

/** Deletes words for good and enters them in the register that a restore applies again. */
export async function eraseTexts(tx: Pick<Tx, 'session' | 'mall' | 'now'>, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await Texts.deleteMany({ mall: tx.mall, _id: { $in: ids } }, { session: tx.session });
  await forgetWords(tx, ids);
  await Erasures.create([{ mall: tx.mall, collectionName: 'texts', ids, at: tx.now }], { session: tx.session });
}
