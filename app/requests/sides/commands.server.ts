import { Malls } from '#models/mall.server.ts';
import { Requests } from '#models/request.server.ts';
import type { Language } from '#app/i18n/languages.ts';
import type { Actor } from '#app/platform/actor.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { findMall, type KnownMall } from '#app/platform/malls.server.ts';
import { holds } from '#app/platform/permissions.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { actOnRequest } from '../acting.server.ts';
import { getCase, type OpenCase } from '../case.server.ts';
import { codeFits, hashCode } from '../codes.server.ts';
import { cryptoDraw, type Doing } from '../commands.server.ts';
import type { RequestCommand } from '../engine/commands.ts';
import { type Draw, drawCode, readNumber } from '../numbers.ts';
import { isByCode, newSide } from '../passer.ts';
import { wordsOf } from '../reading.server.ts';
import type { Words } from '../words.server.ts';
import type { SideInput } from './schema.ts';

/** Asks the other side, with words that are meant for her. @returns the code that lets her in: shown once, stored as a hash; one given before opens nothing any more */
export async function inviteOther(doing: Doing, number: string, words: Words | undefined, draw: Draw = cryptoDraw): Promise<string> {
  const code = drawCode(draw);
  const otherCodeHash = await hashCode(number, code);
  await actOnRequest(doing, number, {
    command: { type: 'inviteOther', other: newSide() },
    words,
    also: async (tx, request) => void (await Requests.updateOne({ mall: tx.mall, _id: request }, { $set: { otherCodeHash } }, { session: tx.session })),
  });
  return code;
}

export interface Entered {
  mall: KnownMall;
  found: OpenCase;
  /** The other side, as far as her code says who she is. */
  actor: Actor;
}

async function limit(name: 'follow' | 'follow-number', key: string, now: Date): Promise<void> {
  const seconds = await takePoint(name, key, now);
  if (seconds > 0) throw new Refusal({ key: 'codes:follow.too-often', params: { minutes: Math.ceil(seconds / 60) } });
}

/** The other side's way in, as long as she has no account in it. @throws {Refusal} the same for a number that nobody has, a wrong code and one that was used up */
export async function enterSide(typed: string, code: string, { address, now }: { address: string; now: Date }): Promise<Entered> {
  await limit('follow', address, now);
  await limit('follow-number', typed.toUpperCase(), now);
  const number = readNumber(typed);
  const malls = number ? await Malls.find({ code: number.split('-')[0], state: 'open' }, { slug: 1 }).limit(20).lean() : [];
  for (const { _id, slug } of malls) {
    const row = await Requests.findOne({ mall: _id, number }, { otherCodeHash: 1, other: 1 }).lean();
    const fits = await codeFits(number ?? '', code.replace(/[\s-]/g, '').toUpperCase(), row?.otherCodeHash);
    const mall = fits && row?.other && isByCode(row.other) ? await findMall(slug, now) : null;
    if (mall && row?.other) return { mall, found: await getCase(_id, number ?? ''), actor: { account: row.other, name: '', session: '', memberships: [] } };
  }
  throw new Refusal('codes:follow.wrong', 'code');
}

const COMMANDS: Record<Exclude<SideInput['intent'], 'show' | 'say' | 'join'>, RequestCommand> = {
  'take-part': { type: 'takePart' },
  'stay-out': { type: 'stayOut' },
  confirm: { type: 'confirm' },
  'not-solved': { type: 'notSolved' },
  'end-talks': { type: 'endTalks' },
  'decline-worker': { type: 'declineWorker' },
};

/** What the other side does by her code. @returns how it stands after it. @throws {Refusal} */
export async function actAsSide(entered: Entered, { intent, room, wish, words, turn }: SideInput, screen: Language, now: Date): Promise<Entered> {
  const { mall, found, actor } = entered;
  if (intent === 'show' || intent === 'join') return entered;
  const number = found.row.number;
  const command: RequestCommand = intent === 'say' ? { type: 'say', room } : COMMANDS[intent];
  const said = intent === 'take-part' ? (wish && { language: 'und', words: wish }) : intent === 'say' ? wordsOf(words, screen) : undefined;
  await actOnRequest({ mall, actor, now }, number, { command, turn, words: said || undefined });
  return { ...entered, found: await getCase(mall._id, number) };
}

/** Whether she could have it in her own account here. */
export const mayJoin = (mall: KnownMall, actor: Actor | null): actor is Actor => actor !== null && holds(actor, 'requests:read', mall._id);

/** From now on it is in her account, and the code opens nothing any more. @throws {Refusal} */
export async function joinSide({ mall, found, actor: side }: Entered, actor: Actor | null, now: Date): Promise<string> {
  if (!mayJoin(mall, actor)) throw new Refusal('requests:refusal.not-yours');
  await actOnRequest({ mall, actor: side, now }, found.row.number, {
    command: { type: 'joinSide', account: actor.account },
    also: async (tx, request) => void (await Requests.updateOne({ mall: tx.mall, _id: request }, { $unset: { otherCodeHash: 1 } }, { session: tx.session })),
  });
  return `/m/${mall.slug}/requests/${found.row.number}`;
}
