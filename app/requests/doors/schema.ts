import { z } from 'zod';

export const DoorsSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('make'), door: z.enum(['open311', 'hook'], { errorMap: () => ({ message: 'form.required' }) }), name: z.string().trim().min(2).max(80) }),
  z.object({ intent: z.literal('end'), key: z.string().min(1).max(80) }),
  z.object({ intent: z.literal('secret'), receiver: z.string().min(1).max(80) }),
  z.object({ intent: z.literal('key'), receiver: z.string().min(1).max(80), key: z.string().trim().min(1).max(200) }),
  z.object({ intent: z.literal('again'), message: z.string().min(1).max(80) }),
]);
