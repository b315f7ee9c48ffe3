import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runQuietly } from './dependencies.mjs';
import { findOnPath } from './engine.mjs';
import { ROOT } from './paths.mjs';

/** Quiet and offline: nothing but the page that is tested. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Chinese and Uyghur need fonts to be seen. */
const DEBIAN = ['chromium', 'fonts-noto-core', 'fonts-noto-cjk'];

/**
 * A Chromium that is here already, or null.
 * @param {import('./paths.mjs').Environment} env
 */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : null;
  return findOnPath(NAMES, env) ?? ownChromium();
}

/** Playwright's own, where it was installed. */
function ownChromium() {
  try {
    const { chromium } = createRequire(join(ROOT, 'package.json'))('playwright-core');
    const path = chromium.executablePath();
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/**
 * Chromium for the browser tests, installed where that is possible: Debian as root with apt, elsewhere Playwright's own.
 * @param {import('./paths.mjs').Environment} env
 * @param {import('./stop.mjs').Say} say
 * @returns {Promise<string | null>} its path, or null when there is none to be had
 */
export async function ensureChromium(env, say) {
  const found = findChromium(env);
  if (found || env.CHROMIUM_PATH) return found;
  const isRoot = process.getuid?.() === 0;
  const apt = findOnPath(['apt-get'], env);
  /** @type {[string, string[]][]} */
  const attempts = apt && isRoot ? [[apt, ['update']], [apt, ['install', '-y', '--no-install-recommends', ...DEBIAN]]] : [];
  if (attempts.length === 0) {
    const program = join(ROOT, 'node_modules', 'playwright-core', 'cli.js');
    attempts.push([process.execPath, [program, 'install', 'chromium']]);
  }
  say(apt && isRoot ? 'Installing Chromium from Debian (once)…' : `Installing Playwright's Chromium below ${homedir()} (once)…`);
  for (const [program, args] of attempts) {
    const { code, output } = await runQuietly(program, args, { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } });
    if (code !== 0) say(output.split('\n').slice(-5).join('\n'));
  }
  return findChromium(env);
}
