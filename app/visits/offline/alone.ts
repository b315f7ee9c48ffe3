import { type Asking, type Sending, sendWaiting } from './sender.ts';
import type { DayDatabase } from './store.ts';

/** One tab sends at a time, where browsers know locks; elsewhere two send the same, which is stored once. */
export async function sendAlone(db: DayDatabase, told?: () => void): Promise<Sending> {
  const asking: Asking = { ask: (address, init) => fetch(address, init), now: () => Date.now(), told };
  if (!navigator.locks) return sendWaiting(db, asking);
  return navigator.locks.request('visit-day', { ifAvailable: true }, async (lock): Promise<Sending> => (lock ? sendWaiting(db, asking) : 'later'));
}
