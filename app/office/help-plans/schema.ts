import { z } from 'zod';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { MaybeDaySchema } from '#app/platform/form-fields.ts';
import { LOAN_KINDS, LOAN_ROWS, MOST, TASK_DAYS, TASK_ROWS } from './limits.ts';

const words = (most: number) => z.string().trim().max(most).default('');
const taskRow = (row: number) => ({ [`task-${row}`]: words(MOST.task), [`days-${row}`]: z.enum(TASK_DAYS).default('5') });
const loanRow = (row: number) => ({
  [`loan-${row}`]: words(MOST.loan),
  [`kind-${row}`]: z.enum(LOAN_KINDS).default('room'),
  [`from-${row}`]: z.enum(['office', 'mall']).default('office'),
  [`until-${row}`]: MaybeDaySchema,
});
const rows = Object.assign({}, ...TASK_ROWS.map(taskRow), ...LOAN_ROWS.map(loanRow)) as Record<string, z.ZodTypeAny>;

/** An offer: what is missing, and the rows of the form that somebody filled in. */
export const OfferSchema = z.object({ missing: z.string().trim().min(1).max(MOST.missing), language: z.enum(CONTENT_LANGUAGES), ...rows }).transform((form) => {
  const of = (name: string, row: number) => String((form as Record<string, unknown>)[`${name}-${row}`] ?? '');
  return {
    missing: form.missing,
    language: form.language,
    tasks: TASK_ROWS.filter((row) => of('task', row)).map((row) => ({ row, words: of('task', row), days: Number(of('days', row)) })),
    loans: LOAN_ROWS.filter((row) => of('loan', row)).map((row) => ({ row, words: of('loan', row), kind: of('kind', row) as (typeof LOAN_KINDS)[number], from: of('from', row) as 'office' | 'mall', until: of('until', row) })),
  };
});
export type Offer = z.output<typeof OfferSchema>;

const Plan = { plan: z.string().min(1).max(64) };
const Item = { ...Plan, item: z.string().min(1).max(64) };
/** What either side does with a plan; `act` is the button. */
export const PlanActSchema = z.discriminatedUnion('act', [
  z.object({ ...Plan, act: z.literal('accept') }),
  z.object({ ...Plan, act: z.literal('decline') }),
  z.object({ ...Item, act: z.literal('task-done') }),
  z.object({ ...Item, act: z.literal('lent') }),
  z.object({ ...Item, act: z.literal('returned') }),
]);
export type PlanAct = z.output<typeof PlanActSchema>;
