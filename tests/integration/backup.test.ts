import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { type mongo } from 'mongoose';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readConsistently } from '#app/operations/backup.server.ts';
import { openBackup, writeBackup } from '#app/operations/backup-file.server.ts';
import { digestCollection } from '#app/operations/digest.server.ts';
import { isHalfRestored, restoreBackup } from '#app/operations/restore.server.ts';
import { BackupError } from '#app/operations/sealed.ts';
import { emptyDatabase, testDatabaseName } from '#tests/setup/database.ts';

interface Purse {
  _id: string;
  coins: number;
  pad: string;
}

const master = randomBytes(32).toString('base64');
const folder = mkdtempSync(join(tmpdir(), 'merchants-home-backup-'));
const client = () => mongoose.connection.getClient();
const db = () => mongoose.connection.db!;
const empty = () => client().db(`${testDatabaseName()}_restored`);
const quiet = () => {};
const newPath = () => join(folder, `${randomUUID()}.backup`);

async function backUp(path = newPath()) {
  const source = { client: client(), db: db(), version: '0.1.0', now: new Date(), onProgress: quiet };
  return { path, summary: await writeBackup(path, master, readConsistently(source)) };
}
async function restore(path: string, target = empty()) {
  const backup = await openBackup(path, master);
  try {
    await restoreBackup(backup, { db: target, onProgress: quiet });
  } finally {
    await backup.close();
  }
  return target;
}

beforeEach(async () => {
  await emptyDatabase();
  await empty().dropDatabase();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a backup while others write', () => {
  const PURSES = 3000;
  const name = (n: number) => `p${String(n).padStart(6, '0')}`;

  async function fillPurses(): Promise<void> {
    const rows = Array.from({ length: PURSES }, (_, n) => ({ _id: name(n), coins: 100, pad: 'x'.repeat(200) }));
    await db().collection<Purse>('left').insertMany(rows);
    await db().collection<Purse>('right').insertMany(rows);
  }

  /** Moves coins between two collections, makes and removes purses: the sum of all coins never changes. */
  async function writeUntil(stopped: () => boolean, seed: number): Promise<number> {
    let turn = seed;
    let moves = 0;
    const next = (below: number) => (turn = (turn * 1103515245 + 12345) % 2 ** 31) % below;
    while (!stopped()) {
      const [from, to] = next(2) === 0 ? ['left', 'right'] : ['right', 'left'];
      const coins = next(5) + 1;
      const session = client().startSession();
      await session.withTransaction(async () => {
        await db().collection<Purse>(from).updateOne({ _id: name(next(PURSES)) }, { $inc: { coins: -coins } }, { session });
        if (next(3) > 0) await db().collection<Purse>(to).updateOne({ _id: name(next(PURSES)) }, { $inc: { coins } }, { session });
        else await db().collection<Purse>(to).insertOne({ _id: `n${randomUUID()}`, coins, pad: '' }, { session });
      });
      await session.endSession();
      moves += 1;
    }
    return moves;
  }

  const coinsIn = async (source: mongo.Db): Promise<number> => {
    let sum = 0;
    for (const side of ['left', 'right']) for await (const { coins } of source.collection<Purse>(side).find({})) sum += coins;
    return sum;
  };

  it('holds one moment: what belongs together came along together, and nothing else', async () => {
    await fillPurses();
    let stopped = false;
    const writers = [1, 2, 3].map((seed) => writeUntil(() => stopped, seed));
    // Slow enough that hundreds of moves happen between the first and the last purse.
    const slow = { client: client(), db: db(), version: '', now: new Date(), onProgress: quiet };
    const path = newPath();
    let frames = 0;
    let changed = 0;
    const slowly = async function* () {
      for await (const frame of readConsistently(slow)) {
        if (++frames % 200 === 0) await new Promise((done) => setTimeout(done, 60));
        if (frame.kind === 'changes') changed += frame.body.ids.length;
        yield frame;
      }
    };
    await writeBackup(path, master, slowly());
    stopped = true;
    const moves = (await Promise.all(writers)).reduce((sum, count) => sum + count, 0);
    expect(moves).toBeGreaterThan(100);
    expect(changed).toBeGreaterThan(100);
    expect(await coinsIn(db())).toBe(2 * PURSES * 100);

    const restored = await restore(path);
    expect(await coinsIn(restored)).toBe(2 * PURSES * 100);
  }, 90_000);
});

