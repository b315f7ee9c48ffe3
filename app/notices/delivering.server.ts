import { Deliveries, type Notice, Notices } from '#models/notice.server.ts';
import { isDuplicateKey } from '#app/platform/command.server.ts';
import { publishEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { log } from '#app/platform/log.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';
import { inTransaction } from '#app/platform/transaction.server.ts';
import { pagesOfAccounts } from './audiences.server.ts';
import { queueForRobots } from './push/robot.server.ts';
import { asksFor, BATCH } from './rules.ts';

const accountRooms = (accounts: readonly string[]) => accounts.map((account) => `account:${account}`);
const UNDER_WAY = { $in: ['queued', 'sending'] as Notice['state'][] };

/**
 * Writes and sends a notice's deliveries in batches, from wherever it stopped: what is written is skipped, what was written
 * and not sent is sent again (devices drop what they know by id). Two at once do no harm. A withdrawn notice stops.
 */
export async function deliverNotice(mall: string, id: string): Promise<void> {
  const notice = await Notices.findOne({ mall, _id: id, state: UNDER_WAY }).lean();
  if (!notice) return;
  await queueForRobots(notice, new Date());
  if (notice.correctedOrder) await renewCorrected(notice, notice.correctedOrder);
  await sendUnsent(notice);
  for await (const page of pagesOfAccounts(mall, notice.audience, notice.sentAt)) {
    const order = newId();
    const written = await writeBatch(notice, page, order);
    if (!written) return;
    if (written.length > 0) await sendBatch(notice, order, written);
  }
  const queued = await Deliveries.countDocuments({ mall, notice: id });
  await Notices.updateOne({ mall, _id: id, state: UNDER_WAY }, { $set: { state: 'sent', queued, accounts: queued } });
  tellAuthor(notice, queued);
}

/** One batch in one transaction. @returns the accounts that were new, or null when the notice was withdrawn meanwhile */
async function writeBatch(notice: Notice, page: readonly string[], order: string): Promise<string[] | null> {
  const { mall, _id } = notice;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await inTransaction(async (session) => {
        const there = await Deliveries.find({ mall, notice: _id, account: { $in: page } }, { account: 1 }, { session }).lean();
        const known = new Set(there.map((row) => row.account));
        const fresh = page.filter((account) => !known.has(account));
        const progress = { $set: { state: 'sending' as const }, $inc: { queued: fresh.length } };
        const { matchedCount } = await Notices.updateOne({ mall, _id, state: UNDER_WAY }, progress, { session });
        if (matchedCount === 0) return null;
        const asks = asksFor(notice.class);
        const rows = fresh.map((account) => ({ _id: newId(), mall, notice: _id, account, state: 'queued' as const, order, asks }));
        if (rows.length > 0) await Deliveries.insertMany(rows, { session });
        return fresh;
      });
    } catch (error) {
      // Somebody else writes the same batch: the second look finds its rows.
      if (!isDuplicateKey(error) || attempt >= 3) throw error;
    }
  }
}

async function sendBatch({ mall, _id, author, queued, class: kind }: Notice, order: string, accounts: readonly string[]): Promise<void> {
  publishEvent({ type: 'notice:sent', id: _id, version: 1, order, rooms: accountRooms(accounts) });
  // Pages that nobody looks at read themselves for nothing else.
  if (kind === 'emergency') publishEvent({ type: 'emergency:sent', id: _id, version: 1, rooms: accountRooms(accounts) });
  await Deliveries.updateMany({ mall, notice: _id, order, state: 'queued' }, { $set: { state: 'sent' } });
  tellAuthor({ _id, author }, queued);
}

/**
 * Whoever has it from before a correction gets it anew, in batches: later in her order, and to be acknowledged again. What is
 * renewed already has a later order, so beginning again skips it.
 */
async function renewCorrected({ mall, _id }: Notice, corrected: string): Promise<void> {
  const before = { mall, notice: _id, order: { $lt: corrected } };
  for (;;) {
    const rows = await Deliveries.find(before, { _id: 1 }).limit(BATCH).lean();
    if (rows.length === 0) return;
    const anew = { $set: { state: 'queued' as const, order: newId() }, $unset: { deliveredAt: 1, acknowledgedAt: 1 } };
    await Deliveries.updateMany({ mall, _id: { $in: rows.map((row) => row._id) } }, anew);
  }
}

/** Written before a crash, and perhaps never sent. */
async function sendUnsent(notice: Notice): Promise<void> {
  const rows = await Deliveries.find({ mall: notice.mall, notice: notice._id, state: 'queued' }, { account: 1, order: 1 }).lean();
  const orders = new Set(rows.map((row) => row.order));
  for (const order of orders) await sendBatch(notice, order, rows.filter((row) => row.order === order).map((row) => row.account));
}

function tellAuthor({ _id, author }: Pick<Notice, '_id' | 'author'>, version: number): void {
  publishEvent({ type: 'notice:progress', id: _id, version, rooms: [`account:${author}`] });
}

const running = () => singleton('notice-deliveries', () => new Set<Promise<void>>());

/** Starts at once, in this process, after the commit. Should it die, {@link resumeDeliveries} takes it up. */
export function startDelivery(mall: string, id: string): void {
  const work = deliverNotice(mall, id)
    .catch((error: unknown) => log().warn({ err: error }, 'a notice stopped half way and is taken up again'))
    .finally(() => running().delete(work));
  running().add(work);
}

/** When everything that was started here has come to its end. */
export async function deliveriesUnderWay(): Promise<void> {
  await Promise.all(running());
}

/** A notice whose last batch is longer ago than this, in ms, was left by its process. */
const LEFT = 10_000;

/** Notices whose moment has come begin. Two processes at once: one of them changes the row. */
export async function startScheduled(mall: string, now: Date): Promise<number> {
  const due = await Notices.find({ mall, state: 'scheduled', sentAt: { $lte: now } }, { _id: 1 }).limit(50).lean();
  for (const { _id } of due) {
    const { modifiedCount } = await Notices.updateOne({ mall, _id, state: 'scheduled' }, { $set: { state: 'queued' } });
    if (modifiedCount > 0) startDelivery(mall, _id);
  }
  return due.length;
}

export async function resumeDeliveries(mall: string, now: Date): Promise<number> {
  const left = await Notices.find({ mall, state: UNDER_WAY, updatedAt: { $lt: new Date(now.getTime() - LEFT) } }, { _id: 1 })
    .limit(20)
    .lean();
  for (const notice of left) startDelivery(mall, notice._id);
  return left.length;
}

/** Tells everybody who has it that a notice is no longer what it was. */
export async function tellReceivers(mall: string, id: string, type: string, version: number): Promise<void> {
  let page: string[] = [];
  for await (const row of Deliveries.find({ mall, notice: id }, { account: 1 }).lean().cursor({ batchSize: 500 })) {
    page.push(row.account);
    if (page.length < 500) continue;
    publishEvent({ type, id, version, rooms: accountRooms(page) });
    page = [];
  }
  if (page.length > 0) publishEvent({ type, id, version, rooms: accountRooms(page) });
}
