import { USUAL_CLOCKS } from '#app/requests/engine/kind.ts';
import { addWorkingMinutes, type WorkingTime, workingMinutesBetween } from '#app/requests/working-time.ts';
import type { OfficeClock } from '../passed-on.server.ts';

/** Whoever a letter is to has as long as an office has for what is passed on to it; in minutes of the mall's working time. */
export const LETTER_LIMIT = USUAL_CLOCKS.office;

/** The same clock for both who ask and who answer. Computed, never stored. */
export function letterClock(working: WorkingTime, askedAt: Date, now: Date, limit = LETTER_LIMIT): OfficeClock {
  const minutes = workingMinutesBetween(working, askedAt, now);
  const used = minutes / limit;
  return {
    state: used > 1 ? 'over' : used >= 0.8 ? 'soon' : 'running',
    used,
    leftMinutes: Math.max(0, limit - minutes),
    overMinutes: Math.max(0, minutes - limit),
    dueAt: addWorkingMinutes(working, askedAt, limit),
  };
}
