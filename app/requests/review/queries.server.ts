import type { Localized } from '#app/i18n/languages.ts';
import type { GridRole } from '#app/platform/actor.ts';
import { type Actor, gridRolesIn } from '#app/platform/actor.ts';
import type { RequestRow } from '#models/request.server.ts';
import { openReviewOf, REVIEW_MINUTES, reviewDue } from '../engine/review.ts';
import type { RequestState } from '../engine/state.ts';
import { workingMinutesBetween, type WorkingTime } from '../working-time.ts';

/** The last review of a request, as its page shows it. */
export function reviewCard({ review }: Pick<RequestState, 'review'>, names: Map<string, Localized>, now: Date, working: WorkingTime) {
  if (!review || review.ended === 'gone') return null;
  const { rung, openedBy, openedAt, since, by, ended, text, answer } = review;
  return {
    rung,
    openedAt,
    openedBy: names.get(openedBy) ?? {},
    by: by ? (names.get(by) ?? {}) : null,
    ended: ended ?? null,
    dueAt: ended ? null : (reviewDue(review, working) ?? null),
    /** Working minutes; negative when its time is over. */
    leftMinutes: ended ? null : REVIEW_MINUTES - workingMinutesBetween(working, since, now),
    text: text ?? null,
    answer: answer ?? null,
  };
}

type ReviewFields = Pick<RequestRow, 'reviewRung' | 'reviewDueAt' | 'reviewer'>;

/** What lists need of an open review; nothing of one that is over. */
export function reviewRow(state: Pick<RequestState, 'review'>, working: WorkingTime): { [K in keyof Required<ReviewFields>]: ReviewFields[K] } {
  const review = openReviewOf(state);
  return { reviewRung: review?.rung, reviewDueAt: review && reviewDue(review, working), reviewer: review?.by };
}

const holds = (actor: Actor, mall: string, role: GridRole, grid: string | undefined) => gridRolesIn(actor, mall).some((held) => held.role === role && held.grid === grid);

/** Whether an open review is in this person's list: she may look at it, or watches over its grid. Whoever has the work in hand isn't asked. */
export function isReviewOf({ reviewRung, grid, worker }: Pick<RequestRow, 'reviewRung' | 'grid' | 'worker'>, actor: Actor, mall: string): boolean {
  if (!reviewRung || worker === actor.account) return false;
  const ofCouncil = actor.memberships.some((one) => one.kind === 'officer' && one.mall === mall && (one.post === 'council' || one.post === 'secretary'));
  return holds(actor, mall, 'supervisor', grid) || (reviewRung === 'leader' ? holds(actor, mall, 'leader', grid) : ofCouncil);
}

/** What runs out first above. */
export const byReviewDue = (one: Pick<RequestRow, 'reviewDueAt'>, other: Pick<RequestRow, 'reviewDueAt'>): number => (one.reviewDueAt?.getTime() ?? 0) - (other.reviewDueAt?.getTime() ?? 0);
