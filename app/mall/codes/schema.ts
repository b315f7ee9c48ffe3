import { z } from 'zod';

export const PAPERS = ['a4', 'a3'] as const;
/** Labels across an A4 sheet: for a pillar, a door, a counter, a shelf. */
export const SIZES = ['xl', 'l', 'm', 's'] as const;

const id = z.string().min(1).max(80);

/** What a sheet of codes shows; anything not understood is as if it were left out. */
export const SheetSchema = z.object({
  of: z.enum(['booths', 'assets']).catch('booths'),
  level: id.optional().catch(undefined),
  grid: id.optional().catch(undefined),
  number: z.string().trim().min(1).max(40).optional().catch(undefined),
  paper: z.enum(PAPERS).catch('a4'),
  size: z.enum(SIZES).catch('m'),
  page: z.coerce.number().int().min(1).max(100).catch(1),
});
export type SheetChoice = z.infer<typeof SheetSchema>;

export const VoidSchema = z.object({
  /** Id of a place, or `*` for all. */
  place: id,
  sure: z.literal('on', { errorMap: () => ({ message: 'form.required' }) }),
});

const blank = <T extends z.ZodTypeAny>(schema: T) => z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema);

/** From the scan page: what the camera read, or the number on the sign; a picture comes beside them. */
export const ScanSchema = z.object({
  code: blank(z.string().trim().max(500).optional()),
  number: blank(z.string().trim().max(40).optional()),
});
export type ScanInput = z.infer<typeof ScanSchema>;
