import type { WorkingCalendar } from '#models/mall.server.ts';
import { weekOn } from '#app/requests/working-time.ts';

/** Longest time offered, in minutes: a volunteer comes between customers and can't be bound to a quarter of an hour. */
const LONGEST = 120;
const SHORTEST = 60;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const timeOf = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Times at which a visit may be wished for, `10:00-12:00`: the mall's working time of any weekday from that day on, in pieces of two hours. */
export function offeredTimes(calendar: WorkingCalendar, today: string): string[] {
  const week = weekOn(calendar, today);
  const spans = new Map(Object.values(week).flatMap((day) => (day ?? []).map(([from, to]) => [`${from}-${to}`, [minutesOf(from), minutesOf(to)] as const])));
  const times = [...spans.values()].flatMap(([from, to]) => {
    const pieces: string[] = [];
    for (let at = from; to - at >= SHORTEST; at += LONGEST) {
      // What is left and too short for one of its own belongs to the last.
      const end = to - at - LONGEST < SHORTEST ? to : at + LONGEST;
      pieces.push(`${timeOf(at)}-${timeOf(end)}`);
      if (end === to) break;
    }
    return pieces;
  });
  return [...new Set(times)].sort();
}
