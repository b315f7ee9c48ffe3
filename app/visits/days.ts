const parts = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = parts.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' });
  parts.set(zone, made);
  return made;
}

/** Day of the zone's calendar (`2026-03-11`) and half of the day: before or from 12:00 on the zone's clock. */
export function dayAndHalf(at: Date, zone: string): { day: string; half: 'am' | 'pm' } {
  const found = Object.fromEntries(formatOf(zone).formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: `${found.year}-${found.month}-${found.day}`, half: Number(found.hour) < 12 ? 'am' : 'pm' };
}

export function dayIn(at: Date, zone: string): string {
  return dayAndHalf(at, zone).day;
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
