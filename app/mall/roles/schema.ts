import { z } from 'zod';
import { DaySchema } from '#app/platform/form-fields.ts';

const id = z.string().trim().min(1, { message: 'form.required' }).max(64);
const blank = <T extends z.ZodTypeAny>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'form.not-understood' });

export const FIVE_AND_HEAD = ['leader', 'manager', 'assistant', 'information', 'supervisor', 'level-head'] as const;

export const MOST_MINUTES = 24;
/** A number of minutes, as written on their cover: letters and digits with at least one digit, nothing that tells a story. */
const minutes = z.string().trim().max(MOST_MINUTES).regex(/^(?=.*\d)[\p{L}\p{N} ./№#-]+$/u, { message: 'roles:refused.minutes' });

export const ProposeSchema = z
  .object({
    account: id,
    role: z.enum(FIVE_AND_HEAD),
    from: DaySchema,
    to: DaySchema,
    way: z.enum(['council', 'shops']),
    shops: blank(z.coerce.number().int().min(1).max(5_000).optional()),
    on: blank(DaySchema.optional()),
    minutes: blank(minutes.optional()),
  })
  .superRefine((input, context) => {
    if (input.way !== 'shops') return;
    for (const field of ['shops', 'on', 'minutes'] as const) {
      if (input[field] === undefined) context.addIssue({ code: z.ZodIssueCode.custom, path: [field], message: 'form.required' });
    }
  });
export type ProposeInput = z.infer<typeof ProposeSchema>;

export const DeputySchema = z.object({ account: id, from: DaySchema, to: DaySchema });
export type DeputyInput = z.infer<typeof DeputySchema>;

export const MOST_NOTE = 300;
const note = blank(z.string().trim().max(MOST_NOTE).optional());
const successor = blank(id.optional());

export const LayDownSchema = z.object({ successor, note });
export const EndSchema = z.object({ reason: z.string().trim().min(5).max(500), successor, note });
export const HandOverSchema = z.object({ successor: id, note });

export const AnswerSchema = z.object({ appointment: id, answer: z.enum(['accept', 'decline']) });

export const WEEK = ['1', '2', '3', '4', '5', '6', '0'] as const;
export const ReachSchema = z
  .object({
    nameTo: z.enum(['mall', 'anyone']),
    phoneTo: z.enum(['nobody', 'grid', 'mall', 'anyone']),
    phone: blank(z.string().trim().regex(/^\+?[\d ()-]{5,24}$/, { message: 'roles:refused.phone' }).optional()),
    days: z.array(z.enum(WEEK)).max(7),
    from: blank(clock.optional()),
    until: blank(clock.optional()),
  })
  .superRefine((input, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: z.ZodIssueCode.custom, path: [path], message });
    if (input.phoneTo !== 'nobody' && !input.phone) refuse('phone', 'form.required');
    const hours = [input.days.length > 0, input.from !== undefined, input.until !== undefined];
    if (hours.some(Boolean) && !hours.every(Boolean)) refuse('from', 'roles:refused.hours');
    if (input.from && input.until && input.until <= input.from) refuse('until', 'roles:refused.hours');
  });
export type ReachInput = z.infer<typeof ReachSchema>;

export const TakeBackSchema = z.object({ appointment: id });
export const TieSchema = z.object({ number: z.string().trim().min(1).max(20) });
