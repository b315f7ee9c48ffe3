import type { ClientSession, Model } from 'mongoose';
import type { Stored } from '#models/define-model.server.ts';

/** A row as it is written: the times of writing come by themselves. */
export type NewRow<T extends Stored> = Omit<T, 'createdAt' | 'updatedAt'>;

/**
 * Many new rows, in a command's transaction or outside of any: cast by their schema, unknown fields refused, but without a document around each, which
 * costs three times as much. What zod hasn't checked before isn't checked here either. Nothing at all is fine.
 * @param at what the rows say of their time, where the moment would say too much
 */
export async function insertRows<T extends Stored>({ session, ordered = true }: { session?: ClientSession; ordered?: boolean }, model: Model<T>, rows: readonly NewRow<T>[], at = new Date()): Promise<void> {
  if (rows.length === 0) return;
  const cast = rows.map((row) => {
    const said = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
    return { ...(model.castObject(said as never) as object), createdAt: at, updatedAt: at };
  });
  await model.insertMany(cast as never, { session, ordered, lean: true });
}
