import { z } from 'zod';
import { MOST_WORDS } from './limits.ts';
import { SEVERAL_ACTS } from './several.ts';

/** As many as a page of a list shows. */
const MOST_PICKED = 20;

const blank = <T extends z.ZodTypeAny>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema);

/** `ZL-2026-0482173.4`: a number and the state in which it was seen. */
const PickSchema = z
  .string()
  .regex(/^[A-Z0-9-]{5,30}\.\d{1,6}$/)
  .transform((pick) => ({ number: pick.slice(0, pick.indexOf('.')), version: Number(pick.slice(pick.indexOf('.') + 1)) }));

export const SeveralSchema = z
  .object({
    act: z.enum(SEVERAL_ACTS),
    pick: z.array(PickSchema).min(1, 'lists:refused.nothing-picked').max(MOST_PICKED),
    account: blank(z.string().uuid().optional()),
    words: blank(z.string().trim().max(MOST_WORDS).optional()),
  })
  .superRefine(({ act, account, words }, context) => {
    if (act === 'assign' && !account) context.addIssue({ code: 'custom', path: ['account'], message: 'form.required' });
    if ((act === 'hand-up' || act === 'hand-back') && !words) context.addIssue({ code: 'custom', path: ['words'], message: 'form.required' });
  });
