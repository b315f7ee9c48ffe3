/** The eight services a need may belong to. */
export const NEED_PROGRAMS = ['mutual-aid', 'public-health', 'labor', 'mediation', 'legal', 'safety', 'permits', 'training'] as const;
export type NeedProgram = (typeof NEED_PROGRAMS)[number];

/** Rows for promises on the form; more are another visit. */
export const PROMISE_ROWS = 3;

/** Most questions that one round asks: a visit is a help and no inquiry. */
export const QUESTION_ROWS = 5;

export const LIMITS = { need: 200, promise: 200, note: 500, reply: 200, contest: 1000 } as const;

/** What a shop may say to a visit that is offered. */
export const OFFER_ANSWERS = ['please-come', 'not-now', 'no-thanks', 'never', 'somebody-else'] as const;
export type OfferAnswer = (typeof OFFER_ANSWERS)[number];
