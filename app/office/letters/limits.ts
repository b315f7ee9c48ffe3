/** Characters of a question, and of an answer in one language. */
export const MOST_QUESTION = 1000;
export const MOST_ANSWER = 4000;
