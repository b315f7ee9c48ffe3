import { type HeldVisit, HeldVisits } from '#models/held-visit.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import { type Actor, shopsIn } from '#app/platform/actor.ts';
import { findAccount } from '#app/platform/actors.server.ts';
import { apartFrom } from '#app/platform/apart.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, TOO_LATE, unlessTooLate } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { eraseTexts, readTexts } from '#app/platform/texts.server.ts';
import { inTransaction } from '#app/platform/transaction.server.ts';
import { recordVisits } from '../recording.server.ts';
import { KEPT_DAYS, LATE_DAYS } from '../rules.ts';
import type { Doing } from '../visitable.server.ts';
import { asWith, HELD_READER } from './holding.server.ts';
import { unpackHeld } from './sealed.server.ts';

export const DECISIONS = ['taken', 'declined'] as const;
export type Decision = (typeof DECISIONS)[number];

const DAY = 24 * 3600_000;
const OWN_RECORD = '/me/record';

/** Nobody decides on what she wrote herself, on a shop of her own, or on one that she is kept `apart` from. */
export const mayDecide = (actor: Actor, mall: string, { author, merchant }: Pick<HeldVisit, 'author' | 'merchant'>, apart: readonly string[]): boolean =>
  author !== actor.account && !shopsIn(actor, mall).includes(merchant) && !apart.includes(merchant);

/**
 * An officer says what becomes of visits that came after their volunteer's role had ended. What is taken in is stored as if it had
 * come in time; what isn't is erased. One that was decided meanwhile stays decided.
 * @throws a 404 Response for one that isn't there or isn't this officer's to decide
 */
export async function decideHeld(doing: Doing, ids: readonly string[], decision: Decision): Promise<void> {
  const { mall, actor, now } = doing;
  const [rows, apart] = await Promise.all([HeldVisits.find({ mall: mall._id, _id: { $in: [...new Set(ids)] } }).lean(), apartFrom(mall._id, actor.account)]);
  if (rows.length !== new Set(ids).size || rows.some((row) => !mayDecide(actor, mall._id, row, apart))) throw notFound();
  for (const row of rows) {
    if (row.state !== 'waiting') continue;
    const name = decision === 'taken' ? 'visit:take-held' : 'visit:decline-held';
    const head = { name, mall: mall._id, actor, role: 'officer', subject: `account:${row.author}`, target: row._id, now };
    const deciding = runCommand(head, async (tx) => {
      const { matchedCount } = await HeldVisits.updateOne({ mall: mall._id, _id: row._id, state: 'waiting' }, { $set: { state: decision } }, { session: tx.session });
      if (matchedCount !== 1) throw TOO_LATE;
      tx.changed('state');
      tx.publish({ type: 'visit:decided', id: row.author, version: 1, rooms: [`mall-officers:${mall._id}`] });
    });
    if (await unlessTooLate(deciding)) await carryOut(mall, row._id, now);
  }
}

/** Decided ones whose carrying out was cut off. Repeatable. */
export async function carryOutHeld(mall: KnownMall, now: Date): Promise<number> {
  let done = 0;
  for (const state of DECISIONS) {
    const rows = await HeldVisits.find({ mall: mall._id, state, words: { $exists: true } }, { _id: 1 }).limit(100).lean();
    for (const { _id } of rows) await carryOut(mall, _id, now);
    done += rows.length;
  }
  return done;
}

async function carryOut(mall: KnownMall, id: string, now: Date): Promise<void> {
  const row = await HeldVisits.findOne({ mall: mall._id, _id: id }).lean();
  if (!row?.words || row.state === 'waiting') return;
  const why = row.state === 'taken' ? await store(mall, row, row.words, now) : 'visits:refused.held-declined';
  await settle(mall, row, why, now);
}

/** Stores it in its author's name, as what she was. @returns why it couldn't be, or null */
async function store(mall: KnownMall, row: HeldVisit, words: string, now: Date): Promise<string | null> {
  const text = (await readTexts(mall._id, [words], [HELD_READER])).get(words);
  // The shop has erased its record meanwhile, and this with it.
  if (!text) return 'visits:refused.held-declined';
  const { input, at, digest, anyNeed } = unpackHeld(text.words);
  const known = await findAccount(row.author, now);
  const author = asWith({ account: row.author, name: '', session: '', memberships: known?.memberships ?? [] }, mall._id, [row]);
  const coming = { merchant: row.merchant, round: row.round, input, digest, anyNeed, at: new Date(at), estimated: row.estimated, arrived: row.arrivedAt };
  const [done] = await recordVisits({ mall, actor: author, now }, [coming]);
  if (done?.state === 'stored' || done?.state === 'there') return null;
  return done?.state === 'refused' ? done.reason.key : 'visits:refused.held-declined';
}

async function settle(mall: KnownMall, { _id, author, merchant, words }: HeldVisit, why: string | null, now: Date): Promise<void> {
  const head = { name: 'visit:settle-held', mall: mall._id, actor: { account: 'house' }, role: 'house', subject: `account:${author}`, target: _id, now };
  const settling = runCommand(head, async (tx) => {
    const change = { $set: why ? { state: 'declined' as const, why } : { state: 'taken' as const }, $unset: { words: 1 as const } };
    const { matchedCount } = await HeldVisits.updateOne({ mall: mall._id, _id, words }, change, { session: tx.session });
    if (matchedCount !== 1) throw TOO_LATE;
    await eraseTexts(tx, words ? [words] : []);
    await notify(tx, { accounts: [author], template: why ? 'held-declined' : 'held-taken', params: { shop: merchant }, link: OWN_RECORD });
    tx.changed('state');
  });
  await unlessTooLate(settling);
}

/** Undecided for seven days: erased, and its author is told. Decided ones go after another week, when no phone asks any more. */
export async function endHeld(mall: KnownMall, now: Date): Promise<number> {
  const undecided = { mall: mall._id, state: 'waiting' as const, arrivedAt: { $lte: new Date(now.getTime() - KEPT_DAYS.draft * DAY) } };
  let ended = 0;
  for (;;) {
    const rows = await HeldVisits.find(undecided).limit(50).lean();
    for (const row of rows) await settle(mall, row, 'visits:refused.held-lapsed', now);
    ended += rows.length;
    if (rows.length < 50) break;
  }
  return ended + (await dropSettled(mall._id, now));
}

async function dropSettled(mall: string, now: Date): Promise<number> {
  const over = { mall, arrivedAt: { $lte: new Date(now.getTime() - 2 * LATE_DAYS * DAY) } };
  return inTransaction(async (session) => {
    const rows = await HeldVisits.find(over, { words: 1 }, { session }).limit(500).lean();
    await eraseTexts({ session, mall, now }, rows.flatMap((row) => row.words ?? []));
    return (await HeldVisits.deleteMany({ mall, _id: { $in: rows.map((row) => row._id) } }, { session })).deletedCount;
  });
}
