/** The portal's process: one file for development (Vite in the middle) and for the built portal. Started by scripts/start.mjs. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** "Starting again would not help": the supervisor stops too. */
const HOPELESS = 78;
const root = import.meta.dirname;
const development = process.argv.includes('--dev');
const buildDirectory = resolve(root, process.env.BUILD_DIR ?? 'build');
const { TLS_KEY, TLS_CERT } = process.env;

const server = TLS_KEY && TLS_CERT ? createTlsServer({ key: readFileSync(TLS_KEY), cert: readFileSync(TLS_CERT) }) : createServer();
const vite = development ? await startVite() : undefined;
const load = vite ? () => vite.ssrLoadModule('virtual:remix/server-build') : undefined;
const build = load ? await load() : await import(pathToFileURL(join(buildDirectory, 'server', 'index.js')).href);
const { EnvError, house, readEnv, startPortal } = build.entry.module;

/** @type {{ready: Promise<void>, stop: () => Promise<void>} | undefined} */
let portal;
let ending = false;

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, end);
// The supervisor is gone (killed): finish what was begun and leave, so that the next start finds the port free.
process.on('disconnect', end);

try {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const env = readEnv(process.env);
  const options = { env, version, build: load ?? build, vite: vite?.middlewares, buildDirectory, server, house };
  portal = await startPortal({ ...options, say: (line) => console.log(line) });
  await portal.ready;
} catch (error) {
  if (error instanceof EnvError) leave(`The settings need a correction:\n${error.message}`);
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') leave(`${error.message}: set PORT to another.`);
  if (!ending) throw error;
}

/** Asked twice is asked once. */
async function end() {
  if (ending) return;
  ending = true;
  await portal?.stop();
  await vite?.close();
  process.exit(0);
}

/** @param {string} sentence */
function leave(sentence) {
  console.error(sentence);
  process.exit(HOPELESS);
}

async function startVite() {
  const { createServer: createVite } = await import('vite');
  return createVite({ root, appType: 'custom', server: { middlewareMode: true, hmr: { server } } });
}
