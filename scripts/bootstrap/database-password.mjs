import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The one account of the embedded database. */
const USER = 'portal';
const STARTUP = 30_000;

/** @param {string} dataDir */
const fileIn = (dataDir) => join(dataDir, 'database', 'password');

/**
 * Where the embedded database listens every program of this machine can knock; only who can read the data folder gets in.
 * @param {string} dataDir
 * @returns {string | null} null until one was given
 */
export function databasePassword(dataDir) {
  try {
    return readFileSync(fileIn(dataDir), 'utf8').trim() || null;
  } catch {
    return null;
  }
}

/**
 * @param {number} port
 * @param {string | null} password
 */
export function databaseUri(port, password) {
  const who = password ? `${USER}:${password}@` : '';
  return `mongodb://${who}127.0.0.1:${port}/?directConnection=true${password ? '&authSource=admin' : ''}`;
}

/**
 * Gives a password to a database that was started without asking for one, and keeps it in the data folder. Repeatable: a
 * start that was cut off in between gives another one.
 * @param {string} dataDir
 * @param {number} port
 */
export async function giveDatabasePassword(dataDir, port) {
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(databaseUri(port, null), { serverSelectionTimeoutMS: STARTUP });
  const admin = client.db('admin');
  const pwd = randomBytes(24).toString('base64url');
  try {
    await admin.command({ createUser: USER, pwd, roles: ['root'] }).catch(() => admin.command({ updateUser: USER, pwd }));
    writeFileSync(fileIn(dataDir), pwd, { mode: 0o600 });
  } finally {
    await client.close();
  }
}
