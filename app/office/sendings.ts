import { dayIn, momentOf } from '#app/i18n/zone-days.ts';
import { FEWEST } from './figures.ts';
import { mondayOf } from './weeks.ts';

interface Row {
  receiver: string;
  what: string;
  count: number;
  at: Date;
}
export interface SentInWeek {
  /** Monday. */
  week: string;
  receiver: string;
  what: string;
  /** Null: fewer than five, which might tell whose. */
  count: number | null;
  /** The last of them; absent where the hour might tell whose. */
  last?: Date;
}

/** What one person sent by her own wish: when and whose may not be read from a number. */
const OF_A_PERSON: readonly string[] = ['passed-on', 'question'];

/** Weeks that the page goes back. */
export const WEEKS_SHOWN = 8;

export function shownSince(now: Date, zone: string): Date {
  return momentOf(dayIn(new Date(now.getTime() - WEEKS_SHOWN * 7 * 86_400_000), zone), '00:00', zone);
}

/**
 * What left the house by week, newest first. What somebody agreed to is told only of weeks that are over, and never a number below
 * five: nobody may read from the list when whose request went.
 */
export function sentByWeek(rows: readonly Row[], zone: string, now: Date): SentInWeek[] {
  const thisWeek = mondayOf(now, zone);
  const byWeek = new Map<string, SentInWeek & { count: number }>();
  for (const { receiver, what, count, at } of rows) {
    const week = mondayOf(at, zone);
    const key = `${week} ${receiver} ${what}`;
    const known = byWeek.get(key) ?? { week, receiver, what, count: 0, last: at };
    byWeek.set(key, { ...known, count: known.count + count, last: known.last && known.last > at ? known.last : at });
  }
  const told = [...byWeek.values()].filter(({ week, what }) => !OF_A_PERSON.includes(what) || week < thisWeek);
  const shown = told.map((one): SentInWeek => (!OF_A_PERSON.includes(one.what) ? one : { week: one.week, receiver: one.receiver, what: one.what, count: one.count < FEWEST ? null : one.count }));
  return shown.sort((a, b) => (a.week === b.week ? (a.receiver + a.what < b.receiver + b.what ? -1 : 1) : a.week < b.week ? 1 : -1));
}
