import { z } from 'zod';

export const DoorsSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('make'), name: z.string().trim().min(2).max(80) }),
  z.object({ intent: z.literal('end'), key: z.string().min(1).max(80) }),
]);
