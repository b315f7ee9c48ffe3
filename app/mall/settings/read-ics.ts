import { runInNewContext } from 'node:vm';
import ICAL from 'ical.js';
import { inZone, momentOf } from '#app/i18n/zone-days.ts';
import { type Entry, WORKS } from './day-entries.ts';
import { isDay, type Span } from './rules.ts';

/** In ms: a repeating rule can be written that never comes to an end, and the library would follow it. */
const LONGEST_WORK = 1_000;
/** Repetitions of one event that are looked through. */
const MOST_STEPS = 5_000;
/** Repetitions within a day are no festival. */
const WITHIN_A_DAY = ['HOURLY', 'MINUTELY', 'SECONDLY'];

interface Reading {
  hours: Span[];
  /** Of the mall: events with a time of another zone fall on its days. */
  zone: string;
  today: string;
  /** Last day up to which an event repeats. */
  until: string;
}

/** Days of an iCalendar file (RFC 5545), repetitions and exceptions included. @throws what the library throws for what is no calendar */
export function entriesOfIcs(text: string, reading: Reading): Entry[] {
  let entries: Entry[] = [];
  runInNewContext('read()', { read: () => (entries = readEvents(text, reading)) }, { timeout: LONGEST_WORK });
  return entries;
}

type Jcal = ConstructorParameters<typeof ICAL.Component>[0];

function readEvents(text: string, reading: Reading): Entry[] {
  const parsed = ICAL.parse(text) as unknown[];
  const roots = (typeof parsed[0] === 'string' ? [parsed] : parsed) as Jcal[];
  const lines = text.split(/\r\n|\r|\n/).flatMap((line, at) => (/^BEGIN:VEVENT\s*$/i.test(line) ? [at + 1] : []));
  const parts = roots.flatMap((root) => new ICAL.Component(root).getAllSubcomponents('vevent')).map((part, at) => ({ part, line: lines[at] ?? 1 }));
  const changed = parts.filter(({ part }) => part.hasProperty('recurrence-id'));
  return parts.filter(({ part }) => !part.hasProperty('recurrence-id')).flatMap(({ part, line }) => {
    try {
      const uid = part.getFirstPropertyValue('uid');
      const exceptions = changed.filter((one) => one.part.getFirstPropertyValue('uid') === uid).map((one) => one.part);
      return entriesOf(new ICAL.Event(part, { exceptions }), line, reading);
    } catch {
      return [unread(line, 'no-day')];
    }
  });
}

const unread = (line: number, why: Entry['why']): Entry => ({ line, from: null, until: null, spans: null, name: '', why });

/** The library takes the 32nd for the 1st of the next month: a day that isn't there is no day. */
function hasDay(part: ICAL.Component): boolean {
  const written = part.getFirstProperty('dtstart')?.jCal?.[3] as unknown;
  return typeof written === 'string' && isDay(written.slice(0, 10));
}

function entriesOf(event: ICAL.Event, line: number, reading: Reading): Entry[] {
  if (!hasDay(event.component)) return [unread(line, 'no-day')];
  if (!event.isRecurring()) return isCancelled(event) ? [] : [entryOf(event, event.startDate, event.endDate, line, reading)];
  if (Object.keys(event.getRecurrenceTypes()).some((type) => WITHIN_A_DAY.includes(type))) return [unread(line, 'too-long')];
  const entries: Entry[] = [];
  const repeats = event.iterator();
  for (let step = 0, next = repeats.next(); next; step += 1, next = repeats.next()) {
    if (step >= MOST_STEPS) return [unread(line, 'too-long')];
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    const entry = entryOf(item, startDate, endDate, line, reading);
    if (next.toString().slice(0, 10) > reading.until) break;
    // Of a yearly festival the years that are over are nothing to report.
    if (!isCancelled(item) && (entry.until === null || entry.until >= reading.today)) entries.push(entry);
  }
  return entries;
}

const isCancelled = ({ component }: ICAL.Event): boolean => String(component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';

/** A moment as the mall's own day and clock. A time without a zone, or with one that nobody knows, is the mall's. */
function inMall(time: ICAL.Time, zone: string): { day: string; time: string } {
  const written = time.toString();
  const [day, clock] = [written.slice(0, 10), written.slice(11, 16) || '00:00'];
  if (time.isDate) return { day, time: '00:00' };
  if (time.zone.tzid !== 'floating') return inZone(new Date(time.toUnixTime() * 1000), zone);
  const named = (time as { timezone?: string }).timezone;
  try {
    return named ? inZone(momentOf(day, clock, named), zone) : { day, time: clock };
  } catch {
    return { day, time: clock };
  }
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** Whole days close the mall or are worked; hours are the hours of a make-up day, and nothing else. */
function entryOf({ summary, component }: ICAL.Event, startDate: ICAL.Time, endDate: ICAL.Time, line: number, { hours, zone }: Reading): Entry {
  const name = (summary ?? '').trim().replace(/\s+/g, ' ');
  const works = WORKS.test(`${name} ${component.getAllProperties('categories').flatMap((one) => one.getValues()).join(' ')}`);
  const [start, end] = [inMall(startDate, zone), inMall(endDate, zone)];
  if (start.time === '00:00' && end.time === '00:00') {
    const until = end.day > start.day ? dayBefore(end.day) : start.day;
    return { line, from: start.day, until, spans: works ? hours : [], name };
  }
  const sameDay = start.day === end.day && start.time < end.time;
  if (works && sameDay) return { line, from: start.day, until: start.day, spans: [[start.time, end.time]], name };
  return { ...unread(line, 'timed'), name };
}
