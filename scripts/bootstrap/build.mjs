import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createHash } from 'node:crypto';
import { runQuietly } from './dependencies.mjs';
import { ROOT, buildDirectory } from './paths.mjs';
import { identityOf, isAlive } from './process-identity.mjs';
import { Stop } from './stop.mjs';

const FOLDERS = ['app', 'models', 'locales', 'public'];
const SETTINGS = ['package.json', 'package-lock.json', 'vite.config.ts', 'remix.config.js', 'postcss.config.cjs', 'tsconfig.json'];
const SOURCES = [...FOLDERS, ...SETTINGS];
/** Made by the build itself, or not part of it. */
const NOT_SOURCE = /(^locales\/kk-Arab$)|(\.test\.tsx?$)|(\.bench\.ts$)/;

/** One hash over the path and content of every file that the build reads. */
export function hashSources(root = ROOT) {
  const hash = createHash('sha256');
  const visit = (/** @type {string} */ path) => {
    if (NOT_SOURCE.test(relative(root, path).replaceAll('\\', '/'))) return;
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const child = join(path, entry.name);
      if (entry.isDirectory()) visit(child);
      else if (!NOT_SOURCE.test(relative(root, child))) hash.update(`${relative(root, child)}\0`).update(readFileSync(child)).update('\0');
    }
  };
  for (const source of SOURCES) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    if (isFolder(path)) visit(path);
    else hash.update(`${source}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} path */
function isFolder(path) {
  return statSync(path).isDirectory();
}

/**
 * Whether the built portal is the one that the sources describe.
 * @param {import('./paths.mjs').Environment} env
 */
export function isBuilt(env, hash = hashSources()) {
  const stamp = join(buildDirectory(env), 'sources.sha256');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/** @param {import('./paths.mjs').Environment} env */
export function hasBuild(env) {
  return existsSync(join(buildDirectory(env), 'sources.sha256'));
}

/**
 * Builds the portal when its sources changed; with KEEP_BUILD=true what was built stays, whatever they are now. Two starts at once build once: the second waits for the first.
 * @param {import('./paths.mjs').Environment} env
 * @param {import('./stop.mjs').Say} say
 * @throws {Stop} when the build fails
 */
export async function ensureBuilt(env, say) {
  if (env.KEEP_BUILD === 'true' && hasBuild(env)) return;
  const folder = buildDirectory(env);
  let told = false;
  for (;;) {
    const hash = hashSources();
    if (isBuilt(env, hash)) return;
    if (takeTurn(folder)) {
      try {
        say('Building the portal (when its sources changed)…');
        return await build(env, folder, hash);
      } finally {
        rmSync(turnFile(folder), { force: true });
      }
    }
    if (!told) say('Waiting for another start that is building…');
    told = true;
    await new Promise((next) => setTimeout(next, 500));
  }
}

/** @param {string} folder */
function turnFile(folder) {
  return `${folder}.lock`;
}

/** @param {string} folder */
function takeTurn(folder) {
  const file = turnFile(folder);
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, JSON.stringify(identityOf(process.pid)), { flag: 'wx' });
    return true;
  } catch {
    try {
      if (!isAlive(JSON.parse(readFileSync(file, 'utf8')))) rmSync(file, { force: true });
    } catch {
      // Being written or being removed by the other: look again later.
    }
    return false;
  }
}

/**
 * @param {import('./paths.mjs').Environment} env
 * @param {string} folder
 * @param {string} hash
 */
async function build(env, folder, hash) {
  const program = join(ROOT, 'node_modules', '@remix-run', 'dev', 'dist', 'cli.js');
  rmSync(join(folder, 'sources.sha256'), { force: true });
  const { code, output } = await runQuietly(process.execPath, [program, 'vite:build'], { cwd: ROOT, env: { ...env, NODE_ENV: 'production' } });
  if (code !== 0) throw new Stop(`${output}\nThe portal could not be built: see above.`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'sources.sha256'), hash);
}
