import type { WorkingCalendar } from '#models/mall.server.ts';

/** A mall's working time: its calendar, read in its zone (any IANA name). */
export interface WorkingTime {
  zone: string;
  calendar: WorkingCalendar;
}

type Span = readonly [from: number, to: number];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A calendar without working time for this long has none: searching ends. */
const HORIZON = 800;

const zones = new Map<string, Intl.DateTimeFormat>();

function wallClock(zone: string): Intl.DateTimeFormat {
  const known = zones.get(zone);
  if (known) return known;
  const numeric = '2-digit';
  const made = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  zones.set(zone, made);
  return made;
}

/** The wall clock of a zone at an instant, written as if it were UTC; ms. */
function wallTime(zone: string, at: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of wallClock(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The instant at which a zone's clocks show this wall time. In the gap of a clock change: the time after it. */
function instantOf(zone: string, wall: number): number {
  const guess = wall - (wallTime(zone, wall) - wall);
  return wall - (wallTime(zone, guess) - guess);
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** Intervals of a day as written in the calendar: an extra day wins over a holiday, a holiday over the week. */
function writtenFor({ calendar }: WorkingTime, day: number): readonly (readonly [string, string])[] {
  const name = new Date(day).toISOString().slice(0, 10);
  const extra = calendar.extraDays[name];
  if (extra) return extra;
  if (calendar.holidays.includes(name)) return [];
  return weekOn(calendar, name)[String(new Date(day).getUTCDay() || 7)] ?? [];
}

/** The week that holds on a day `2026-03-11`. */
export function weekOn({ week, later = [] }: WorkingCalendar, day: string): WorkingCalendar['week'] {
  return later.findLast(({ from }) => from <= day)?.week ?? week;
}

const remembered = new WeakMap<WorkingCalendar, Map<string, readonly Span[]>>();

/** A day's spans in order. An end at or before its start is on the next day: open over midnight. */
function spansOfDay(working: WorkingTime, day: number): readonly Span[] {
  const days = remembered.get(working.calendar) ?? new Map<string, readonly Span[]>();
  remembered.set(working.calendar, days);
  const key = `${working.zone} ${day}`;
  const known = days.get(key);
  if (known) return known;
  const spans = writtenFor(working, day)
    .map(([from, to]): Span => {
      const [start, end] = [minutesOf(from), minutesOf(to)];
      return [instantOf(working.zone, day + start * MINUTE), instantOf(working.zone, day + (end > start ? end : end + 1440) * MINUTE)];
    })
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0]);
  days.set(key, spans);
  return spans;
}

/** All spans that end after `from`, in order and without overlaps, to the horizon. */
function* spansAfter(working: WorkingTime, from: number): Generator<Span> {
  const first = Math.floor(wallTime(working.zone, from) / DAY) * DAY - DAY;
  let covered = from;
  for (let day = 0; day < HORIZON; day += 1) {
    for (const [start, end] of spansOfDay(working, first + day * DAY)) {
      if (end <= covered) continue;
      yield [Math.max(start, covered), end];
      covered = end;
    }
  }
}

/** Working minutes from one instant to a later one; 0 when it isn't later. Fractions of minutes are kept. */
export function workingMinutesBetween(working: WorkingTime, from: Date, to: Date): number {
  const until = to.getTime();
  let sum = 0;
  if (until <= from.getTime()) return 0;
  for (const [start, end] of spansAfter(working, from.getTime())) {
    if (start >= until) break;
    sum += Math.min(end, until) - start;
  }
  return sum / MINUTE;
}

/** The first instant at which so many working minutes have passed; null when the calendar never has that many. */
export function addWorkingMinutes(working: WorkingTime, from: Date, minutes: number): Date | null {
  let left = minutes * MINUTE;
  if (left <= 0) return from;
  for (const [start, end] of spansAfter(working, from.getTime())) {
    if (end - start >= left) return new Date(Math.ceil(start + left));
    left -= end - start;
  }
  return null;
}

/** Whether the mall works at this instant; an end belongs to the pause after it. */
export function isWorking(working: WorkingTime, at: Date): boolean {
  const next = spansAfter(working, at.getTime()).next();
  return !next.done && next.value[0] <= at.getTime();
}

/** When work begins again: this very instant while it is going on. */
export function nextOpening(working: WorkingTime, at: Date): Date | null {
  const next = spansAfter(working, at.getTime()).next();
  return next.done ? null : new Date(next.value[0]);
}

/** The end of the n-th working day after the day of `from`, which itself doesn't count. */
export function endOfWorkingDay(working: WorkingTime, from: Date, days: number): Date | null {
  const today = Math.floor(wallTime(working.zone, from.getTime()) / DAY) * DAY;
  let left = days;
  for (let day = 1; day < HORIZON; day += 1) {
    const spans = spansOfDay(working, today + day * DAY);
    const last = spans[spans.length - 1];
    if (last && (left -= 1) === 0) return new Date(last[1]);
  }
  return null;
}

/** Working days after the day of `from`, the day of `to` included. */
export function workingDaysBetween(working: WorkingTime, from: Date, to: Date): number {
  const first = Math.floor(wallTime(working.zone, from.getTime()) / DAY) * DAY;
  const last = Math.floor(wallTime(working.zone, to.getTime()) / DAY) * DAY;
  let sum = 0;
  for (let day = first + DAY; day <= last; day += DAY) if (spansOfDay(working, day).length > 0) sum += 1;
  return sum;
}

/** Minutes of the longest ordinary day of the week that holds on `day`: what "a working day" means when a duration is said. */
export function minutesADay({ calendar }: Pick<WorkingTime, 'calendar'>, day: string): number {
  const lengthOf = ([from, to]: readonly [string, string]) => (minutesOf(to) - minutesOf(from) + 1440) % 1440 || 1440;
  return Math.max(1, ...Object.values(weekOn(calendar, day)).map((spans) => spans.reduce((sum, span) => sum + lengthOf(span), 0)));
}
