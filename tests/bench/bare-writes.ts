import mongoose from 'mongoose';
import { newId } from '#app/platform/ids.ts';

export type Doc = Record<string, unknown> & { _id: string };
/** New documents by collection. */
export type Documents = Map<string, Doc[]>;

const SAFE = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', j: true } } as const;

/** What some work leaves in the database: every document that is new after it. */
export async function documentsOf(work: () => Promise<unknown>): Promise<Documents> {
  const db = mongoose.connection.db!;
  const names = (await db.listCollections().toArray()).map(({ name }) => name).filter((name) => !name.startsWith('system.'));
  const before = new Map<string, Set<string>>();
  for (const name of names) before.set(name, new Set((await db.collection<Doc>(name).find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id)));
  await work();
  const after: Documents = new Map();
  for (const name of names) {
    const fresh = (await db.collection<Doc>(name).find({}).toArray()).filter(({ _id }) => !before.get(name)?.has(_id));
    if (fresh.length > 0) after.set(name, fresh);
  }
  return after;
}

/** The same documents once more, with ids of their own wherever the sample had its own. */
export function copiesOf(sample: Documents, own: readonly string[]): Documents {
  const fresh = new Map(own.map((id) => [id, newId()]));
  const copy = <T>(value: T): T => {
    if (typeof value === 'string') return value.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => fresh.get(id) ?? id) as T;
    if (Array.isArray(value)) return value.map(copy) as T;
    if (value && Object.getPrototypeOf(value) === Object.prototype) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)])) as T;
    return value;
  };
  return new Map([...sample].map(([name, docs]) => [name, docs.map(copy)]));
}

/** One transaction of the bare driver that inserts them, and counts in these rows. */
export async function writeBare(documents: Documents, tallies: readonly string[]): Promise<void> {
  const db = mongoose.connection.db!;
  const session = mongoose.connection.getClient().startSession();
  try {
    await session.withTransaction(async () => {
      for (const [name, docs] of documents) await db.collection<Doc>(name).insertMany(docs, { session });
      for (const tally of tallies) await db.collection<{ _id: string; offered: number }>('coveragetallies').updateOne({ _id: tally }, { $inc: { offered: 1 } }, { session });
    }, SAFE);
  } finally {
    await session.endSession();
  }
}

/** How many documents there are, over all collections but that of limits: a new minute has a row of its own. */
export async function countAll(): Promise<number> {
  const collections = (await mongoose.connection.db?.collections()) ?? [];
  const counts = await Promise.all(collections.filter(({ collectionName }) => collectionName !== 'ratelimits').map((collection) => collection.countDocuments({})));
  return counts.reduce((sum, count) => sum + count, 0);
}
