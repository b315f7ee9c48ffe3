import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../scripts/bootstrap/paths.mjs';

export interface TestPortal {
  url: string;
  dataDir: string;
  /** Everything that it printed so far. */
  output(): string;
  /** As `Ctrl-C` does, the data folder goes too unless it was given; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** `kill -9`. `supervisor` leaves the other two behind. */
  kill(what: 'portal' | 'database' | 'supervisor'): void;
}

export interface PortalWish {
  env?: Record<string, string>;
  /** Kept afterwards; without it a temporary one. */
  dataDir?: string;
  arguments?: string[];
}

/** One build for all portals of a test file: sources that somebody changes meanwhile don't come in between. */
let built = false;

/** A real portal as `npm start` runs it, on a port and a data folder of its own. Resolves when it lets requests in. */
export async function startPortal({ env = {}, dataDir, arguments: words = [] }: PortalWish = {}): Promise<TestPortal> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'merchants-home-portal-'));
  const port = env.PORT ?? String(await freePort());
  const settings = { ...process.env, VITEST: '', NODE_ENV: 'production' as const, APP_MODE: 'demo', LOG_LEVEL: 'warn', KEEP_BUILD: String(built), ...env, PORT: port, DATA_DIR: folder } as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs'), ...words], { env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk));
  const gone = new Promise<number | null>((done) => child.once('close', done));
  const url = `http://127.0.0.1:${port}`;
  await untilOpen(child, url, () => printed);
  built = true;
  return {
    url,
    dataDir: folder,
    output: () => printed,
    stop: async () => {
      child.kill('SIGTERM');
      const code = await gone;
      if (!dataDir) rmSync(folder, { recursive: true, force: true });
      return code;
    },
    kill: (what) => process.kill(what === 'supervisor' ? (child.pid as number) : pidOf(folder, what), 'SIGKILL'),
  };
}

/** The process id in a run file of the data folder. */
export function pidOf(dataDir: string, what: 'portal' | 'database'): number {
  return (JSON.parse(readFileSync(join(dataDir, 'run', `${what}.json`), 'utf8')) as { pid: number }).pid;
}

async function untilOpen(child: ChildProcess, url: string, printed: () => string): Promise<void> {
  const limit = Date.now() + 240_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The portal did not start:\n${printed()}`);
    const health = await fetch(`${url}/health`).catch(() => null);
    if (health?.ok) return;
    if (Date.now() > limit) {
      child.kill('SIGTERM');
      throw new Error(`The portal was not open in time:\n${printed()}`);
    }
    await new Promise((next) => setTimeout(next, 150));
  }
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
