import { randomUUID } from 'node:crypto';
import type { mongo } from 'mongoose';
import { idKey } from './digest.server.ts';
import { isBackedUp } from './left-out.ts';
import { BackupError } from './sealed.ts';

const FENCE_LIMIT = 30_000;

interface Mark {
  _id: string;
  at: Date;
}

/** Ids of everything that is written while a backup reads. */
export interface Changes {
  /** Collection → key of the id → id. */
  ids: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  /** Resolves when every change committed before this call is in `ids`. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

/** Follows the database's change stream from this moment on. */
export async function followChanges(db: mongo.Db): Promise<Changes> {
  const ids = new Map<string, Map<string, unknown>>();
  const seen = new Set<string>();
  const stream = db.watch([], { maxAwaitTimeMS: 200, batchSize: 1000 });
  let trouble: unknown;
  let open = true;
  await stream.tryNext(); // Opens it: from here on nothing is missed.

  const note = (event: mongo.ChangeStreamDocument) => {
    if (event.operationType === 'drop' || event.operationType === 'rename' || event.operationType === 'dropDatabase' || event.operationType === 'invalidate') {
      throw new BackupError('A collection was removed meanwhile: make the backup again.');
    }
    if (!('documentKey' in event)) return;
    const { coll } = event.ns;
    const { _id } = event.documentKey;
    if (coll === 'backups') seen.add(String(_id));
    if (!isBackedUp(coll)) return;
    if (!ids.has(coll)) ids.set(coll, new Map());
    ids.get(coll)?.set(idKey(_id), _id);
  };
  const reading = (async () => {
    while (open) {
      const event = await stream.tryNext();
      if (event) note(event);
    }
  })().catch((error: unknown) => {
    if (open) trouble = error;
  });

  return {
    ids,
    catchUp: async () => {
      const marks = db.collection<Mark>('backups');
      const mark = randomUUID();
      await marks.insertOne({ _id: mark, at: new Date() });
      const limit = Date.now() + FENCE_LIMIT;
      while (!seen.has(mark)) {
        if (trouble) throw trouble;
        if (Date.now() > limit) throw new BackupError('The database did not tell its changes in time: make the backup again.');
        await new Promise((next) => setTimeout(next, 20));
      }
      await marks.deleteOne({ _id: mark });
    },
    close: async () => {
      open = false;
      await stream.close();
      await reading;
    },
  };
}
