import { z } from 'zod';
import { DaySchema } from '#app/platform/form-fields.ts';
import { LIMITS, NEED_PROGRAMS, OFFER_ANSWERS, PROMISE_ROWS, QUESTION_ROWS } from './form-limits.ts';

export const OUTCOMES = ['met', 'closed', 'not-met', 'postponed'] as const;

const line = (max: number) => z.string().trim().max(max).optional().default('');
export const ContentLanguageSchema = z.enum(['zh', 'ug', 'kk', 'ru', 'en']);
export const IdSchema = z.string().uuid();

const needFields = Object.fromEntries(
  NEED_PROGRAMS.flatMap((program) => [
    [`wants-${program}`, z.literal('on').optional()],
    [`need-${program}`, line(LIMITS.need)],
  ]),
);
const promiseFields = Object.fromEntries(
  Array.from({ length: PROMISE_ROWS }, (_, row) => [
    [`promise-${row}`, line(LIMITS.promise)],
    [`due-${row}`, z.union([z.literal(''), DaySchema]).optional().default('')],
  ]).flat(),
);

const replyFields = Object.fromEntries(
  Array.from({ length: QUESTION_ROWS }, (_, row) => [
    [`asks-${row}`, z.union([z.literal(''), z.string().uuid()]).optional().default('')],
    [`reply-${row}`, line(LIMITS.reply)],
  ]).flat(),
);

const HeadSchema = z.object({
  clientId: IdSchema,
  outcome: z.enum(OUTCOMES),
  language: ContentLanguageSchema,
  note: line(LIMITS.note),
  /** The shop has no account and was left a paper copy of everything written here. */
  carbon: z.literal('on').optional(),
});
const rowFields: Record<string, z.ZodType<string | undefined, z.ZodTypeDef, unknown>> = { ...needFields, ...promiseFields, ...replyFields };

export const VisitSchema = z
  .record(z.unknown())
  .transform((fields, context) => {
    const head = HeadSchema.safeParse(fields);
    head.error?.issues.forEach((issue) => context.addIssue(issue));
    const flat: Record<string, string | undefined> = {};
    // Most visits fill a few of some thirty fields; those that aren't there cost nothing.
    for (const [field, value] of Object.entries(fields)) {
      if (value === undefined || !Object.hasOwn(rowFields, field)) continue;
      const read = rowFields[field]!.safeParse(value);
      read.error?.issues.forEach((issue) => context.addIssue({ ...issue, path: [field] }));
      flat[field] = read.data;
    }
    return head.success ? { ...head.data, flat } : z.NEVER;
  })
  .transform(({ flat, ...form }, context) => {
    const wanted = NEED_PROGRAMS.filter((program) => flat[`wants-${program}`]).map((program) => ({ program, words: flat[`need-${program}`] ?? '' }));
    // What isn't stored needs no words either.
    if (form.outcome === 'met') {
      for (const { program, words } of wanted) if (!words) context.addIssue({ code: 'custom', path: [`need-${program}`], message: 'form.required' });
    }
    const promises = Array.from({ length: PROMISE_ROWS }, (_, row) => ({ row, words: flat[`promise-${row}`] ?? '', dueOn: flat[`due-${row}`] ?? '' }));
    for (const { row, words, dueOn } of promises) {
      if (form.outcome === 'met' && words && !dueOn) context.addIssue({ code: 'custom', path: [`due-${row}`], message: 'form.required' });
    }
    return {
      clientId: form.clientId,
      outcome: form.outcome,
      language: form.language,
      note: form.note,
      carbon: form.carbon === 'on',
      needs: wanted,
      // A question that was left out is as if it hadn't been asked.
      replies: Array.from({ length: QUESTION_ROWS }, (_, row) => ({ question: flat[`asks-${row}`] ?? '', words: flat[`reply-${row}`] ?? '' })).filter(({ question, words }) => question && words),
      promises: promises.flatMap(({ words, dueOn }) => (words ? [{ words, dueOn }] : [])),
    };
  });
type Typed = z.infer<typeof VisitSchema>;
/** What was written down at a visit; typed in from paper it has no replies. */
export type VisitInput = Omit<Typed, 'replies'> & Partial<Pick<Typed, 'replies'>>;

export const OfferOnlySchema = z.object({ clientId: IdSchema, merchant: IdSchema });

/** What a shop may say to an offer; nobody but the shop can tell one from another. */
export const OfferAnswerSchema = z.object({ merchant: IdSchema, answer: z.enum(OFFER_ANSWERS), not: IdSchema.optional() });

export const VisitAnswerSchema = z.object({ visit: IdSchema });
export const VisitWordsSchema = z.object({ visit: IdSchema, language: ContentLanguageSchema, words: z.string().trim().min(1).max(LIMITS.contest) });
export const NeedSchema = z.object({ visit: IdSchema, need: IdSchema });
export const PromiseSchema = z.object({ visit: IdSchema, promise: IdSchema });
