import { z } from 'zod';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { MaybeDaySchema } from '#app/platform/form-fields.ts';
import { MERGE_FIELDS } from './doubles/rules.ts';

/** Characters of a name on a sign at most. */
export const LONGEST_NAME = 120;
export const LONGEST_PART = 8;

const name = z.string().trim().max(LONGEST_NAME).default('');
const WISHED = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;
/** `11:00-13:00`; the later hour after the earlier one. */
export const WishedTimeSchema = z
  .string()
  .trim()
  .refine((text) => text === '' || (WISHED.test(text) && text.slice(0, 5) < text.slice(6)), { message: 'form.not-a-time' });
/** Digits with what people write between them; how many digits a number has differs by country. */
export const ContactSchema = z
  .string()
  .trim()
  .max(40)
  .refine((text) => text === '' || /^\+?[\d\s()./-]{5,40}$/.test(text), { message: 'form.not-a-phone' });
const part = z.string().trim().max(LONGEST_PART).default('');
const booth = z.string().trim().min(1).max(40);
const id = z.string().trim().min(1).max(64);

const facts = {
  'name-zh': name,
  'name-ug': name,
  'name-kk': name,
  'name-ru': name,
  'name-en': name,
  trade: z.string().trim().min(1).max(60),
  contact: ContactSchema.default(''),
  wishedTime: WishedTimeSchema.default(''),
};

export const FactsSchema = z.object(facts).transform(({ trade, contact, wishedTime, ...names }) => ({
  names: Object.fromEntries(CONTENT_LANGUAGES.flatMap((language) => (names[`name-${language}`] ? [[language, names[`name-${language}`]]] : []))) as Partial<Record<(typeof CONTENT_LANGUAGES)[number], string>>,
  trade,
  contact,
  wishedTime,
}));
export type Facts = z.infer<typeof FactsSchema>;

/** From which day on; empty: now. */
const day = MaybeDaySchema;
export const NewShopSchema = z.object({ booth: z.string().trim().max(40).default(''), part, day });

export const ShopActSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('give-booth'), booth, part, day }),
  z.object({ intent: z.literal('move'), tenancy: id, booth, part, day, swap: z.literal('yes').optional() }),
  z.object({ intent: z.literal('leave'), tenancy: id, day }),
  z.object({ intent: z.literal('close'), sure: z.literal('yes', { errorMap: () => ({ message: 'form.required' }) }), day }),
  z.object({ intent: z.literal('reopen') }),
  z.object({ intent: z.literal('take-back'), plan: id }),
  z.object({ intent: z.literal('noted'), plan: id }),
]);
export type ShopAct = z.infer<typeof ShopActSchema>;

/** Of every field in which two shops differ, which of the two it is taken from. */
export const MergeSchema = z
  .object({ intent: z.literal('merge'), stays: z.enum(['one', 'other']), sure: z.literal('yes', { errorMap: () => ({ message: 'form.required' }) }) })
  .catchall(z.string().max(200))
  .transform(({ stays, ...chosen }) => ({ stays, fromDouble: MERGE_FIELDS.filter((field) => chosen[`take-${field}`] !== undefined && chosen[`take-${field}`] !== stays) }));
/** The other entry of a shop. */
export const DoubleSchema = z.object({ double: id });
export const PairActSchema = z.object({ intent: z.enum(['merge', 'apart']) });
