import { z } from 'zod';

/** Characters of an office's answer. */
export const MOST_WORDS = 2000;

const words = z.string().trim().min(1).max(MOST_WORDS);
const language = z.enum(['zh', 'ug', 'kk', 'ru', 'en']);
const turn = z.coerce.number().int().min(0).optional();

/** What an official can do with what was passed on; `act` is the button. */
export const PassedOnActSchema = z.discriminatedUnion('act', [
  z.object({ act: z.literal('take-on'), turn }),
  z.object({ act: z.literal('answer'), turn, language, outcome: z.enum(['solved', 'half-fixed', 'wont-do']), words }),
  z.object({ act: z.literal('hand-back'), turn, language, reason: words }),
]);
export type PassedOnAct = z.infer<typeof PassedOnActSchema>;
