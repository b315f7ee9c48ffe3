import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { hashingKey } from '#app/platform/keys.server.ts';

/** Crockford's base 32: no I, L, O, U, so that a code can be read from paper and typed. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

export const newCarbonNumber = (): string => String(randomInt(100_000_000)).padStart(8, '0');

/** The code of a paper copy follows from its visit and the installation's key: nothing of it is stored, and the same paper can be printed again. */
export function carbonCode(mall: string, visit: string): string {
  const bytes = createHmac('sha256', hashingKey('carbons')).update(`${mall} ${visit}`).digest();
  return Array.from(bytes.subarray(0, LENGTH), (byte) => ALPHABET[byte % 32]).join('');
}

/** However it was typed. */
export function carbonCodeFits(mall: string, visit: string, typed: string): boolean {
  const code = typed.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, '');
  const right = Buffer.from(carbonCode(mall, visit));
  const given = Buffer.from(code);
  return given.length === right.length && timingSafeEqual(given, right);
}

export const inFours = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ');
