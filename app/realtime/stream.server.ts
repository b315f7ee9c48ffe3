import { createClient } from 'redis';
import { type LiveEvent, onEvent, publishEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { log } from '#app/platform/log.server.ts';

const STREAM = 'merchants-home:events';
/** Kept in the stream for a process that lost Redis for a moment; who was away longer asks its devices to look again. */
const KEPT = 20_000;
const BLOCK = 2_000;
const AGAIN = 300;
/** Events that wait for a Redis that is away; beyond this the others are told that some are missing. */
const MOST = 5_000;
const AT_ONCE = 200;
/** How long the end waits for what wasn't written yet, in ms. */
const LAST = 1_500;

export interface EventStream {
  /** Writes what waits, as far as Redis is there, and ends. */
  close(): Promise<void>;
}

/** Nothing is heard of a connection that died without a word, unless somebody asks. */
const socket = { connectTimeout: 3_000, socketTimeout: 3 * BLOCK, reconnectStrategy: () => AGAIN };

/**
 * Shares events between processes through one Redis stream: what is published here is told there as if it had happened there,
 * so that caches drop and sockets hear it alike (docs/decisions/0030). While Redis is away what happens here waits, and reading goes on where it stopped.
 * @param onGap called when events of other processes may have been missed, and since when
 */
export function shareEvents(url: string, onGap: (since: number) => void): EventStream {
  const self = newId();
  const foreign = new WeakSet<LiveEvent>();
  const writer = writeEvents(url, self);
  const stopListening = onEvent((event) => {
    if (!foreign.has(event)) writer.add(JSON.stringify(event));
  });
  const hear = ({ from, event, gap }: Record<string, string>) => {
    if (from === self) return;
    if (gap) return onGap(Number(gap));
    if (!event) return;
    const told = JSON.parse(event) as LiveEvent;
    foreign.add(told);
    publishEvent(told);
  };
  const reader = readEvents(url, hear, onGap);
  return {
    close: async () => {
      stopListening();
      await Promise.all([writer.close(), reader.close()]);
    },
  };
}

/** In their order; what can't be written waits until Redis is there again. */
function writeEvents(url: string, from: string) {
  const client = createClient({ url, disableOfflineQueue: true, pingInterval: BLOCK, socket });
  client.on('error', (error: Error) => log().warn({ err: error }, 'the stream of events is away'));
  let waiting: { at: number; event: string }[] = [];
  let gap: number | null = null;
  let open = true;
  let busy: Promise<void> | null = null;
  const write = (entry: Record<string, string>) => client.xAdd(STREAM, '*', { from, ...entry }, { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: KEPT } });
  const writeAll = async () => {
    while (waiting.length > 0 || gap !== null) {
      const some = waiting.slice(0, AT_ONCE);
      try {
        if (gap !== null) await write({ gap: String(gap) });
        gap = null;
        await Promise.all(some.map(({ event }) => write({ event })));
        waiting = waiting.slice(some.length);
      } catch {
        // Some of them may be written: told twice is as good as once.
        if (!open) return;
        await pause(AGAIN);
      }
    }
  };
  void client.connect().catch(() => undefined);
  return {
    add(event: string) {
      waiting.push({ at: Date.now(), event });
      if (waiting.length > MOST) {
        gap = Math.min(gap ?? Infinity, waiting[0]?.at ?? Date.now());
        waiting = waiting.slice(MOST / 2);
      }
      busy ??= writeAll().finally(() => (busy = null));
    },
    async close() {
      open = false;
      await Promise.race([busy, pause(LAST)]);
      if (client.isOpen) client.destroy();
    },
  };
}

/** Reads on from where it stopped. A Redis that isn't the one from before, or has dropped what wasn't read yet, leaves a gap. */
function readEvents(url: string, hear: (entry: Record<string, string>) => void, onGap: (since: number) => void) {
  const client = createClient({ url, socket });
  client.on('error', (error: Error) => log().warn({ err: error }, 'the stream of events is away'));
  let open = true;
  let last: string | null = null;
  let run: string | undefined;
  /** Until then nothing was missed. */
  let sure = Date.now();
  const begin = async () => {
    if (!client.isOpen) await client.connect();
    const [now, stream] = await Promise.all([client.info('server'), client.xInfoStream(STREAM).catch(() => null)]);
    const { 'last-generated-id': newest = '0-0', 'first-entry': first } = (stream ?? {}) as { 'last-generated-id'?: string; 'first-entry'?: { id: string } | null };
    const id = /run_id:(\w+)/.exec(now)?.[1];
    const same = last !== null && id === run && !isBefore(newest, last) && !(first && isBefore(last, first.id));
    run = id;
    if (same) return;
    // Another one's stream is read from its beginning: whatever is in it was written since.
    const started = last === null;
    last = started ? newest : '0-0';
    onGap(sure);
  };
  const read = async () => {
    let known = false;
    while (open) {
      try {
        if (!known) await begin();
        known = true;
        const answer = (await client.xRead({ key: STREAM, id: last ?? '0-0' }, { BLOCK, COUNT: AT_ONCE })) as { messages: { id: string; message: Record<string, string> }[] }[] | null;
        sure = Date.now();
        for (const { id, message } of answer?.[0]?.messages ?? []) {
          last = id;
          hear(message);
        }
      } catch {
        known = false;
        if (open) await pause(AGAIN);
      }
    }
  };
  const reading = read();
  return {
    async close() {
      open = false;
      if (client.isOpen) client.destroy();
      await Promise.race([reading, pause(LAST)]);
    },
  };
}

const pause = (ms: number) => new Promise<void>((next) => setTimeout(next, ms));

/** Ids of a stream: milliseconds, and a number within. */
function isBefore(one: string, other: string): boolean {
  const [a = 0, b = 0] = one.split('-').map(Number);
  const [c = 0, d = 0] = other.split('-').map(Number);
  return a < c || (a === c && b < d);
}
