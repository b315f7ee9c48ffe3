import { singleton } from '#app/platform/singleton.server.ts';

const lines = () => singleton('booking-lines', () => new Map<string, Promise<unknown>>());

/**
 * Lets those who want the same thing come one after the other in this process, in the order in which they came: two hundred
 * transactions on one row would only make each other repeat. Between processes the transaction itself decides.
 */
export function inLine<R>(key: string, work: () => Promise<R>): Promise<R> {
  const before = lines().get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  const settled = mine.catch(() => undefined);
  lines().set(key, settled);
  void settled.then(() => lines().get(key) === settled && lines().delete(key));
  return mine;
}
