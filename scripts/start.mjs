/** `npm start` and `npm run dev`: sets up what is missing, then keeps the database and the portal running. */
import { join } from 'node:path';
import { ensureBuilt } from './bootstrap/build.mjs';
import { ensureCertificate, localAddresses } from './bootstrap/certificate.mjs';
import { removeRunFile, takeDataLock, writeRunFile } from './bootstrap/data-lock.mjs';
import { openDatabase } from './bootstrap/database.mjs';
import { ensureInstalled, requireNode } from './bootstrap/dependencies.mjs';
import { ROOT, dataDirectory, readEnvironment } from './bootstrap/paths.mjs';
import { isFree } from './bootstrap/ports.mjs';
import { identityOf } from './bootstrap/process-identity.mjs';
import { Stop, run } from './bootstrap/stop.mjs';
import { Supervised } from './bootstrap/supervised.mjs';

/** The portal's own word for "starting again would not help": wrong settings, a port that was taken. */
const HOPELESS = 78;
/** The portal drains within ten seconds; then it is ended. */
const DRAIN = 11_000;

const say = (/** @type {string} */ line) => console.log(line);

/** Resolves when this process is told to end; told twice (a terminal and npm both pass Ctrl-C on) is told once. */
const toldToEnd = new Promise((done) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, done);
});

await run(async () => {
  requireNode();
  const dev = process.argv.includes('--dev');
  const https = process.argv.includes('--https');
  const env = withDefaults(readEnvironment(), { dev, https });
  const dataDir = dataDirectory(env);
  const giveBack = takeDataLock(dataDir);
  let database;
  try {
    if (isPort(env.PORT) && !(await isFree(Number(env.PORT), env.HOST))) {
      throw new Stop(`Port ${env.PORT} on ${env.HOST} is taken: stop what listens there, or set PORT to another.`);
    }
    const prepared = prepare({ env, dataDir, dev, https });
    const settings = await Promise.race([prepared, toldToEnd.then(() => null)]);
    if (!settings) return 0;
    database = await openDatabase({ env, dataDir, say });
    return await keepPortal({ env: { ...settings, MONGODB_URI: database.uri }, dataDir, dev, database });
  } finally {
    await database?.stop();
    giveBack();
  }
});
process.exit();

/**
 * Everything that may take long the first time. @returns the portal's settings
 * @param {{env: import('./bootstrap/paths.mjs').Environment, dataDir: string, dev: boolean, https: boolean}} wish
 */
async function prepare({ env, dataDir, dev, https }) {
  await ensureInstalled(env, say);
  const certificate = https ? await ensureCertificate(dataDir, env) : {};
  if (!dev) await ensureBuilt(env, say);
  return { ...env, ...certificate, DATA_DIR: dataDir };
}

/**
 * @param {import('./bootstrap/paths.mjs').Environment} env
 * @param {{dev: boolean, https: boolean}} how
 */
function withDefaults(env, { dev, https }) {
  const mode = env.APP_MODE ?? (dev ? 'development' : 'demo');
  const host = env.HOST ?? (mode === 'production' || https ? '0.0.0.0' : '127.0.0.1');
  return { ...env, APP_MODE: mode, PORT: env.PORT ?? '3000', HOST: host, NODE_ENV: dev ? 'development' : 'production' };
}

/**
 * What is no port at all is the portal's to name, with all other wrong settings.
 * @param {string} text
 */
function isPort(text) {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

/**
 * Resolves with the exit code once this process was told to end, or the portal said that it can't run.
 * @param {{env: import('./bootstrap/paths.mjs').Environment, dataDir: string, dev: boolean,
 *   database: import('./bootstrap/database.mjs').Database}} wish
 */
async function keepPortal({ env, dataDir, dev, database }) {
  /** @type {(code: number) => void} */
  let giveUp = () => {};
  const hopeless = new Promise((done) => (giveUp = done));
  const portal = new Supervised({
    name: 'The portal',
    program: process.execPath,
    args: ['--enable-source-maps', join(ROOT, 'server.js'), ...(dev ? ['--dev'] : [])],
    env,
    cwd: ROOT,
    ipc: true,
    say,
    onStart: (pid) => writeRunFile(dataDir, 'portal', identityOf(pid)),
    onMessage: (message) => message === 'database silent' && database.revive(),
    onGone: (code) => {
      if (code === HOPELESS) giveUp(1);
      else void database.letGo();
      return code !== HOPELESS;
    },
  });
  portal.start();
  if (env.TLS_CERT) for (const address of localAddresses()) say(`On a phone in the same network: https://${address}:${env.PORT}`);
  const code = await Promise.race([toldToEnd.then(() => 0), hopeless]);
  if (code === 0) say('Stopping…');
  await portal.stop(DRAIN);
  removeRunFile(dataDir, 'portal');
  return code;
}
