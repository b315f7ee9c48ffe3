import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, isAlive } from './process-identity.mjs';
import { Stop } from './stop.mjs';

/** @typedef {'lock' | 'database' | 'portal'} RunFile who writes down here that it runs */

/**
 * @param {string} dataDir
 * @param {RunFile} name
 */
export function runFile(dataDir, name) {
  return join(dataDir, 'run', `${name}.json`);
}

/**
 * What a run file says, or null. Half-written and missing are the same: nobody to speak to.
 * @param {string} dataDir
 * @param {RunFile} name
 * @returns {(import('./process-identity.mjs').Identity & {uri?: string}) | null}
 */
export function readRunFile(dataDir, name) {
  try {
    return JSON.parse(readFileSync(runFile(dataDir, name), 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Written whole or not at all.
 * @param {string} dataDir
 * @param {RunFile} name
 * @param {object} content
 */
export function writeRunFile(dataDir, name, content) {
  const path = runFile(dataDir, name);
  mkdirSync(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${path}.${process.pid}`, path);
}

/**
 * @param {string} dataDir
 * @param {RunFile} name
 */
export function removeRunFile(dataDir, name) {
  rmSync(runFile(dataDir, name), { force: true });
}

/**
 * Who holds the data folder now, or null.
 * @param {string} dataDir
 */
export function lockHolder(dataDir) {
  const holder = readRunFile(dataDir, 'lock');
  return isAlive(holder) ? holder : null;
}

/**
 * Takes the data folder for this process until it ends; a lock whose holder is gone is taken over.
 * The database's own lock on its files stays the last word.
 * @param {string} dataDir
 * @throws {Stop} when a living process holds it
 * @returns {() => void} gives it back
 */
export function takeDataLock(dataDir) {
  mkdirSync(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  const path = runFile(dataDir, 'lock');
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(identityOf(process.pid)));
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        linkSync(mine, path); // Fails when there is one: the only step that can't be shared.
        return () => {
          if (readRunFile(dataDir, 'lock')?.pid === process.pid) rmSync(path, { force: true });
        };
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      }
      const holder = lockHolder(dataDir);
      if (holder) throw new Stop(`The portal already runs on ${dataDir} (process ${holder.pid}): stop it, or set DATA_DIR to another folder.`);
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
  throw new Stop(`Another start takes ${dataDir} at this moment: try again.`);
}
