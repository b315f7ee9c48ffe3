/** Longest words, in characters, and most places of one notice. */
export const LIMITS = { title: 80, body: 2_000, added: 300, reason: 300, places: 200 } as const;
