import { z } from 'zod';

const secret = { username: z.string().trim().toLowerCase().min(1).max(80), fresh: z.string().min(1).max(200), again: z.string().max(200) };

export const RecoverSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('card'), ...secret, code: z.string().trim().min(1).max(40) }),
  z.object({ intent: z.literal('people'), ...secret, lost: z.enum(['password', 'both']).default('password') }),
]);
export type Recover = z.infer<typeof RecoverSchema>;

export const VouchSchema = z.object({ intent: z.enum(['look', 'vouch']), number: z.string().trim().min(1).max(20), seen: z.string().max(5).optional() });
