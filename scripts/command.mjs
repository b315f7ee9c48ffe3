/** `npm run backup | restore | change-key | seal-anew | import-map | export-map -- <words>`: runs a command of the built portal beside it or without it. */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { ensureBuilt, hasBuild } from './bootstrap/build.mjs';
import { lockHolder, readRunFile, takeDataLock } from './bootstrap/data-lock.mjs';
import { openDatabase } from './bootstrap/database.mjs';
import { ensureInstalled, requireNode } from './bootstrap/dependencies.mjs';
import { buildDirectory, dataDirectory, readEnvironment } from './bootstrap/paths.mjs';
import { Stop, run } from './bootstrap/stop.mjs';

const say = (/** @type {string} */ line) => console.error(line);

await run(async () => {
  requireNode();
  const [name = '', ...words] = process.argv.slice(2);
  const env = readEnvironment();
  const dataDir = dataDirectory(env);
  const isRunning = lockHolder(dataDir) !== null;
  if (['change-key', 'seal-anew'].includes(name) && isRunning) throw new Stop('The portal works with the key until now: stop it first, and start it again afterwards.');
  await ensureInstalled(env, say);
  // A build under a running portal would take the files away that it serves.
  if (!isRunning || !hasBuild(env)) await ensureBuilt(env, say);
  const { database, giveBack } = await reachDatabase({ env, dataDir, isRunning });
  try {
    Object.assign(process.env, env, { DATA_DIR: dataDir, MONGODB_URI: database.uri, LOG_LEVEL: env.LOG_LEVEL ?? 'warn', NODE_ENV: 'production' });
    const build = await import(pathToFileURL(join(buildDirectory(env), 'server', 'index.js')).href);
    return await runCommand(build.entry.module, name, words);
  } finally {
    await database.stop();
    giveBack();
  }
});
process.exit();

/**
 * The running portal's database; without one, a database of our own for as long as the command takes.
 * @param {{env: import('./bootstrap/paths.mjs').Environment, dataDir: string, isRunning: boolean}} place
 */
async function reachDatabase({ env, dataDir, isRunning }) {
  if (env.MONGODB_URI || !isRunning) {
    const giveBack = env.MONGODB_URI ? () => {} : takeDataLock(dataDir);
    try {
      return { database: await openDatabase({ env, dataDir, say }), giveBack };
    } catch (error) {
      giveBack();
      throw error;
    }
  }
  const uri = readRunFile(dataDir, 'database')?.uri;
  if (!uri) throw new Stop('The portal is starting at this moment: try again when it is open.');
  return { database: { uri, stop: async () => {} }, giveBack: () => {} };
}

/**
 * @param {{commands: Record<string, (words: string[]) => Promise<number>>, EnvError: new () => Error}} portal
 * @param {string} name
 * @param {string[]} words
 */
async function runCommand({ commands, EnvError }, name, words) {
  const command = commands[name];
  if (!command) throw new Stop(`There is no command ${name}; there are: ${Object.keys(commands).sort().join(', ')}.`);
  try {
    return await command(words);
  } catch (error) {
    if (error instanceof EnvError) throw new Stop(`The settings need a correction:\n${error.message}`);
    throw error;
  }
}
