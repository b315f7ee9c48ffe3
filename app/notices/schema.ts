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
/** `title-zh` … `title-en`: one field a language, so that an error stands at its own. */
const each = <N extends string>(name: N, max: number) =>
  Object.fromEntries(LANGUAGES.map((language) => [`${name}-${language}`, words(max)])) as Record<`${N}-${(typeof LANGUAGES)[number]}`, ReturnType<typeof words>>;

const Receivers = { to: PlacesSchema, original: z.enum(LANGUAGES) };

const InformationForm = z.object({ ...Receivers, class: z.literal('information'), ...each('title', LIMITS.title), ...each('body', LIMITS.body) });
const MustAcknowledgeForm = z.object({
  ...Receivers,
  class: z.literal('must-acknowledge'),
  fixed: z.enum(FIXED_TEMPLATES),
  day: DaySchema,
  from: TimeSchema,
  until: TimeSchema,
  ...each('added', LIMITS.added),
});

type PerLanguage = Partial<Record<(typeof LANGUAGES)[number], string>>;

function gathered(name: string, fields: Record<string, unknown>): PerLanguage {
  return Object.fromEntries(LANGUAGES.flatMap((language) => (fields[`${name}-${language}`] ? [[language, fields[`${name}-${language}`]]] : [])));
}

/** The composer's fields; what comes out has its words by language. */
export const NoticeSchema = z.discriminatedUnion('class', [InformationForm, MustAcknowledgeForm]).transform((form) => {
  const { to, original } = form;
  if (form.class === 'information') return { class: form.class, to, original, title: gathered('title', form), body: gathered('body', form) };
  const { fixed, day, from, until } = form;
  return { class: form.class, to, original, fixed, day, from, until, added: gathered('added', form) };
});
export type NoticeInput = z.output<typeof NoticeSchema>;

export const WithdrawalSchema = z.object({ reason: z.string().trim().min(1).max(LIMITS.reason), language: z.enum(LANGUAGES) });

/** Fields as they came; `to` may come several times. */
export function noticeOfForm(form: FormData): Record<string, unknown> {
  return { ...Object.fromEntries(form), to: form.getAll('to') };
}
