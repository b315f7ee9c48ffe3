import type { mongo } from 'mongoose';
import type { ReadableBackup } from './backup-file.server.ts';
import { deserialize } from './bson.server.ts';
import type { Frame } from './frames.server.ts';

const KEYS = 'mallkeys';

/** The malls' keys, wrapped by MASTER_KEY as they are stored: a file to be kept apart from the backup. */
export async function* readKeys(db: mongo.Db, now: Date): AsyncGenerator<Frame> {
  yield { kind: 'head', body: { format: 1, made: now, version: '', database: db.databaseName } };
  yield { kind: 'collection', body: { name: KEYS, indexes: [] } };
  for await (const raw of db.collection(KEYS).find({}, { raw: true })) yield { kind: 'document', raw: raw as unknown as Buffer };
}

/** Puts keys back; one that is there already stays. @returns how many there are in the file */
export async function restoreKeys(backup: ReadableBackup, db: mongo.Db): Promise<number> {
  let keys = 0;
  for await (const { raw } of backup.documents()) {
    const { _id, ...key } = deserialize(raw);
    await db.collection(KEYS).updateOne({ _id }, { $setOnInsert: key }, { upsert: true });
    keys += 1;
  }
  return keys;
}
