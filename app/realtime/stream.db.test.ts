import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LiveEvent, onEvent, publishEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { until } from '#tests/factories/live.ts';
import { hasRedis, startRedis, type TestRedis } from '#tests/factories/redis.ts';
import { type EventStream, shareEvents } from './stream.server.ts';

const STREAM = 'merchants-home:events';
const eventOf = (room: string): LiveEvent => ({ type: 'thing:changed', id: newId(), version: 1, rooms: [room] });

describe.skipIf(!hasRedis)('events between processes', () => {
  let redis: TestRedis;
  let stream: EventStream;
  const gaps: number[] = [];
  const heard: LiveEvent[] = [];
  const stop = onEvent((event) => heard.push(event));

  /** What another process would have written. */
  const another = async (event: LiveEvent) => {
    const client = createClient({ url: redis.url });
    await client.connect();
    await client.xAdd(STREAM, '*', { from: 'another process', event: JSON.stringify(event) });
    client.destroy();
  };
  const written = async (): Promise<LiveEvent[]> => {
    const client = createClient({ url: redis.url });
    await client.connect();
    const rows = await client.xRange(STREAM, '-', '+');
    client.destroy();
    return rows.map((row) => JSON.parse(row.message.event as string) as LiveEvent);
  };

  beforeAll(async () => {
    redis = await startRedis();
    stream = shareEvents(redis.url, (since) => gaps.push(since));
  });
  afterAll(async () => {
    stop();
    await stream.close();
    redis.stop();
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

  it('goes on after Redis was killed and came back empty: says since when something may be missing, and what waited is written', async () => {
    const before = gaps.length;
    const killed = Date.now();
    redis.kill();
    await until(async () => !(await redis.answers()));
    const waiting = [eventOf('mall:c'), eventOf('mall:d')];
    waiting.forEach(publishEvent);
    await redis.start();
    await until(() => gaps.length > before);
    expect(gaps.at(-1)).toBeLessThanOrEqual(killed + 100);
    await until(async () => (await written()).length >= waiting.length);
    expect(new Set((await written()).map(({ id }) => id))).toEqual(new Set(waiting.map(({ id }) => id)));
    const event = eventOf('mall:e');
    await another(event);
    await until(() => heard.some((one) => one.id === event.id));
    expect(heard.filter((one) => one.id === event.id)).toHaveLength(1);
  });

  it('a connection that breaks is no gap: reading goes on where it stopped', async () => {
    const before = gaps.length;
    const client = createClient({ url: redis.url });
    await client.connect();
    await client.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']);
    client.destroy();
    const event = eventOf('mall:f');
    await another(event);
    await until(() => heard.some((one) => one.id === event.id));
    const own = eventOf('mall:g');
    publishEvent(own);
    await until(async () => (await written()).some((one) => one.id === own.id));
    expect(gaps).toHaveLength(before);
  });
});
