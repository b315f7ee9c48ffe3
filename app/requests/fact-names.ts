import { Refusal } from '#app/platform/refusal.ts';
import { type FactField, readFacts, type RequestFacts } from './engine/facts.ts';

/** The form field of a fact. */
export const factName = (id: string): string => `fact-${id}`;

/** Every fact of a form, as it was typed: whoever has the kind reads them. */
export function typedFacts(form: FormData): Record<string, string> {
  const facts = [...form.entries()].flatMap(([name, value]) => (name.startsWith('fact-') && typeof value === 'string' ? [[name.slice(5), value.trim()] as const] : []));
  return Object.fromEntries(facts.slice(0, 20));
}

/** What was typed, for the fields of a kind. @throws {Refusal} at the first field whose value isn't one of its own */
export function factsOf(fields: readonly FactField[], typed: Readonly<Record<string, string>>): RequestFacts {
  const { facts, wrong } = readFacts(fields, typed);
  const field = fields.find(({ id }) => id === wrong[0]);
  if (field?.type === 'number') throw new Refusal({ key: 'requests:refusal.number-between', params: { min: field.min, max: field.max } }, factName(field.id));
  if (field) throw new Refusal(field.type === 'day' ? 'form.not-a-date' : 'form.not-a-choice', factName(field.id));
  return facts;
}
