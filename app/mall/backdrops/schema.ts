import { z } from 'zod';
import { WIDEST } from './placing.ts';

const NOT = { invalid_type_error: 'form.not-understood', required_error: 'form.required' };
const OUT = 'form.not-understood';
/** A number as somebody types it: with a comma too. */
const typed = (schema: z.ZodNumber) => z.preprocess((text) => (typeof text === 'string' ? (text.trim() === '' ? undefined : Number(text.trim().replace(',', '.'))) : text), schema);
const pixel = typed(z.number(NOT).min(0, OUT).max(20_000, OUT)).optional();
const metres = typed(z.number(NOT).min(-WIDEST, OUT).max(WIDEST, OUT));
const length = z.preprocess((text) => (text === '' ? undefined : text), typed(z.number(NOT).min(0.1, OUT).max(WIDEST, OUT)).optional());
const Version = z.coerce.number().int().min(0);

export const BringSchema = z.object({ page: typed(z.number(NOT).int(OUT).min(1, OUT).max(5_000, OUT)).catch(1) });

/** By which of the two its size is known. */
export const WAYS = ['width', 'points'] as const;

/** Where a picture lies: its width, or two points (pixels of the picture) and the metres between them; turned by degrees. */
export const PlaceSchema = z.object({
  version: Version,
  by: z.enum(WAYS),
  width: length,
  between: length,
  x1: pixel,
  y1: pixel,
  x2: pixel,
  y2: pixel,
  angle: typed(z.number(NOT).min(-360, OUT).max(360, OUT)),
  left: metres,
  top: metres,
  opacity: typed(z.number(NOT).min(10, OUT).max(100, OUT)),
});
export type PlaceForm = z.infer<typeof PlaceSchema>;

export const RemoveSchema = z.object({ version: Version });
