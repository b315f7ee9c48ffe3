import { inZone, momentOf } from '#app/i18n/zone-days.ts';
import type { NoticeClass } from '../rules.ts';

/** Kinds that somebody may switch off for her phone. An emergency is none of them. */
export const MUTABLE = ['information', 'must-acknowledge', 'personal'] as const satisfies readonly NoticeClass[];

export interface Choice {
  off: readonly string[];
  quietFrom?: string;
  quietUntil?: string;
  digestAt?: string;
}

const DAY = 24 * 3600_000;

/** The next moment at which the zone's clocks show this time. */
function nextAt(time: string, after: Date, zone: string): Date {
  const today = momentOf(inZone(after, zone).day, time, zone);
  return today >= after ? today : momentOf(inZone(new Date(after.getTime() + DAY), zone).day, time, zone);
}

/** Also over midnight: `21:00` to `08:00`. The same time twice is no quiet at all. */
export function isQuiet({ quietFrom, quietUntil }: Choice, at: Date, zone: string): boolean {
  if (!quietFrom || !quietUntil || quietFrom === quietUntil) return false;
  const { time } = inZone(at, zone);
  return quietFrom < quietUntil ? quietFrom <= time && time < quietUntil : time >= quietFrom || time < quietUntil;
}

/**
 * When a phone is told, by its person's own choice: an emergency at once whatever she chose; what waits for her "Got it" at once
 * but not in her quiet hours; the rest with the day's digest where she wants one. Null: not at all.
 */
export function pushAt(kind: NoticeClass, choice: Choice | undefined, now: Date, zone: string): Date | null {
  if (kind === 'emergency' || !choice) return now;
  if (choice.off.includes(kind)) return null;
  const at = kind !== 'must-acknowledge' && choice.digestAt ? nextAt(choice.digestAt, now, zone) : now;
  return isQuiet(choice, at, zone) && choice.quietUntil ? nextAt(choice.quietUntil, at, zone) : at;
}
