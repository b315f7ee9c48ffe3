/** Draws one page of a PDF in a thread of its own: what takes too long or breaks there harms nobody else. */
import { parentPort, workerData } from 'node:worker_threads';
import { PDFiumLibrary } from '@hyzyla/pdfium';

/** @type {{bytes: Uint8Array, page: number, edge: number}} `page` counts from 1, `edge`: pixels of the longer side */
const { bytes, page: wanted, edge } = workerData;

async function draw() {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  const pages = document.getPageCount();
  if (wanted > pages) return { trouble: 'no-page', pages };
  const page = document.getPage(wanted - 1);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const longest = Math.max(originalWidth, originalHeight);
  if (!(longest > 0)) return { trouble: 'broken', pages };
  const { width, height, data } = await page.render({ scale: edge / longest, render: 'bitmap' });
  return { pages, width, height, data: Uint8Array.from(data) };
}

const drawn = await draw().catch((error) => ({ trouble: /password/i.test(String(error)) ? 'locked' : 'broken', pages: 0 }));
parentPort?.postMessage(drawn, 'data' in drawn && drawn.data ? [drawn.data.buffer] : []);
