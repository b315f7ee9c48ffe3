import type { RequestRow } from '#models/request.server.ts';
import { inZone, momentOf } from '#app/i18n/zone-days.ts';
import type { ListFilter } from './filters.ts';
import { addWorkingMinutes, type WorkingTime } from './working-time.ts';

/** Working minutes that count as soon. */
const SOON = 180;
const DAY = 24 * 3600_000;

/** Until when a clock runs out soon, or today, in the mall's own time. */
export interface Moments {
  now: Date;
  soon: Date;
  midnight: Date;
}

export function momentsAt(now: Date, working: WorkingTime): Moments {
  const tomorrow = inZone(new Date(momentOf(inZone(now, working.zone).day, '12:00', working.zone).getTime() + DAY), working.zone).day;
  return { now, soon: addWorkingMinutes(working, now, SOON) ?? new Date(now.getTime() + SOON * 60_000), midnight: momentOf(tomorrow, '00:00', working.zone) };
}

/** From when until when a clock has to run out. */
export function windowOf({ due }: ListFilter, { now, soon, midnight }: Moments): { from?: Date; until?: Date } {
  if (due === 'over') return { until: now };
  return due ? { from: now, until: due === 'soon' ? soon : midnight } : {};
}

export type FilteredRow = Pick<RequestRow, '_id' | 'dueAt' | 'program' | 'stage' | 'grid' | 'confidential' | 'holder' | 'openedAt'>;

export interface Asking {
  account: string;
  /** Id of the grid with the filter's number; null where there is none such. */
  grid: string | null;
  moments: Moments;
}

/** Whether a line belongs into the narrowed list. While somebody else is waited for no clock of those who work runs. */
export function matches({ dueAt, program, stage, grid, confidential, holder }: FilteredRow, filter: ListFilter, { account, grid: wanted, moments }: Asking): boolean {
  const holding = 'account' in holder ? holder.account : undefined;
  const waits = holder.kind === 'requester' || holder.kind === 'side' || holder.kind === 'nobody';
  if (filter.due) {
    const { from, until } = windowOf(filter, moments);
    if (waits || !dueAt || (from && dueAt < from) || (until && dueAt >= until)) return false;
  }
  if (filter.program && program !== filter.program) return false;
  if (filter.stage && stage !== filter.stage) return false;
  // What is confidential is in no grid.
  if (filter.grid && (confidential || grid !== wanted)) return false;
  if (filter.who === 'nobody') return holding === undefined && !waits;
  return !filter.who || holding === (filter.who === 'me' ? account : filter.who);
}

/** By when it was asked for. */
export function byAge(order: 'new' | 'old') {
  const way = order === 'new' ? -1 : 1;
  return (one: FilteredRow, other: FilteredRow): number => way * (one.openedAt.getTime() - other.openedAt.getTime()) || (one._id < other._id ? -1 : 1);
}
