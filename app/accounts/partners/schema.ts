import { z } from 'zod';
import { perLanguage } from '#app/platform/form-fields.ts';

const id = z.string().min(1).max(40);
export const KINDS = ['property', 'contractor', 'clinic', 'lawyer', 'interpreter', 'trainer', 'mediator'] as const;

export const NamesSchema = z.object(perLanguage('name', 80));

export const PartnerActSchema = z.discriminatedUnion('intent', [
  NamesSchema.extend({ intent: z.literal('add'), kind: z.enum(KINDS), contact: z.string().trim().max(300).optional() }),
  z.object({ intent: z.literal('end'), partner: id }),
  z.object({ intent: z.literal('invite'), partner: id }),
  z.object({ intent: z.literal('wake'), slip: id }),
  z.object({ intent: z.literal('end-slip'), slip: id }),
  z.object({ intent: z.literal('end-account'), membership: id }),
]);
