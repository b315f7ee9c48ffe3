import type { SettingPart } from '#models/mall-settings.server.ts';
import { CONTENT_LANGUAGES, LANGUAGES, type Localized } from '#app/i18n/languages.ts';
import { CARRIED, CLOCK_NAMES, type ClockSetting, type EmergencyNumber, isCountryNumber, KEPT_THINGS, LONGEST_KEPT, type KeptThing, type ProgramSetting, type Receiver, SENT_BY, type SettableClock, type TradeSetting } from '#app/platform/mall-settings.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { type CalendarValue, clockBounds, clocksFit, daysFromTo, isDay, readSpans, type SpecialDay } from './rules.ts';

/** What a form is read against: what holds now, and the closed lists. */
export interface Known {
  today: string;
  zones: readonly string[];
  calendar: CalendarValue;
  trades: readonly { id: string; names: Localized; retired: boolean }[];
  programs: readonly ProgramSetting[];
  kinds: readonly { id: string; clocks: Record<SettableClock, number> }[];
  clocks: Record<string, ClockSetting>;
  keeping: Partial<Record<KeptThing, number>>;
  receivers: readonly Receiver[];
  emergency: readonly EmergencyNumber[];
  newId: () => string;
  /** Knows addresses of the public net: the server's own affair. Null for any other. */
  readTarget: (written: string) => URL | null;
}
export type Typed = (name: string) => string;

const LONGEST_NAME = 120;

function line(typed: Typed, name: string, most = LONGEST_NAME): string {
  const words = typed(name).trim().replace(/\s+/g, ' ');
  if (words.length > most) throw new Refusal({ key: 'form.too-long', params: { max: most } }, name);
  return words;
}

/** `<prefix>-zh` … as words per language; languages left empty are missing. */
function localized(typed: Typed, prefix: string): Localized {
  return Object.fromEntries(CONTENT_LANGUAGES.flatMap((language) => [[language, line(typed, `${prefix}-${language}`)] as const].filter(([, words]) => words)));
}

function readNames(typed: Typed): Localized {
  const names = localized(typed, 'name');
  if (Object.keys(names).length === 0) throw new Refusal('form.required', 'name-zh');
  return names;
}

function readTime(typed: Typed, { zones }: Known): { zone: string; also?: string } {
  const [zone, also] = [typed('zone'), typed('also')];
  if (!zones.includes(zone)) throw new Refusal('form.not-a-choice', 'zone');
  if (also && (!zones.includes(also) || also === zone)) throw new Refusal('form.not-a-choice', 'also');
  return also ? { zone, also } : { zone };
}

/** The first is what a visitor gets whose browser asks for none of them. */
function readLanguages(typed: Typed): string[] {
  const on = LANGUAGES.filter((language) => typed(`on-${language}`) === 'on');
  const first = LANGUAGES.find((language) => language === typed('first'));
  if (on.length === 0) throw new Refusal('form.required', 'first');
  if (!first || !on.includes(first)) throw new Refusal('settings:refused.first-language', 'first');
  return [first, ...on.filter((language) => language !== first)];
}

/** Rows for new days that a calendar's form offers. */
export const NEW_DAYS = [1, 2, 3, 4] as const;

function newDays(typed: Typed, today: string): SpecialDay[] {
  return NEW_DAYS.flatMap((row) => {
    const day = typed(`day-${row}`).trim();
    if (!day) return [];
    const until = typed(`until-${row}`).trim() || day;
    if (!isDay(day)) throw new Refusal('form.not-a-date', `day-${row}`);
    if (!isDay(until) || until < day) throw new Refusal('form.not-a-date', `until-${row}`);
    if (day < today) throw new Refusal('settings:refused.past', `day-${row}`);
    const spans = readSpans(typed(`hours-${row}`));
    if (!spans) throw new Refusal('settings:refused.hours', `hours-${row}`);
    const name = line(typed, `named-${row}`);
    return daysFromTo(day, until).map((one): SpecialDay => ({ day: one, spans, ...(name ? { name } : {}) }));
  });
}

