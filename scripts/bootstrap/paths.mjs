import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const CACHE = join(ROOT, '.cache');

/** @typedef {Record<string, string | undefined>} Environment */

/**
 * The environment with what `.env` adds to it; what is already set wins, an empty value counts as not set.
 * @returns {Environment}
 */
export function readEnvironment(root = ROOT) {
  const file = join(root, '.env');
  const written = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const all = { ...written, ...process.env };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ''));
}

/** @param {Environment} env */
export function dataDirectory(env) {
  return resolve(ROOT, env.DATA_DIR ?? 'data');
}

/**
 * Where the built portal lies; several sessions of one checkout can have a build each.
 * @param {Environment} env
 */
export function buildDirectory(env) {
  return resolve(ROOT, env.BUILD_DIR ?? 'build');
}

/** @param {string | Buffer} content */
export function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}
