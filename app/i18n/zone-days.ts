/** Days and clock times of a zone. Intl only in English, which every browser has, and only for the arithmetic. */

export interface ZoneParts {
  /** `2026-03-11` */
  day: string;
  /** `16:40`, 24 hours */
  time: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat('en-u-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'shortOffset',
  });
  formatters.set(zone, formatter);
  return formatter;
}

function partsOf(date: Date, zone: string): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  return Object.fromEntries(formatterOf(zone).formatToParts(date).map(({ type, value }) => [type, value]));
}

const MINUTE = 60_000;
/** Minutes asked for lately; a day of visits or a list of events asks for the same ones again and again. */
const known = new Map<string, ZoneParts>();
const MOST_KNOWN = 2_000;

/** @throws RangeError when the zone is unknown or the date invalid */
export function inZone(date: Date, zone: string): ZoneParts {
  const key = `${zone} ${Math.floor(date.getTime() / MINUTE)}`;
  const before = known.get(key);
  if (before) return before;
  const { year = '', month, day, hour, minute } = partsOf(date, zone);
  const parts = Object.freeze({ day: `${year.padStart(4, '0')}-${month}-${day}`, time: `${hour}:${minute}` });
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, parts);
  return parts;
}

export function dayIn(date: Date, zone: string): string {
  return inZone(date, zone).day;
}

/** `UTC+6`, for zones that have no word of their own. */
export function offsetIn(date: Date, zone: string): string {
  return (partsOf(date, zone).timeZoneName ?? 'GMT').replace('GMT', 'UTC');
}

const MS_A_DAY = 24 * 60 * 60 * 1000;

function utcOf(day: string): number {
  const [year = NaN, month = NaN, date = NaN] = day.split('-').map(Number);
  return Date.UTC(year, month - 1, date);
}

/** Whole days from one day to the other; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utcOf(to) - utcOf(from)) / MS_A_DAY);
}

/** 0 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(utcOf(day)).getUTCDay();
}

/** The moment at which a zone's clocks show this time: `2026-03-11`, `16:40`. In the gap of a clock change: the time after it. */
export function momentOf(day: string, time: string, zone: string): Date {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const seen = inZone(new Date(wall), zone);
  return new Date(2 * wall - Date.parse(`${seen.day}T${seen.time}:00Z`));
}
