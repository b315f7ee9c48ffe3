import type { Reason } from '#app/platform/refusal.ts';
import { NEED_PROGRAMS, PROMISE_ROWS, QUESTION_ROWS } from '../form-limits.ts';

/**
 * What the house would refuse of a form, said on the device before it is kept: the same fields, the same reasons. Whatever is
 * missed here the house still refuses, and then it stands beside the record.
 */
export function whatIsMissing(fields: Readonly<Record<string, string>>, hasAccount: boolean): Record<string, Reason> {
  const required: Reason = { key: 'form.required' };
  if (!fields.outcome) return { outcome: required };
  if (fields.outcome !== 'met') return {};
  const errors: Record<string, Reason> = {};
  const said = (name: string) => (fields[name] ?? '').trim() !== '';
  for (const program of NEED_PROGRAMS) if (fields[`wants-${program}`] && !said(`need-${program}`)) errors[`need-${program}`] = required;
  for (let row = 0; row < PROMISE_ROWS; row += 1) if (said(`promise-${row}`) && !fields[`due-${row}`]) errors[`due-${row}`] = required;
  if (Object.keys(errors).length > 0) return errors;
  const wroteMore = said('note') || NEED_PROGRAMS.some((program) => fields[`wants-${program}`]) || Array.from({ length: PROMISE_ROWS }, (_, row) => said(`promise-${row}`)).some(Boolean) || Array.from({ length: QUESTION_ROWS }, (_, row) => said(`reply-${row}`)).some(Boolean);
  return wroteMore && !hasAccount && fields.carbon !== 'on' ? { carbon: { key: 'visits:refused.carbon-first' } } : {};
}
