import { dayIn, inZone, weekdayOf } from '#app/i18n/zone-days.ts';
import type { GridRole } from '#app/platform/actor.ts';

const DAY = 24 * 3600_000;
/** Longest term, in days: then the shops or the council choose again. */
export const TERM_DAYS = 3 * 366;
/** Longest absence that a deputy stands in for, in days; beyond it somebody is appointed. */
export const ABSENCE_DAYS = 92;
/** How long a person may think about it, in days. */
export const ANSWER_DAYS = 30;
/** From so many days before its end a term is shown as ending. */
export const ENDING_DAYS = 30;

export const daysLater = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY);

/** The moment at which a day begins in a zone without summer time, as both zones of the house are. */
export function dayBegins(day: string, zone: string): Date {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const shown = inZone(new Date(utc), zone);
  return new Date(utc - (Date.parse(`${shown.day}T${shown.time}:00Z`) - utc));
}

/** From the first day's beginning, or now when it is today, to the end of the last day. */
export function spanOf({ from, to }: { from: string; to: string }, zone: string, now: Date): { from: Date; to: Date } {
  return { from: from === dayIn(now, zone) ? now : dayBegins(from, zone), to: daysLater(dayBegins(to, zone), 1) };
}

/** The last whole day of a term: its end is the first moment after. */
export const lastDay = (to: Date, zone: string): string => dayIn(new Date(to.getTime() - 1), zone);

export type SpanRefusal = 'in-the-past' | 'ends-before' | 'too-long';
export function whyNotSpan(span: { from: Date; to: Date }, now: Date, mostDays: number): SpanRefusal | null {
  if (span.to <= span.from) return 'ends-before';
  if (span.to <= now || span.from < daysLater(now, -1)) return 'in-the-past';
  return span.to.getTime() - span.from.getTime() > (mostDays + 1) * DAY ? 'too-long' : null;
}

/** What the rules look at: one term that holds now. */
export interface Held {
  account: string;
  grid: string;
  role: GridRole;
  to: Date;
  deputyOf?: string;
}
/** Without these a grid doesn't work: somebody takes on, somebody is above, somebody watches. */
export const NEEDED: readonly GridRole[] = ['manager', 'leader', 'supervisor'];

/** Needed roles that nobody holds. A deputy fills none: she is there for an absence only. */
export function vacanciesIn(held: readonly Held[]): GridRole[] {
  return NEEDED.filter((role) => !held.some((one) => one.role === role && !one.deputyOf));
}

export function isEnding(term: Pick<Held, 'to'>, now: Date): boolean {
  return term.to > now && term.to <= daysLater(now, ENDING_DAYS);
}

/**
 * `watches-and-works`: allowed, but what she works on she can't watch, so that another supervisor is needed.
 * `one-on-both-rungs`: handing up would lead to herself, so the council gets it.
 */
export type Conflict = { kind: 'watches-and-works' | 'one-on-both-rungs'; account: string };

export function conflictsIn(held: readonly Held[]): Conflict[] {
  const accounts = [...new Set(held.map((one) => one.account))];
  const rolesOf = (account: string) => held.filter((one) => one.account === account).map((one) => one.role);
  const alone = (role: GridRole, account: string) => held.every((one) => one.role !== role || one.account === account);
  return accounts.flatMap((account): Conflict[] => {
    const roles = rolesOf(account);
    const found: Conflict[] = [];
    if (roles.includes('supervisor') && roles.some((role) => role !== 'supervisor')) found.push({ kind: 'watches-and-works', account });
    if (roles.includes('manager') && roles.includes('leader') && alone('leader', account)) found.push({ kind: 'one-on-both-rungs', account });
    return found;
  });
}

/** When calls may come: days of the week (0 is Sunday) and one span of the day, in the mall's zone. */
export interface Hours {
  days: number[];
  from: string;
  to: string;
}

export function isWithin({ days, from, to }: Hours, now: Date, zone: string): boolean {
  const { day, time } = inZone(now, zone);
  return days.includes(weekdayOf(day)) && time >= from && time < to;
}

const FLOORS = 24;
/** Floors that a page leads to at once: the one it shows and those around it; the outermost lead further. */
export function floorsAround<T>(floors: readonly T[], here: T | undefined): T[] {
  const first = Math.max(0, Math.min((here === undefined ? 0 : floors.indexOf(here)) - FLOORS / 2, floors.length - FLOORS));
  return floors.slice(first, first + FLOORS);
}
