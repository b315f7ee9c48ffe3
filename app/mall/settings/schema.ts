import { z } from 'zod';

/** What every form of the settings carries beside its own fields. */
export const SaveSchema = z.object({
  /** First day in the mall's zone; the command says what days are possible. */
  from: z.string().trim().min(1).max(10),
  /** Only to see what it would do to running clocks. */
  intent: z.enum(['save', 'preview', 'theirs']).catch('save'),
  /** The day whose settings the form was filled from. */
  on: z.string().max(10).optional(),
  /** The versions she had before her, and those whose meeting with hers she was shown. */
  seen: z.string().max(2_000).default(''),
  knows: z.string().max(2_000).optional(),
});

/** Buttons of the list: a second officer's yes, or taking back what isn't in effect yet. */
export const DecideSchema = z.object({ intent: z.enum(['confirm', 'withdraw']), version: z.coerce.number().int().min(1), back: z.string().max(20).optional() });

export const ImportSchema = SaveSchema.extend({ intent: z.enum(['save', 'preview', 'theirs']).catch('preview') });
