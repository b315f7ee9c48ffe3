import { deserialize, type Document, serialize } from './bson.server.ts';
import { BackupError } from './sealed.ts';

export interface RecordedIndex {
  key: Document;
  name: string;
  [option: string]: unknown;
}

/**
 * What a backup consists of, in this order: `head`; for each collection `collection` and its `document`s;
 * then for each collection that was written to meanwhile `changes` (ids that replace what stands before, or are gone)
 * with the `document`s as they finally were.
 */
export type Frame =
  | { kind: 'head'; body: { format: number; made: Date; version: string; database: string } }
  | { kind: 'collection'; body: { name: string; indexes: RecordedIndex[] } }
  | { kind: 'changes'; body: { name: string; ids: unknown[] } }
  | { kind: 'document'; raw: Buffer };

const KINDS = ['head', 'collection', 'changes', 'document'] as const;
/** Longest document (16 MiB) and what a driver may add. */
const LONGEST = 17 * 1024 * 1024;

/** Types stay what they are (Int32 or Double, Binary subtypes), so that a document written again is the same bytes. */
export const EXACT = { promoteValues: false, promoteBuffers: false, bsonRegExp: true } as const;

export function encodeFrame(frame: Frame): Buffer {
  const payload = frame.kind === 'document' ? frame.raw : Buffer.from(serialize(frame.body, { ignoreUndefined: true }));
  const head = Buffer.alloc(5);
  head.writeUInt8(KINDS.indexOf(frame.kind), 0);
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

/** @throws {BackupError} on what no backup of this format holds */
export async function* decodeFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of source) {
    rest = rest.length === 0 ? part : Buffer.concat([rest, part]);
    let at = 0;
    while (rest.length - at >= 5) {
      const kind = KINDS[rest.readUInt8(at)];
      const length = rest.readUInt32BE(at + 1);
      if (!kind || length > LONGEST) throw new BackupError('The backup is of another format.');
      if (rest.length - at - 5 < length) break;
      const payload = rest.subarray(at + 5, at + 5 + length);
      yield kind === 'document' ? { kind, raw: Buffer.from(payload) } : ({ kind, body: deserialize(payload) } as Frame);
      at += 5 + length;
    }
    rest = rest.subarray(at);
  }
  if (rest.length > 0) throw new BackupError('The backup ends in the middle of a document.');
}
