import { Worker } from 'node:worker_threads';
import { singleton } from '#app/platform/singleton.server.ts';
import { type CompareAnswer, compareAll, type Order, type ReadAnswer, readAll, type Told } from './carry-out.ts';
import { emptyMap } from './map-now.ts';
import { type PlanRows, readMapNow } from './map-now.server.ts';
import thread from './reading-thread.ts?thread';
import { SetTrouble, type TroubleCode } from './remarks.ts';

/** Memory of a thread that reads a set of the largest size, and some more. Megabytes. */
const MEMORY = 1024;

type FromThread = { progress: { step: Parameters<Told>[0]; done: number; all: number } } | { answer: unknown } | { trouble: { code: TroubleCode; params: Record<string, string | number> } };

const queue = () => singleton('bringing-threads', () => ({ last: Promise.resolve() as Promise<unknown> }));

/**
 * What takes long is worked out beside the process, so that every other page is answered meanwhile: one set at a time, since it
 * takes memory. In development and tests, where nothing is built, in small turns of the process itself.
 * @throws {SetTrouble}
 */
function apart(mall: string, order: Order, told: Told): Promise<unknown> {
  const address = thread;
  if (address === null) return inProcess(mall, order, told);
  const done = queue().last.then(() => inThread(address, readMapNow(mall), order, told));
  queue().last = done.catch(() => undefined);
  return done;
}

export const readApart = (mall: string, order: Extract<Order, { do: 'read' }>, told: Told) => apart(mall, order, told) as Promise<ReadAnswer>;
export const compareApart = (mall: string, order: Extract<Order, { do: 'compare' }>, told: Told) => apart(mall, order, told) as Promise<CompareAnswer>;

async function inProcess(mall: string, order: Order, told: Told): Promise<unknown> {
  const now = emptyMap();
  for await (const { kind, rows } of readMapNow(mall)) (now[kind] as unknown[]).push(...rows);
  return order.do === 'read' ? readAll(order, now, told) : compareAll(order, now, told);
}

function inThread(address: string, plan: AsyncIterable<PlanRows>, order: Order, told: Told): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(address), { resourceLimits: { maxOldGenerationSizeMb: MEMORY } });
    const end = (settle: () => void) => {
      settle();
      void worker.terminate();
    };
    worker.on('message', (message: FromThread) => {
      if ('progress' in message) told(message.progress.step, message.progress.done, message.progress.all);
      else if ('answer' in message) end(() => resolve(message.answer));
      else end(() => reject(new SetTrouble(message.trouble.code, message.trouble.params)));
    });
    worker.once('error', (error) => end(() => reject(error)));
    worker.once('exit', () => reject(new Error('The thread that read a map ended by itself.')));
    void (async () => {
      for await (const { kind, rows } of plan) worker.postMessage({ kind, rows });
      const moved = order.do === 'read' ? order.uploads.map(([, bytes]) => bytes.buffer) : [order.read.buffer];
      worker.postMessage({ order }, moved as ArrayBuffer[]);
    })().catch((error: Error) => end(() => reject(error)));
  });
}
