import { z } from 'zod';

/** What every form of the settings carries beside its own fields. */
export const SaveSchema = z.object({
  /** First day in the mall's zone; the command says what days are possible. */
  from: z.string().trim().min(1).max(10),
  /** Only to see what it would do to running clocks. */
  intent: z.enum(['save', 'preview']).catch('save'),
});

/** Buttons of the list: a second officer's yes, or taking back what isn't in effect yet. */
export const DecideSchema = z.object({ intent: z.enum(['confirm', 'withdraw']), version: z.coerce.number().int().min(1) });

export const ImportSchema = SaveSchema.extend({ intent: z.enum(['save', 'preview']).catch('preview') });
