import { z } from 'zod';
import { byLanguage, DaySchema, perLanguage } from '#app/platform/form-fields.ts';
import { NEED_PROGRAMS, QUESTION_ROWS } from '../form-limits.ts';
import { SCOPE_KINDS } from './scope.ts';

export const LIMITS = { name: 60, purpose: 300, days: 180, places: 2_000 } as const;
const ids = z.array(z.string().regex(/^[0-9A-Za-z-]{1,64}$/)).max(LIMITS.places);

export const RoundSchema = z
  .object({
    ...perLanguage('name', LIMITS.name),
    ...perLanguage('purpose', LIMITS.purpose),
    opensOn: DaySchema,
    closesOn: DaySchema,
    scope: z.enum(SCOPE_KINDS),
    grids: ids,
    levels: ids,
    trades: ids,
    questions: ids.max(QUESTION_ROWS),
    needs: z.array(z.enum(NEED_PROGRAMS)).min(1).max(NEED_PROGRAMS.length),
    /** The version of the published list that the officer chose from. */
    listVersion: z.coerce.number().int().min(0).catch(0),
    intent: z.enum(['count', 'save']).catch('count'),
  })
  .superRefine((form, context) => {
    if (form.scope !== 'all' && form[form.scope].length === 0) context.addIssue({ code: 'custom', path: [form.scope], message: 'form.required' });
  })
  .transform(({ opensOn, closesOn, scope, grids, levels, trades, questions, needs, listVersion, intent, ...fields }) => ({
    intent,
    opensOn,
    closesOn,
    needs,
    asks: questions.length > 0 ? { version: listVersion, questions: [...new Set(questions)] } : undefined,
    name: byLanguage('name', fields),
    purpose: byLanguage('purpose', fields),
    scope: scope === 'all' ? { kind: scope } : { kind: scope, ids: [...new Set({ grids, levels, trades }[scope])] },
  }));
type Planned = z.output<typeof RoundSchema>;
/** `needs` absent: of all programs that the mall offers. */
export type RoundInput = Omit<Planned, 'asks' | 'needs'> & Partial<Pick<Planned, 'asks' | 'needs'>>;

/** Fields as they came; the lists may come several times. */
export function roundOfForm(form: FormData): Record<string, unknown> {
  return { ...Object.fromEntries(form), grids: form.getAll('grids'), levels: form.getAll('levels'), trades: form.getAll('trades'), questions: form.getAll('questions'), needs: form.getAll('needs') };
}

/** Buttons of a round's page; `version` is what the officer saw. */
export const ActSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('cancel'), version: z.coerce.number().int().min(1) }),
  z.object({ intent: z.literal('last-day'), version: z.coerce.number().int().min(1), closesOn: DaySchema }),
]);
