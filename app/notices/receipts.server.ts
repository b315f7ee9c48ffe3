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

/** What a device asks that was away: the newest order that it knows, in the malls where it may have been sent something. */
export interface Absence {
  account: string;
  malls: readonly string[];
  after: string;
}

export interface Missed {
  notices: { id: string; order: string }[];
  /** There is more than fits: read the list. */
  more: boolean;
}

const REPLAYED = 100;
const REPLAYED_AT_ONCE = 20_000;

/** For each absence what its account was sent after the order that it knows, oldest first, with an overlap. One query a mall, however many ask. */
export async function listMissed(absences: readonly Absence[]): Promise<Missed[]> {
  const missed = absences.map((): Missed => ({ notices: [], more: false }));
  const malls = new Set(absences.flatMap((absence) => absence.malls));
  for (const mall of malls) {
    const asking = absences.filter((absence) => absence.malls.includes(mall));
    const rows = await listSentSince(mall, asking);
    absences.forEach((absence, at) => {
      if (!absence.malls.includes(mall)) return;
      const own = rows.of.get(absence.account)?.filter(({ order }) => order > replayFrom(absence.after)) ?? [];
      const answer = missed[at] as Missed;
      answer.more ||= rows.more || own.length > REPLAYED;
      answer.notices.push(...own.slice(0, REPLAYED).map(({ notice, order }) => ({ id: notice, order })));
    });
  }
  for (const { notices } of missed) notices.sort((a, b) => (a.order < b.order ? -1 : 1));
  return missed;
}

async function listSentSince(mall: string, asking: readonly Absence[]) {
  const earliest = asking.map(({ after }) => replayFrom(after)).reduce((a, b) => (a < b ? a : b));
  const accounts = [...new Set(asking.map(({ account }) => account))];
  const rows = await Deliveries.find({ mall, account: { $in: accounts }, order: { $gt: earliest } }, { account: 1, notice: 1, order: 1 })
    .sort({ order: 1 })
    .limit(REPLAYED_AT_ONCE)
    .lean();
  const of = new Map<string, typeof rows>();
  for (const row of rows) of.set(row.account, [...(of.get(row.account) ?? []), row]);
  return { of, more: rows.length === REPLAYED_AT_ONCE };
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
