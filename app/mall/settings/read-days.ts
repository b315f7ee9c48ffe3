import { FileProblem, parseCsv } from '../roster/import/csv.ts';
import { type Entry, WORKS } from './day-entries.ts';
import { entriesOfIcs } from './read-ics.ts';
import { daysFromTo, isDay, readSpans, type SpecialDay, type Span, writeSpans } from './rules.ts';

/** A file of festivals and make-up days as it was understood; `skipped` lines are told with their number. */
export interface DaysRead {
  days: SpecialDay[];
  skipped: { line: number; why: 'no-day' | 'hours' | 'past' | 'too-long' | 'timed' }[];
}

/** Longest file in characters; ten years of all communities' festivals have a tenth of it. */
export const LONGEST_FILE = 1_000_000;
const MOST_DAYS = 500;
const LONGEST = 60;

const compact = /^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})$/;
function dayOf(written: string): string | null {
  const [, year = '', month = '', date = ''] = compact.exec(written.trim()) ?? /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/.exec(written.trim()) ?? [];
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : null;
}

/** Columns in this order: day, last day, hours (empty: closed; a word for "working day": the usual hours), name. A head line is skipped. */
function entriesOfCsv(text: string, hours: Span[]): Entry[] {
  // What the first lines say, since a name may hold more commas than the line has semicolons.
  const separator = [';', '\t', ','].find((sign) => text.slice(0, text.search(/[\r\n]|$/)).includes(sign)) ?? ',';
  return [...parseCsv(text, separator)].flatMap(({ line, cells }, index): Entry[] => {
    const [first = '', second = '', third = '', fourth = ''] = cells.map((cell) => cell.trim());
    if (cells.every((cell) => !cell.trim())) return [];
    const from = dayOf(first);
    if (!from && index === 0 && !/\d{4}/.test(first)) return [];
    const until = second ? dayOf(second) : from;
    return [{ line, from, until, spans: WORKS.test(third) ? hours : readSpans(third), name: fourth }];
  });
}

const isCalendar = (text: string): boolean => /^\s*BEGIN:VCALENDAR/i.test(text);

/** @throws {FileProblem} for what is no calendar and no table */
function entriesIn(text: string, reading: Parameters<typeof entriesOfIcs>[1]): Entry[] {
  if (!isCalendar(text)) return entriesOfCsv(text, reading.hours);
  try {
    return entriesOfIcs(text, reading);
  } catch {
    throw new FileProblem('not-a-calendar');
  }
}

/** Two lines for one day with hours each are both its hours, as long as they don't overlap; else the later line counts. */
function together(before: SpecialDay | undefined, { day, spans, name }: SpecialDay): SpecialDay {
  const both = before && before.spans.length > 0 && spans.length > 0 ? readSpans(writeSpans([...before.spans, ...spans])) : null;
  return { day, spans: both ?? spans, ...(name || before?.name ? { name: name ?? before?.name } : {}) };
}

/**
 * Days of an ICS or CSV file, told apart by what is in it. Pure: nothing is saved, so that what was understood can be shown first.
 * What repeats is read until the end of next year.
 * @param hours working hours of a make-up day that names none
 * @throws {FileProblem} for a file that is broken as a whole
 */
export function readDays(file: string, { today, hours, zone }: { today: string; hours: Span[]; zone: string }): DaysRead {
  const text = file.replace(/^\ufeff/, '');
  if (text.length > LONGEST_FILE) throw new FileProblem('too-long', { max: LONGEST_FILE / 1000 });
  const entries = entriesIn(text, { hours, zone, today, until: `${Number(today.slice(0, 4)) + 1}-12-31` });
  const days = new Map<string, SpecialDay>();
  const skipped: DaysRead['skipped'] = [];
  for (const { line, from, until, spans, name, why } of entries) {
    if (why) skipped.push({ line, why });
    else if (!from || !until || until < from) skipped.push({ line, why: 'no-day' });
    else if (!spans) skipped.push({ line, why: 'hours' });
    else if (until < today) skipped.push({ line, why: 'past' });
    else if (daysFromTo(from, until).length > LONGEST || days.size >= MOST_DAYS) skipped.push({ line, why: 'too-long' });
    else for (const day of daysFromTo(from, until)) if (day >= today) days.set(day, together(days.get(day), { day, spans, ...(name ? { name: name.slice(0, 120) } : {}) }));
  }
  return { days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)), skipped: skipped.slice(0, 50) };
}
