import { Binary } from 'mongodb';
import { expect, test } from 'vitest';
import { bytesOf } from './keys.server.ts';

test('stored bytes are the same, as BSON’s Binary, as bytes, and as a Buffer that shares its pool with others', () => {
  const bytes = Uint8Array.from([1, 2, 3]);
  for (const stored of [new Binary(bytes), bytes, Buffer.from(bytes)]) expect([...bytesOf(stored)]).toEqual([1, 2, 3]);
});
