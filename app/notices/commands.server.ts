import { Deliveries, type Delivery, type Notice, Notices } from '#models/notice.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { insertRows, type NewRow } from '#app/platform/insert.server.ts';
import type { LiveEvent } from '#app/platform/events.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { writeText } from '#app/platform/texts.server.ts';
import { tellReceivers } from './delivering.server.ts';
import { canChange, speaksForMall } from './policy.ts';
import { noteProgress } from './receipts.server.ts';
import { expiryOf, KEPT_AFTER_EXPIRY, type NoticeTemplate } from './rules.ts';

export interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

export interface PersonalNotice {
  /** Who is told; each once. Nobody at all is fine. */
  accounts: readonly string[];
  template: NoticeTemplate;
  /** What the sentence names, as ids: request `number`, `shop` (merchant), `person` (account), `grid`, `office`. Never words. */
  params?: Record<string, string>;
  /** Address that it leads to, e.g. `/m/jinqiao/requests/ZL-2026-0482173`. */
  link?: string;
  /** Account that caused it; absent when the house itself did (a clock). */
  author?: string;
  role?: string;
}

/** Most accounts that one command may tell inside its own transaction; more than these are a notice with an audience. */
const MOST_PERSONAL = 100;

/**
 * Tells people of something of their own, in the caller's transaction: they are told exactly if it commits.
 * @returns the notice's id, or null when there was nobody to tell
 */
export async function notify(tx: Tx, notice: PersonalNotice): Promise<string | null> {
  const [id = null] = await notifyEach(tx, [notice]);
  return id;
}

/** The same for many notices, each to people of its own. @returns their ids in the same order, null where there was nobody to tell */
export async function notifyEach(tx: Tx, notices: readonly PersonalNotice[]): Promise<(string | null)[]> {
  const { ids, made, deliveries } = noticeRows(tx, notices);
  await insertRows(tx, Notices, made);
  await insertRows(tx, Deliveries, deliveries);
  return ids;
}

/** What {@link notifyEach} writes, for a command that writes it itself. Who is told hears of it after the commit. */
export function noticeRows(tx: Tx, notices: readonly PersonalNotice[]): { ids: (string | null)[]; made: NewRow<Notice>[]; deliveries: NewRow<Delivery>[] } {
  const { mall, now } = tx;
  const made: NewRow<Notice>[] = [];
  const deliveries: NewRow<Delivery>[] = [];
  const ids = notices.map(({ accounts, template, params, link, author = 'house', role = 'house' }) => {
    const receivers = [...new Set(accounts)];
    if (receivers.length === 0) return null;
    if (receivers.length > MOST_PERSONAL) throw new Error(`A personal notice is for at most ${MOST_PERSONAL} accounts.`);
    const [id, order] = [newId(), newId()];
    const audience = { kind: 'accounts', ids: receivers } as const;
    const sent = { sentAt: now, expiresAt: expiryOf(now), state: 'sent', accounts: receivers.length, queued: receivers.length } as const;
    made.push({ _id: id, mall, class: 'personal', title: '', template, params, link, audience, author, role, ...sent });
    deliveries.push(...receivers.map((account) => ({ _id: newId(), mall, notice: id, account, state: 'sent' as const, order, asks: false })));
    tx.publish({ type: 'notice:sent', id, version: 1, order, rooms: receivers.map((account) => `account:${account}`) });
    return id;
  });
  return { ids, made, deliveries };
}

/** "Got it": says that the person has seen it, agrees to nothing. Twice is once. @throws a 404 Response when it wasn't sent to her */
export async function acknowledgeNotice({ mall, actor, now }: Doing, id: string): Promise<void> {
  const mine = { mall: mall._id, notice: id, account: actor.account };
  const held = await Deliveries.findOne(mine, { state: 1 }).lean();
  if (!held) throw notFound();
  if (held.state === 'acknowledged') return;
  await runCommand({ name: 'notice:acknowledge', mall: mall._id, actor, role: 'receiver', subject: `account:${actor.account}`, target: id, now }, async (tx) => {
    const update = { $set: { state: 'acknowledged' as const, acknowledgedAt: now } };
    await Deliveries.updateOne({ ...mine, state: { $ne: 'acknowledged' } }, update, { session: tx.session });
    tx.changed('state');
    tx.publish({ type: 'notice:acknowledged', id, version: 2, rooms: [`account:${actor.account}`] });
  });
  noteProgress(mall._id, id);
}

/** @throws a 404 Response when there is none that the actor may take back or correct */
export async function getChangeable({ mall, actor }: Pick<Doing, 'mall' | 'actor'>, id: string): Promise<Notice> {
  const notice = await Notices.findOne({ mall: mall._id, _id: id }).lean();
  if (!notice || !canChange(actor, notice)) throw notFound();
  return notice;
}

/** For pages of what was sent and what is planned: whoever sent it, and the officers. Whoever receives it is told by its delivery. */
export const noticeChanged = (mall: string, { _id: id, author }: Pick<Notice, '_id' | 'author'>): LiveEvent => ({ type: 'notice:changed', id, version: 0, rooms: [`account:${author}`, `mall-officers:${mall}`] });

/** Takes a notice back: it stays readable, marked and with the reason; whoever hasn't got it yet doesn't get it any more. */
export async function withdrawNotice(doing: Doing, id: string, { reason, language }: { reason: string; language: string }): Promise<void> {
  const { mall, actor, now } = doing;
  const notice = await getChangeable(doing, id);
  if (notice.state === 'withdrawn') return;
  const role = notice.author === actor.account ? notice.role : speaksForMall(actor, mall._id) ? 'officer' : 'lead';
  await runCommand({ name: 'notice:withdraw', mall: mall._id, actor, role, subject: 'none', target: id, now }, async (tx) => {
    const eraseAt = new Date((notice.expiresAt ?? expiryOf(now)).getTime() + KEPT_AFTER_EXPIRY);
    const text = { language, words: reason, author: actor.account, subject: 'mall', readers: [`notice:${id}`], eraseAt };
    const withdrawal = await writeText(tx, text);
    const done = { state: 'withdrawn' as const, withdrawnAt: now, withdrawal };
    await Notices.updateOne({ mall: mall._id, _id: id, state: { $ne: 'withdrawn' } }, { $set: done }, { session: tx.session });
    tx.because(withdrawal);
    tx.changed('state', 'withdrawal');
    tx.publish(noticeChanged(mall._id, notice));
  });
  await tellReceivers(mall._id, id, 'notice:withdrawn', 3);
}
