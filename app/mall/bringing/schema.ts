import { z } from 'zod';

const Property = z.string().max(120).catch('');
const WAYS = ['auto', 'wgs84', 'swapped', 'plane-up', 'plane-down'] as const;
const SCALES = ['auto', 'm', 'cm', 'mm'] as const;

/** What can be chosen before a map is brought in; anything else falls back to what the portal finds by itself. */
export const OptionsSchema = z.object({
  kind: z.enum(['auto', 'imdf', 'geojson', 'osm']).catch('auto'),
  building: z.string().max(60).catch('auto'),
  way: z.enum(WAYS).catch('auto'),
  scale: z.enum(SCALES).catch('auto'),
  guessed: z.enum(['yes', 'no']).catch('yes'),
  number: Property,
  level: Property,
  category: Property,
  name: Property,
  lettable: Property,
});
export type Options = z.infer<typeof OptionsSchema>;

const count = (most: number) => z.coerce.number({ invalid_type_error: 'form.not-understood' }).int().min(1).max(most);
const metres = (least: number, most: number) => z.coerce.number({ invalid_type_error: 'form.not-understood' }).min(least).max(most);

/** A mall without a plan: rows of booths along corridors, the same on every level. Lengths in metres. */
export const QuickSchema = z
  .object({
    levels: count(20),
    /** 1 is at the street, -1 the first below it. */
    lowest: z.coerce.number({ invalid_type_error: 'form.not-understood' }).int().min(-5).max(10),
    rows: count(60),
    booths: count(120),
    width: metres(1, 50),
    depth: metres(1, 50),
    corridor: metres(1, 20),
    numbering: z.enum(['level-running', 'level-row', 'running']),
    building: z.string().max(60).catch('auto'),
  })
  .refine(({ levels, rows, booths }) => levels * rows * booths <= 6_000, { path: ['booths'], message: 'bringing:refused.too-many-booths' });
export type QuickPlan = z.infer<typeof QuickSchema>;

/** What somebody does with a set that was read. */
export const ActSchema = z.discriminatedUnion('do', [
  OptionsSchema.extend({ do: z.literal('choose') }),
  z.object({ do: z.literal('bring-in') }),
  z.object({ do: z.literal('take-back') }),
  z.object({ do: z.literal('drop') }),
]);
