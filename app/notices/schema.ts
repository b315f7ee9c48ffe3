import { z } from 'zod';
import { FIXED_TEMPLATES } from './rules.ts';

/** Longest words, in characters. */
export const LIMITS = { title: 80, body: 2_000, added: 300, reason: 300, places: 200 } as const;

const LANGUAGES = ['zh', 'ug', 'kk', 'ru', 'en'] as const;

/** `mall`, or `level:<id>` and `grid:<id>`. Never a language, a round's status or a pasted list. */
export const PlaceSchema = z.string().regex(/^(?:mall|(?:level|grid):[0-9A-Za-z-]{1,64})$/, 'form.not-a-choice');
export const PlacesSchema = z.array(PlaceSchema).min(1, 'form.required').max(LIMITS.places);

const words = (max: number) => z.string().trim().max(max).optional().transform((text) => text || undefined);
const DaySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'form.not-a-date');
const TimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'form.not-a-time');
const perLanguage = <T extends z.ZodTypeAny>(schema: T) => z.object({ zh: schema, ug: schema, kk: schema, ru: schema, en: schema });

const Receivers = { to: PlacesSchema, original: z.enum(LANGUAGES) };

export const InformationSchema = z.object({
  ...Receivers,
  class: z.literal('information'),
  title: perLanguage(words(LIMITS.title)),
  body: perLanguage(words(LIMITS.body)),
});

export const MustAcknowledgeSchema = z.object({
  ...Receivers,
  class: z.literal('must-acknowledge'),
  fixed: z.enum(FIXED_TEMPLATES),
  day: DaySchema,
  from: TimeSchema,
  until: TimeSchema,
  added: perLanguage(words(LIMITS.added)),
});

export const NoticeSchema = z.discriminatedUnion('class', [InformationSchema, MustAcknowledgeSchema]);
export type NoticeInput = z.infer<typeof NoticeSchema>;

export const WithdrawalSchema = z.object({ reason: z.string().trim().min(1).max(LIMITS.reason), language: z.enum(LANGUAGES) });

/** The composer's fields as they came (`title-zh`, `to` several times), in the shape that {@link NoticeSchema} reads. */
export function noticeOfForm(form: FormData): Record<string, unknown> {
  const each = (name: string) => Object.fromEntries(LANGUAGES.map((language) => [language, form.get(`${name}-${language}`) ?? undefined]));
  const { to: _several, ...single } = Object.fromEntries(form);
  return { ...single, to: form.getAll('to'), title: each('title'), body: each('body'), added: each('added') };
}
