import { dayIn, weekdayOf } from '#app/i18n/zone-days.ts';
import { addDays } from '#app/visits/days.ts';

/** Monday of the week that a day lies in. */
export const mondayOfDay = (day: string): string => addDays(day, -((weekdayOf(day) + 6) % 7));

/** Monday of the week that a moment falls in, in the mall's zone. */
export const mondayOf = (at: Date, zone: string): string => mondayOfDay(dayIn(at, zone));
