/**
 * Dates, numbers, durations and lists, the same text on server and client. Browsers have no Uyghur and hardly any Kazakh,
 * so every word comes from the language's table; see docs/decisions/0012-own-format-tables.md.
 * Western digits everywhere. Pages get it from `useFormats()`, loaders from `getFormats(language)`.
 */
import type { Language } from './languages.ts';
import { dayIn, daysBetween, inZone, offsetIn, weekdayOf } from './zone-days.ts';

type Forms = Partial<Record<Intl.LDMLPluralRule, string>>;

/** One language's `tables/<language>.json`, cut from CLDR by scripts/cut-cldr.mjs. */
export interface FormatTable {
  decimal: string;
  group: string;
  percent: string;
  months: string[];
  /** Sunday first, like `weekdaysShort`. */
  weekdays: string[];
  weekdaysShort: string[];
  yesterday: string;
  today: string;
  tomorrow: string;
  relative: Record<'minute' | 'hour' | 'day', { past: Forms; future: Forms }>;
  units: Record<'minute' | 'hour' | 'day' | 'week' | 'month', Forms>;
  short: Record<'minute' | 'hour', Forms>;
  working: Record<'hour' | 'day', Forms>;
  list: Record<'two' | 'start' | 'middle' | 'end', string>;
  date: Record<'long' | 'short' | 'near' | 'withTime' | 'withHalf' | 'zone', string>;
  half: Record<'am' | 'pm', string>;
  zones: Record<string, string>;
  now: string;
  underMinute: string;
}

export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'working-hour' | 'working-day';
const FORTNIGHT_IN_DAYS = 14;

const rules = new Map<Language, Intl.PluralRules>();

/** Uyghur and Kazakh know one and other, as in CLDR; browsers would answer by a language of their own. */
export function pluralOf(language: Language, count: number): Intl.LDMLPluralRule {
  if (/^(ug|kk)\b/.test(language)) return count === 1 ? 'one' : 'other';
  const known = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, known);
  return known.select(count);
}

function fill(pattern: string, ...values: string[]): string {
  return pattern.replace(/\{(\d)\}/g, (_all, index: string) => values[Number(index)] ?? '');
}

