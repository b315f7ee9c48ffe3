import { existsSync } from 'node:fs';
import { runQuietly } from './dependencies.mjs';
import { findOnPath } from './engine.mjs';

const BROWSERS = ['4.1', '4.0', '6.0'].map((version) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}/MiniBrowser`);

/**
 * Safari's engine as Debian has it: its driver, its little browser, and a screen to draw on; null where one is missing.
 * @param {import('./paths.mjs').Environment} env
 */
export function findWebkit(env = process.env) {
  const [driver, xvfb] = [findOnPath(['WebKitWebDriver'], env), findOnPath(['Xvfb'], env)];
  const browser = BROWSERS.find((path) => existsSync(path));
  return driver && xvfb && browser ? { driver, xvfb, browser } : null;
}

/**
 * Installs it where that is possible: Debian as root. Elsewhere the walk in WebKit is left out, and said so.
 * @param {import('./paths.mjs').Environment} env
 * @param {import('./stop.mjs').Say} say
 */
export async function ensureWebkit(env, say) {
  const apt = findOnPath(['apt-get'], env);
  if (findWebkit(env) || !apt || process.getuid?.() !== 0) return findWebkit(env);
  say("Installing WebKit from Debian, for the walk in Safari's engine (once)…");
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'webkit2gtk-driver', 'xvfb']]) {
    const { code, output } = await runQuietly(apt, args, { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } });
    if (code !== 0) say(output.split('\n').slice(-5).join('\n'));
  }
  return findWebkit(env);
}
