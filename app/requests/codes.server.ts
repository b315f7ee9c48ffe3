import { createHmac, randomBytes, scrypt as scryptCallback, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { hashingKey } from '#app/platform/keys.server.ts';

const scrypt = promisify<Buffer, Buffer, number, object, Buffer>(scryptCallback);
/** 4 MiB and some ten ms a request. What is derived is keyed besides, so a stolen database alone can't try the 36 bits of a code. */
const COST = { N: 2 ** 12, r: 8, p: 1 };
const SALT = 16;

/** Nobody was given a code: requests of a demonstration, and those that came from another system. */
export const NO_CODE = '-';

async function derive(number: string, code: string, salt: Buffer): Promise<Buffer> {
  const keyed = createHmac('sha256', hashingKey('request-codes')).update(`${number} ${code}`).digest();
  return scrypt(keyed, salt, 32, COST);
}

/** What is stored of the code that follows a request without an account: salt and hash. */
export async function hashCode(number: string, code: string): Promise<string> {
  const salt = randomBytes(SALT);
  return [salt, await derive(number, code, salt)].map((part) => part.toString('base64url')).join('.');
}

/** Takes as long where there is no such request (`stored` is undefined). */
export async function codeFits(number: string, code: string, stored: string | undefined): Promise<boolean> {
  const [salt = '', hash = ''] = (stored ?? '').split('.');
  const derived = await derive(number, code, Buffer.from(salt, 'base64url'));
  const kept = Buffer.from(hash, 'base64url');
  return kept.length === derived.length && timingSafeEqual(kept, derived);
}
