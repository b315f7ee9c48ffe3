import { z } from 'zod';
import { MOST_TITLE } from './limits.ts';

/** What a passer-by may say something about; never a person or a shop. */
export const REPORTED = ['danger', 'broken', 'way'] as const;
export type Reported = (typeof REPORTED)[number];

export const ReportSchema = z.object({
  what: z.enum(REPORTED, { errorMap: () => ({ message: 'form.required' }) }),
  words: z.string().trim().min(1).max(MOST_TITLE),
});
