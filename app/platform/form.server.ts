import { data } from '@remix-run/node';
import type { ZodError, ZodIssue, ZodTypeAny, infer as Infer } from 'zod';
import { type FormRefusal, type Reason, Refusal } from './refusal.ts';

/** Characters that turn text around or hide in it: bidi controls, zero-width and other controls except line breaks. */
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/;

/** A schema's own reason: a key of the shared sentences, or of its room's. */
const OWN = /^(?:form\.|[a-z-]+:refused\.)/;

/** Sentences for what zod finds; zod itself never speaks to people. */
export function reasonOf(issue: ZodIssue): Reason {
  if (OWN.test(issue.message)) return { key: issue.message };
  if (issue.code === 'too_big') return { key: 'form.too-long', params: { max: Number(issue.maximum) } };
  if (issue.code === 'too_small') return Number(issue.minimum) <= 1 ? { key: 'form.required' } : { key: 'form.too-short', params: { min: Number(issue.minimum) } };
  if (issue.code === 'invalid_type' && issue.received === 'undefined') return { key: 'form.required' };
  if (issue.code === 'invalid_enum_value' || issue.code === 'invalid_union_discriminator') return { key: 'form.not-a-choice' };
  if (issue.code === 'invalid_date') return { key: 'form.not-a-date' };
  return { key: 'form.not-understood' };
}

/** Text fields only; files are read apart. A name that comes several times becomes a list under `name[]`. */
export function formValues(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === 'string') values[name] = value;
  return values;
}

/** The first field with characters that nobody sees. */
export function findHidden(values: Record<string, string>): string | undefined {
  return Object.entries(values).find(([, value]) => HIDDEN.test(value))?.[0];
}

/** Never sent back: passwords (`fresh` and `again` are a new one), codes, what a passkey answered. */
const SECRET = ['password', 'fresh', 'again', 'code', 'pin', 'answer'];

/** The answer of an action that saved nothing. 422, so that without JavaScript too the page says that it is a refusal. */
export function refuseForm(errors: Record<string, Reason>, values: Record<string, string>) {
  const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET.includes(name)));
  return data({ ok: false, errors, values: kept } satisfies FormRefusal, { status: 422 });
}

export function errorsOf(error: ZodError): Record<string, Reason> {
  const errors: Record<string, Reason> = {};
  for (const issue of error.issues) errors[String(issue.path[0] ?? 'form')] ??= reasonOf(issue);
  return errors;
}

/**
 * Casts a form by its schema and runs the command with it. What the schema or the command refuses comes back as a
 * {@link refuseForm} answer with everything that was typed; every other error goes on to the error page.
 * @param input what the schema reads; the form's text fields unless the page prepares more
 */
export async function submitForm<S extends ZodTypeAny, R>(form: FormData, schema: S, run: (input: Infer<S>) => Promise<R>, input?: unknown) {
  const values = formValues(form);
  const hidden = findHidden(values);
  if (hidden) return refuseForm({ [hidden]: { key: 'form.hidden-characters' } }, values);
  const parsed = schema.safeParse(input ?? values);
  if (!parsed.success) return refuseForm(errorsOf(parsed.error), values);
  try {
    return await run(parsed.data);
  } catch (error) {
    if (error instanceof Refusal) return refuseForm({ [error.field]: error.reason }, values);
    throw error;
  }
}
