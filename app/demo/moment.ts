import type { WorkingCalendar } from '#models/mall.server.ts';
import { weekdayOf } from '#app/i18n/zone-days.ts';
import { addDays } from '#app/visits/days.ts';

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
