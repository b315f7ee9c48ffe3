import { Aparts } from '#models/apart.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { REOPEN_DAYS } from './engine/by-requester.ts';

const DAY = 24 * 3600_000;

/** Whom a request is about is kept away from the shop as long as it is open, and again when it is reopened. */
export async function keepApart(tx: Tx, request: string, open: boolean): Promise<void> {
  const change = open ? { $unset: { endedAt: 1 } } : { $set: { endedAt: tx.now } };
  await Aparts.updateMany({ mall: tx.mall, request }, change, { session: tx.session });
}

/** After as many days as a closed request can be reopened nothing says any more whom it was about. */
export async function forgetAparts(mall: string, now: Date): Promise<number> {
  return (await Aparts.deleteMany({ mall, endedAt: { $lt: new Date(now.getTime() - REOPEN_DAYS * DAY) } })).deletedCount;
}
