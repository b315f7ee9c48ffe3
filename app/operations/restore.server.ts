import type { mongo } from 'mongoose';
import type { CollectionSummary, ReadableBackup } from './backup-file.server.ts';
import { deserialize, type Document } from './bson.server.ts';
import { digestCollection } from './digest.server.ts';
import { EXACT } from './frames.server.ts';
import { LEFT_OUT } from './left-out.ts';
import { BackupError } from './sealed.ts';

const BATCH = { documents: 500, bytes: 4 * 1024 * 1024 };
/** Stands in `backups` while a restore is under way: a half restored database is never opened. */
const UNDER_WAY = 'restore under way';

export interface RestoreTarget {
  db: mongo.Db;
  onProgress(collection: string, done: number, of: number): void;
}

/** Whether a restore was cut off in this database: the portal doesn't open it, the next restore begins anew. */
export async function isHalfRestored(db: mongo.Db): Promise<boolean> {
  return (await db.collection<{ _id: string }>('backups').findOne({ _id: UNDER_WAY })) !== null;
}

/**
 * Puts a backup into an empty database, compares every collection by its hash and makes the indexes.
 * When something fails the database is empty again.
 * @throws {BackupError} when the database isn't empty, or a collection came out different
 */
export async function restoreBackup(backup: ReadableBackup, { db, onProgress }: RestoreTarget): Promise<void> {
  const marks = db.collection<{ _id: string }>('backups');
  if (await isHalfRestored(db)) await clear(db);
  await requireEmpty(db);
  await marks.insertOne({ _id: UNDER_WAY });
  try {
    // Which upgrades its data has had, only the backup knows.
    await db.collection('upgrades').deleteMany({});
    await fill(backup, db, onProgress);
    for (const summary of backup.summary.collections) await compare(db, summary);
    // After the comparison: an index that lets rows expire may begin to do so at once.
    for (const { name, indexes } of backup.summary.collections) {
      if (indexes.length > 0) await db.collection(name).createIndexes(indexes.map(({ key, ...options }) => ({ key, ...options })) as never);
    }
    await marks.deleteOne({ _id: UNDER_WAY });
  } catch (error) {
    await clear(db);
    throw error;
  }
}

/** A portal that merely ran leaves empty collections, jobs and limits behind: they hold nobody's data. */
async function requireEmpty(db: mongo.Db): Promise<void> {
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    const isPassing = (LEFT_OUT.includes(name) && name !== 'mallkeys') || name === 'upgrades';
    if (name.startsWith('system.') || isPassing) continue;
    if (await db.collection(name).findOne({}, { projection: { _id: 1 } })) {
      throw new BackupError(`The database ${db.databaseName} is not empty (${name}): restore into an empty DATA_DIR, or another DATABASE_NAME.`);
    }
  }
}

/** Drops, indexes too: rows alone would leave unique indexes of another version behind. */
async function clear(db: mongo.Db): Promise<void> {
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    if (!name.startsWith('system.') && name !== 'backups') await db.collection(name).drop();
  }
  await db.collection('backups').deleteMany({});
}

async function fill(backup: ReadableBackup, db: mongo.Db, onProgress: RestoreTarget['onProgress']): Promise<void> {
  for (const { name } of backup.summary.collections) {
    // Indexes that a portal made here before come again from the backup; an old one must not refuse a row.
    if (await db.listCollections({ name }).hasNext()) await db.collection(name).drop();
    await db.createCollection(name);
  }
  const counts = new Map(backup.summary.collections.map(({ name, count }) => [name, { of: count, done: 0 }]));
  let batch: Document[] = [];
  let bytes = 0;
  let collection = '';
  const write = async () => {
    if (batch.length > 0) await db.collection(collection).insertMany(batch, { ordered: false, bypassDocumentValidation: true });
    const count = counts.get(collection);
    if (count) onProgress(collection, (count.done += batch.length), count.of);
    batch = [];
    bytes = 0;
  };
  for await (const placed of backup.documents()) {
    if (placed.collection !== collection || batch.length >= BATCH.documents || bytes >= BATCH.bytes) {
      await write();
      collection = placed.collection;
    }
    batch.push(deserialize(placed.raw, EXACT));
    bytes += placed.raw.length;
  }
  await write();
}

async function compare(db: mongo.Db, { name, count, hash }: CollectionSummary): Promise<void> {
  const restored = await digestCollection(db, name);
  if (!restored.equals({ count, hash })) {
    throw new BackupError(`${name} came out different (${restored.count} of ${count} documents): nothing was kept. Try again, or another backup.`);
  }
}
