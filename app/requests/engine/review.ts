import { addWorkingMinutes, type WorkingTime } from '../working-time.ts';
import type { RequestEvent } from './events.ts';
import type { Rung } from './ladder.ts';

/** With whom a review lies: the grid's leader, or the council. */
export const REVIEW_RUNGS = ['leader', 'council'] as const satisfies Rung[];
export type ReviewRung = (typeof REVIEW_RUNGS)[number];

/** What came of it. `dropped`: taken back by whoever opened it. `gone`: its request was withdrawn. */
export const FINDINGS = ['in-order', 'again', 'dropped', 'gone'] as const;
export type Finding = (typeof FINDINGS)[number];

/** Somebody who had no hand in a request looks at how it was handled. */
export interface Review {
  rung: ReviewRung;
  openedBy: string;
  openedAt: Date;
  /** Since when it lies with this rung. */
  since: Date;
  /** Who looks at it, once somebody said so. */
  by?: string;
  /** The council's time ran out, and everybody was told. */
  ranOut: boolean;
  /** Ids of the reason and of the answer. */
  text?: string;
  answer?: string;
  ended?: Finding;
  /** Number of the event that ended it: another one needs something new. */
  endedSeq?: number;
}

/** Working minutes of the mall for each rung: two days. */
export const REVIEW_MINUTES = 2 * 8 * 60;

export const openReviewOf = ({ review }: { review?: Review }): Review | undefined => (review && !review.ended ? review : undefined);

/** When its time runs out; from the log and the calendar alone. */
export function reviewDue({ since }: Pick<Review, 'since'>, working: WorkingTime): Date | undefined {
  return addWorkingMinutes(working, since, REVIEW_MINUTES) ?? undefined;
}

/** When the house has to look at it; never again once the council's time ran out. */
export function reviewCheck(state: { review?: Review }, working: WorkingTime): Date | undefined {
  const review = openReviewOf(state);
  return review && !review.ranOut ? reviewDue(review, working) : undefined;
}

export type ReviewEvent = Extract<RequestEvent, { type: `review-${string}` }>;
export const isReviewEvent = (event: RequestEvent): event is ReviewEvent => event.type.startsWith('review-');
export const withoutReviewer = ({ by: _by, ...review }: Review): Review => review;

/** The review after one of its events; none of them comes before it was opened. */
export function reviewAfter(was: Review | undefined, event: ReviewEvent): Review | undefined {
  if (event.type === 'review-opened') {
    const { by: rung, text } = event.facts;
    return { rung, openedBy: event.actor, openedAt: event.at, since: event.at, ranOut: false, ...(text ? { text } : {}) };
  }
  if (!was) return undefined;
  if (event.type === 'review-taken') return { ...was, by: event.actor };
  if (event.type === 'review-ran-out') return { ...withoutReviewer(was), ...(event.facts.by ? { rung: event.facts.by, since: event.at } : { ranOut: true }) };
  const { finding, text } = event.facts;
  return { ...was, ended: finding, endedSeq: event.seq, ...(text ? { answer: text } : {}) };
}
