import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT, sha256 } from './paths.mjs';
import { runQuietly } from './dependencies.mjs';
import { Stop } from './stop.mjs';

const VERSION = '0.6.0b17';
const HOME = join(ROOT, '.engine');
export const BINARY_NAMES = ['secantusd-rs', 'mongod'];
const binaryIn = (/** @type {string} */ home) => join(home, `secantusdb-${VERSION}`, 'secantusdb.scripts', 'secantusd-rs');

/** @typedef {'mongod' | 'secantus'} EngineKind */

/**
 * Wheels that hold the server's binary. It is GPL-2: fetched and run beside the portal, never linked or shipped.
 * @type {Record<string, {python: string, platform: string, sha256: string | null}>}
 */
const WHEELS = {
  'linux-x64': {
    python: '3.11',
    platform: 'manylinux_2_28_x86_64',
    sha256: 'fe8ccfd1295c872c92a4c4c13c5a6a1dead88b2ff3b9aafb361406ec8aac4d14',
  },
  'darwin-arm64': { python: '3.12', platform: 'macosx_11_0_arm64', sha256: null },
};

/**
 * @param {string[]} names
 * @param {import('./paths.mjs').Environment} env
 */
export function findOnPath(names, env = process.env) {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    for (const name of names) if (folder && existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}

/**
 * The embedded database's program, fetched when it is not here yet.
 * @param {import('./paths.mjs').Environment} env
 * @param {import('./stop.mjs').Say} say
 * @param {EngineKind | null} kind whose files are in the data folder already
 * @param {{home?: string, machine?: string}} place where it is kept, and for what machine
 * @returns {Promise<{kind: EngineKind, program: string}>}
 * @throws {Stop} when there is none for this machine, or Python is missing
 */
export async function ensureEngine(env, say, kind = null, { home = HOME, machine = `${process.platform}-${process.arch}` } = {}) {
  const mongod = kind === 'secantus' ? null : findOnPath(['mongod'], env);
  if (mongod) return { kind: 'mongod', program: mongod };
  if (kind === 'mongod') throw new Stop('The data folder was written by mongod, which is no longer on PATH: install it again, or set MONGODB_URI.');
  const program = binaryIn(home);
  if (!existsSync(program)) await fetchSecantus(env, say, home, machine);
  return { kind: 'secantus', program };
}

/** @param {string} machine platform and processor, as Node names them */
export function wheelFor(machine) {
  const wheel = WHEELS[machine];
  if (!wheel) {
    throw new Stop(`There is no embedded database for ${machine}: set MONGODB_URI to a MongoDB replica set, or put mongod on PATH.`);
  }
  return wheel;
}

/**
 * @param {import('./paths.mjs').Environment} env
 * @param {import('./stop.mjs').Say} say
 * @param {string} home
 * @param {string} machine
 */
async function fetchSecantus(env, say, home, machine) {
  const wheel = wheelFor(machine);
  const python = findOnPath(['python3', 'python'], env);
  const elseSet = 'or set MONGODB_URI to a MongoDB replica set.';
  if (!python) throw new Stop(`Python 3 is missing; it fetches the embedded database. Install it (with pip), ${elseSet}`);
  say('Fetching the embedded database (once)…');
  mkdirSync(home, { recursive: true });
  const folder = mkdtempSync(join(home, 'fetch-'));
  try {
    const asked = ['--no-deps', '--only-binary=:all:', '--python-version', wheel.python, '--platform', wheel.platform];
    const pip = await runQuietly(python, ['-m', 'pip', 'download', '--quiet', ...asked, '--dest', folder, `SecantusDB==${VERSION}`], { env });
    if (pip.code !== 0) throw new Stop(`${pip.output}\nThe embedded database could not be fetched with pip: see above, ${elseSet}`);
    const file = readdirSync(folder).find((name) => name.endsWith('.whl'));
    if (!file) throw new Stop(`pip brought no database program: try again, ${elseSet}`);
    if (wheel.sha256 && sha256(readFileSync(join(folder, file))) !== wheel.sha256) {
      throw new Stop(`The database program that pip brought is not the expected one (SHA-256 differs); it was not run. Try again, ${elseSet}`);
    }
    const unpacked = join(folder, 'unpacked');
    const zip = await runQuietly(python, ['-m', 'zipfile', '-e', join(folder, file), unpacked], { env });
    if (zip.code !== 0) throw new Stop(`${zip.output}\nThe database program could not be unpacked: try again, ${elseSet}`);
    for (const name of readdirSync(unpacked)) {
      if (!['secantusdb.scripts', 'secantusdb.libs'].includes(name) && !name.endsWith('.dist-info')) {
        rmSync(join(unpacked, name), { recursive: true });
      }
    }
    chmodSync(join(unpacked, 'secantusdb.scripts', 'secantusd-rs'), 0o755);
    const target = join(home, `secantusdb-${VERSION}`);
    rmSync(target, { recursive: true, force: true });
    renameSync(unpacked, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
