import { z } from 'zod';
import { IdSchema } from '../schema.ts';
import { LIMITS } from '../form-limits.ts';

export const CARBON_ANSWERS = ['confirm', 'correct', 'contest'] as const;

/** At the counter: the paper's number and code, then what the merchant says to it. */
export const CarbonSchema = z
  .object({
    intent: z.enum(['show', ...CARBON_ANSWERS, 'request']),
    /** Which need becomes a request. */
    need: IdSchema.optional(),
    number: z.string().trim().max(20).transform((typed) => typed.replace(/\D/g, '')).pipe(z.string().length(8, 'visits:refused.carbon-number')),
    code: z.string().trim().min(1).max(20),
    words: z.string().trim().max(LIMITS.contest).optional().default(''),
  })
  .superRefine(({ intent, words, need }, context) => {
    if (intent === 'request' && !need) context.addIssue({ code: 'custom', path: ['form'], message: 'form.not-understood' });
    if ((intent === 'correct' || intent === 'contest') && !words) context.addIssue({ code: 'custom', path: ['words'], message: 'form.required' });
  });
export type CarbonInput = z.infer<typeof CarbonSchema>;
