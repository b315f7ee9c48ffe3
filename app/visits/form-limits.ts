/** The eight services a need may belong to. */
export const NEED_PROGRAMS = ['mutual-aid', 'public-health', 'labor', 'mediation', 'legal', 'safety', 'permits', 'training'] as const;
export type NeedProgram = (typeof NEED_PROGRAMS)[number];

/** Rows for promises on the form; more are another visit. */
export const PROMISE_ROWS = 3;

export const LIMITS = { need: 200, promise: 200, note: 500, contest: 1000 } as const;
