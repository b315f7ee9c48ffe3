import { Requests } from '#models/request.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { type Reason, Refusal } from '#app/platform/refusal.ts';
import { actOnRequest } from './acting.server.ts';
import { accountOf } from './case.server.ts';
import type { Doing } from './commands.server.ts';
import type { RequestCommand } from './engine/commands.ts';
import type { SeveralAct, SeveralAnswer } from './several.ts';
import type { Words } from './words.server.ts';

export interface Several {
  act: SeveralAct;
  /** As they stood on the screen: whoever was overtaken is told so. */
  picked: readonly { number: string; version: number }[];
  /** With `assign`: to whom. */
  account?: string;
  words?: Words;
  /** The phone is one of several people's: what is confidential is opened by itself. */
  shared?: boolean;
}

function commandOf(act: SeveralAct, account = ''): RequestCommand {
  if (act === 'take-on') return { type: 'takeOn', doing: false };
  if (act === 'assign') return { type: 'assign', account };
  return { type: act === 'hand-up' ? 'handUp' : act === 'hand-back' ? 'handBack' : 'demandAnswer' };
}

/**
 * One act on several requests, one after the other: each in a transaction of its own with its own row in the log. What is refused
 * keeps none of the others back. Sent again, what is done already counts as done.
 */
export async function actOnSeveral(doing: Doing, several: Several): Promise<SeveralAnswer> {
  const answer: SeveralAnswer = { act: several.act, done: [], refused: [] };
  for (const { number, version } of several.picked) {
    const reason = await whyNot(doing, several, number, version);
    if (reason) answer.refused.push({ number, reason });
    else answer.done.push(number);
  }
  return answer;
}

async function whyNot(doing: Doing, { act, account, words, shared }: Several, number: string, turn: number): Promise<Reason | null> {
  if (shared && (await isConfidential(doing.mall, number))) return { key: 'lists:refused.open-it' };
  try {
    await actOnRequest(doing, number, { command: commandOf(act, account), words, turn });
    return null;
  } catch (error) {
    if (error instanceof Response && error.status === 404) return { key: 'lists:refused.not-there' };
    if (!(error instanceof Refusal)) throw error;
    return (await isSoAlready(doing, act, number, account)) ? null : error.reason;
  }
}

async function isConfidential(mall: KnownMall, number: string): Promise<boolean> {
  return (await Requests.findOne({ mall: mall._id, number }, { confidential: 1 }).lean())?.confidential ?? false;
}

/** It is where it was to go: the same form came before. */
async function isSoAlready({ mall, actor }: Doing, act: SeveralAct, number: string, account?: string): Promise<boolean> {
  const wanted = act === 'take-on' ? actor.account : act === 'assign' ? account : undefined;
  if (!wanted) return false;
  const row = await Requests.findOne({ mall: mall._id, number }, { holder: 1, worker: 1 }).lean();
  return row?.worker === wanted && accountOf(row.holder) === wanted;
}
