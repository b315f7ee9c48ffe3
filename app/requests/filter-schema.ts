import { z } from 'zod';
import { PROGRAM_IDS } from '#app/components/programs.ts';
import { STAGES } from './engine/stages.ts';
import { DUES, filterIn, type ListFilter, ORDERS, queryOf } from './filters.ts';
import { SHOWS } from './shows.ts';

/** What isn't understood narrows nothing: an address may be old, or typed. */
const FilterSchema = z.object({
  due: z.enum(DUES).optional().catch(undefined),
  program: z.enum([...(PROGRAM_IDS as [string, ...string[]]), 'unsorted']).optional().catch(undefined),
  stage: z.enum(STAGES).optional().catch(undefined),
  grid: z.coerce.number().int().min(1).max(99_999).optional().catch(undefined),
  who: z.union([z.enum(['me', 'nobody']), z.string().uuid()]).optional().catch(undefined),
  order: z.enum(ORDERS).optional().catch(undefined),
});

/** The filter in an address. */
export const readFilter = (search: URLSearchParams): ListFilter => FilterSchema.parse(Object.fromEntries(search));

/** A view and its filter as they are kept: in closed words only. */
const KeptSchema = z.string().max(300).transform((query, context) => {
  const search = new URLSearchParams(query);
  const show = SHOWS.find((one) => one === search.get('show'));
  if (show) return queryOf(show, filterIn(show, readFilter(search)));
  context.addIssue({ code: 'custom', message: 'form.not-understood' });
  return z.NEVER;
});

export const SavedSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save-filter'), query: KeptSchema, name: z.string().trim().min(1).max(30) }),
  z.object({ intent: z.literal('delete-filter'), id: z.string().uuid() }),
]);
