import { z } from 'zod';
import { LIMITS } from '../form-limits.ts';

export const CARBON_ANSWERS = ['confirm', 'correct', 'contest'] as const;

/** At the counter: the paper's number and code, then what the merchant says to it. */
export const CarbonSchema = z
  .object({
    intent: z.enum(['show', ...CARBON_ANSWERS]),
    number: z.string().trim().max(20).transform((typed) => typed.replace(/\D/g, '')).pipe(z.string().length(8, 'visits:refused.carbon-number')),
    code: z.string().trim().min(1).max(20),
    words: z.string().trim().max(LIMITS.contest).optional().default(''),
  })
  .superRefine(({ intent, words }, context) => {
    if ((intent === 'correct' || intent === 'contest') && !words) context.addIssue({ code: 'custom', path: ['words'], message: 'form.required' });
  });
export type CarbonInput = z.infer<typeof CarbonSchema>;
