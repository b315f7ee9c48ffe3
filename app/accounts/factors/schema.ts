import { z } from 'zod';

const sixDigits = z.string().trim().regex(/^[0-9 ]{6,7}$/, 'form.six-digits');
/** What a passkey answered, as JSON; read by the library that checks it. */
export const passkeyAnswer = z.string().min(2).max(20_000);

/** Everything that the page of second factors can be asked to do; each a plain form. */
export const SecondFactorSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('begin') }),
  z.object({ intent: z.literal('confirm'), code: sixDigits, sealed: z.string().max(400) }),
  z.object({ intent: z.literal('turn-off') }),
  z.object({ intent: z.literal('renew-codes') }),
  z.object({ intent: z.literal('add-passkey'), answer: passkeyAnswer }),
  z.object({ intent: z.literal('remove-passkey'), passkey: z.string().min(1).max(1400) }),
]);

export const ConfirmSchema = z.object({
  password: z.string().max(200).default(''),
  code: z.string().trim().max(20).default(''),
  answer: passkeyAnswer.optional().or(z.literal('')),
  next: z.string().max(2000).optional(),
});

export const PasswordSchema = z.object({ password: z.string().min(1).max(200), fresh: z.string().min(1).max(200), again: z.string().max(200) });
