import { accessSync, constants, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { env } from './env.server.ts';
import { log } from './log.server.ts';

/** Why there is no PDF: no browser on this machine; too many wait already; the browser failed. */
export class PdfProblem extends Error {
  constructor(readonly why: 'none' | 'busy' | 'failed') {
    super(why);
  }
}

/** Documents that wait at most, and how long one may take, in ms. */
const WAITING = 8;
const TAKES = 30_000;
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Quiet, and without a way out: the document brings everything along. */
const FLAGS = ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND'];

const mayRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** A Chromium on this machine, or null: then pages are printed by their reader's own browser. */
export function findPdfBrowser(chosen = env().CHROMIUM_PATH, path = process.env.PATH ?? ''): string | null {
  const places = chosen ? [chosen] : path.split(delimiter).filter(Boolean).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return places.find(mayRun) ?? null;
}

export interface PdfDocument {
  /** Markup that holds no script and refers to nothing outside. */
  body: string;
  style: string;
  title: string;
  language: string;
  direction: 'ltr' | 'rtl';
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** Uyghur and Kazakh in Arabic script come with the document: a server's own fonts may lack their letters. */
function arabicFaces(): string {
  const { resolve } = createRequire(import.meta.url);
  return [400, 600]
    .map((weight) => {
      const bytes = readFileSync(resolve(`@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-${weight}-normal.woff2`));
      return `@font-face{font-family:"House Arabic";font-weight:${weight === 600 ? '600 700' : weight};src:url(data:font/woff2;base64,${bytes.toString('base64')}) format("woff2");unicode-range:U+0600-06FF,U+0750-077F,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC}`;
    })
    .join('');
}

function pageOf({ body, style, title, language, direction }: PdfDocument): string {
  const faces = direction === 'rtl' ? arabicFaces() : '';
  const family = `${direction === 'rtl' ? '"House Arabic",' : ''}"Noto Sans","Noto Sans CJK SC","DejaVu Sans",sans-serif`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; font-src data:`;
  const base = `html{font:12px/${direction === 'rtl' ? 1.8 : 1.55} ${family}}body{margin:0;color:#111}bdi{unicode-bidi:isolate}`;
  return `<!doctype html><html lang="${escaped(language)}" dir="${direction}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>${escaped(title)}</title><style>${faces}${base}${style}</style></head><body>${body}</body></html>`;
}

async function print(document: PdfDocument, executablePath: string): Promise<Buffer> {
  const { chromium } = await import('playwright-core');
  // Chromium's sandbox refuses to work for root, as containers have it.
  const browser = await chromium.launch({ executablePath, args: FLAGS, chromiumSandbox: process.getuid?.() !== 0, timeout: TAKES });
  try {
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
    const page = await context.newPage();
    await page.setContent(pageOf(document), { waitUntil: 'load', timeout: TAKES });
    const foot = '<div style="inline-size:100%;font-size:8px;text-align:center"><span class="pageNumber"></span> / <span class="totalPages"></span></div>';
    const margin = { top: '16mm', bottom: '18mm', left: '16mm', right: '16mm' };
    return await page.pdf({ format: 'A4', margin, printBackground: true, displayHeaderFooter: true, headerTemplate: '<span></span>', footerTemplate: foot, tagged: true });
  } finally {
    await browser.close();
  }
}

const line = { waiting: 0, last: Promise.resolve() as Promise<unknown> };

/**
 * One document at a time, in a browser of its own without network and scripts, which ends with it.
 * @throws {PdfProblem}
 */
export async function printToPdf(document: PdfDocument): Promise<Buffer> {
  const browser = findPdfBrowser();
  if (!browser) throw new PdfProblem('none');
  if (line.waiting >= WAITING) throw new PdfProblem('busy');
  line.waiting += 1;
  const mine = line.last.then(() => print(document, browser));
  line.last = mine.catch(() => undefined);
  try {
    return await mine;
  } catch (error) {
    log().error({ error: error instanceof Error ? error.name : 'unknown' }, 'a document could not be printed');
    throw new PdfProblem('failed');
  } finally {
    line.waiting -= 1;
  }
}
