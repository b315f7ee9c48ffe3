import { z } from 'zod';

/** As many things as one saving may change; rows are written 500 at a time. */
export const MOST_CHANGES = 6_000;

const Id = z.string().min(1).max(64);
const Point = z.tuple([z.number().finite(), z.number().finite()]);
const Category = z.string().trim().min(1).max(60).regex(/^[a-z][a-z._-]*$/);

const UnitSchema = z.object({
  type: z.literal('unit'),
  id: Id,
  version: z.number().int().min(0),
  number: z.string().max(60),
  category: Category,
  lettable: z.boolean(),
  shape: z.array(z.array(z.array(Point).min(3).max(1_600)).min(1).max(60)).max(60),
});
const DoorSchema = z.object({ type: z.literal('door'), id: Id, version: z.number().int().min(0), line: z.array(Point).length(2), unit: z.string().max(64), kind: Category });

export const ChangesSchema = z
  .array(z.object({ id: Id, version: z.number().int().min(0), item: z.discriminatedUnion('type', [UnitSchema, DoorSchema]).nullable() }))
  .min(1)
  .max(MOST_CHANGES)
  .refine((changes) => new Set(changes.map(({ id }) => id)).size === changes.length && changes.every(({ id, item }) => !item || item.id === id));

/** What the drawing sends. */
export const SaveSchema = z.object({
  changes: z
    .string()
    .max(8_000_000)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'form.not-understood' });
        return z.NEVER;
      }
    })
    .pipe(ChangesSchema),
});

/** One unit as a plain form, for a page without script and for whoever prefers to type. */
export const UnitFormSchema = z.object({
  id: Id,
  version: z.coerce.number().int().min(0),
  number: z.string().trim().max(60),
  category: Category,
  lettable: z.literal('on').optional(),
  corners: z.string().max(60_000),
});

export const RemoveFormSchema = z.object({ id: Id, version: z.coerce.number().int().min(0) });

const NOT = { invalid_type_error: 'form.not-understood', required_error: 'form.required' };

/** A floor from nothing. Its id comes with the form, so that sending twice adds one. */
export const LevelSchema = z.object({
  id: z.string().uuid(),
  /** As people count: 1 at the street, 2 above it, -1 the first below; there is no 0. */
  floor: z.preprocess((text) => (text === '' ? undefined : Number(text)), z.number(NOT).int('form.not-understood').min(-20, 'form.not-understood').max(150, 'form.not-understood').refine((floor) => floor !== 0)),
  /** As in the lift; by default `F3` or `B1`. */
  shortName: z.string().trim().max(12).regex(/^([\p{L}\p{N}][\p{L}\p{N} ._-]*)?$/u),
  building: z.string().max(64).optional(),
});
