import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readRunFile } from '../../scripts/bootstrap/data-lock.mjs';
import { openDatabase } from '../../scripts/bootstrap/database.mjs';
import { ensureEngine } from '../../scripts/bootstrap/engine.mjs';
import { type Environment, readEnvironment } from '../../scripts/bootstrap/paths.mjs';

const folder = mkdtempSync(join(tmpdir(), 'merchants-home-engine-'));
const said: string[] = [];
const say = (line: string) => void said.push(line);
const env: Environment = { ...readEnvironment(), MONGODB_URI: undefined };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Half {
  _id: string;
  side: string;
}

describe('kill -9 of the database in the middle of writes', () => {
  it('loses nothing acknowledged, leaves nothing half there, and it comes back by itself on the same address', async () => {
    const database = await openDatabase({ env, dataDir: folder, say });
    const client = await MongoClient.connect(database.uri, { writeConcern: { w: 'majority', j: true }, serverSelectionTimeoutMS: 2000 });
    const db = client.db('faults');
    for (const side of ['left', 'right']) await db.collection<Half>(side).createIndex({ side: 1 });
    const acknowledged: string[] = [];
    let stopped = false;
    const write = async (writer: number) => {
      for (let n = 0; !stopped; n += 1) {
        const _id = `${writer}-${n}`;
        const session = client.startSession();
        try {
          session.startTransaction();
          await db.collection<Half>('left').insertOne({ _id, side: 'left' }, { session });
          await db.collection<Half>('right').insertOne({ _id, side: 'right' }, { session });
          await session.commitTransaction();
          acknowledged.push(_id);
        } catch {
          // Not acknowledged: it may be there or not, but whole.
        } finally {
          await session.endSession().catch(() => {});
        }
      }
    };
    const writers = [1, 2, 3, 4].map(write);
    const pids: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const before = acknowledged.length;
      while (acknowledged.length < before + 150) await new Promise((done) => setTimeout(done, 10));
      pids.push(database.pid() as number);
      process.kill(database.pid() as number, 'SIGKILL');
    }
    const before = acknowledged.length;
    while (acknowledged.length < before + 100) await new Promise((done) => setTimeout(done, 10));
    stopped = true;
    await Promise.all(writers);

    const ids = async (side: string) => (await db.collection<Half>(side).find({}).sort({ _id: 1 }).toArray()).map(({ _id }) => _id);
    const [left, right] = [await ids('left'), await ids('right')];
    expect(left).toEqual(right);
    const kept = new Set(left);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    expect(await db.collection<Half>('left').find({ side: 'left' }).hint({ side: 1 }).toArray()).toHaveLength(left.length);
    expect(new Set(pids).size).toBe(4);
    expect(said.filter((line) => line.includes('starting it again'))).toHaveLength(4);
    await client.close();
    await database.stop();
  }, 60_000);

  it('opens the same folder again later, with everything in it', async () => {
    const database = await openDatabase({ env, dataDir: folder, say });
    const client = await MongoClient.connect(database.uri);
    expect(await client.db('faults').collection('left').countDocuments({})).toBeGreaterThan(700);
    await client.close();
    await database.stop();
  });
});

describe('a transaction whose program was killed', () => {
  it('locks what it wrote until it is let go, and then nothing of it is there', async () => {
    const database = await openDatabase({ env, dataDir: folder, say });
    const [killed, next] = [await MongoClient.connect(database.uri), await MongoClient.connect(database.uri)];
    const rows = (client: MongoClient) => client.db('faults').collection<{ _id: string; count: number }>('counters');
    await rows(next).insertOne({ _id: 'tally', count: 0 });
    const session = killed.startSession();
    session.startTransaction();
    await rows(killed).updateOne({ _id: 'tally' }, { $inc: { count: 1 } }, { session });
    const count = async () => {
      const own = next.startSession();
      own.startTransaction();
      await rows(next).updateOne({ _id: 'tally' }, { $inc: { count: 1 } }, { session: own });
      await own.commitTransaction();
    };
    await expect(count()).rejects.toThrow(/conflict/i);
    await database.letGo();
    await count();
    expect(await rows(next).findOne({ _id: 'tally' })).toEqual({ _id: 'tally', count: 1 });
    await Promise.all([killed.close(), next.close()]);
    await database.stop();
  });
});

