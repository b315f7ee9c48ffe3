import { useFormats } from '#app/i18n/react.ts';

/** "Saturday, 14 March, 16:00–17:30 (Urumqi time)": the begin with its zone, the end as a time. */
export function useWhen(zone: string, now: Date): (from: Date, until: Date) => string {
  const { formatDate, formatTime } = useFormats();
  return (from, until) => `${formatDate(from, { zone, now })} · ${formatTime(from, zone)}–${formatTime(until, zone, { withZone: true })}`;
}
