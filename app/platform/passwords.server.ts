import { randomBytes, scrypt as scryptCallback, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { singleton } from './singleton.server.ts';

const scrypt = promisify<string | Buffer, Buffer, number, object, Buffer>(scryptCallback);
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

/** One derivation needs 128 MiB and 0.4 s: they wait in line, one at a time, at most 64 waiting. */
const queue = () => singleton('scrypt-queue', () => ({ tail: Promise.resolve() as Promise<unknown>, waiting: 0 }));
const MOST_WAITING = 64;

export class SignInBusy extends Error {}

function inLine<T>(work: () => Promise<T>): Promise<T> {
  const line = queue();
  if (line.waiting >= MOST_WAITING) return Promise.reject(new SignInBusy('Too many sign-ins wait.'));
  line.waiting += 1;
  const mine = line.tail.then(work).finally(() => (line.waiting -= 1));
  line.tail = mine.catch(() => undefined);
  return mine;
}

const derive = (password: string, salt: Buffer): Promise<Buffer> => inLine(() => scrypt(password.normalize('NFKC'), salt, 32, COST));

/** `$scrypt$ln=17,r=8,p=1$salt$hash`, both base64url. */
export async function hashPassword(password: string, salt = randomBytes(16)): Promise<string> {
  const hash = await derive(password, salt);
  return `$scrypt$ln=17,r=8,p=1$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/** Takes the same time whether or not there is such an account: pass `undefined` for none. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, , , salt, hash] = (stored ?? '').split('$');
  const derived = await derive(password, Buffer.from(salt ?? 'no-such-account', 'base64url'));
  const expected = Buffer.from(hash ?? '', 'base64url');
  return expected.length === derived.length && timingSafeEqual(expected, derived);
}
