import { z } from 'zod';
import { IdSchema } from '../schema.ts';
import { codeOf, isDigest, readCode } from './statement.ts';

const BASE64 = /^[A-Za-z0-9+/]+=*$/;

/** An owner says which phones sign for her shop. */
export const PhoneSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('add'), key: IdSchema, publicKey: z.string().min(80).max(300).regex(BASE64) }),
  z.object({ intent: z.literal('remove'), key: IdSchema }),
]);

/** Most signatures that a phone sends in one go. */
export const MOST_SIGNED = 20;
const SignedSchema = z
  .object({
    key: IdSchema,
    code: z.string().max(20).refine((code) => readCode(code) === code),
    /** Absent: the number was typed, and it alone was signed. */
    digest: z.string().max(43).refine(isDigest).optional(),
    signature: z.string().min(80).max(120).regex(BASE64),
  })
  .refine(({ code, digest }) => !digest || codeOf(digest) === code);
export const SignedListSchema = z.array(SignedSchema).min(1).max(MOST_SIGNED);
export type Signed = z.infer<typeof SignedSchema>;

/** `waiting`: the visit hasn't arrived yet. `otherwise`: the shop has said something else since. */
export type SignedAnswer = 'confirmed' | 'waiting' | 'otherwise' | 'unknown';
