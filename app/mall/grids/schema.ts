import { z } from 'zod';
import { DaySchema } from '#app/platform/form-fields.ts';
import { GRID_APART } from './apart.ts';

const id = z.string().min(1).max(64);
const version = z.coerce.number().int().min(0);
/** Whole numbers only, as somebody types them. */
const count = (most: number) => z.coerce.number({ invalid_type_error: 'form.not-understood' }).int().min(1).max(most);

export const StartSchema = z.discriminatedUnion('way', [
  z.object({ way: z.literal('hand') }),
  z.object({ way: z.literal('grids'), grids: count(2_000) }),
  z.object({ way: z.literal('shops'), shops: count(5_000) }),
]);
export type StartInput = z.infer<typeof StartSchema>;

const base = { version };
export const PlanStepSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('move'), ...base, units: z.array(id).max(10_000), numbers: z.string().max(2_000).default(''), level: id.optional(), to: id }),
  z.object({ step: z.literal('plan'), ...base, day: DaySchema.optional(), apart: z.record(id, z.enum(GRID_APART).exclude(['map-changed'])).default({}) }),
  z.object({ step: z.literal('take-back'), ...base }),
  z.object({ step: z.literal('give-up'), ...base }),
]);
export type PlanStepInput = z.infer<typeof PlanStepSchema>;

/** The field in which a grid in several parts gets its reason. */
export const apartField = (grid: string): string => `apart-${grid}`;

/** Fields as the page names them; a name that comes several times is a list. */
export function planStepOf(form: FormData): Record<string, unknown> {
  const one = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const units = form.getAll('unit').filter((value): value is string => typeof value === 'string');
  const apart = Object.fromEntries([...form.keys()].flatMap((name) => (name.startsWith(apartField('')) && one(name) ? [[name.slice(apartField('').length), one(name)]] : [])));
  return { step: one('step'), version: one('version'), units, numbers: one('numbers'), level: one('level'), to: one('to'), apart, day: one('day') };
}
