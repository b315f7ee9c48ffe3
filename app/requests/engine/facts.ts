import { DaySchema } from '#app/platform/form-fields.ts';

/** One fact that a kind asks for. Closed words, numbers and days only, so that every reader reads it in her own language. */
export type FactField = { id: string } & (
  | { type: 'choice'; options: readonly string[] }
  | { type: 'number'; min: number; max: number }
  /** A day of the mall, `2026-03-09`. */
  | { type: 'day' }
);

/** Values by field, as they stand in a text of their own: sealed, and erased with the words of the case. A choice is one of its options, a number is whole. */
export type RequestFacts = Record<string, string | number>;

function read(field: FactField, value: unknown): string | number | null {
  if (field.type === 'choice') return field.options.find((option) => option === value) ?? null;
  if (field.type === 'day') return DaySchema.safeParse(value).data ?? null;
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= field.min && number <= field.max ? number : null;
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

export interface ReadFacts {
  facts: RequestFacts;
  /** Ids of fields whose value is none of theirs. */
  wrong: string[];
}

/** What was given for a kind's fields; what it doesn't ask for is dropped unread, an empty one is left out. */
export function readFacts(fields: readonly FactField[], given: Readonly<Record<string, unknown>>): ReadFacts {
  const out: ReadFacts = { facts: {}, wrong: [] };
  for (const field of fields) {
    if (isEmpty(given[field.id])) continue;
    const value = read(field, given[field.id]);
    if (value === null) out.wrong.push(field.id);
    else out.facts[field.id] = value;
  }
  return out;
}

export const sameFacts = (one: RequestFacts, other: RequestFacts): boolean => {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
};
