import { DataSendings } from '#models/mall-settings.server.ts';
import type { Tx } from './command.server.ts';
import { newId } from './ids.ts';
import type { Carried } from './mall-settings.ts';

/** Everything that leaves the house: released figures, a request passed on by its asker's consent, a question asked of an office, what a receiver carries. */
export type Sent = 'figures' | 'passed-on' | 'question' | Carried;

/**
 * Enters what leaves the house in the list that everybody reads (RIGHTS.md, "What leaves the house"), in the transaction of the
 * command that sends it: nothing goes out and isn't on the list. @param sent.receiver `office:<id>`, or the id of a receiver
 */
export async function noteSending(tx: Pick<Tx, 'session' | 'mall' | 'now'>, { receiver, what, count }: { receiver: string; what: Sent; count: number }): Promise<void> {
  await DataSendings.create([{ _id: newId(), mall: tx.mall, receiver, what, count, at: tx.now }], { session: tx.session });
}

/** Releases come many a day and one after the other: one row a day counts them. */
export async function noteFigures(tx: Pick<Tx, 'session' | 'mall' | 'now'>, receiver: string, dayBegan: Date): Promise<void> {
  const today = { mall: tx.mall, receiver, what: 'figures', at: { $gte: dayBegan } };
  const { matchedCount } = await DataSendings.updateOne(today, { $inc: { count: 1 }, $set: { at: tx.now } }, { session: tx.session });
  if (matchedCount === 0) await noteSending(tx, { receiver, what: 'figures', count: 1 });
}
