import { z } from 'zod';
import { ContentLanguageSchema, IdSchema } from '../schema.ts';

/** Versions of the form that the house still understands: a phone may send what it wrote before the last change. */
export const FORM_VERSIONS: readonly number[] = [1, 2];
export const FORM_VERSION = 2;
/** From this one on a form offers the needs that its round notes; before, those of all programs. */
export const FORM_OF_ROUND = 2;

/** Most visits that a phone sends in one go. */
export const BATCH = 100;

const MomentSchema = z.number().int().min(0).max(8_640_000_000_000_000);
const ClocksSchema = z.object({ device: MomentSchema, server: MomentSchema, stamp: z.string().max(64) });

/** Around the visits; each of them is read by itself, so that one that can't be read spoils nothing. */
export const BatchSchema = z.object({
  /** Whose work it is: a phone that changed hands sends nothing in another one's name. */
  owner: z.string().max(16),
  /** What the device's clock says while sending. */
  sentAt: MomentSchema,
  visits: z.array(z.unknown()).min(1).max(BATCH),
});
export type Batch = z.infer<typeof BatchSchema>;

/** One visit as the device kept it: the fields of the form as they were typed. */
export const SentVisitSchema = z.object({
  clientId: IdSchema,
  merchant: IdSchema,
  form: z.number().int(),
  round: IdSchema,
  /** What the device's clock said at the visit. */
  at: MomentSchema,
  /** Both clocks when the day was taken along, with the house's stamp. */
  taken: ClocksSchema,
  language: ContentLanguageSchema,
  /** Drawn for the number that stands for it at the counter, where the shop has a phone that signs. */
  nonce: z.string().regex(/^[\w-]{16,32}$/).optional(),
  fields: z.record(z.string().max(2_000)),
});
export type SentVisit = z.infer<typeof SentVisitSchema>;
