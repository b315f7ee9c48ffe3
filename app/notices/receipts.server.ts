import { Deliveries, Notices } from '#models/notice.server.ts';
import { publishEvent } from '#app/platform/events.server.ts';
import { log } from '#app/platform/log.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';
import { replayFrom } from './rules.ts';

export interface NoticeReceipt {
  account: string;
  malls: readonly string[];
  notice: string;
}

const NOT_YET: ('queued' | 'sent')[] = ['queued', 'sent'];

/**
 * Stores that devices have their notices: one database operation, however many. Repeatable; only an account's own deliveries
 * ever change, whatever ids it sends.
 */
export async function markDelivered(receipts: readonly NoticeReceipt[], now: Date): Promise<void> {
  const accounts = new Map<string, { mall: string; notice: string; accounts: string[] }>();
  for (const { account, malls, notice } of receipts) {
    for (const mall of malls) {
      const key = `${mall} ${notice}`;
      const group = accounts.get(key) ?? { mall, notice, accounts: [] };
      group.accounts.push(account);
      accounts.set(key, group);
    }
  }
  if (accounts.size === 0) return;
  const operations = [...accounts.values()].map(({ mall, notice, accounts: of }) => ({
    updateMany: {
      filter: { mall, notice, account: { $in: of }, state: { $in: NOT_YET } },
      update: { $set: { state: 'delivered' as const, deliveredAt: now } },
    },
  }));
  const { modifiedCount } = await Deliveries.bulkWrite(operations, { ordered: false });
  if (modifiedCount > 0) for (const { mall, notice } of accounts.values()) noteProgress(mall, notice);
}

export interface Missed {
  latest?: string;
  notices: { id: string; order: string }[];
  /** There is more than fits: read the list. */
  more: boolean;
}

const REPLAYED = 100;

/** What an account was sent after an order that its device knows, oldest first, with an overlap; without one, only how far it is. */
export async function listMissed(account: string, malls: readonly string[], after: string | undefined): Promise<Missed> {
  const missed: Missed = { notices: [], more: false };
  for (const mall of malls) {
    const newest = await Deliveries.findOne({ mall, account }, { order: 1 }).sort({ order: -1 }).lean();
    if (newest && (!missed.latest || newest.order > missed.latest)) missed.latest = newest.order;
    if (!after || !newest || newest.order <= replayFrom(after)) continue;
    const rows = await Deliveries.find({ mall, account, order: { $gt: replayFrom(after) } }, { notice: 1, order: 1 })
      .sort({ order: 1 })
      .limit(REPLAYED + 1)
      .lean();
    missed.more ||= rows.length > REPLAYED;
    missed.notices.push(...rows.slice(0, REPLAYED).map(({ notice, order }) => ({ id: notice, order })));
  }
  missed.notices.sort((a, b) => (a.order < b.order ? -1 : 1));
  return missed;
}

/** How long receipts gather before their sender's page is told, in ms. */
const GATHER = 1_000;

const moved = () => singleton('notice-progress', () => ({ notices: new Map<string, Set<string>>(), timer: null as NodeJS.Timeout | null }));

/** The sender's figures moved: told at most once a second, whatever comes in. */
export function noteProgress(mall: string, notice: string): void {
  const state = moved();
  const notices = state.notices.get(mall) ?? new Set();
  state.notices.set(mall, notices.add(notice));
  state.timer ??= setTimeout(() => void tellSenders(), GATHER).unref();
}

async function tellSenders(): Promise<void> {
  const state = moved();
  const waiting = [...state.notices];
  state.notices.clear();
  state.timer = null;
  try {
    for (const [mall, ids] of waiting) {
      const rows = await Notices.find({ mall, _id: { $in: [...ids] }, class: { $ne: 'personal' } }, { author: 1 }).lean();
      for (const { _id, author } of rows) publishEvent({ type: 'notice:progress', id: _id, version: 0, rooms: [`account:${author}`] });
    }
  } catch (error) {
    log().warn({ err: error }, 'senders see their figures at the next load');
  }
}
