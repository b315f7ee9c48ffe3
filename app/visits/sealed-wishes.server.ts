import type { ClientSession } from 'mongoose';
import { Texts } from '#models/text.server.ts';
import { newId } from '#app/platform/ids.ts';
import { bytesOf, mallKey, open, seal } from '#app/platform/keys.server.ts';
import type { OfferAnswer } from './schema.ts';

/** What a shop said to one round's offer. */
export interface SealedAnswer {
  answer: OfferAnswer | 'none';
  /** Account that answered; empty until somebody did. */
  by: string;
}
/** What a shop wishes about visits, round after round. */
export interface SealedWish {
  never: boolean;
  /** Accounts it would rather not be visited by; they aren't told. */
  not: string[];
  by: string;
}
export const NO_ANSWER: SealedAnswer = { answer: 'none', by: '' };
export const NO_WISH: SealedWish = { never: false, not: [], by: '' };
/** As many as fit the fixed length. */
export const WISHES_AGAINST = 5;

/** Every sealed wish and answer has this length, so that a cipher doesn't betray what it says. */
const LENGTH = 384;

interface Scope {
  mall: string;
  session?: ClientSession;
}

const padded = (value: SealedAnswer | SealedWish): Buffer => Buffer.from(JSON.stringify(value).padEnd(LENGTH, ' '));
const about = (merchant: string) => ({ language: 'und', author: '-', subject: `shop:${merchant}`, readers: [`shop:${merchant}`], confidential: true });

/** Rows for bulk filling too: the text that goes with an offer or a shop. Readable by the shop alone. */
export async function sealedText({ mall, session }: Scope, merchant: string, value: SealedAnswer | SealedWish) {
  const _id = newId();
  return { _id, mall, ...about(merchant), translations: [], cipher: seal(await mallKey(mall, session), padded(value), _id) };
}

export async function writeSealed(scope: Scope & { session: ClientSession }, merchant: string, value: SealedAnswer | SealedWish): Promise<string> {
  const row = await sealedText(scope, merchant, value);
  await Texts.create([row], { session: scope.session });
  return row._id;
}

/**
 * Replaced in place, without a new time: whether a shop ever answered can't be told from the row.
 * @returns false when the text is gone, because the shop erased its record
 */
export async function replaceSealed({ mall, session }: Scope, merchant: string, id: string, value: SealedAnswer | SealedWish): Promise<boolean> {
  const cipher = seal(await mallKey(mall, session), padded(value), id);
  const { matchedCount } = await Texts.updateOne({ mall, _id: id, subject: `shop:${merchant}` }, { $set: { cipher } }, { session, timestamps: false });
  return matchedCount === 1;
}

/**
 * Opens sealed wishes or answers by their ids. For the shop itself, and for rules that carry its wish out without
 * naming it to anybody; never to be shown to anybody else.
 */
export async function openSealed<T extends SealedAnswer | SealedWish>({ mall, session }: Scope, ids: readonly (string | undefined)[]): Promise<Map<string, T>> {
  const wanted = ids.filter((id): id is string => Boolean(id));
  if (wanted.length === 0) return new Map();
  const rows = await Texts.find({ mall, _id: { $in: wanted } }, { cipher: 1 }, { session }).lean();
  const key = await mallKey(mall, session);
  return new Map(
    rows.map(({ _id, cipher }) => {
      const bytes = bytesOf(cipher);
      return [_id, JSON.parse(open(key, bytes, _id).toString()) as T];
    }),
  );
}
