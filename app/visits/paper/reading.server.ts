import { errorsOf } from '#app/platform/form.server.ts';
import type { Reason } from '#app/platform/refusal.ts';
import { QUESTION_ROWS } from '../form-limits.ts';
import { type VisitInput, VisitSchema } from '../schema.ts';

type Errors = Record<string, Reason>;
export interface LineRead {
  input: VisitInput;
  half: 'am' | 'pm';
}
const FIELDS = ['outcome', 'half', 'program', 'need', 'promise', 'due', 'carbon', ...Array.from({ length: QUESTION_ROWS }, (_, row) => `reply${row}` as const)] as const;
const HALVES = ['am', 'pm'] as const;

/** Fields of the online form → those of a line. */
function fieldOf(name: string): (typeof FIELDS)[number] {
  const [first = '', row = ''] = name.split('-');
  return FIELDS.find((field) => field === first || field === first + row) ?? 'outcome';
}

/**
 * One line of a sheet as it was typed, read by the online form's schema: `outcome-3`, `half-3` … of line 3.
 * @returns null for a line that was left empty
 */
export function readLine(values: Record<string, string>, line: number, { asks, needs, ...known }: { clientId: string; language: string; asks: readonly string[]; needs: readonly string[] }): LineRead | { errors: Errors } | null {
  const typed = (field: (typeof FIELDS)[number]) => (values[`${field}-${line}`] ?? '').trim();
  const at = (errors: Errors) => ({ errors: Object.fromEntries(Object.entries(errors).map(([field, reason]) => [`${field}-${line}`, reason])) });
  const [outcome, half, program, need, promise, due] = [typed('outcome'), typed('half'), typed('program'), typed('need'), typed('promise'), typed('due')];
  const replies = asks.map((question, row) => ({ row, question, words: typed(`reply${row}` as 'reply0') }));
  const more = Boolean(program || need || promise || due || replies.some(({ words }) => words));
  if (!outcome) return more ? at({ outcome: { key: 'form.required' } }) : null;
  const read = VisitSchema.safeParse({
    ...known,
    outcome,
    carbon: typed('carbon') || undefined,
    note: '',
    ...(program ? { [`wants-${program}`]: 'on', [`need-${program}`]: need } : {}),
    ...Object.fromEntries(replies.flatMap(({ row, question, words }) => [[`asks-${row}`, question], [`reply-${row}`, words]])),
    'promise-0': promise,
    'due-0': due,
  });
  const errors: Errors = {};
  if (!read.success) for (const [name, reason] of Object.entries(errorsOf(read.error))) errors[fieldOf(name)] ??= reason;
  const chosen = HALVES.find((one) => one === half);
  if (!chosen) errors.half ??= { key: half ? 'form.not-a-choice' : 'form.required' };
  if (program && !needs.includes(program)) errors.program ??= { key: 'form.not-a-choice' };
  if (need && !program) errors.program ??= { key: 'form.required' };
  if (due && !promise) errors.promise ??= { key: 'form.required' };
  // Nothing typed goes without a word: of other outcomes nothing but themselves is stored.
  if (more && outcome !== 'met') errors.outcome ??= { key: 'visits:refused.words-if-met' };
  if (!read.success || !chosen || Object.keys(errors).length > 0) return at(errors);
  return { input: read.data, half: chosen };
}
