import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Malls } from '#models/mall.server.ts';
import { PHONE } from '../setup/browser.ts';
import { demoPortal } from './demo-portal.ts';
import { printTable } from './measuring.mjs';

const portal = demoPortal('first_load');

/** Until so many ms after `load` it is the first load; what comes until the second moment came by itself later. */
const FIRST = 2_000;
const LATER = 8_000;

interface Load {
  first: number;
  words: number;
  later: number;
  files: number;
}

/** Gzipped bytes of the scripts and locale files that a new visitor's phone asks for. */
async function loadOf(who: string, path: string, language: string): Promise<Load> {
  const page = await portal.pageOf(who, PHONE, language);
  let loaded = Number.POSITIVE_INFINITY;
  const seen: { at: number; bytes: Promise<number>; words: boolean }[] = [];
  page.on('requestfinished', (request) => {
    const file = new URL(request.url()).pathname;
    if (!/^\/assets\/.*\.(js|json)$/.test(file)) return;
    const bytes = request.response().then((answer) => answer?.body()).then((body) => (body ? gzipSync(body).length : 0));
    seen.push({ at: performance.now(), bytes, words: file.endsWith('.json') });
  });
  const answer = await page.goto(path, { waitUntil: 'load' });
  expect(answer?.status(), path).toBe(200);
  loaded = performance.now();
  await page.waitForTimeout(LATER);
  const sum = async (files: typeof seen) => (await Promise.all(files.map(({ bytes }) => bytes))).reduce((all, bytes) => all + bytes, 0) / 1000;
  const early = seen.filter(({ at }) => at <= loaded + FIRST);
  const load = {
    first: await sum(early),
    words: await sum(early.filter(({ words }) => words)),
    later: await sum(seen.filter(({ at }) => at > loaded + FIRST)),
    files: early.length,
  };
  await page.context().close();
  return load;
}

test('gzipped JavaScript on first load at 390 px', async () => {
  const slug = (await Malls.findOne({ state: 'open' }, { slug: 1 }).lean())?.slug;
  const pages: [who: string, path: string, budget: number][] = [
    ['merchant', `/m/${slug}`, 140],
    ['merchant', `/m/${slug}/map`, 140],
    ['merchant', `/m/${slug}/ask`, 140],
    ['merchant', `/m/${slug}/requests`, 140],
    ['merchant', '/me/record', 140],
    ['manager', `/m/${slug}/visits`, 190],
    ['manager', `/m/${slug}/map`, 190],
    ['manager', `/m/${slug}/requests`, 190],
    ['official', '/', 190],
    ['officer', `/m/${slug}`, 190],
    ['officer', `/m/${slug}/map`, 190],
  ];
  const rows: (string | number)[][] = [];
  for (const [who, path, budget] of pages) {
    for (const language of who === 'merchant' ? ['zh', 'ug'] : ['zh']) {
      const { first, words, later, files } = await loadOf(who, path, language);
      rows.push([who, path, language, `${first.toFixed(1)} kB`, `${words.toFixed(1)} kB`, String(files), `≤ ${budget} kB`, first > budget ? 'over' : '', `${later.toFixed(1)} kB`, later > 90 ? 'over' : '']);
    }
  }
  printTable(`Scripts and locale files until ${FIRST / 1000} s after load, gzipped (1 kB = 1000 bytes)`, ['who', 'page', 'language', 'first', 'of it words', 'files', 'budget', '', 'later', ''], rows);
});
