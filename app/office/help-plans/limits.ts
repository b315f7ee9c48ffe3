/** Rows of the form that offers a plan; what stays empty isn't part of it. */
export const TASK_ROWS = [1, 2, 3, 4] as const;
export const LOAN_ROWS = [1, 2, 3] as const;
/** Longest words, in characters. */
export const MOST = { missing: 600, task: 200, loan: 120 } as const;
/** Working days that an office may give itself for a task. */
export const TASK_DAYS = ['1', '2', '5', '10', '20'] as const;
export const LOAN_KINDS = ['room', 'people', 'equipment'] as const;
