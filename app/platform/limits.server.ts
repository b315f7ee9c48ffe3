import { createHmac } from 'node:crypto';
import { RateLimits } from '#models/rate-limit.server.ts';
import { isDuplicateKey } from './command.server.ts';
import { hashingKey } from './keys.server.ts';

/** Points per window of seconds. A mall's phones share one address: account + address is what is counted, the address alone has a ceiling that fits a mall. */
const LIMITS = {
  'sign-in': { points: 8, window: 15 * 60 },
  'sign-in-address': { points: 900, window: 15 * 60 },
  // Over all addresses: a browser that the account knows goes on beyond it, so nobody is locked out by strangers.
  'sign-in-account': { points: 100, window: 60 * 60 },
  recover: { points: 8, window: 60 * 60 },
  // On one phone; ten wrong ones in a row, however slowly, and the phone is forgotten.
  pin: { points: 5, window: 15 * 60 },
  confirm: { points: 8, window: 15 * 60 },
  'second-factor': { points: 6, window: 15 * 60 },
  'slip-code': { points: 60, window: 15 * 60 },
  'slip-number': { points: 40, window: 15 * 60 },
  ask: { points: 30, window: 60 * 60 },
  report: { points: 30, window: 60 * 60 },
  find: { points: 600, window: 60 * 60 },
  follow: { points: 60, window: 15 * 60 },
  'follow-number': { points: 12, window: 15 * 60 },
  // Other systems: reading without a key by address, sending by key, wrong keys and signatures by address.
  'door-read': { points: 1_200, window: 15 * 60 },
  'door-send': { points: 300, window: 60 * 60 },
  'door-wrong': { points: 30, window: 15 * 60 },
  write: { points: 300, window: 60 },
} as const;
export type LimitName = keyof typeof LIMITS;

function rowOf(name: LimitName, key: string, now: Date): { id: string; ends: number } {
  const length = LIMITS[name].window * 1000;
  const window = Math.floor(now.getTime() / length);
  // Keyed, or a copy of the database would say who wrote in this minute: a merchant whose writing left no row has said no.
  const whom = createHmac('sha256', hashingKey('limits')).update(key).digest('base64url');
  return { id: `${name}:${whom}:${window}`, ends: (window + 1) * length };
}

/**
 * Takes one point of a fixed window, kept in the database so that a restart forgives nothing. Insert first, then count:
 * parallel upserts of one key aren't reliable on the embedded engine (docs/decisions/0004).
 * @returns 0 when there was a point, else the seconds to wait
 */
export async function takePoint(name: LimitName, key: string, now = new Date()): Promise<number> {
  const { id, ends } = rowOf(name, key, now);
  const points = await countOne(id, new Date(ends));
  return points <= LIMITS[name].points ? 0 : Math.max(1, Math.ceil((ends - now.getTime()) / 1000));
}

async function countOne(id: string, expiresAt: Date): Promise<number> {
  try {
    await RateLimits.create([{ _id: id, points: 1, expiresAt }]);
    return 1;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const row = await RateLimits.findOneAndUpdate({ _id: id }, { $inc: { points: 1 } }, { returnDocument: 'after', projection: { points: 1 } }).lean();
    return row?.points ?? 1;
  }
}

/** Gives the points back, e.g. after a right password. */
export async function forgivePoints(name: LimitName, key: string, now = new Date()): Promise<void> {
  await RateLimits.deleteOne({ _id: rowOf(name, key, now).id });
}
