/** Sizes of a unit's number on the plan, in 5 cm: which are shown depends on how large the plan is on the screen. */
export const LABEL_SIZES = [38, 26, 18, 12] as const;
