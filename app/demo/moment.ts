import type { WorkingCalendar } from '#models/mall.server.ts';
import { inZone, weekdayOf } from '#app/i18n/zone-days.ts';
import { addDays } from '#app/visits/days.ts';

/** The moment at which a zone's clocks show this time. */
export function momentOf(day: string, time: string, zone: string): Date {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const seen = inZone(new Date(wall), zone);
  return new Date(2 * wall - Date.parse(`${seen.day}T${seen.time}:00Z`));
}

/** A day counted from today; a Sunday of the past becomes the Saturday before it, when people do walk the aisles. */
export function visitingDay(today: string, offset: number): string {
  const day = addDays(today, offset);
  return offset < 0 && weekdayOf(day) === 0 ? addDays(day, -1) : day;
}

/** Days off that have a date of their own every year, of all who trade here; feasts by the moon are set by the association. */
const EVERY_YEAR = ['01-01', '03-21', '03-22', '05-01', '10-01', '10-02', '10-03'];

export function calendarFor(week: WorkingCalendar['week'], today: string): WorkingCalendar {
  const year = Number(today.slice(0, 4));
  return { week, holidays: [year - 1, year, year + 1].flatMap((of) => EVERY_YEAR.map((day) => `${of}-${day}`)), extraDays: {} };
}
