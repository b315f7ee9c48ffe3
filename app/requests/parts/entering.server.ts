import { Malls } from '#models/mall.server.ts';
import { RequestParts } from '#models/request-part.server.ts';
import { Partners } from '#models/partner.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { Actor } from '#app/platform/actor.ts';
import type { ReadyFile } from '#app/platform/files.server.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import { findMall, type KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { codeFits } from '../codes.server.ts';
import { subjectOf } from '../policy.ts';
import { readNumber } from '../numbers.ts';
import { holderOfSlip } from '../passer.ts';
import type { Words } from '../words.server.ts';
import { answerPart, getHeldPart } from './commands.server.ts';
import { taskView, type TaskView } from './queries.server.ts';
import type { TaskAct } from './schema.ts';
import { slipNumber } from './slip.server.ts';

export interface EnteredTask {
  mall: KnownMall;
  part: string;
  /** A partner without an account, as far as the code of its slip says who it is. */
  actor: Actor;
}

async function limit(name: 'follow' | 'follow-number', key: string, now: Date): Promise<void> {
  const seconds = await takePoint(name, key, now);
  if (seconds > 0) throw new Refusal({ key: 'codes:follow.too-often', params: { minutes: Math.ceil(seconds / 60) } });
}

/** `ZL-2026-0482173/2` as typed; null when it can't be one. */
function readSlipNumber(typed: string): { number: string; n: number } | null {
  const [, before = '', n = ''] = /^(.+?)\s*[/.]\s*(\d{1,2})$/.exec(typed.trim()) ?? [];
  const number = readNumber(before);
  return number ? { number, n: Number(n) } : null;
}

/**
 * The way in of whoever has a slip: to one part, as long as it is open, its partner stands and the slip hasn't expired.
 * @throws {Refusal} the same for a number that nobody has, a wrong code, and a slip that opens nothing any more
 */
export async function enterTask(typed: string, code: string, { address, now }: { address: string; now: Date }): Promise<EnteredTask> {
  await limit('follow', address, now);
  await limit('follow-number', typed.toUpperCase(), now);
  const read = readSlipNumber(typed);
  const malls = read ? await Malls.find({ code: read.number.split('-')[0], state: 'open' }, { slug: 1 }).limit(20).lean() : [];
  for (const { _id, slug } of malls) {
    const row = read && (await RequestParts.findOne({ mall: _id, number: read.number, n: read.n }, { codeHash: 1, codeUntil: 1, holder: 1 }).lean());
    const fits = await codeFits(slipNumber(read?.number ?? '', read?.n ?? 0), code.replace(/[\s-]/g, '').toUpperCase(), row?.codeHash);
    const mall = fits && row?.codeUntil && row.codeUntil > now && (await stands(_id, row.holder)) ? await findMall(slug, now) : null;
    if (mall && row) return { mall, part: row._id, actor: { account: holderOfSlip(row._id), name: '', session: '', memberships: [] } };
  }
  throw new Refusal('codes:follow.wrong', 'code');
}

const stands = async (mall: string, holder: string): Promise<boolean> => (await Partners.exists({ mall, _id: holder.replace(/^partner:/, ''), endedAt: { $exists: false } })) !== null;

/** What the slip shows; that it was looked at stands on the record of whoever asked. */
export async function viewTask({ mall, part: id, actor }: EnteredTask, now: Date): Promise<TaskView> {
  const { found, facts, part } = await getHeldPart({ mall, actor, now }, id);
  await recordLook({ mall: mall._id, subject: subjectOf(found.state), viewer: actor.account, role: 'partner', purpose: 'request', day: dayIn(now, mall.zone), now });
  return taskView(mall, found, part, facts, now);
}

export const answerBySlip = ({ mall, part, actor }: EnteredTask, intent: TaskAct['intent'], words: Words | undefined, files: ReadyFile[], now: Date): Promise<void> => answerPart({ mall, actor, now }, part, intent, words, files);
