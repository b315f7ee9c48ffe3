import type { mongo } from 'mongoose';
import { type Changes, followChanges } from './changes.server.ts';
import type { Frame, RecordedIndex } from './frames.server.ts';
import { isBackedUp } from './left-out.ts';

export interface BackupSource {
  client: mongo.MongoClient;
  db: mongo.Db;
  version: string;
  now: Date;
  onProgress(collection: string, done: number, of: number): void;
}

const BATCH = 500;

/**
 * Reads the whole database as it was at one moment, while others go on writing. Reading takes long and is done without a
 * snapshot, which no engine keeps for as long as that may take; meanwhile a change stream tells what was written.
 * In the end one short snapshot reads all of that again: what nobody touched is the same then as when it was read.
 */
export async function* readConsistently(source: BackupSource): AsyncGenerator<Frame> {
  const { client, db, version, now } = source;
  const changes = await followChanges(db);
  try {
    yield { kind: 'head', body: { format: 1, made: now, version, database: db.databaseName } };
    const collections = await db.listCollections({}, { nameOnly: true }).toArray();
    const names = collections.map(({ name }) => name).filter(isBackedUp).sort();
    for (const name of names) yield* readCollection(source, name);
    const session = client.startSession();
    try {
      yield* readChanged({ db, session, changes, names });
    } finally {
      await session.endSession();
    }
  } finally {
    await changes.close();
  }
}

async function* readCollection({ db, onProgress }: BackupSource, name: string): AsyncGenerator<Frame> {
  const collection = db.collection(name);
  yield { kind: 'collection', body: { name, indexes: await indexesOf(db, name) } };
  const all = await collection.estimatedDocumentCount();
  let done = 0;
  for await (const raw of collection.find({}, { raw: true, batchSize: BATCH })) {
    yield { kind: 'document', raw: raw as unknown as Buffer };
    done += 1;
    if (done % 1000 === 0) onProgress(name, done, all);
  }
  onProgress(name, done, done);
}

async function indexesOf(db: mongo.Db, name: string): Promise<RecordedIndex[]> {
  const indexes = await db.collection(name).listIndexes().toArray();
  return indexes.filter((index) => index.name !== '_id_').map(({ v: _version, ns: _place, ...index }) => index as RecordedIndex);
}

interface Rereading {
  db: mongo.Db;
  session: mongo.ClientSession;
  changes: Changes;
  names: string[];
}

async function* readChanged({ db, session, changes, names }: Rereading): AsyncGenerator<Frame> {
  session.startTransaction({ readConcern: { level: 'snapshot' } });
  try {
    // The first read fixes the moment of the snapshot; then all that was committed before it has to be known.
    await db.collection('malls').findOne({}, { session, projection: { _id: 1 } });
    await changes.catchUp();
    for (const [name, ids] of changes.ids) {
      if (!names.includes(name)) yield { kind: 'collection', body: { name, indexes: await indexesOf(db, name) } };
      const all = [...ids.values()];
      for (let at = 0; at < all.length; at += BATCH) {
        const some = all.slice(at, at + BATCH);
        yield { kind: 'changes', body: { name, ids: some } };
        const found = db.collection(name).find({ _id: { $in: some as never[] } }, { session, raw: true });
        for await (const raw of found) yield { kind: 'document', raw: raw as unknown as Buffer };
      }
    }
  } finally {
    await session.abortTransaction();
  }
}
