import { DoorError } from './door-error.ts';

/** Days that a list goes back by itself, and furthest from its first to its last. */
export const MOST_DAYS = 90;
export const UPDATE_DAYS = 7;
const DAY = 86_400_000;
const MOST_ROWS = 200;
const USUAL_ROWS = 50;
/** Furthest row that a page begins at; whoever wants more asks for another span of days. */
const FURTHEST = 10_000;
const MOST_IDS = 50;

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function momentOf(name: string, value: string | undefined): Date | null {
  if (!value) return null;
  // A plus sign that wasn't encoded comes as a blank.
  const written = value.trim().replace(' ', '+');
  const at = MOMENT.test(written) ? new Date(written) : new Date(NaN);
  if (Number.isNaN(at.getTime())) throw new DoorError(400, `${name} has to be a moment such as 2026-03-11T05:00:00Z.`);
  return at;
}

export interface Span {
  from: Date;
  until: Date;
}

/** `start_date` and `end_date`; one alone makes a span of the greatest length, none the one that ends now. @throws {DoorError} */
export function spanOf({ start_date: start, end_date: end }: Readonly<Record<string, string>>, days: number, now: Date): Span {
  const [first, last] = [momentOf('start_date', start), momentOf('end_date', end)];
  const until = last ?? (first ? new Date(Math.min(first.getTime() + days * DAY, now.getTime() + 1000)) : new Date(now.getTime() + 1000));
  const from = first ?? new Date(until.getTime() - days * DAY);
  if (until < from) throw new DoorError(400, 'end_date is before start_date.');
  if (until.getTime() - from.getTime() > days * DAY) throw new DoorError(400, `start_date and end_date may be ${days} days apart.`);
  return { from, until };
}

/** `page` from 1, `page_size` up to {@link MOST_ROWS}. @throws {DoorError} */
export function pageOf({ page = '1', page_size: size = String(USUAL_ROWS) }: Readonly<Record<string, string>>): { skip: number; limit: number } {
  const [number, limit] = [page, size].map((value) => (/^\d{1,6}$/.test(value) ? Number(value) : 0)) as [number, number];
  if (number < 1) throw new DoorError(400, 'page is a number from 1.');
  if (limit < 1 || limit > MOST_ROWS) throw new DoorError(400, `page_size is a number from 1 to ${MOST_ROWS}.`);
  if ((number - 1) * limit > FURTHEST) throw new DoorError(400, `Nothing is given beyond row ${FURTHEST}: ask for fewer days.`);
  return { skip: (number - 1) * limit, limit };
}

/** Values parted by commas; null where nothing was given. @throws {DoorError} */
export function listOf(value: string | undefined): string[] | null {
  const all = (value ?? '').split(',').map((one) => one.trim()).filter(Boolean);
  if (all.length > MOST_IDS) throw new DoorError(400, `At most ${MOST_IDS} values in one list.`);
  return all.length > 0 ? all : null;
}

export type Status = 'open' | 'closed';
/** Null: both. @throws {DoorError} */
export function statusOf(value: string | undefined): Status | null {
  const asked = new Set(listOf(value) ?? ['open', 'closed']);
  for (const one of asked) if (one !== 'open' && one !== 'closed') throw new DoorError(400, 'status is open or closed.');
  return asked.size === 2 ? null : ([...asked][0] as Status);
}

const YES = new Set(['1', 'true', 'yes', 'on']);
export const isYes = (value: string | undefined): boolean => YES.has((value ?? '').toLowerCase());
