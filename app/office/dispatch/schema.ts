import { z } from 'zod';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { boxOf } from './boxes.ts';
import { ANSWER_MINUTES, INCIDENT_KINDS, MOST, TASK_ROWS } from './limits.ts';

const IdSchema = z.string().min(1).max(64);
const rows = Object.assign({}, ...TASK_ROWS.map((row) => ({ [`task-${row}`]: z.string().trim().max(MOST.task).default(''), [`minutes-${row}`]: z.enum(ANSWER_MINUTES).default('60') }))) as Record<string, z.ZodTypeAny>;

/** An incident as it is opened: the rows of the form that somebody filled in, each with the grids ticked for it. */
export const OpeningSchema = z
  .object({ kind: z.enum(INCIDENT_KINDS), what: z.string().trim().min(1).max(MOST.what), language: z.enum(CONTENT_LANGUAGES), grids: IdSchema.array().min(1).max(MOST.grids), ...rows })
  .passthrough()
  .transform((form) => {
    const of = (name: string) => (form as Record<string, unknown>)[name];
    return {
      kind: form.kind,
      what: form.what,
      language: form.language,
      grids: [...new Set(form.grids)],
      tasks: TASK_ROWS.filter((row) => of(`task-${row}`)).map((row) => ({ row, words: String(of(`task-${row}`)), minutes: Number(of(`minutes-${row}`)), grids: [...new Set(form.grids)].filter((grid) => of(boxOf(row, grid)) === 'on') })),
    };
  });
export type Opening = z.output<typeof OpeningSchema>;

const reason = z.string().trim().min(1).max(MOST.reason);
const Offer = { offer: IdSchema };
/** What is done with an incident or an offer of it; `act` is the button. */
export const IncidentActSchema = z.discriminatedUnion('act', [
  z.object({ act: z.literal('accept'), ...Offer }),
  z.object({ act: z.literal('decline'), ...Offer, reason }),
  z.object({ act: z.literal('done'), ...Offer }),
  z.object({ act: z.literal('stuck'), ...Offer, reason }),
  z.object({ act: z.literal('end') }),
  z.object({ act: z.literal('withdraw'), reason }),
]);
export type IncidentAct = z.output<typeof IncidentActSchema>;
