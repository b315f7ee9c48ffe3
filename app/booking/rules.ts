import type { BookingState, Occasion } from '#models/booking.server.ts';

export const QUARTER = 15 * 60_000;
/** Longest an occasion lasts. */
export const LONGEST = 24 * 3600_000;
/** Bookings are kept so long after their occasion. */
export const KEPT_DAYS = 30;

type Places = Pick<Occasion, 'places' | 'waitingPlaces' | 'held' | 'waiting'>;
type Open = Places & Pick<Occasion, 'state' | 'bookBy'>;

/** Why nobody can book now; null while somebody can. */
export function closedBecause(occasion: Open, now: Date): 'called-off' | 'too-late' | 'full' | null {
  if (occasion.state === 'called-off') return 'called-off';
  if (now > occasion.bookBy) return 'too-late';
  return nextPlace(occasion) ? null : 'full';
}

/** What whoever comes next gets. Nobody overtakes those who wait: a free place while some wait is theirs. */
export function nextPlace({ places, waitingPlaces, held, waiting }: Places): 'held' | 'waiting' | null {
  if (held < places && waiting === 0) return 'held';
  return waiting < waitingPlaces ? 'waiting' : null;
}

/** How many of those who wait move up now. */
export function movingUp({ places, held, waiting }: Pick<Places, 'places' | 'held' | 'waiting'>): number {
  return Math.max(0, Math.min(places - held, waiting));
}

/** It takes place at this moment. */
export const isOnNow = ({ state, startsAt, endsAt }: Pick<Occasion, 'state' | 'startsAt' | 'endsAt'>, now: Date): boolean => state === 'open' && startsAt <= now && now < endsAt;

export const isLive = (state: BookingState): boolean => state === 'held' || state === 'waiting';

/** The quarters of an hour that a time touches, begins first. @throws RangeError when it is over before it begins, or longer than a day */
export function quartersOf(startsAt: Date, endsAt: Date): Date[] {
  const [from, to] = [Math.floor(startsAt.getTime() / QUARTER), Math.ceil(endsAt.getTime() / QUARTER)];
  if (to <= from || endsAt.getTime() - startsAt.getTime() > LONGEST) throw new RangeError('An occasion lasts from a moment to a day.');
  return Array.from({ length: to - from }, (_, at) => new Date((from + at) * QUARTER));
}
