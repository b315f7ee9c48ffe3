import { parentPort } from 'node:worker_threads';
import { compareAll, type Order, readAll } from './carry-out.ts';
import { emptyMap, type MapNow } from './map-now.ts';
import { SetTrouble } from './remarks.ts';

/** Rows of the plan come first, some hundred at a time; then what is to be done with them. */
export type ToThread = { kind: keyof MapNow; rows: unknown[] } | { order: Order };

const now = emptyMap();

async function answer(order: Order): Promise<void> {
  const told = (step: string, done: number, all: number) => parentPort?.postMessage({ progress: { step, done, all } });
  try {
    const made = order.do === 'read' ? await readAll(order, now, told) : await compareAll(order, now, told);
    parentPort?.postMessage({ answer: made });
  } catch (error) {
    if (!(error instanceof SetTrouble)) throw error;
    parentPort?.postMessage({ trouble: { code: error.code, params: error.params } });
  }
}

parentPort?.on('message', (message: ToThread) => {
  if ('order' in message) void answer(message.order);
  else (now[message.kind] as unknown[]).push(...message.rows);
});
