import mongoose from 'mongoose';
import { RateLimiterMongo, type RateLimiterRes } from 'rate-limiter-flexible';
import { singleton } from './singleton.server.ts';

/** Points per seconds. A mall's phones share one address: account + address is what is counted, the address alone has a ceiling that fits a mall. */
const LIMITS = {
  'sign-in': { points: 8, duration: 15 * 60 },
  'sign-in-address': { points: 900, duration: 15 * 60 },
  'second-factor': { points: 6, duration: 15 * 60 },
  ask: { points: 30, duration: 60 * 60 },
  write: { points: 300, duration: 60 },
} as const;
export type LimitName = keyof typeof LIMITS;

/** Kept in the database, so that a restart forgives nothing. */
const limiters = () => singleton('limiters', () => new Map<LimitName, RateLimiterMongo>());

function limiter(name: LimitName): RateLimiterMongo {
  const known = limiters().get(name);
  if (known) return known;
  const { points, duration } = LIMITS[name];
  const made = new RateLimiterMongo({ storeClient: mongoose.connection, tableName: 'ratelimits', keyPrefix: name, points, duration });
  limiters().set(name, made);
  return made;
}

const isRefusal = (error: unknown): error is RateLimiterRes => typeof error === 'object' && error !== null && 'msBeforeNext' in error;

/** Takes one point. @returns 0 when there was one, else the seconds to wait */
export async function takePoint(name: LimitName, key: string): Promise<number> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await limiter(name).consume(key);
      return 0;
    } catch (error) {
      if (isRefusal(error)) return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      // Parallel first upserts of one key may come back empty on the embedded engine: the second try finds the row.
      if (attempt >= 2) throw error;
    }
  }
}

/** Gives the points back, e.g. after a right password. */
export async function forgivePoints(name: LimitName, key: string): Promise<void> {
  await limiter(name).delete(key);
}
