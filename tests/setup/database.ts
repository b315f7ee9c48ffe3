import mongoose from 'mongoose';
import { afterAll, beforeAll, inject } from 'vitest';
import { closeDatabase, connectDatabase } from '#app/platform/database.server.ts';
import { ensureIndexes } from '#models/define-model.server.ts';

/** The database of this worker: tests of one file run after each other in it, files of different workers apart. */
export function testDatabaseName(): string {
  return `mh_test_${inject('run')}_${process.env.VITEST_POOL_ID ?? '1'}`;
}

/** Deletes every row and keeps the indexes: for `beforeEach`, where a test counts on being alone. */
export async function emptyDatabase(): Promise<void> {
  const collections = (await mongoose.connection.db?.collections()) ?? [];
  await Promise.all(collections.map((collection) => collection.deleteMany({})));
}

beforeAll(async () => {
  await connectDatabase(inject('mongodbUri'), { dbName: testDatabaseName() });
  await emptyDatabase();
  // Of the models that this file imports.
  await ensureIndexes();
});

afterAll(async () => {
  if (mongoose.connection.readyState === mongoose.ConnectionStates.connected) await emptyDatabase();
  await closeDatabase();
});
