import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import { MallKeys } from '#models/text.server.ts';
import { env } from './env.server.ts';
import { singleton } from './singleton.server.ts';

const NONCE = 12;
const TAG = 16;

/** AES-256-GCM: nonce, tag, cipher in one buffer. `context` is bound to it, so that a cipher moved elsewhere doesn't open. */
export function seal(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** @throws when the key is another one or the bytes were changed */
export function open(key: Buffer, sealed: Buffer, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
}

/** Bytes as they were stored: a lean row holds them as BSON's own Binary, whatever its model says; a Buffer's `buffer` is a pool of many. */
export function bytesOf(stored: unknown): Buffer {
  return Buffer.from(stored instanceof Uint8Array ? stored : (stored as { buffer: Uint8Array }).buffer);
}

/** A key of the installation for one purpose, so that no two purposes share one. */
export function installationKey(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(env().MASTER_KEY, 'base64'), '', `merchants-home:${purpose}`, 32));
}

const keyCache = () => singleton('mall-keys', () => new Map<string, Buffer>());

/** Makes the mall's data key, wrapped by the installation's; once per mall, before its first text. Repeatable. */
export async function createMallKey(mall: string, session?: ClientSession): Promise<void> {
  const wrapped = seal(installationKey('mall-keys'), randomBytes(32), mall);
  await MallKeys.updateOne({ _id: mall }, { $setOnInsert: { wrapped } }, { upsert: true, session });
}

/** @throws when the mall has no key, or MASTER_KEY is not the one that wrapped it */
export async function mallKey(mall: string, session?: ClientSession): Promise<Buffer> {
  const known = keyCache().get(mall);
  if (known) return known;
  const row = await MallKeys.findOne({ _id: mall }, { wrapped: 1 }, { session }).lean();
  if (!row) throw new Error('This mall has no key: restore its keys file, or see docs/operations.md.');
  const wrapped = bytesOf(row.wrapped);
  const key = open(installationKey('mall-keys'), wrapped, mall);
  keyCache().set(mall, key);
  return key;
}

/** After a restore or an emptied database the remembered keys are those of another mall. */
export function forgetMallKeys(): void {
  keyCache().clear();
}
