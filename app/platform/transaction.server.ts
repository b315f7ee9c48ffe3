import mongoose, { type ClientSession } from 'mongoose';
import pLimit, { type LimitFunction } from 'p-limit';
import { singleton } from './singleton.server.ts';

/**
 * Transactions of this process that may be open at once. The embedded engine lets one write at a time and keeps the others
 * waiting, each upon a connection of the pool: as many of them as there are connections leave none to the one that writes, and
 * all give up. Whoever comes beyond waits in line here, and reads go on.
 */
const AT_ONCE = 12;
const line = () => singleton('transactions', (): LimitFunction => pLimit(AT_ONCE));

const SAFE = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', j: true } } as const;

/**
 * Does the work in one transaction, again where the database asks for a repeat, in its turn; the only way to begin one. Never
 * inside of another: the inner one would wait for the outer one's end.
 */
export function inTransaction<R>(work: (session: ClientSession) => Promise<R>): Promise<R> {
  return line()(async () => {
    const session = await mongoose.connection.startSession();
    try {
      return (await session.withTransaction(() => work(session), SAFE)) as R;
    } finally {
      await session.endSession();
    }
  });
}
