import { addDays } from '#app/visits/days.ts';
import { mondayOfDay } from '../weeks.ts';

/** What a pack is about: a week from its Monday, or a month; days are the mall's. */
export interface Span {
  kind: 'week' | 'month';
  from: string;
  /** First day after it. */
  until: string;
}

/** Where a pack is read, and how many days after its end it lies there: the merchants read it first. */
export const READY_AFTER = { mall: 0, office: 2 } as const;
export type PackReader = keyof typeof READY_AFTER;

/** So many of each are listed. */
const MOST = { week: 8, month: 12 } as const;

const monthFrom = (day: string): string => `${day.slice(0, 7)}-01`;
const nextMonth = (first: string): string => monthFrom(addDays(first, 31));
const weekOf = (monday: string): Span => ({ kind: 'week', from: monday, until: addDays(monday, 7) });
const monthOf = (first: string): Span => ({ kind: 'month', from: first, until: nextMonth(first) });

export const spanKey = ({ kind, from }: Span): string => (kind === 'week' ? `week-${from}` : `month-${from.slice(0, 7)}`);

/** The span of an address; null for what is no Monday, no month or no day at all. */
export function readSpan(key: string): Span | null {
  const [, kind, day = ''] = /^(week|month)-(\d{4}-\d{2}(?:-\d{2})?)$/.exec(key) ?? [];
  const from = kind === 'month' ? `${day}-01` : day;
  if (!kind || Number.isNaN(Date.parse(`${from}T00:00:00Z`)) || addDays(from, 0) !== from) return null;
  const span = kind === 'week' ? weekOf(mondayOfDay(from)) : monthOf(from);
  return spanKey(span) === key ? span : null;
}

export const isReady = ({ until }: Span, reader: PackReader, today: string): boolean => addDays(until, READY_AFTER[reader]) <= today;

/** Spans that are over and ready for these readers, the newest first, back to the day of the first figures. */
export function readySpans(reader: PackReader, today: string, first: string): Span[] {
  const back = (span: Span): Span => (span.kind === 'week' ? weekOf(addDays(span.from, -7)) : monthOf(monthFrom(addDays(span.from, -1))));
  return [weekOf(mondayOfDay(today)), monthOf(monthFrom(today))].flatMap((current) => {
    const spans: Span[] = [];
    for (let span = back(current); spans.length < MOST[span.kind] && span.until > first; span = back(span)) if (isReady(span, reader, today)) spans.push(span);
    return spans;
  });
}

/** Weeks whose Sunday lies in the span, with the first day after each. */
export function weeksIn({ from, until }: Span): { monday: string; until: string }[] {
  const weeks: { monday: string; until: string }[] = [];
  for (let end = addDays(mondayOfDay(from), 7); end <= until; end = addDays(end, 7)) weeks.push({ monday: addDays(end, -7), until: end });
  return weeks;
}