/** First letter large, for a lower-case word of the glossary that begins a line. */
export function capitalized(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/** English digits and rounding, whose marks are then exchanged. */
const ENGLISH = [0, 1, 2, 3].map((decimals) => new Intl.NumberFormat('en-u-nu-latn', { maximumFractionDigits: decimals }));

export interface DayOptions {
  /** `long` always names the year; `short` only where it isn't this one, and names the weekday within a fortnight of today. */
  style?: 'long' | 'short';
  /** Today in the mall's zone, from the server, so that both sides agree. Without it every day is written long. */
  today?: string;
}

export interface DateOptions {
  zone: string;
  now?: Date;
  style?: 'long' | 'short';
}

export type Formats = ReturnType<typeof buildFormats>;

/**
 * All formats of a language. Dates are moments in UTC and always need the mall's zone; days are `2026-03-11`.
 * @param also a second zone in which a mall has every time printed too
 */
export function buildFormats(language: Language, table: FormatTable, also?: string) {
  const swapped: Partial<Record<Intl.NumberFormatPartTypes, string>> = { decimal: table.decimal, group: table.group };

  /** At most so many decimals, rounded half away from zero. */
  function formatNumber(value: number, maxDecimals: 0 | 1 | 2 | 3 = 0): string {
    const parts = ENGLISH[maxDecimals]?.formatToParts(value) ?? [];
    return parts.map(({ type, value: text }) => swapped[type] ?? text).join('');
  }

  /** @param share 0.96 is 96 % */
  function formatPercent(share: number, maxDecimals: 0 | 1 | 2 | 3 = 0): string {
    return fill(table.percent, formatNumber(share * 100, maxDecimals));
  }

  function counted(forms: Forms, count: number): string {
    return fill(forms[pluralOf(language, count)] ?? forms.other ?? '{0}', formatNumber(count));
  }

  /** `3 working days`, with the right plural. Whole numbers. */
  function formatUnit(count: number, unit: Unit): string {
    if (unit === 'working-hour') return counted(table.working.hour, count);
    if (unit === 'working-day') return counted(table.working.day, count);
    return counted(table.units[unit], count);
  }

  /** `5 h 20 min`. From two working days on whole days, where `minutesADay` says how long one is. Seconds don't tick: rounded up. */
  function formatDuration(minutes: number, { minutesADay }: { minutesADay?: number } = {}): string {
    if (minutes < 1) return table.underMinute;
    if (minutesADay && minutes >= 2 * minutesADay) return formatUnit(Math.floor(minutes / minutesADay), 'working-day');
    const whole = Math.ceil(minutes);
    const hours = Math.floor(whole / 60);
    const rest = whole % 60;
    const parts = [hours > 0 && counted(table.short.hour, hours), rest > 0 && counted(table.short.minute, rest)];
    return parts.filter(Boolean).join(' ');
  }

  function pattern(name: 'long' | 'short' | 'near', day: string): string {
    const [year = '', month = '', date = ''] = day.split('-').map((part) => String(Number(part)));
    const words: Record<string, string | undefined> = {
      y: year,
      MMMM: table.months[Number(month) - 1],
      M: month,
      d: date,
      EEEE: table.weekdays[weekdayOf(day)],
      EEE: table.weekdaysShort[weekdayOf(day)],
    };
    // Letters inside words of the pattern stay: fields stand alone or beside marks, Han and digits.
    return table.date[name].replace(/(?<![a-z])(?:y|MMMM|M|EEEE|EEE|d)(?![a-z])/g, (field) => words[field] ?? field);
  }

  /** @param day `2026-03-11` in the mall's zone */
  function formatDay(day: string, { style = 'short', today }: DayOptions = {}): string {
    if (style === 'long' || !today) return pattern('long', day);
    if (Math.abs(daysBetween(today, day)) <= FORTNIGHT_IN_DAYS) return pattern('near', day);
    return pattern(day.slice(0, 4) === today.slice(0, 4) ? 'short' : 'long', day);
  }

  function formatDate(date: Date, { zone, now, style }: DateOptions): string {
    return formatDay(dayIn(date, zone), { style, today: now && dayIn(now, zone) });
  }

  /** `Urumqi time`; a zone without a word of its own is `UTC+6`. */
  function zoneWord(zone: string, at: Date): string {
    return table.zones[zone] ?? offsetIn(at, zone);
  }

  /** `16:40`, or with its zone word where no head of the page says it. */
  function formatTime(date: Date, zone: string, { withZone = false }: { withZone?: boolean } = {}): string {
    const { time } = inZone(date, zone);
    if (also && also !== zone) {
      const [own, other] = [zone, also].map((each) => fill(table.date.zone, inZone(date, each).time, zoneWord(each, date)));
      return `${own} / ${other}`;
    }
    return withZone ? fill(table.date.zone, time, zoneWord(zone, date)) : time;
  }

  function formatDateTime(date: Date, { withZone = false, ...options }: DateOptions & { withZone?: boolean }): string {
    return fill(table.date.withTime, formatDate(date, options), formatTime(date, options.zone, { withZone }));
  }

  function formatHalfDay(day: string, half: 'am' | 'pm', options: DayOptions = {}): string {
    return fill(table.date.withHalf, formatDay(day, options), table.half[half]);
  }

  /** `20 minutes ago`, `tomorrow`; beyond a fortnight the day itself. Hours within the day, else by the calendar of the zone. */
  function formatRelative(date: Date, { zone, now }: { zone: string; now: Date }): string {
    const minutes = Math.trunc((date.getTime() - now.getTime()) / 60_000);
    const side = minutes < 0 ? 'past' : 'future';
    if (minutes === 0) return table.now;
    if (Math.abs(minutes) < 60) return counted(table.relative.minute[side], Math.abs(minutes));
    const today = dayIn(now, zone);
    const day = dayIn(date, zone);
    const days = daysBetween(today, day);
    if (days === 0) return counted(table.relative.hour[side], Math.abs(Math.trunc(minutes / 60)));
    if (Math.abs(days) === 1) return days < 0 ? table.yesterday : table.tomorrow;
    if (Math.abs(days) > FORTNIGHT_IN_DAYS) return formatDay(day, { today });
    return counted(table.relative.day[side], Math.abs(days));
  }

  function formatList(items: readonly string[]): string {
    const [first = '', ...rest] = items;
    const last = rest.pop();
    if (last === undefined) return first;
    if (rest.length === 0) return fill(table.list.two, first, last);
    const [second = '', ...middle] = rest;
    const joined = middle.reduce((text, item) => fill(table.list.middle, text, item), fill(table.list.start, first, second));
    return fill(table.list.end, joined, last);
  }

  /** A day of the week by its number, 0 is Sunday, as a short word. */
  function formatWeekday(weekday: number): string {
    return table.weekdaysShort[weekday] ?? '';
  }

  const words = { today: table.today, yesterday: table.yesterday, tomorrow: table.tomorrow, half: table.half, weekdays: table.weekdays };
  return {
    language,
    words,
    formatNumber,
    formatPercent,
    formatUnit,
    formatDuration,
    formatDay,
    formatDate,
    formatTime,
    formatDateTime,
    formatHalfDay,
    formatRelative,
    formatList,
    formatWeekday,
    zoneWord,
  };
}
