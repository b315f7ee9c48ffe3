import type { Model, QueryFilter } from 'mongoose';
import type { Tx } from './command.server.ts';

/** A row that counts who met on it; the field is `meetings` in its model. */
interface MeetingPlace {
  meetings?: number;
}

/**
 * Two transactions that look before they write, and each add a row of their own, would both be right and together wrong.
 * Whoever calls this first in the transaction meets the other one on a row: one of the two is repeated and sees what the other did.
 * It counts up: writing the time would be no write, and no meeting, where it is the same millisecond.
 * @returns how many rows there were to meet on
 */
export async function meetOn<T extends MeetingPlace>(tx: Tx, model: Model<T>, where: QueryFilter<T>): Promise<number> {
  const { matchedCount } = await model.updateMany(where, { $inc: { meetings: 1 } } as never, { session: tx.session, timestamps: false });
  return matchedCount;
}
