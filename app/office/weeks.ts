import { dayIn, weekdayOf } from '#app/i18n/zone-days.ts';

const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Monday of the week that a moment falls in, in the mall's zone. */
export function mondayOf(at: Date, zone: string): string {
  const day = dayIn(at, zone);
  return addDays(day, -((weekdayOf(day) + 6) % 7));
}