describe('a restored copy', () => {
  it('equals what was backed up: every collection by hash, files and indexes included', async () => {
    await db().collection('things').insertMany([
      { when: new Date('2026-03-11T04:00:00Z'), words: 'ئۇيغۇرچە 商户', bytes: randomBytes(40), list: [1, 2.5, null, { deep: [] }] },
      { _id: 'text' as never, '2': 'b', '1': 'a', big: 9_007_199_254_740_993n, flag: false },
    ]);
    await db().collection('things').createIndex({ words: 1 }, { unique: true, sparse: true, name: 'words once' });
    const picture = randomBytes(700_000);
    const bucket = new mongoose.mongo.GridFSBucket(db(), { bucketName: 'files' });
    await new Promise<void>((done, failed) => bucket.openUploadStream('a.webp').once('finish', () => done()).once('error', failed).end(picture));

    const { path, summary } = await backUp();
    const restored = await restore(path);

    expect(summary.collections.map(({ name }) => name)).toEqual(expect.arrayContaining(['things', 'files.files', 'files.chunks']));
    for (const { name } of summary.collections) expect([name, (await digestCollection(restored, name)).hash]).toEqual([name, (await digestCollection(db(), name)).hash]);
    const indexes = await restored.collection('things').indexes();
    expect(indexes).toContainEqual(expect.objectContaining({ name: 'words once', unique: true, sparse: true, key: { words: 1 } }));
    const file = await new mongoose.mongo.GridFSBucket(restored, { bucketName: 'files' }).openDownloadStreamByName('a.webp').toArray();
    expect(Buffer.concat(file as Buffer[]).equals(picture)).toBe(true);
  });

  it('is one of its own: keys, sessions, limits and jobs stay behind', async () => {
    for (const name of ['mallkeys', 'sessions', 'ratelimits', 'jobs', 'malls']) await db().collection(name).insertOne({ secret: name });
    const { path, summary } = await backUp();
    expect(summary.collections.map(({ name }) => name).filter((name) => ['mallkeys', 'sessions', 'ratelimits', 'jobs'].includes(name))).toEqual([]);
    const restored = await restore(path);
    expect(await restored.collection('malls').countDocuments({})).toBe(1);
    expect(await restored.collection('mallkeys').countDocuments({})).toBe(0);
  });

  it('goes into an empty database only', async () => {
    await db().collection('malls').insertOne({ slug: 'jinqiao' });
    const { path } = await backUp();
    await empty().collection('malls').insertOne({ slug: 'another' });
    await expect(restore(path)).rejects.toThrow(/not empty \(malls\)/);
    expect(await empty().collection('malls').findOne({})).toMatchObject({ slug: 'another' });
  });

  it('is begun anew where one was cut off', async () => {
    await db().collection('malls').insertOne({ slug: 'jinqiao' });
    const { path } = await backUp();
    await empty().collection<{ _id: string }>('backups').insertOne({ _id: 'restore under way' });
    await empty().collection('malls').insertOne({ slug: 'half' });
    expect(await isHalfRestored(empty())).toBe(true);
    const restored = await restore(path);
    expect(await restored.collection('malls').find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ slug: 'jinqiao' }]);
    expect(await isHalfRestored(restored)).toBe(false);
  });
});

describe('the file', () => {
  it('shows nothing of what is in it', async () => {
    await db().collection('texts').insertOne({ words: 'a-word-to-look-for' });
    const { path } = await backUp();
    expect(readFileSync(path).includes('a-word-to-look-for')).toBe(false);
    expect(readFileSync(path).includes('texts')).toBe(false);
  });

  it('opens with its own key only', async () => {
    const { path } = await backUp();
    await expect(openBackup(path, randomBytes(32).toString('base64'))).rejects.toThrow(BackupError);
  });

  it.each([
    ['a changed byte', (bytes: Buffer) => bytes.fill(bytes[bytes.length >> 1]! ^ 1, bytes.length >> 1, (bytes.length >> 1) + 1)],
    ['an end that is missing', (bytes: Buffer) => bytes.subarray(0, -40)],
    ['another file', () => Buffer.from('PK\u0003\u0004 this is something else, and long enough to be read as a header')],
    ['an empty file', () => Buffer.alloc(0)],
  ])('%s is refused before anything is written', async (_what, damage) => {
    await db().collection('malls').insertMany(Array.from({ length: 2000 }, (_, n) => ({ n, slug: `s${n}`, noise: randomBytes(200) })));
    const { path } = await backUp();
    writeFileSync(path, damage(readFileSync(path)));
    await expect(restore(path)).rejects.toThrow(BackupError);
    expect(await empty().listCollections().toArray()).toEqual([]);
  });

  it('of an empty database is a backup too', async () => {
    const { path } = await backUp();
    await expect(restore(path)).resolves.toBeDefined();
  });
});
