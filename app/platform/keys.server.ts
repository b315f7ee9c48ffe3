import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import { MallKeys } from '#models/text.server.ts';
import { env } from './env.server.ts';
import { singleton } from './singleton.server.ts';

const NONCE = 12;
const TAG = 16;

/** The first byte says how the rest was sealed, so that another cipher can come beside this one. */
const AES_256_GCM = 1;

/** One key, or two of a mall whose words are just being sealed anew: what is sealed now is sealed with the first, both open. */
export type Key = Buffer | readonly [Buffer, Buffer];
const newestOf = (key: Key): Buffer => (Buffer.isBuffer(key) ? key : key[0]);

const DRAWN = 256;
const nonces = () => singleton('nonces', () => ({ drawn: Buffer.alloc(0), next: 0 }));
/** Drawn many at a time: asking the system takes longer than sealing a line. Each is used once. */
function drawNonce(): Buffer {
  const pool = nonces();
  if (pool.next === pool.drawn.length) Object.assign(pool, { drawn: randomBytes(DRAWN * NONCE), next: 0 });
  pool.next += NONCE;
  return pool.drawn.subarray(pool.next - NONCE, pool.next);
}

/** `context` is bound to the cipher, so that one moved elsewhere doesn't open. @returns the cipher's number, nonce, tag and cipher in one buffer */
export function seal(key: Key, plain: Buffer, context: string): Buffer {
  const nonce = drawNonce();
  const cipher = createCipheriv('aes-256-gcm', newestOf(key), nonce);
  cipher.setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(AES_256_GCM), nonce, cipher.getAuthTag(), sealed]);
}

/** @throws when the key is another one or the bytes were changed */
export function open(key: Key, sealed: Buffer, context: string): Buffer {
  if (Buffer.isBuffer(key)) return openWith(key, sealed, context);
  const [first, before] = key;
  try {
    return openWith(first, sealed, context);
  } catch {
    return openWith(before, sealed, context);
  }
}

function openWith(key: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed[0] === AES_256_GCM) {
    try {
      return openGcm(key, sealed.subarray(1), context);
    } catch (error) {
      // One in 256 of those sealed before ciphers had numbers begins like this; the tag decides.
      if (sealed.length < 1 + NONCE + TAG) throw error;
    }
  }
  return openGcm(key, sealed, context);
}

function openGcm(key: Buffer, sealed: Buffer, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
}

/** Bytes as they were stored: a lean row holds them as BSON's own Binary, whatever its model says; a Buffer's `buffer` is a pool of many. */
export function bytesOf(stored: unknown): Buffer {
  return Buffer.from(stored instanceof Uint8Array ? stored : (stored as { buffer: Uint8Array }).buffer);
}

const derive = (master: Buffer, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', master, '', `merchants-home:${purpose}`, 32));

/** A key of the installation for one purpose, so that no two purposes share one: for what can be sealed anew when MASTER_KEY changes. */
export function installationKey(purpose: string, master = env().MASTER_KEY): Buffer {
  return derive(Buffer.from(master, 'base64'), purpose);
}

/** `_id` of what hashes are keyed with, among the malls' keys; there once MASTER_KEY was changed. */
export const HASHING = 'hashing';
const hashing = () => singleton<{ root?: Buffer }>('hashing-root', () => ({}));

const hashed = () => singleton('hashing-keys', () => ({ root: '', keys: new Map<string, Buffer>() }));

/** For hashes and signatures of codes that are printed or known by heart: they stay what they are when MASTER_KEY changes. */
export function hashingKey(purpose: string): Buffer {
  const root = hashingRoot().toString('base64');
  // A list of shops asks once a row; a derivation takes longer than the hash.
  if (hashed().root !== root) Object.assign(hashed(), { root, keys: new Map<string, Buffer>() });
  const known = hashed().keys.get(purpose) ?? derive(hashingRoot(), purpose);
  hashed().keys.set(purpose, known);
  return known;
}

export function hashingRoot(): Buffer {
  return hashing().root ?? Buffer.from(env().MASTER_KEY, 'base64');
}

/** Before anything is hashed or compared. @throws when MASTER_KEY is not the one that wrapped it */
export async function loadHashingRoot(): Promise<void> {
  const row = await MallKeys.findOne({ _id: HASHING }, { wrapped: 1 }).lean();
  hashing().root = row ? open(installationKey('mall-keys'), bytesOf(row.wrapped), HASHING) : undefined;
}

const keyCache = () => singleton('mall-keys', () => new Map<string, Key>());

/** Makes the mall's data key, wrapped by the installation's; once per mall, before its first text. Repeatable. */
export async function createMallKey(mall: string, session?: ClientSession): Promise<void> {
  const wrapped = seal(installationKey('mall-keys'), randomBytes(32), mall);
  await MallKeys.updateOne({ _id: mall }, { $setOnInsert: { wrapped } }, { upsert: true, session });
}

/** @throws when the mall has no key, or MASTER_KEY is not the one that wrapped it */
export async function mallKey(mall: string, session?: ClientSession): Promise<Key> {
  const known = keyCache().get(mall);
  if (known) return known;
  const row = await MallKeys.findOne({ _id: mall }, { wrapped: 1, before: 1 }, { session }).lean();
  if (!row) throw new Error('This mall has no key: restore its keys file, or see docs/operations.md.');
  const unwrap = (wrapped: unknown) => open(installationKey('mall-keys'), bytesOf(wrapped), mall);
  const key: Key = row.before ? [unwrap(row.wrapped), unwrap(row.before)] : unwrap(row.wrapped);
  keyCache().set(mall, key);
  return key;
}

/** After a restore or an emptied database the remembered keys are those of another mall. */
export function forgetMallKeys(): void {
  keyCache().clear();
}
