import { createHmac, randomBytes, randomInt, scrypt as scryptCallback, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { StoredCodes } from '#models/account.server.ts';
import { hashingKey } from './keys.server.ts';

const scrypt = promisify<string | Buffer, Buffer, number, object, Buffer>(scryptCallback);
/** 16 MiB and some 50 ms: ten codes are made at once. What is derived is keyed besides, so a stolen database alone can't try. */
const COST = { N: 2 ** 14, r: 8, p: 1 };

/** Digits, in groups of four: every keyboard has them, and they can be read out. ASVS 6.5.4 asks for 20 bits; twelve have 39. */
export function newLookupCode(digits: 12 | 20): string {
  const all = Array.from({ length: digits }, () => randomInt(10)).join('');
  return all.replace(/(\d{4})(?=\d)/g, '$1-');
}

const plain = (code: string): string => code.replace(/\D/g, '');

async function derive(code: string, salt: string): Promise<string> {
  const keyed = createHmac('sha256', hashingKey('lookup-codes')).update(plain(code)).digest();
  return (await scrypt(keyed, Buffer.from(salt, 'base64url'), 32, COST)).toString('base64url');
}

export async function hashCodes(codes: readonly string[]): Promise<StoredCodes> {
  const salt = randomBytes(16).toString('base64url');
  const hashes: string[] = [];
  for (const code of codes) hashes.push(await derive(code, salt));
  return { salt, hashes };
}

/** @returns the stored hash that fits, to be taken out; null when none does. As long for an account that has none. */
export async function findCode(code: string, stored: StoredCodes | undefined): Promise<string | null> {
  const derived = Buffer.from(await derive(code, stored?.salt ?? 'no-such-codes'));
  return stored?.hashes.find((hash) => hash.length === derived.length && timingSafeEqual(Buffer.from(hash), derived)) ?? null;
}
