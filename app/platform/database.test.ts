import mongoose from 'mongoose';
import { expect, test } from 'vitest';
import { isDatabaseAway } from './database.server.ts';

const { MongoBulkWriteError, MongoNetworkError, MongoServerError } = mongoose.mongo;

test('a database that is away is told from a mistake, also where many rows were being written', () => {
  const away = new MongoNetworkError('connection closed');
  const mistake = new MongoServerError({ message: 'E11000 duplicate key', code: 11000 });
  const many = (error: Error) => new MongoBulkWriteError(error as never, {} as never);
  expect([away, many(away), new Error('kept apart', { cause: away })].map(isDatabaseAway)).toEqual([true, true, true]);
  expect([mistake, many(mistake), new Error('another'), null].map(isDatabaseAway)).toEqual([false, false, false, false]);
});

test('a write on the socket of a database that has just died is one too', () => {
  const ended = Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' });
  expect(isDatabaseAway(ended)).toBe(true);
  expect(isDatabaseAway(Object.assign(new Error('no such file'), { code: 'ENOENT' }))).toBe(false);
});
