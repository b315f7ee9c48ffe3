import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { freePort } from '#tests/setup/portal.ts';
import { until } from './live.ts';

/** Debian's; scripts/bootstrap/redis.mjs installs it before the tests where that is possible, and says so where it isn't. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export interface TestRedis {
  url: string;
  /** Again, and empty. */
  start(): Promise<void>;
  /** `kill -9`. */
  kill(): void;
  answers(): Promise<boolean>;
  stop(): void;
}

/** A Redis of the test's own that keeps nothing on a disk. */
export async function startRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'merchants-home-redis-'));
  const port = String(await freePort());
  const url = `redis://127.0.0.1:${port}`;
  let running: ChildProcess;
  const answers = async () => {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    const up = await client.connect().then(() => true, () => false);
    if (up) client.destroy();
    return up;
  };
  const start = async () => {
    running = spawn('redis-server', ['--port', port, '--save', '', '--dir', folder], { stdio: 'ignore' });
    await until(answers);
  };
  const kill = () => void running.kill('SIGKILL');
  await start();
  const stop = () => {
    kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, start, kill, answers, stop };
}
