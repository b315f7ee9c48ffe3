/** `npm run bench [-- part-of-a-name]`: runs tests/bench/*.bench.ts one after the other; they print numbers and gate nothing. */
import { ensureBuilt } from './bootstrap/build.mjs';
import { ensureInstalled, requireNode } from './bootstrap/dependencies.mjs';
import { join } from 'node:path';
import { ROOT, readEnvironment } from './bootstrap/paths.mjs';
import { run } from './bootstrap/stop.mjs';
import { runTool } from './bootstrap/suites.mjs';

await run(async () => {
  requireNode();
  const env = readEnvironment();
  const say = (/** @type {string} */ line) => console.log(line);
  await ensureInstalled(env, say);
  await ensureBuilt(env, say);
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  return runTool([vitest, 'run', '--project', 'bench', '--disable-console-intercept', '--passWithNoTests', ...process.argv.slice(2)], env);
});
process.exit();
