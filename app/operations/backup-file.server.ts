import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { pipeline, Readable, type Transform } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { deserialize, serialize } from './bson.server.ts';
import { Digest, idKey } from './digest.server.ts';
import { decodeFrames, encodeFrame, type Frame, type RecordedIndex } from './frames.server.ts';
import { BackupError, backupKey, type Bytes, bytesOf, seal, unseal } from './sealed.ts';

const MAGIC = Buffer.from('MHBACKUP1\n');
const SALT = 32;
/** Sections of the file: what was read, and the summary that could be made only afterwards. */
const CONTENT = 0;
const SUMMARY = 1;

export interface CollectionSummary {
  name: string;
  count: number;
  /** {@link Digest} of its documents. */
  hash: string;
  indexes: RecordedIndex[];
}
export interface BackupSummary {
  made: Date;
  version: string;
  collections: CollectionSummary[];
}

/** A document as it was at the backup's moment, with where it belongs. */
export interface Placed {
  collection: string;
  raw: Buffer;
}

type Replaced = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Writes a backup, reads it back as a restore would, and adds the hash of every collection. The name appears last:
 * a file that has it is whole.
 */
export async function writeBackup(path: string, master: string, frames: AsyncIterable<Frame>): Promise<BackupSummary> {
  const draft = `${path}.part`;
  const salt = randomBytes(SALT);
  const key = backupKey(master, salt);
  const file = await open(draft, 'w+', 0o600);
  try {
    await file.write(Buffer.concat([MAGIC, salt]));
    for await (const chunk of seal(key, CONTENT, through(encoded(frames), createGzip({ level: 3 })))) await file.write(chunk);
    const summary = await summarise(file, key);
    for await (const chunk of seal(key, SUMMARY, once(Buffer.from(serialize(summary))))) await file.write(chunk);
    await file.sync();
    await file.close();
    await rename(draft, path);
    return summary;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
}

export interface ReadableBackup {
  summary: BackupSummary;
  documents(): AsyncGenerator<Placed>;
  close(): Promise<void>;
}

/**
 * Opens a backup and reads it to its end once, so that nothing of a damaged one is ever used.
 * @throws {BackupError} when it isn't whole, isn't a backup, or the key is another
 */
export async function openBackup(path: string, master: string): Promise<ReadableBackup> {
  const file = await open(path, 'r').catch(() => {
    throw new BackupError(`There is no readable file ${path}.`);
  });
  try {
    const head = await bytesFrom(file, 0).take(MAGIC.length + SALT);
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new BackupError(`${path} is not a backup of Merchants' Home.`);
    const key = backupKey(master, head.subarray(MAGIC.length));
    const { replaced, after } = await survey(file, key);
    const rest: Buffer[] = [];
    for await (const part of unseal(key, SUMMARY, after)) rest.push(part);
    const summary = deserialize(Buffer.concat(rest)) as BackupSummary;
    return { summary, documents: () => documentsIn(file, key, replaced), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function bytesFrom(file: FileHandle, start: number): Bytes {
  return bytesOf(async (buffer, position) => (await file.read(buffer, 0, buffer.length, start + position)).bytesRead);
}

async function* framesIn(key: Buffer, bytes: Bytes): AsyncGenerator<Frame> {
  yield* decodeFrames(through(unseal(key, CONTENT, bytes), createGunzip()));
}

/** Which documents are replaced further on, what indexes there are, and where the content ends. */
async function survey(file: FileHandle, key: Buffer) {
  const bytes = bytesFrom(file, MAGIC.length + SALT);
  const replaced = new Map<string, Set<string>>();
  const indexes = new Map<string, RecordedIndex[]>();
  let head = { made: new Date(0), version: '' };
  for await (const frame of framesIn(key, bytes)) {
    if (frame.kind === 'head') head = { made: frame.body.made, version: frame.body.version };
    if (frame.kind === 'collection') indexes.set(frame.body.name, frame.body.indexes);
    if (frame.kind === 'changes') {
      const { name, ids } = frame.body;
      const known = replaced.get(name) ?? new Set();
      replaced.set(name, known);
      for (const id of ids) known.add(idKey(id));
    }
  }
  return { replaced, indexes, head, after: bytes };
}

async function* documentsIn(file: FileHandle, key: Buffer, replaced: Replaced): AsyncGenerator<Placed> {
  let collection = '';
  let stale: ReadonlySet<string> | undefined;
  for await (const frame of framesIn(key, bytesFrom(file, MAGIC.length + SALT))) {
    if (frame.kind === 'collection' || frame.kind === 'changes') {
      collection = frame.body.name;
      stale = frame.kind === 'collection' ? replaced.get(collection) : undefined;
    }
    if (frame.kind !== 'document') continue;
    if (stale?.size && stale.has(idKey(deserialize(frame.raw)._id))) continue;
    yield { collection, raw: frame.raw };
  }
}

async function summarise(file: FileHandle, key: Buffer): Promise<BackupSummary> {
  const { replaced, indexes, head } = await survey(file, key);
  const digests = new Map([...indexes.keys()].map((name) => [name, new Digest()]));
  for await (const { collection, raw } of documentsIn(file, key, replaced)) digests.get(collection)?.add(raw);
  const collections = [...digests].map(([name, { count, hash }]) => ({ name, count, hash, indexes: indexes.get(name) ?? [] }));
  return { ...head, collections };
}

async function* encoded(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  for await (const frame of frames) yield encodeFrame(frame);
}

async function* once(buffer: Buffer): AsyncGenerator<Buffer> {
  yield buffer;
}

/** Through a packing or unpacking stream; an error on either side comes out here. */
function through(source: AsyncIterable<Buffer>, stream: Transform): AsyncIterable<Buffer> {
  pipeline(Readable.from(source), stream, () => {});
  return stream;
}
