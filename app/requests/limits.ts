/** Longest first sentence and longest message, in characters; for forms and schemas alike. */
export const MOST_TITLE = 500;
export const MOST_WORDS = 2_000;
