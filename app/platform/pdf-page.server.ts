import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { singleton } from './singleton.server.ts';

/** Longest time that one page may take. Milliseconds. */
const PATIENCE = 20_000;

export interface DrawnPage {
  /** Of the whole document. */
  pages: number;
  width: number;
  height: number;
  /** RGBA, four bytes a pixel. */
  data: Uint8Array;
}
export interface NoPage {
  trouble: 'no-page' | 'broken' | 'locked' | 'too-slow';
  pages: number;
}

/** Not bundled: a thread begins at a file of its own. */
const THREAD = createRequire(import.meta.url).resolve('#app/platform/draw-page.mjs');
const queue = () => singleton('pdf-pages', () => ({ last: Promise.resolve() as Promise<unknown> }));

/** One page as a picture whose longer side has `edge` pixels. One at a time in this process: a page takes up to 200 MB. */
export function drawPdfPage(bytes: Uint8Array, page: number, edge: number, patience = PATIENCE): Promise<DrawnPage | NoPage> {
  const drawn = queue().last.then(() => inThread(bytes, page, edge, patience));
  queue().last = drawn.catch(() => undefined);
  return drawn;
}

function inThread(bytes: Uint8Array, page: number, edge: number, patience: number): Promise<DrawnPage | NoPage> {
  return new Promise((resolve) => {
    const worker = new Worker(THREAD, { workerData: { bytes, page, edge }, resourceLimits: { maxOldGenerationSizeMb: 256 }, stdout: true, stderr: true });
    const end = (answer: DrawnPage | NoPage) => {
      clearTimeout(timer);
      resolve(answer);
      void worker.terminate();
    };
    const timer = setTimeout(() => end({ trouble: 'too-slow', pages: 0 }), patience);
    worker.once('message', end);
    worker.once('error', () => end({ trouble: 'broken', pages: 0 }));
    worker.once('exit', () => end({ trouble: 'broken', pages: 0 }));
  });
}
