import type { WorkingCalendar } from '#models/mall.server.ts';
import { CLOCK_NAMES, type ClockSetting, type Receiver, type SettableClock } from '#app/platform/mall-settings.ts';

export type Span = [from: string, to: string];
/** A day that isn't like its weekday: a festival or a make-up day. The name is for the list only. */
export interface SpecialDay {
  day: string;
  /** Empty: nobody works. */
  spans: Span[];
  name?: string;
}
export interface CalendarValue {
  week: WorkingCalendar['week'];
  days: SpecialDay[];
}

export interface Dated<T> {
  from: string;
  version: number;
  value: T;
}

/** In the order in which they take effect; of two from the same day the later one decided. */
export function inEffectOrder<R extends Pick<Dated<unknown>, 'from' | 'version'>>(rows: readonly R[]): R[] {
  return [...rows].sort((a, b) => (a.from === b.from ? a.version - b.version : a.from < b.from ? -1 : 1));
}

/** The one that holds on a day; null before the first. */
export function effectiveOn<R extends Pick<Dated<unknown>, 'from' | 'version'>>(rows: readonly R[], day: string): R | null {
  return inEffectOrder(rows).findLast(({ from }) => from <= day) ?? null;
}

/**
 * One calendar from all that were set: each day is read from the version that held on it, so that a change never moves
 * working time that is over. The first version counts for everything before it too.
 */
export function composeCalendar(versions: readonly Dated<CalendarValue>[]): WorkingCalendar {
  const ordered = inEffectOrder(versions).filter((one, index, all) => all[index + 1]?.from !== one.from);
  const [first] = ordered;
  if (!first) return { week: {}, holidays: [], extraDays: {} };
  const holidays: string[] = [];
  const extraDays: Record<string, Span[]> = {};
  ordered.forEach(({ from, value }, index) => {
    const until = ordered[index + 1]?.from;
    for (const { day, spans } of value.days) {
      if ((index > 0 && day < from) || (until && day >= until)) continue;
      if (spans.length === 0) holidays.push(day);
      else extraDays[day] = spans;
    }
  });
  const later = ordered.slice(1).map(({ from, value }) => ({ from, week: value.week }));
  return { week: first.value.week, holidays: holidays.sort(), extraDays, ...(later.length > 0 ? { later } : {}) };
}

/** A mall's calendar as its founding version, where nothing was set yet. */
export function calendarValueOf({ week, holidays, extraDays }: WorkingCalendar): CalendarValue {
  const days: SpecialDay[] = [...holidays.map((day): SpecialDay => ({ day, spans: [] })), ...Object.entries(extraDays).map(([day, spans]): SpecialDay => ({ day, spans }))];
  return { week, days: days.sort((a, b) => (a.day < b.day ? -1 : 1)) };
}

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** `10:00-14:00, 16:00-19:30` as intervals in order; null when it can't be read, two overlap, or one ends as it begins. */
export function readSpans(written: string): Span[] | null {
  const parts = written.split(/[,;，、؛،\n]|\s{2,}/).map((part) => part.trim()).filter(Boolean);
  const spans: Span[] = [];
  for (const part of parts) {
    const [from = '', to = '', ...rest] = part.split(/\s*[-–—~～]\s*/).map((clock) => clock.replace('：', ':').replace(/^(\d):/, '0$1:'));
    if (rest.length > 0 || !CLOCK.test(from) || !CLOCK.test(to) || from === to) return null;
    spans.push([from, to]);
  }
  spans.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const overlaps = spans.some(([, to], index) => spans[index + 1] !== undefined && (to > spans[index + 1]![0] || to < spans[index]![0]));
  return overlaps || spans.length > 6 ? null : spans;
}

export const writeSpans = (spans: readonly Span[]): string => spans.map(([from, to]) => `${from}-${to}`).join(', ');

export const isDay = (written: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(written) && !Number.isNaN(Date.parse(written)) && new Date(written).toISOString().startsWith(written);

/** Every day from one to another, both included; a year at most. */
export function daysFromTo(from: string, until: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(until) && days.length <= 366; at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** A limit may be shortened to a quarter and lengthened to twice the program's own; never below half an hour. */
export function clockBounds(own: number): { least: number; most: number } {
  return { least: Math.max(30, Math.ceil(own / 4)), most: own * 2 };
}

/** The first answer never takes longer than the solution, and neither does the next update. */
export function clocksFit(own: Record<SettableClock, number>, set: ClockSetting): boolean {
  const limit = (name: SettableClock) => set[name] ?? own[name];
  const within = CLOCK_NAMES.every((name) => limit(name) === own[name] || (limit(name) >= clockBounds(own[name]).least && limit(name) <= clockBounds(own[name]).most));
  return within && limit('first-response') <= limit('solution') && limit('next-update') <= limit('solution');
}

const sameAddress = ({ address: a }: Receiver, { address: b }: Receiver): boolean => a?.by === b?.by && a?.url === b?.url && a?.jurisdiction === b?.jurisdiction;

/** Whether somebody is sent more than before: then a second officer has to agree. */
export function sendsMore(before: readonly Receiver[], after: readonly Receiver[]): boolean {
  return after.some((receiver) => {
    const known = before.find(({ id }) => id === receiver.id);
    return !known || known.name !== receiver.name || known.purpose !== receiver.purpose || !sameAddress(known, receiver) || receiver.carries.some((what) => !known.carries.includes(what));
  });
}
