/** Longest first sentence and longest message, in characters; longest recording. For forms and schemas alike. */
export const MOST_TITLE = 500;
export const MOST_WORDS = 2_000;
export const VOICE_SECONDS = 60;