function readCalendar(typed: Typed, { calendar, today }: Known): CalendarValue {
  const week: CalendarValue['week'] = {};
  for (const weekday of ['1', '2', '3', '4', '5', '6', '7']) {
    const spans = readSpans(typed(`week-${weekday}`));
    if (!spans) throw new Refusal('settings:refused.hours', `week-${weekday}`);
    if (spans.length > 0) week[weekday] = spans;
  }
  if (Object.keys(week).length === 0) throw new Refusal('settings:refused.no-week', 'week-1');
  const kept = calendar.days.filter(({ day }) => day < today || typed(`keep-${day}`) === 'on');
  const added = newDays(typed, today);
  return { week, days: mergeDays(kept, added) };
}

/** Days of both lists in order; of two for one day the newer. */
export function mergeDays(kept: readonly SpecialDay[], added: readonly SpecialDay[]): SpecialDay[] {
  const byDay = new Map([...kept, ...added].map((one) => [one.day, one]));
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

function readTrades(typed: Typed, { trades, newId }: Known): TradeSetting[] {
  const kept = trades.map(({ id }): TradeSetting => {
    const names = localized(typed, `name-${id}`);
    if (Object.keys(names).length < CONTENT_LANGUAGES.length) throw new Refusal('settings:refused.all-languages', `name-${id}-zh`);
    return { id, names, retired: typed(`retired-${id}`) === 'on' };
  });
  const fresh = localized(typed, 'new');
  const written = Object.keys(fresh).length;
  if (written > 0 && written < CONTENT_LANGUAGES.length) throw new Refusal('settings:refused.all-languages', 'new-zh');
  if (kept.length >= 200) throw new Refusal({ key: 'form.too-big', params: { max: 200 } }, 'new-zh');
  if (kept.every((trade) => trade.retired) && written === 0) throw new Refusal('settings:refused.no-trade', 'new-zh');
  return written > 0 ? [...kept, { id: newId(), names: fresh, retired: false }] : kept;
}

/** Whoever is moved to a place comes before the one that has it, or after it where it comes from above: one number is enough to move one. */
const placed = (asked: number, was: number): number => asked + Math.sign(asked - was) / 2;

function readPrograms(typed: Typed, { programs }: Known): ProgramSetting[] {
  const read = programs.map(({ id }, index) => {
    const order = Number(typed(`order-${id}`) || index + 1);
    if (!Number.isInteger(order) || order < 1 || order > 99) throw new Refusal('form.not-a-number', `order-${id}`);
    const names = localized(typed, `name-${id}`);
    return { at: placed(order, index + 1), index, program: { id, on: typed(`on-${id}`) === 'on', ...(Object.keys(names).length > 0 ? { names } : {}) } };
  });
  if (read.every(({ program }) => !program.on)) throw new Refusal('settings:refused.no-program', `on-${programs[0]?.id ?? ''}`);
  return read.sort((a, b) => a.at - b.at || a.index - b.index).map(({ program }) => program);
}

/** Written in working hours; half hours are as fine as it gets. */
function readClocks(typed: Typed, { kinds }: Known): Record<string, ClockSetting> {
  const read: Record<string, ClockSetting> = {};
  for (const { id, clocks } of kinds) {
    const own: ClockSetting = {};
    for (const name of CLOCK_NAMES) {
      const field = `${id}.${name}`;
      const written = typed(field).trim().replace(',', '.');
      if (!written) continue;
      const minutes = Number(written) * 60;
      const { least, most } = clockBounds(clocks[name]);
      if (!Number.isInteger(minutes / 30)) throw new Refusal('settings:refused.half-hours', field);
      if (minutes !== clocks[name] && (minutes < least || minutes > most)) throw new Refusal({ key: 'settings:refused.bounds', params: { least: least / 60, most: most / 60 } }, field);
      if (minutes !== clocks[name]) own[name] = minutes;
    }
    if (!clocksFit(clocks, own)) throw new Refusal('settings:refused.clocks-order', `${id}.solution`);
    if (Object.keys(own).length > 0) read[id] = own;
  }
  return read;
}

function readKeeping(typed: Typed): Partial<Record<KeptThing, number>> {
  const read: Partial<Record<KeptThing, number>> = {};
  for (const thing of KEPT_THINGS) {
    const days = Number(typed(`days-${thing}`).trim() || LONGEST_KEPT[thing]);
    if (!Number.isInteger(days) || days < 1) throw new Refusal('form.not-a-number', `days-${thing}`);
    if (days > LONGEST_KEPT[thing]) throw new Refusal({ key: 'settings:refused.only-shorter', params: { max: LONGEST_KEPT[thing] } }, `days-${thing}`);
    if (days < LONGEST_KEPT[thing]) read[thing] = days;
  }
  return read;
}

/** Where a receiver is told by itself; none where that was left out. */
function readAddress(typed: Typed, readTarget: Known['readTarget']): Receiver['address'] {
  const by = SENT_BY.find((one) => one === typed('by'));
  if (!by) return undefined;
  const target = readTarget(typed('url').trim());
  if (!target) throw new Refusal('settings:refused.address', 'url');
  const jurisdiction = line(typed, 'jurisdiction', 80);
  return { by, url: target.href, ...(jurisdiction && by === 'open311' ? { jurisdiction } : {}) };
}

function readReceivers(typed: Typed, { receivers, today, newId, readTarget }: Known): Receiver[] {
  const kept = receivers.filter(({ id }) => typed(`stays-${id}`) === 'on');
  const [name, purpose] = [line(typed, 'receiver'), line(typed, 'purpose', 300)];
  const carries = CARRIED.filter((what) => typed(`carries-${what}`) === 'on');
  if (!name && !purpose && carries.length === 0) return [...kept];
  if (!name) throw new Refusal('form.required', 'receiver');
  if (!purpose) throw new Refusal('form.required', 'purpose');
  if (carries.length === 0) throw new Refusal('form.required', 'carries');
  if (kept.length >= 20) throw new Refusal({ key: 'form.too-big', params: { max: 20 } }, 'receiver');
  const address = readAddress(typed, readTarget);
  return [...kept, { id: newId(), name, purpose, carries, since: today, ...(address ? { address } : {}) }];
}

/** As people write one: `0991 110-22-33`, `+86 (991) 119`. */
const PHONE = /^\+?[\d()][\d ()*#-]{1,23}$/;
const MOST_NUMBERS = 12;

function phone(typed: Typed, field: string): string {
  const written = line(typed, field, 24);
  if (!written) throw new Refusal('form.required', field);
  if (!PHONE.test(written)) throw new Refusal('settings:refused.phone', field);
  return written;
}

function readEmergency(typed: Typed, { emergency, newId }: Known): EmergencyNumber[] {
  const stay = emergency.filter(({ id }) => isCountryNumber(id) || typed(`gone-${id}`) !== 'on');
  const kept = stay.map(({ id }): EmergencyNumber => {
    const number = phone(typed, `number-${id}`);
    if (isCountryNumber(id)) return { id, number };
    const names = localized(typed, `name-${id}`);
    if (Object.keys(names).length === 0) throw new Refusal('form.required', `name-${id}-zh`);
    return { id, names, number };
  });
  const names = localized(typed, 'new');
  const isNamed = Object.keys(names).length > 0;
  if (!isNamed && !typed('number').trim()) return kept;
  if (!isNamed) throw new Refusal('form.required', 'new-zh');
  if (kept.length >= MOST_NUMBERS) throw new Refusal({ key: 'form.too-big', params: { max: MOST_NUMBERS } }, 'number');
  return [...kept, { id: newId(), names, number: phone(typed, 'number') }];
}

/** A part's form as the value that is stored. @throws {Refusal} with the field that needs another look */
export const READERS: Record<SettingPart, (typed: Typed, known: Known) => unknown> = {
  names: readNames,
  time: readTime,
  languages: readLanguages,
  calendar: readCalendar,
  trades: readTrades,
  programs: readPrograms,
  clocks: readClocks,
  keeping: readKeeping,
  receivers: readReceivers,
  emergency: readEmergency,
};
