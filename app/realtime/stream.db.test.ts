import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LiveEvent, onEvent, publishEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { until } from '#tests/factories/live.ts';
import { type EventStream, shareEvents } from './stream.server.ts';

const there = spawnSync('redis-server', ['--version']).status === 0;
const STREAM = 'merchants-home:events';
const eventOf = (room: string): LiveEvent => ({ type: 'thing:changed', id: newId(), version: 1, rooms: [room] });

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

describe.skipIf(!there)('events between processes', () => {
  let redis: ChildProcess;
  let port: number;
  let folder: string;
  let stream: EventStream;
  let gaps = 0;
  const heard: LiveEvent[] = [];
  const stop = onEvent((event) => heard.push(event));

  const start = async () => {
    redis = spawn('redis-server', ['--port', String(port), '--save', '', '--dir', folder], { stdio: 'ignore' });
    await until(async () => {
      const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: false } });
      client.on('error', () => undefined);
      const up = await client.connect().then(() => true, () => false);
      if (up) client.destroy();
      return up;
    });
  };
  /** What another process would have written. */
  const another = async (event: LiveEvent) => {
    const client = createClient({ url: `redis://127.0.0.1:${port}` });
    await client.connect();
    await client.xAdd(STREAM, '*', { from: 'another process', event: JSON.stringify(event) });
    client.destroy();
  };
  const written = async (): Promise<LiveEvent[]> => {
    const client = createClient({ url: `redis://127.0.0.1:${port}` });
    await client.connect();
    const rows = await client.xRange(STREAM, '-', '+');
    client.destroy();
    return rows.map((row) => JSON.parse(row.message.event as string) as LiveEvent);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'merchants-home-redis-'));
    port = await freePort();
    await start();
    stream = shareEvents(`redis://127.0.0.1:${port}`, () => (gaps += 1));
  });
  afterAll(async () => {
    stop();
    await stream.close();
    redis.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('what happens here is written for the others', async () => {
    const event = eventOf('mall:a');
    await until(async () => {
      publishEvent(event);
      return (await written()).some((one) => one.id === event.id);
    });
    expect((await written()).find((one) => one.id === event.id)).toEqual(event);
  });

  it('what happened elsewhere is told here, once, and not written back', async () => {
    const event = eventOf('mall:b');
    await another(event);
    await until(() => heard.some((one) => one.id === event.id));
    await new Promise((next) => setTimeout(next, 100));
    expect(heard.filter((one) => one.id === event.id)).toHaveLength(1);
    expect((await written()).filter((one) => one.id === event.id)).toHaveLength(1);
  });

  it('goes on after Redis was killed and came back empty, and says that there was a gap', async () => {
    const before = gaps;
    redis.kill('SIGKILL');
    await until(() => gaps > before);
    await start();
    const event = eventOf('mall:c');
    await until(async () => {
      await another(event);
      await new Promise((next) => setTimeout(next, 200));
      return heard.some((one) => one.id === event.id);
    });
    expect(heard.some((one) => one.id === event.id)).toBe(true);
  });
});
