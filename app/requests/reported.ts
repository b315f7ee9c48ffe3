/** What a passer-by may say something about; never a person or a shop. */
export const REPORTED = ['danger', 'broken', 'way'] as const;
export type Reported = (typeof REPORTED)[number];
