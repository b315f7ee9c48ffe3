/** Sentences that are sent again and again, ready in all five languages: `replies.json`. */
export const REPLIES = ['on-my-way', 'tomorrow', 'part-ordered', 'waiting-for-others', 'picture-please', 'when-are-you-there', 'call-you', 'done-please-look'] as const;
export type Reply = (typeof REPLIES)[number];