describe('who may open it', () => {
  it('nobody without the password that lies in the data folder, which only its owner reads', async () => {
    const database = await openDatabase({ env, dataDir: folder, say });
    const { host, username } = new URL(database.uri);
    const [stranger, guesser] = [`mongodb://${host}/?directConnection=true`, `mongodb://${username}:guess@${host}/?directConnection=true&authSource=admin`];
    for (const address of [stranger, guesser]) {
      const client = new MongoClient(address, { serverSelectionTimeoutMS: 5000 });
      await expect(client.db('faults').collection('left').findOne({})).rejects.toThrow(/authenticat/i);
      await client.close();
    }
    for (const file of ['database/password', 'run/database.json']) expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
    await database.stop();
  });
});

describe('a mongod on PATH', () => {
  const bin = join(folder, 'bin');
  const dataDir = join(folder, 'with-mongod');
  const program = join(bin, 'mongod');
  /** Writes down how it was started, speaks no word of MongoDB, and stays. */
  const stub = `#!/bin/sh\nprintf '%s\\n' "$@" > "${join(folder, 'mongod.words')}"\nexec sleep 60\n`;
  beforeAll(() => {
    mkdirSync(bin, { recursive: true });
    writeFileSync(program, stub, { mode: 0o755 });
  });

  it('is preferred for a new folder, and for its own; data of the embedded engine stays with that', async () => {
    const withMongod = { ...env, PATH: `${bin}:${env.PATH}` };
    expect(await ensureEngine(withMongod, say)).toEqual({ kind: 'mongod', program });
    expect(await ensureEngine(withMongod, say, 'mongod')).toEqual({ kind: 'mongod', program });
    expect((await ensureEngine(withMongod, say, 'secantus')).kind).toBe('secantus');
  });

  it('is started on this machine alone, as a replica set of one, on the data folder', async () => {
    const opening = openDatabase({ env: { ...env, PATH: `${bin}:${env.PATH}` }, dataDir, say }).catch((error: Error) => error.message);
    const words = await vi.waitFor(() => readFileSync(join(folder, 'mongod.words'), 'utf8').trim().split('\n'), { timeout: 10_000 });
    const after = (word: string) => words[words.indexOf(word) + 1];
    expect([after('--bind_ip'), after('--dbpath'), after('--replSet')]).toEqual(['127.0.0.1', join(dataDir, 'database', 'mongod'), 'home']);
    expect(after('--port')).toMatch(/^27[1-9]\d\d$/);
    process.kill(readRunFile(dataDir, 'database')?.pid as number);
    // One that ends before it ever answered isn't started again and again: it is said once.
    expect(await opening).toMatch(/^The database could not open .+mongod: it said nothing\./);
  }, 40_000);
});

describe('where there is no embedded database', () => {
  const home = join(folder, 'engine');

  it('another platform is told to set MONGODB_URI', async () => {
    await expect(ensureEngine({ PATH: process.env.PATH }, say, null, { home, machine: 'win32-x64' })).rejects.toThrow(/no embedded database for win32-x64: set MONGODB_URI/);
  });

  it('a missing Python is named', async () => {
    await expect(ensureEngine({ PATH: home }, say, null, { home, machine: 'linux-x64' })).rejects.toThrow(/^Python 3 is missing/);
  });

  it('data of mongod without a mongod is not taken for an empty mall', async () => {
    await expect(ensureEngine({ PATH: home }, say, 'mongod', { home })).rejects.toThrow(/written by mongod/);
  });

  it('MONGODB_URI needs none', async () => {
    const named = await openDatabase({ env: { MONGODB_URI: 'mongodb://db.example.org' }, dataDir: folder, say });
    expect(named).toMatchObject({ uri: 'mongodb://db.example.org' });
    expect(named.pid()).toBeNull();
  });
});
