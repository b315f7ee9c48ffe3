import { canReview, canSupervise, reviews } from '../policy.ts';
import { FINAL, REOPEN_DAYS } from './by-requester.ts';
import { notSupervisor, workerOrRung } from './by-supervisor.ts';
import { notHers } from './by-worker.ts';
import type { Draft } from './events.ts';
import { openReviewOf, reviewCheck, type ReviewRung } from './review.ts';
import { allow, type Case, type Decider, refuse } from './verdict.ts';

const DAY = 24 * 3600_000;

/** The grid's leader, where the work is below her and she had no hand in it; else the council. */
function reviewRung({ state, context: { team, actor } }: Case): ReviewRung {
  const free = team.some(({ account, role, tied }) => role === 'leader' && !tied && account !== actor.account && !state.workers.includes(account));
  return state.rung === 'manager' && free ? 'leader' : 'council';
}

/** What whoever asked called solved herself stays so, and so does what nobody opens again. */
function isSettled({ state, context: { events, now } }: Case): boolean {
  if (!state.closedAt) return false;
  const confirmed = events.findLast(({ type }) => type === 'confirmed' || type === 'reopened');
  const byHerself = confirmed?.type === 'confirmed' && confirmed.actor === state.requester;
  return byHerself || (state.outcome !== undefined && FINAL.includes(state.outcome)) || now.getTime() - state.closedAt.getTime() > REOPEN_DAYS * DAY;
}

const openReview: Decider<'openReview'> = (found, { text }) => {
  const { state, context } = found;
  if (!canSupervise(context.actor, state)) return notSupervisor(found);
  if (openReviewOf(state)) return refuse('asked-once');
  if (isSettled(found) || state.workers.length === 0) return refuse('not-now');
  // What was looked at is looked at again when something happened since.
  if (state.review?.endedSeq !== undefined && state.turn <= state.review.endedSeq + Number(state.review.ended === 'again')) return refuse('asked-once');
  return text ? allow({ type: 'review-opened', facts: { text, by: reviewRung(found) } }) : refuse('reason-needed');
};

const dropReview: Decider<'dropReview'> = (found, { text }) => {
  const { state, context } = found;
  const review = openReviewOf(state);
  if (!review) return refuse('not-now');
  return review.openedBy === context.actor.account && canSupervise(context.actor, state) ? allow({ type: 'review-ended', facts: { text, finding: 'dropped' } }) : notHers(found);
};

function notReviewer(found: Case) {
  const { state, context } = found;
  return state.workers.includes(context.actor.account) ? refuse('worker-and-supervisor') : notHers(found);
}

const takeReview: Decider<'takeReview'> = (found) => {
  const { state, context } = found;
  const review = openReviewOf(state);
  if (!review) return refuse('not-now');
  if (!canReview(context.actor, state)) return notReviewer(found);
  return review.by ? refuse('not-now') : allow({ type: 'review-taken', facts: {} });
};

/** By the one who looks at it, with words: nobody is judged in silence. */
const closeReview: Decider<'closeReview'> = (found, { text }) => {
  if (!openReviewOf(found.state)) return refuse('not-now');
  if (!reviews(found.context.actor, found.state)) return notReviewer(found);
  return text ? allow({ type: 'review-ended', facts: { text, finding: 'in-order' } }) : refuse('reason-needed');
};

/** It goes back to who did it, or to the rung; what was closed is opened again. */
const reviewAgain: Decider<'reviewAgain'> = (found, { text }) => {
  const { state, stage, context } = found;
  if (!openReviewOf(state)) return refuse('not-now');
  if (!reviews(context.actor, state)) return notReviewer(found);
  if (isSettled(found)) return refuse('not-now');
  if (!text) return refuse('reason-needed');
  return allow({ type: 'review-ended', facts: { text, finding: 'again' } }, { type: stage === 'reopened' ? 'reopened' : 'sent-back', facts: { stage, holder: workerOrRung(found) } });
};

/** Silence hands it up to the council; the council's own is told once. */
export function reviewRunOut({ state, context }: Case): Draft[] {
  const due = reviewCheck(state, context.working);
  if (!due || due > context.now) return [];
  return [{ type: 'review-ran-out', facts: openReviewOf(state)?.rung === 'leader' ? { by: 'council' } : {} }];
}

export const REVIEW_COMMANDS = { openReview, dropReview, takeReview, closeReview, reviewAgain };
