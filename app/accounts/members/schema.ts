import { z } from 'zod';

const membership = z.string().min(1).max(40);
export const MembersSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('invite'), merchant: membership }),
  z.object({ intent: z.literal('wake'), merchant: membership, slip: membership }),
  z.object({ intent: z.literal('end-slip'), merchant: membership, slip: membership }),
  z.object({ intent: z.literal('confirm'), merchant: membership, membership }),
  z.object({ intent: z.literal('end'), merchant: membership, membership }),
  z.object({ intent: z.literal('hand-over'), merchant: membership, membership, sure: z.literal('yes', { errorMap: () => ({ message: 'form.required' }) }) }),
]);
