import { beforeEach, expect, it } from 'vitest';
import { emptyDatabase } from '#tests/setup/database.ts';
import mongoose from 'mongoose';
beforeEach(emptyDatabase);
it('keeps a row', async () => {
  await mongoose.connection.collection('tries').insertOne({ a: 1 });
  expect(await mongoose.connection.collection('tries').countDocuments({})).toBe(1);
});
