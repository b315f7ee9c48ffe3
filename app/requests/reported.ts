/** What a passer-by may say something about; never a person or a shop. */
export const REPORTED = ['danger', 'broken', 'way'] as const;
/** Where it is when it isn't inside a shop. */
export const OUTSIDE = 'outside';
export type Reported = (typeof REPORTED)[number];

/** What lies inside a booth is its shop's alone for a working day; fire, gas and electricity wait for nobody (RIGHTS.md, "Speaking about others"). */
export const isShopsFirst = (what: Reported): boolean => what !== 'danger';
