import { z } from 'zod';

const id = z.string().min(1).max(40);
export const KINDS = ['property', 'contractor', 'clinic', 'lawyer', 'interpreter', 'trainer', 'mediator'] as const;
const name = z.string().trim().max(80).optional();

export const NamesSchema = z.object({ 'name-zh': name, 'name-ug': name, 'name-kk': name, 'name-ru': name, 'name-en': name });

export const PartnerActSchema = z.discriminatedUnion('intent', [
  NamesSchema.extend({ intent: z.literal('add'), kind: z.enum(KINDS), contact: z.string().trim().max(300).optional() }),
  z.object({ intent: z.literal('end'), partner: id }),
  z.object({ intent: z.literal('invite'), partner: id }),
  z.object({ intent: z.literal('wake'), slip: id }),
  z.object({ intent: z.literal('end-slip'), slip: id }),
  z.object({ intent: z.literal('end-account'), membership: id }),
]);

/** What was typed per language, without the empty ones. */
export function namesOf(input: z.infer<typeof NamesSchema>): Partial<Record<'zh' | 'ug' | 'kk' | 'ru' | 'en', string>> {
  const languages = ['zh', 'ug', 'kk', 'ru', 'en'] as const;
  return Object.fromEntries(languages.flatMap((language) => (input[`name-${language}`] ? [[language, input[`name-${language}`]]] : [])));
}
