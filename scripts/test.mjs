/** `npm test`: unit, integration and browser tests. `npm run check`: lint, types, unit and integration tests. Sets up what they need. */
import { join } from 'node:path';
import { ensureBuilt } from './bootstrap/build.mjs';
import { ensureChromium } from './bootstrap/chromium.mjs';
import { ensureInstalled, requireNode } from './bootstrap/dependencies.mjs';
import { ROOT, readEnvironment } from './bootstrap/paths.mjs';
import { ensureRedis } from './bootstrap/redis.mjs';
import { run } from './bootstrap/stop.mjs';
import { ensureWebkit } from './bootstrap/webkit.mjs';
import { runSuite, runTool, sumOf } from './bootstrap/suites.mjs';

const say = (/** @type {string} */ line) => console.log(line);
const tool = (/** @type {string[]} */ ...path) => join(ROOT, 'node_modules', ...path);

await run(async () => {
  requireNode();
  const env = { ...readEnvironment(), NODE_ENV: 'test' };
  await ensureInstalled(env, say);
  const redis = await ensureRedis(env, say);
  const counts = process.argv.includes('--check') ? await check(env) : await testAll(env);
  if (!redis && env.CI === 'true') counts.push({ passed: 0, failed: 1, skipped: 0 });
  const { passed, failed, skipped, names = [] } = sumOf(counts);
  for (const name of names) say(`FAILED ${name}`);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 ? 0 : 1;
});
process.exit();

/** @param {import('./bootstrap/paths.mjs').Environment} env */
async function check(env) {
  const lint = await runTool([tool('oxlint', 'bin', 'oxlint'), '--quiet'], env);
  const types = await runTool([tool('typescript', 'bin', 'tsc'), '--noEmit'], env);
  const tools = [lint, types].map((code) => ({ passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 }));
  if (lint !== 0) say('The linter found something: see above.');
  if (types !== 0) say('The types do not fit: see above.');
  return [...tools, await runSuite(['unit', 'integration'], env)];
}

/** @param {import('./bootstrap/paths.mjs').Environment} env */
async function testAll(env) {
  const chromium = await ensureChromium(env, say);
  const counts = [await runSuite(['unit', 'integration'], env)];
  if (chromium) {
    await ensureBuilt(env, say);
    const webkit = await ensureWebkit(env, say);
    if (!webkit) say("!!! LEFT OUT: the walk in Safari's engine. Debian's webkit2gtk-driver and xvfb are not here.");
    if (!webkit && env.CI === 'true') counts.push({ passed: 0, failed: 1, skipped: 0 });
    return [...counts, await runSuite(['browser'], { ...env, CHROMIUM_PATH: chromium })];
  }
  say('');
  say('!!! LEFT OUT: all browser tests. There is no Chromium here and none could be installed.');
  say('!!! Install one and set CHROMIUM_PATH, then run npm test again.');
  say('');
  return [...counts, env.CI === 'true' ? { passed: 0, failed: 1, skipped: 0 } : { passed: 0, failed: 0, skipped: 1 }];
}
