import { z } from 'zod';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { byLanguage, DaySchema, perLanguage, TimeSchema } from '#app/platform/form-fields.ts';
import { LIMITS } from './limits.ts';
import { FIXED_TEMPLATES } from './rules.ts';

/** `mall`, or `level:<id>` and `grid:<id>`. Never a language, a round's status or a pasted list. */
export const PlaceSchema = z.string().regex(/^(?:mall|(?:level|grid):[0-9A-Za-z-]{1,64})$/, 'form.not-a-choice');
export const PlacesSchema = z.array(PlaceSchema).min(1, 'form.required').max(LIMITS.places);

const Receivers = { to: PlacesSchema, original: z.enum(CONTENT_LANGUAGES) };

const InformationForm = z.object({ ...Receivers, class: z.literal('information'), ...perLanguage('title', LIMITS.title), ...perLanguage('body', LIMITS.body) });
const MustAcknowledgeForm = z.object({
  ...Receivers,
  class: z.literal('must-acknowledge'),
  fixed: z.enum(FIXED_TEMPLATES),
  day: DaySchema,
  from: TimeSchema,
  until: TimeSchema,
  ...perLanguage('added', LIMITS.added),
});

/** The composer's fields; what comes out has its words by language. */
export const NoticeSchema = z.discriminatedUnion('class', [InformationForm, MustAcknowledgeForm]).transform((form) => {
  const { to, original } = form;
  if (form.class === 'information') return { class: form.class, to, original, title: byLanguage('title', form), body: byLanguage('body', form) };
  const { fixed, day, from, until } = form;
  return { class: form.class, to, original, fixed, day, from, until, added: byLanguage('added', form) };
});
export type NoticeInput = z.output<typeof NoticeSchema>;

export const WithdrawalSchema = z.object({ reason: z.string().trim().min(1).max(LIMITS.reason), language: z.enum(CONTENT_LANGUAGES) });

/** Fields as they came; `to` may come several times. */
export function noticeOfForm(form: FormData): Record<string, unknown> {
  return { ...Object.fromEntries(form), to: form.getAll('to') };
}
