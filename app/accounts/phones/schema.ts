import { z } from 'zod';

/** Six digits in any grouping. */
export const pinField = z.string().trim().transform((pin) => pin.replace(/[\s-]/g, '')).pipe(z.string().regex(/^\d{6}$/, 'form.six-digits'));
const id = z.string().min(1).max(60);

export const PhoneSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('remember'), pin: pinField, again: z.string().trim().max(20), next: z.string().max(2000).optional() }),
  z.object({ intent: z.literal('forget') }),
]);

/** Who of the people on this phone it is, and her PIN. */
export const PinSchema = z.object({ who: id, pin: pinField, next: z.string().max(2000).optional() });

/** Make a card, or say that it is kept. */
export const CardActSchema = z.object({ intent: z.string().max(20).optional() });

/** Number of a shop card, scanned or typed in any grouping. */
export const CardSchema = z.object({ card: z.string().trim().min(1).max(40), next: z.string().max(2000).optional() });

export const UnlockSchema = z.object({
  pin: z.string().trim().max(20).default(''),
  password: z.string().max(200).default(''),
  what: id,
  next: z.string().max(2000).optional(),
});
