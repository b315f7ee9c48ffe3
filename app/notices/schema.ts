import { z } from 'zod';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { byLanguage, DaySchema, MaybeDaySchema, perLanguage, TimeSchema } from '#app/platform/form-fields.ts';
import { LIMITS } from './limits.ts';
import { EMERGENCIES, FIXED_TEMPLATES } from './rules.ts';

/** `mall`, or `level:<id>`, `grid:<id>`, `trade:<id>`, `role:<id>`, `program:<id>`. Never a language, a round's status or a pasted list. */
export const PlaceSchema = z.string().regex(/^(?:mall|(?:level|grid|trade|role|program):[0-9A-Za-z-]{1,64})$/, 'form.not-a-choice');
export const PlacesSchema = z.array(PlaceSchema).min(1, 'form.required').max(LIMITS.places);

const MaybeTimeSchema = z.union([z.literal(''), TimeSchema], { errorMap: () => ({ message: 'form.not-a-time' }) }).default('');

/** To whom, from when and until when; nothing given: at once, and for thirty days. */
const Receivers = { to: PlacesSchema, original: z.enum(CONTENT_LANGUAGES) };
const Times = { sendDay: MaybeDaySchema, sendTime: MaybeTimeSchema, lastDay: MaybeDaySchema, lobby: z.string().optional() };

const Information = { ...perLanguage('title', LIMITS.title), ...perLanguage('body', LIMITS.body) };
const Fixed = { day: DaySchema, from: TimeSchema, until: TimeSchema };
const Added = perLanguage('added', LIMITS.added);

const InformationForm = z.object({ ...Receivers, ...Times, class: z.literal('information'), ...Information });
const MustAcknowledgeForm = z.object({ ...Receivers, ...Times, class: z.literal('must-acknowledge'), fixed: z.enum(FIXED_TEMPLATES), ...Fixed, ...Added });
const EmergencyForm = z.object({ ...Receivers, class: z.literal('emergency'), emergency: z.enum(EMERGENCIES), ...Added });

/** The composer's fields; what comes out has its words by language. */
export const NoticeSchema = z.discriminatedUnion('class', [InformationForm, MustAcknowledgeForm, EmergencyForm]).transform((form) => {
  const { to, original } = form;
  if (form.class === 'emergency') return { class: form.class, to, original, emergency: form.emergency, added: byLanguage('added', form) };
  const when = { sendDay: form.sendDay, sendTime: form.sendTime, lastDay: form.lastDay, lobby: form.lobby !== undefined };
  if (form.class === 'information') return { class: form.class, to, original, ...when, title: byLanguage('title', form), body: byLanguage('body', form) };
  const { fixed, day, from, until } = form;
  return { class: form.class, to, original, ...when, fixed, day, from, until, added: byLanguage('added', form) };
});
type Timed<T> = T extends { sendDay: string; sendTime: string; lastDay: string; lobby: boolean } ? Omit<T, 'sendDay' | 'sendTime' | 'lastDay' | 'lobby'> & Partial<Pick<T, 'sendDay' | 'sendTime' | 'lastDay' | 'lobby'>> : T;
export type NoticeInput = Timed<z.output<typeof NoticeSchema>>;

/** `still`: the languages left as they were are right for the new words too. */
const Still = { original: z.enum(CONTENT_LANGUAGES), still: z.string().optional() };
const CorrectionForm = z.discriminatedUnion('class', [
  z.object({ ...Still, class: z.literal('information'), ...Information }),
  z.object({ ...Still, class: z.literal('must-acknowledge'), ...Fixed, ...Added }),
  z.object({ ...Still, class: z.literal('emergency'), ...Added }),
]);
export const CorrectionSchema = CorrectionForm.transform((form) => {
  const said = { original: form.original, still: form.still !== undefined };
  if (form.class === 'information') return { ...said, class: form.class, title: byLanguage('title', form), body: byLanguage('body', form) };
  if (form.class === 'emergency') return { ...said, class: form.class, added: byLanguage('added', form) };
  const { day, from, until } = form;
  return { ...said, class: form.class, day, from, until, added: byLanguage('added', form) };
});
export type CorrectionInput = z.output<typeof CorrectionSchema>;

/** The second of two types nothing. */
export const SecondSchema = z.object({});
export const WithdrawalSchema = z.object({ reason: z.string().trim().min(1).max(LIMITS.reason), language: z.enum(CONTENT_LANGUAGES) });

/** Fields as they came; `to` may come several times. */
export function noticeOfForm(form: FormData): Record<string, unknown> {
  return { ...Object.fromEntries(form), to: form.getAll('to') };
}
