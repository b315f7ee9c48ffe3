import { createHmac, randomBytes, scrypt as scryptCallback, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { hashingKey } from '#app/platform/keys.server.ts';

const scrypt = promisify<Buffer, Buffer, number, object, Buffer>(scryptCallback);
/** 16 MiB and some 50 ms, outside the line of passwords: what is derived holds 256 bits that only the phone has. */
const COST = { N: 2 ** 14, r: 8, p: 1 };

/** A PIN alone is a million tries. With the phone's secret and the installation's key in it, a stolen database is none. */
function derive(pin: string, secret: string, salt: string): Promise<Buffer> {
  const keyed = createHmac('sha256', hashingKey('pins')).update(`${pin}:${secret}`).digest();
  return scrypt(keyed, Buffer.from(salt, 'base64url'), 32, COST);
}

/** @returns `salt.hash`, both base64url */
export async function hashPin(pin: string, secret: string): Promise<string> {
  const salt = randomBytes(16).toString('base64url');
  return `${salt}.${(await derive(pin, secret, salt)).toString('base64url')}`;
}

/** Takes as long where nothing is stored. */
export async function isPin(pin: string, secret: string, stored: string | undefined): Promise<boolean> {
  const [salt = '', hash = ''] = (stored ?? 'bm8tc3VjaC1waG9uZQ.').split('.');
  const derived = await derive(pin, secret, salt);
  const expected = Buffer.from(hash, 'base64url');
  return expected.length === derived.length && timingSafeEqual(expected, derived);
}
