import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @typedef {{pid: number, began: string | null}} Identity a process, told apart from a later one with its number */

/**
 * When a process began, as a string to compare: the same pid with another beginning is another process.
 * Null when there is no such process.
 * @param {number} pid
 */
export function beganAt(pid) {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? null : (fields[19] ?? null);
    } catch {
      return null;
    }
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** @param {Identity | null} identity */
export function isAlive(identity) {
  return identity !== null && identity.began !== null && beganAt(identity.pid) === identity.began;
}

/**
 * @param {number} pid
 * @returns {Identity}
 */
export function identityOf(pid) {
  return { pid, began: beganAt(pid) };
}

/**
 * Asks a process to end, and ends it after `patience` milliseconds. Resolves when it is gone.
 * @param {Identity} identity
 */
export async function endProcess(identity, patience = 10_000) {
  const signal = (/** @type {NodeJS.Signals} */ name) => {
    try {
      process.kill(identity.pid, name);
    } catch {
      // Gone in between: what was wanted.
    }
  };
  if (isAlive(identity)) signal('SIGTERM');
  const limit = Date.now() + patience;
  while (isAlive(identity)) {
    if (Date.now() > limit) signal('SIGKILL');
    await new Promise((next) => setTimeout(next, 50));
  }
}
