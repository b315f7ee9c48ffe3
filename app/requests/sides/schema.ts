import { z } from 'zod';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { MOST_WORDS } from '../limits.ts';

const blank = <T extends z.ZodTypeAny>(schema: T) => z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema);

export const InviteSchema = z.object({ words: blank(z.string().trim().max(MOST_WORDS).optional()) });

/** What the other side sends with her number and code. */
export const SideSchema = z.object({
  number: z.string().trim().min(1).max(40),
  code: z.string().trim().min(1).max(20),
  intent: z.enum(['show', 'take-part', 'stay-out', 'say', 'confirm', 'not-solved', 'end-talks', 'decline-worker', 'join']).default('show'),
  room: z.enum(['other', 'joint']).default('other').catch('other'),
  wish: blank(z.enum(CONTENT_LANGUAGES).optional()),
  words: blank(z.string().trim().max(MOST_WORDS).optional()),
  turn: z.coerce.number().int().positive().optional().catch(undefined),
});
export type SideInput = z.infer<typeof SideSchema>;
