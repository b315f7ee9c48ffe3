import { inZone } from '#app/i18n/zone-days.ts';

/** Day of the zone's calendar (`2026-03-11`) and half of the day: before or from 12:00 on the zone's clock. */
export function dayAndHalf(at: Date, zone: string): { day: string; half: 'am' | 'pm' } {
  const { day, time } = inZone(at, zone);
  return { day, half: time < '12:00' ? 'am' : 'pm' };
}

/** Days of a calendar are added without hours, so that no change of clocks moves them. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** Midnight UTC of a day: all that the nightly job leaves of a visit's minute. */
export function cutToDay(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
