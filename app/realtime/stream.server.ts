import { createClient } from 'redis';
import { type LiveEvent, onEvent, publishEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { log } from '#app/platform/log.server.ts';

const STREAM = 'merchants-home:events';
/** Kept in the stream for a process that lost Redis for a moment; who was away longer asks its devices to read again. */
const KEPT = 20_000;
const BLOCK = 2_000;

export interface EventStream {
  close(): Promise<void>;
}

/**
 * Shares events between processes through one Redis stream: what is published here is told there as if it had happened there,
 * so that caches drop and sockets hear it alike (docs/decisions/0030). Reading goes on where it stopped after Redis was away.
 * @param onGap called when events may have been missed
 */
export function shareEvents(url: string, onGap: () => void): EventStream {
  const self = newId();
  const foreign = new WeakSet<LiveEvent>();
  const writer = createClient({ url, disableOfflineQueue: true });
  const reader = createClient({ url });
  for (const client of [writer, reader]) client.on('error', (error: Error) => log().warn({ err: error }, 'the stream of events is away'));

  const stopListening = onEvent((event) => {
    if (foreign.has(event)) return;
    const entry = { from: self, event: JSON.stringify(event) };
    writer.xAdd(STREAM, '*', entry, { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: KEPT } }).catch(onGap);
  });

  let open = true;
  const hear = ({ from, event }: Record<string, string>) => {
    if (from === self || !event) return;
    const told = JSON.parse(event) as LiveEvent;
    foreign.add(told);
    publishEvent(told);
  };
  const read = async () => {
    let last = '$';
    while (open) {
      try {
        if (!reader.isOpen) await reader.connect();
        if (last === '$') last = ((await reader.xInfoStream(STREAM).catch(() => null)) as { 'last-generated-id'?: string } | null)?.['last-generated-id'] ?? '0-0';
        const answer = (await reader.xRead({ key: STREAM, id: last }, { BLOCK, COUNT: 200 })) as { messages: { id: string; message: Record<string, string> }[] }[] | null;
        for (const { id, message } of answer?.[0]?.messages ?? []) {
          last = id;
          hear(message);
        }
      } catch {
        if (!open) return;
        // A Redis that came back empty counts from the beginning again.
        last = '$';
        onGap();
        await new Promise((next) => setTimeout(next, 500));
      }
    }
  };
  void writer.connect().catch(() => undefined);
  const reading = read();
  return {
    close: async () => {
      open = false;
      stopListening();
      reader.destroy();
      await reading;
      if (writer.isOpen) writer.destroy();
    },
  };
}
