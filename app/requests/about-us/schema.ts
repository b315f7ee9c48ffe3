import { z } from 'zod';
import { MOST_WORDS } from '../limits.ts';

const blank = <T extends z.ZodTypeAny>(schema: T) => z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema);
const words = z.string({ required_error: 'form.required' }).trim().min(1, 'form.required').max(MOST_WORDS);

export const AboutUsSchema = z.object({ words, person: blank(z.string().max(80).optional()) });

/** What stood on a paper from the box. */
export const TypeInSchema = AboutUsSchema.extend({ booth: blank(z.string().trim().max(20).optional()) });
