import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

/** The file is another one, was changed, ends too early, or the key is not its own. `message` is for the operator. */
export class BackupError extends Error {}

const CHUNK = 256 * 1024;
const TAG = 16;
const WRONG = 'The backup does not open: another key made it, or it was changed or cut off.';

/** A key of its own for every file. `master` is 32 bytes in base64. */
export function backupKey(master: string, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(master, 'base64'), salt, 'merchants-home:backup', 32));
}

/** Section, whether it is the section's last, and its number: chunks can't be moved, repeated, left out or cut off unseen. */
function nonceOf(section: number, last: boolean, number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt8(section, 0);
  nonce.writeUInt8(last ? 1 : 0, 1);
  nonce.writeBigUInt64BE(BigInt(number), 4);
  return nonce;
}

/** AES-256-GCM in chunks of 256 KiB, each with its length before it: nothing has to fit into memory. */
export async function* seal(key: Buffer, section: number, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  let size = 0;
  let number = 0;
  const sealed = (plain: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(section, last, number++));
    const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    const head = Buffer.alloc(5);
    head.writeUInt8(last ? 1 : 0, 0);
    head.writeUInt32BE(body.length, 1);
    return Buffer.concat([head, body]);
  };
  for await (const part of source) {
    kept.push(part);
    size += part.length;
    if (size <= CHUNK) continue;
    const all = Buffer.concat(kept);
    let at = 0;
    for (; all.length - at > CHUNK; at += CHUNK) yield sealed(all.subarray(at, at + CHUNK), false);
    kept = [all.subarray(at)];
    size = all.length - at;
  }
  yield sealed(Buffer.concat(kept), true);
}

/** Bytes of an open file, in order. */
export interface Bytes {
  /** Exactly so many. @throws {BackupError} when there are fewer */
  take(count: number): Promise<Buffer>;
}

/** @throws {BackupError} at the first chunk that isn't what was sealed */
export async function* unseal(key: Buffer, section: number, bytes: Bytes): AsyncGenerator<Buffer> {
  for (let number = 0; ; number += 1) {
    const head = await bytes.take(5);
    const last = head.readUInt8(0) === 1;
    const length = head.readUInt32BE(1);
    if (length < TAG || length > CHUNK + TAG) throw new BackupError(WRONG);
    const body = await bytes.take(length);
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(section, last, number));
    decipher.setAuthTag(body.subarray(-TAG));
    let plain: Buffer;
    try {
      plain = Buffer.concat([decipher.update(body.subarray(0, -TAG)), decipher.final()]);
    } catch {
      throw new BackupError(WRONG);
    }
    yield plain;
    if (last) return;
  }
}

export function bytesOf(read: (buffer: Buffer, position: number) => Promise<number>): Bytes {
  let position = 0;
  return {
    take: async (count) => {
      const buffer = Buffer.alloc(count);
      for (let filled = 0; filled < count; ) {
        const got = await read(buffer.subarray(filled), position);
        if (got === 0) throw new BackupError(WRONG);
        filled += got;
        position += got;
      }
      return buffer;
    },
  };
}
