import { existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { readRunFile, removeRunFile, writeRunFile } from './data-lock.mjs';
import { BINARY_NAMES, ensureEngine } from './engine.mjs';
import { freeDatabasePort, isFree } from './ports.mjs';
import { endProcess, identityOf, isAlive } from './process-identity.mjs';
import { Stop } from './stop.mjs';
import { Supervised } from './supervised.mjs';

const STARTUP = 30_000;
const LOG_LIMIT = 5_000_000;

/**
 * The portal's database: the one MONGODB_URI names, or an embedded one on the data folder, kept running.
 * The caller holds the folder's lock.
 * @returns {Promise<{uri: string, embedded: boolean, pid: () => number | null, stop: () => Promise<void>}>}
 */
export async function openDatabase({ env, dataDir, say, port }) {
  if (env.MONGODB_URI) return { uri: env.MONGODB_URI, embedded: false, pid: () => null, stop: async () => {} };
  const kind = kindOnDisk(dataDir);
  const engine = await ensureEngine(env, say, kind);
  await endOrphan(dataDir, say);
  return startEngine({ engine, dataDir, say, env, port: await freeDatabasePort(port ?? (Number(env.DATABASE_PORT) || undefined)) });
}

/** The engine whose files lie in the folder: another one would show an empty mall. */
function kindOnDisk(dataDir) {
  return ['secantus', 'mongod'].find((kind) => existsSync(join(dataDir, 'database', kind, 'WiredTiger'))) ?? null;
}

/** Ends the database of a supervisor that was killed: it holds the files that ours will open. */
async function endOrphan(dataDir, say) {
  const orphan = readRunFile(dataDir, 'database');
  if (isAlive(orphan) && isOurs(orphan, dataDir)) {
    say('Taking over from a start that was cut off.');
    await endProcess(orphan);
  }
  removeRunFile(dataDir, 'database');
}

function isOurs({ pid }, dataDir) {
  if (process.platform !== 'linux') return true; // The same pid with the same beginning: recorded by us.
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return BINARY_NAMES.some((name) => command[0]?.endsWith(name)) && command.some((word) => word.startsWith(join(dataDir, 'database')));
  } catch {
    return false;
  }
}

async function startEngine({ engine, dataDir, say, env, port }) {
  const folder = join(dataDir, 'database', engine.kind);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  mkdirSync(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  const logFile = join(dataDir, 'run', 'database.log');
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT) rmSync(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const logFrom = statSync(logFile).size;
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  let refused = false;
  let up = false;
  const database = new Supervised({
    name: 'The database',
    program: engine.program,
    args: engine.kind === 'mongod' ? mongodArguments(folder, port) : secantusArguments(folder, port),
    env,
    log,
    say,
    onStart: (child) => writeRunFile(dataDir, 'database', { ...identityOf(child.pid), port, uri, engine: engine.kind }),
    onGone: () => {
      refused = !up;
      return up;
    },
  });
  database.start();
  const limit = Date.now() + STARTUP;
  while (!(await answers(port))) {
    if (refused || Date.now() > limit) {
      await database.stop(1000);
      removeRunFile(dataDir, 'database');
      throw new Stop(`The database could not open ${folder}: ${lastLine(logFile, logFrom)}`);
    }
    await new Promise((next) => setTimeout(next, 50));
  }
  if (engine.kind === 'mongod') await initiate(uri, port);
  up = true;
  return {
    uri,
    embedded: true,
    pid: () => database.child?.pid ?? null,
    stop: async () => {
      await database.stop(10_000);
      removeRunFile(dataDir, 'database');
    },
  };
}

function secantusArguments(folder, port) {
  // --sync-on-commit: without it a kill loses writes that were acknowledged.
  const durable = ['--sync-on-commit', '--cache-size', '256M', '--log-level', 'WARNING'];
  return ['--host', '127.0.0.1', '--port', String(port), '--storage-path', folder, ...durable];
}

function mongodArguments(folder, port) {
  return ['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', folder, '--replSet', 'home', '--wiredTigerCacheSizeGB', '0.25', '--quiet'];
}

/** A fresh mongod becomes a replica set of one: transactions and change streams need it. */
async function initiate(uri, port) {
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: STARTUP });
  const admin = client.db('admin');
  try {
    await admin.command({ replSetInitiate: { _id: 'home', members: [{ _id: 0, host: `127.0.0.1:${port}` }] } });
  } catch (error) {
    if (error.codeName !== 'AlreadyInitialized') throw error;
    const { config } = await admin.command({ replSetGetConfig: 1 });
    const host = `127.0.0.1:${port}`;
    if (config.members[0].host !== host) {
      const members = [{ ...config.members[0], host }];
      await admin.command({ replSetReconfig: { ...config, members, version: config.version + 1 }, force: true });
    }
  }
  while (!(await admin.command({ hello: 1 })).isWritablePrimary) await new Promise((next) => setTimeout(next, 100));
  await client.close();
}

async function answers(port) {
  if (await isFree(port)) return false;
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
}

function lastLine(file, from) {
  const lines = readFileSync(file).subarray(from).toString().trim().split('\n');
  return lines.at(-1) || 'it said nothing.';
}
