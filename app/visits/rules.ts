import { addDays } from './days.ts';
import type { VisitInput } from './schema.ts';

/** Longest times, in days: RIGHTS.md, "Keeping". An association may shorten them, never lengthen. */
export const KEPT_DAYS = { draft: 7, note: 30, round: 90 } as const;
const DAY = 24 * 3600_000;

/** How far ahead a promise may lie, in days. */
const PROMISE_AHEAD = 180;

export const draftErasedAt = (now: Date): Date => new Date(now.getTime() + KEPT_DAYS.draft * DAY);
export const noteErasedAt = (now: Date): Date => new Date(now.getTime() + KEPT_DAYS.note * DAY);

/** Last moment of a round's rows; a round that nobody finished ends with its last day. @param days where the mall keeps them shorter */
export function roundErasedAt(round: { closesOn: string; finishedAt?: Date }, days: number = KEPT_DAYS.round): Date {
  const ended = round.finishedAt ?? new Date(`${addDays(round.closesOn, 1)}T00:00:00Z`);
  return new Date(ended.getTime() + days * DAY);
}

export interface StoredOfVisit {
  outcome: VisitInput['outcome'];
  needs: VisitInput['needs'];
  promises: VisitInput['promises'];
  replies: NonNullable<VisitInput['replies']>;
  note: string | null;
}

/**
 * What of a form is stored: everything of a visit that took place, the bare outcome of any other.
 * @returns `carbon-first` for a shop without an account that was to be left a paper copy of what was written, and wasn't
 */
export function whatIsStored(input: Omit<VisitInput, 'clientId' | 'language'>, shopHasAccount: boolean): StoredOfVisit | 'carbon-first' {
  if (input.outcome !== 'met') return { outcome: input.outcome, needs: [], promises: [], replies: [], note: null };
  const replies = input.replies ?? [];
  const wroteMore = input.needs.length + input.promises.length + replies.length > 0 || input.note !== '';
  if (wroteMore && !shopHasAccount && !input.carbon) return 'carbon-first';
  return { outcome: 'met', needs: input.needs, promises: input.promises, replies, note: input.note || null };
}

/** A promise is for today or a later day, and not for some year nobody remembers. */
export function isPromiseDay(dueOn: string, today: string): boolean {
  return dueOn >= today && dueOn <= addDays(today, PROMISE_AHEAD);
}

export type DueState = 'kept' | 'not-kept' | 'today' | 'over' | 'coming';
export interface PromiseAnswers {
  dueOn: string;
  keptAt?: Date | null;
  notKeptAt?: Date | null;
  shop?: 'kept' | 'not-kept';
}
/** The shop's word goes before the word of whoever gave the promise: with its "not yet" a kept one is open again. */
export function dueState(promise: PromiseAnswers, today: string): DueState {
  if (promise.shop === 'kept') return 'kept';
  if (promise.notKeptAt) return 'not-kept';
  if (promise.keptAt && !promise.shop) return 'kept';
  if (promise.dueOn === today) return 'today';
  return promise.dueOn < today ? 'over' : 'coming';
}

/** The earliest day of the promises that are open and weren't reminded of. */
export function chaseOn(promises: readonly (PromiseAnswers & { remindedAt?: Date })[]): string | undefined {
  const open = promises.filter((one) => !one.remindedAt && !['kept', 'not-kept'].includes(dueState(one, one.dueOn)));
  return open.map(({ dueOn }) => dueOn).sort()[0];
}

/** Door numbers as people read them: F1-9 before F1-10. */
export function byDoor(a: { unit: { number: string } | null }, b: { unit: { number: string } | null }): number {
  return (a.unit?.number ?? '').localeCompare(b.unit?.number ?? '', 'en', { numeric: true });
}

export interface OfferRow {
  grid: string;
  merchant: string;
}
export interface TallyRow {
  grid: string;
  slot: string;
  offered: number;
}

const SLOTS = 8;
/** The row of its grid that a shop is counted in: by its id alone, so that a row says nothing about who came. */
export function slotOf(merchant: string): string {
  return String((Number.parseInt(merchant.slice(-2), 16) || 0) % SLOTS);
}

/** Sums of offers by grid and slot: what the stored tallies have to say. Order of the rows doesn't matter. */
export function tallyOf(offers: Iterable<OfferRow>): Map<string, TallyRow> {
  const tallies = new Map<string, TallyRow>();
  for (const { grid, merchant } of offers) {
    const slot = slotOf(merchant);
    const key = `${grid} ${slot}`;
    const row = tallies.get(key) ?? { grid, slot, offered: 0 };
    row.offered += 1;
    tallies.set(key, row);
  }
  return tallies;
}

const STEP = 5 * 60_000;
/** The end of the five minutes that a moment lies in: what rows about offers say of their time until the night cuts it to the day. */
export function blurred(now: Date): Date {
  return new Date((Math.floor(now.getTime() / STEP) + 1) * STEP);
}

/**
 * How many shops that said no on their own phones are counted now: as many as were offered a visit by people in the same
 * grid and half-day, so that no number moves where nobody walks. On the round's last day all of them.
 */
export function carriedNow({ offeredThisHalf, waiting, others, lastDay }: { offeredThisHalf: number; waiting: number; others: number; lastDay: boolean }): number {
  return lastDay || (others === 0 && offeredThisHalf > 0) ? waiting : Math.min(waiting, offeredThisHalf);
}

export interface OfferClaim {
  grid: string;
  day: string;
  half: 'am' | 'pm';
  met: boolean;
}

const order = ({ day, half, grid }: OfferClaim): string => [day, half, grid].join(' ');

/**
 * Of all that was done at one shop in one round: the earliest half-day offered the visit, and it was met if any of them met it.
 * Associative, commutative, idempotent: whatever arrives in whatever order, however often, the offer is the same.
 */
export function mergeOffers(claims: readonly [OfferClaim, ...OfferClaim[]]): OfferClaim {
  const first = claims.reduce((earlier, claim) => (order(claim) < order(earlier) ? claim : earlier));
  return { grid: first.grid, day: first.day, half: first.half, met: claims.some(({ met }) => met) };
}

/** What a shop's offer changes in the tallies when it becomes another one; nothing while it is in the same grid. */
export function tallyMoves(before: Pick<OfferClaim, 'grid'> | null, now: Pick<OfferClaim, 'grid'>): { grid: string; by: 1 | -1 }[] {
  if (before?.grid === now.grid) return [];
  return [...(before ? [{ grid: before.grid, by: -1 as const }] : []), { grid: now.grid, by: 1 }];
}

/** How long after a round's end its visits may still arrive, in days; they stand beside the frozen figures. */
export const LATE_DAYS = 7;

/** Whether a visit that took place at `at` and arrives now belongs to this round: while it is open, and a week after it ended. */
export function roundTakes(round: { state: string; finishedAt?: Date }, at: Date, now: Date): boolean {
  if (round.state === 'open') return true;
  if (round.state !== 'finished' || !round.finishedAt) return false;
  return at <= round.finishedAt && now.getTime() <= round.finishedAt.getTime() + LATE_DAYS * DAY;
}
