import { existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { readRunFile, removeRunFile, writeRunFile } from './data-lock.mjs';
import { databasePassword, databaseUri, giveDatabasePassword } from './database-password.mjs';
import { BINARY_NAMES, ensureEngine } from './engine.mjs';
import { initiateReplicaSet, mongodArguments } from './mongod.mjs';
import { freeDatabasePort } from './ports.mjs';
import { endProcess, identityOf, isAlive } from './process-identity.mjs';
import { Stop } from './stop.mjs';
import { Supervised } from './supervised.mjs';

const STARTUP = 30_000;
const PATIENCE = 10_000;
/** Bytes after which the database's log begins anew. */
const LOG_LIMIT = 5_000_000;

/**
 * @typedef {object} Database
 * @property {string} uri
 * @property {() => number | null} pid of the embedded one
 * @property {() => void} revive ends one that stands still, so that it begins anew
 * @property {() => Promise<void>} letGo of what a portal left open that was killed: its rows would stay locked for a minute
 * @property {() => Promise<void>} stop
 */

/**
 * The portal's database: the one that MONGODB_URI names, or an embedded one on the data folder, kept running.
 * The caller holds the folder's lock.
 * @param {{env: import('./paths.mjs').Environment, dataDir: string, say: import('./stop.mjs').Say}} wish
 * @returns {Promise<Database>}
 * @throws {Stop}
 */
export async function openDatabase({ env, dataDir, say }) {
  if (env.MONGODB_URI) return { uri: env.MONGODB_URI, pid: () => null, revive: () => {}, letGo: async () => {}, stop: async () => {} };
  const engine = await ensureEngine(env, say, kindOnDisk(dataDir));
  await endOrphan(dataDir, say);
  const port = await freeDatabasePort(Number(env.DATABASE_PORT) || undefined);
  const wish = { ...engine, dataDir, say, env, port };
  if (engine.kind === 'secantus' && !databasePassword(dataDir)) {
    const open = await startEngine(wish);
    await giveDatabasePassword(dataDir, port).finally(() => open.stop());
  }
  return startEngine(wish);
}

/**
 * The engine whose files lie in the folder: another one would show an empty mall.
 * @param {string} dataDir
 * @returns {import('./engine.mjs').EngineKind | null}
 */
function kindOnDisk(dataDir) {
  const isHere = (/** @type {string} */ kind) => existsSync(join(dataDir, 'database', kind, 'WiredTiger'));
  if (isHere('secantus')) return 'secantus';
  return isHere('mongod') ? 'mongod' : null;
}

/**
 * Ends the database of a supervisor that was killed: it holds the files that ours will open.
 * @param {string} dataDir
 * @param {import('./stop.mjs').Say} say
 */
async function endOrphan(dataDir, say) {
  const orphan = readRunFile(dataDir, 'database');
  if (orphan && isAlive(orphan) && isOurs(orphan.pid, dataDir)) {
    say('Taking over from a start that was cut off.');
    await endProcess(orphan, PATIENCE);
  }
  removeRunFile(dataDir, 'database');
}

/**
 * @param {number} pid
 * @param {string} dataDir
 */
function isOurs(pid, dataDir) {
  if (process.platform !== 'linux') return true; // The same number with the same beginning: written down by us.
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return BINARY_NAMES.some((name) => words[0]?.endsWith(name)) && words.some((word) => word.startsWith(join(dataDir, 'database')));
  } catch {
    return false;
  }
}

/**
 * @param {{kind: import('./engine.mjs').EngineKind, program: string, dataDir: string, port: number,
 *   env: import('./paths.mjs').Environment, say: import('./stop.mjs').Say}} engine
 * @returns {Promise<Database>}
 */
async function startEngine({ kind, program, dataDir, port, env, say }) {
  const folder = join(dataDir, 'database', kind);
  for (const needed of [folder, join(dataDir, 'run')]) mkdirSync(needed, { recursive: true, mode: 0o700 });
  const logFile = join(dataDir, 'run', 'database.log');
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT) rmSync(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const logFrom = statSync(logFile).size;
  const password = kind === 'secantus' ? databasePassword(dataDir) : null;
  const uri = databaseUri(port, password);
  let refused = false;
  let up = false;
  const database = new Supervised({
    name: 'The database',
    program,
    args: kind === 'mongod' ? mongodArguments(folder, port) : secantusArguments(folder, port, password !== null),
    env,
    log,
    say,
    onStart: (pid) => writeRunFile(dataDir, 'database', { ...identityOf(pid), uri }),
    onGone: () => {
      refused = !up;
      return up;
    },
  });
  const stop = async () => {
    await database.stop(PATIENCE);
    removeRunFile(dataDir, 'database');
  };
  database.start();
  const limit = Date.now() + STARTUP;
  while (!(await answers(port))) {
    if (refused || Date.now() > limit) {
      await stop();
      throw new Stop(`The database could not open ${folder}: ${lastLine(logFile, logFrom)}`);
    }
    await new Promise((next) => setTimeout(next, 50));
  }
  if (kind === 'mongod') await initiateReplicaSet(uri, port);
  up = true;
  return { uri, pid: () => database.child?.pid ?? null, revive: () => database.revive(), letGo: () => endSessions(uri), stop };
}

/**
 * Nobody else uses the embedded database: whatever is open there is nobody's any more. One that is away has nothing open.
 * @param {string} uri
 */
async function endSessions(uri) {
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: PATIENCE });
  await client.db('admin').command({ killAllSessions: [] }).catch(() => {});
  await client.close();
}

/**
 * `--sync-on-commit`: without it a kill loses writes that were acknowledged. `--log-file-max`: after a kill the whole log file
 * is read, and of its default size (2 GB) that took 11 s instead of 0.2.
 * @param {string} folder
 * @param {number} port
 * @param {boolean} locked it asks for its password
 */
export function secantusArguments(folder, port, locked) {
  const place = ['--host', '127.0.0.1', '--port', String(port), '--storage-path', folder];
  return [...place, '--sync-on-commit', '--log-file-max', '64MB', '--cache-size', '256M', '--log-level', 'WARNING', ...(locked ? ['--auth'] : [])];
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function answers(port) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => done(false));
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
  });
}

/**
 * @param {string} file
 * @param {number} from byte where this start began to write
 */
function lastLine(file, from) {
  return readFileSync(file).subarray(from).toString().trim().split('\n').at(-1) || 'it said nothing.';
}
