import { z } from 'zod';
import { MOST_WORDS } from '../limits.ts';
import { LIMITS, PART_EVIDENCE } from './limits.ts';

const id = z.string().min(1).max(80);
const blank = <T extends z.ZodTypeAny>(schema: T) => z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema);
const words = blank(z.string().trim().max(MOST_WORDS).optional());

/** The page of all parts of a request, for whoever has it. */
export const PartsActSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('give'), to: id, limit: z.enum(LIMITS), evidence: blank(z.enum(PART_EVIDENCE).optional()), words }),
  z.object({ intent: z.literal('say'), part: id, words }),
  z.object({ intent: z.literal('take-back'), part: id }),
  /** Typed in from the slip that came back. */
  z.object({ intent: z.enum(['paper-accept', 'paper-done', 'paper-decline']), part: id, words }),
  z.object({ intent: z.literal('slip'), part: id }),
]);
export type PartsAct = z.infer<typeof PartsActSchema>;

export const TASK_INTENTS = ['accept', 'decline', 'done', 'say'] as const;
/** One part's own page, for its holder. */
export const TaskActSchema = z.object({ intent: z.enum(TASK_INTENTS), words });
export type TaskAct = z.infer<typeof TaskActSchema>;

/** The same by number and code of a slip; `show` only looks. */
export const SlipActSchema = z.object({
  number: z.string().trim().min(1).max(40),
  code: z.string().trim().min(1).max(20),
  intent: z.enum(['show', ...TASK_INTENTS]).default('show'),
  words,
});
