import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { Stop } from './stop.mjs';

const OLDEST_NODE = [20, 19];

/** @throws {Stop} when this Node can't run the portal */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new Stop(`Merchants' Home needs Node ${OLDEST_NODE.join('.')} or newer; this is ${version}.`);
  }
}

/**
 * Says whether node_modules holds what the lock file asks for. npm writes the hidden lock file last,
 * so an installation that was cut off has none.
 */
export function isInstalled(root = ROOT) {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === entry.version : entry.optional === true;
  });
}

/**
 * Installs from the lock file when something of it is missing.
 * @param {import('./paths.mjs').Environment} env
 * @param {import('./stop.mjs').Say} say
 */
export async function ensureInstalled(env, say) {
  if (isInstalled()) return;
  say('Installing packages from the lock file (once)…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // Development packages build the portal on this machine, whatever NODE_ENV says.
  const { code, output } = await runQuietly(npm, ['ci', '--include=dev', '--no-audit', '--no-fund'], { cwd: ROOT, env });
  if (code !== 0) throw new Stop(`${output}\nThe packages could not be installed: npm ci ended with ${code}. Is a package registry reachable?`);
}

/**
 * Runs a program to its end and keeps what it says.
 * @param {string} program
 * @param {string[]} args
 * @param {{cwd?: string, env?: import('./paths.mjs').Environment}} options
 * @returns {Promise<{code: number, output: string}>}
 */
export function runQuietly(program, args, options = {}) {
  return new Promise((done) => {
    let output = '';
    const child = spawn(program, args, { cwd: options.cwd, env: /** @type {NodeJS.ProcessEnv} */ (options.env), stdio: ['ignore', 'pipe', 'pipe'] });
    const end = () => child.kill(); // It doesn't outlive a start that was told to end.
    process.once('exit', end);
    child.once('close', () => process.off('exit', end));
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => done({ code: -1, output: String(error) }));
    child.on('close', (code) => done({ code: code ?? -1, output: output.trim() }));
  });
}
