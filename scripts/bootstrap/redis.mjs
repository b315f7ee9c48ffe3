import { runQuietly } from './dependencies.mjs';
import { findOnPath } from './engine.mjs';

/**
 * Debian's Redis, which the tests of several processes start for themselves: installed where it is missing and apt can.
 * @param {import('./paths.mjs').Environment} env
 * @param {import('./stop.mjs').Say} say
 * @returns {Promise<boolean>} whether it is here
 */
export async function ensureRedis(env, say) {
  if (findOnPath(['redis-server'], env)) return true;
  const apt = findOnPath(['apt-get'], env);
  if (apt && process.getuid?.() === 0) {
    say('Installing Redis from Debian (once)…');
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'redis-server']]) {
      const { code, output } = await runQuietly(apt, args, { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } });
      if (code !== 0) say(output.split('\n').slice(-5).join('\n'));
    }
    if (findOnPath(['redis-server'], env)) return true;
  }
  say('!!! LEFT OUT: the tests of several processes. There is no redis-server here and none could be installed.');
  return false;
}
