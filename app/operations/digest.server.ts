import { createHash } from 'node:crypto';
import type { mongo } from 'mongoose';
import { deserialize, EJSON, serialize } from './bson.server.ts';
import { EXACT } from './frames.server.ts';

const RANGE = 1n << 256n;

/** Count and hash of a set of documents, the same in whatever order they come. */
export class Digest {
  #sum = 0n;
  count = 0;

  /** Documents that mean the same have one form: the order of fields that look like numbers is nobody's intention. */
  add(raw: Uint8Array): void {
    const form = serialize(deserialize(raw, EXACT));
    this.#sum = (this.#sum + BigInt(`0x${createHash('sha256').update(form).digest('hex')}`)) % RANGE;
    this.count += 1;
  }

  get hash(): string {
    return this.#sum.toString(16).padStart(64, '0');
  }

  equals(other: { count: number; hash: string }): boolean {
    return this.count === other.count && this.hash === other.hash;
  }
}

/** An id of any type as a string to compare by. */
export function idKey(id: unknown): string {
  return EJSON.stringify({ id }, { relaxed: false });
}

/** Of a collection as it is now. */
export async function digestCollection(db: mongo.Db, name: string): Promise<Digest> {
  const digest = new Digest();
  for await (const raw of db.collection(name).find({}, { raw: true, batchSize: 500 })) digest.add(raw as unknown as Uint8Array);
  return digest;
}
