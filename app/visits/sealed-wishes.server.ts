import { randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import { Texts } from '#models/text.server.ts';
import { bytesOf, mallKey, open, seal } from '#app/platform/keys.server.ts';
import type { OfferAnswer } from './form-limits.ts';

/** Somebody came and met nobody: its author and the shop read it. */
export interface Try {
  volunteer: string;
  outcome: 'closed' | 'not-met' | 'postponed';
  day: string;
  half: 'am' | 'pm';
  /** Made on the device, so that sending twice stores once. */
  client: string;
  /** Typed in later from a numbered sheet. */
  onPaper?: true;
}
/** What a shop said to one round's offer, and who came in vain. */
export interface SealedAnswer {
  answer: OfferAnswer | 'none';
  /** Account that answered; empty until somebody did. */
  by: string;
  tries?: Try[];
}
/** What a shop wishes about visits, round after round. */
export interface SealedWish {
  never: boolean;
  /** Accounts it would rather not be visited by; they aren't told. */
  not: string[];
  by: string;
  /** What it said to a round in which it isn't counted as offered yet. */
  said?: { round: string; answer: OfferAnswer };
}
export const NO_ANSWER: SealedAnswer = { answer: 'none', by: '' };
export const NO_WISH: SealedWish = { never: false, not: [], by: '' };
/** As many as fit the fixed length. */
export const WISHES_AGAINST = 5;
/** The newest that fit the fixed length. */
export const TRIES_KEPT = 3;

/** Every sealed wish and answer has this length, so that a cipher doesn't betray what it says. */
const LENGTH = 640;
/** Sealed rows carry neither the moment they were made nor an id that tells it. */
export const NO_MOMENT = new Date('2020-01-01T00:00:00Z');

interface Scope {
  mall: string;
  session?: ClientSession;
}

function padded(value: SealedAnswer | SealedWish): Buffer {
  const bytes = Buffer.from(JSON.stringify(value).padEnd(LENGTH, ' '));
  if (bytes.length !== LENGTH) throw new Error('Does not fit the fixed length.');
  return bytes;
}
/** By which a mall's sealed wishes and answers are found. */
export const ABOUT_WISHES = { author: '-', language: 'und', confidential: true } as const;
const about = (merchant: string) => ({ ...ABOUT_WISHES, subject: `shop:${merchant}`, readers: [`shop:${merchant}`] });

/** Rows for bulk filling too: the text that goes with an offer or a shop. Readable by the shop alone. */
export async function sealedText({ mall, session }: Scope, merchant: string, value: SealedAnswer | SealedWish) {
  const _id: string = randomUUID();
  return { _id, mall, ...about(merchant), translations: [], cipher: seal(await mallKey(mall, session), padded(value), _id), createdAt: NO_MOMENT, updatedAt: NO_MOMENT };
}

export async function writeSealed(scope: Scope & { session: ClientSession }, merchant: string, value: SealedAnswer | SealedWish): Promise<string> {
  const row = await sealedText(scope, merchant, value);
  await Texts.create([row], { session: scope.session, timestamps: false });
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

/** Whether nobody is to come in this round: it said so for good, or to this round. A shop that asked is to be visited. */
export function saidNo(wish: SealedWish | undefined, round: string | undefined): boolean {
  if (!wish) return false;
  const { said } = wish;
  return wish.never || (said !== undefined && said.round === round && said.answer !== 'please-come' && said.answer !== 'somebody-else');
}
