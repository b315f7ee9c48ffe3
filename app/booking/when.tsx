import type { ReactNode } from 'react';
import { Num } from '#app/components/num.tsx';
import { useFormats } from '#app/i18n/react.ts';

/** "Saturday, 14 March · 16:00–17:30 (Urumqi time)": the times stay together, with their zone. */
export function useWhen(zone: string, now: Date): (from: Date, until: Date) => ReactNode {
  const { formatDate, formatTime, zoneWord } = useFormats();
  return (from, until) => (
    <>
      {formatDate(from, { zone, now })} · <Num>{`${formatTime(from, zone)}–${formatTime(until, zone)}`}</Num> {zoneWord(zone, now)}
    </>
  );
}
