import { createWriteStream } from 'node:fs';
import { basename, extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { Malls } from '#models/mall.server.ts';
import { ImdfError, readArchive } from './archive.server.ts';
import { exportImdf } from './export.server.ts';
import { clearHalfImports, importMap } from './import.server.ts';
import { ImdfReadError, readImdf, type Remark } from './read.ts';

const SHOWN = 12;

function listRemarks(title: string, remarks: readonly Remark[], say: (line: string) => void): void {
  if (remarks.length === 0) return;
  say(`${title}: ${remarks.length}`);
  const groups = new Map<string, Remark[]>();
  for (const remark of remarks) {
    const key = `${remark.file} ${remark.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), remark]);
  }
  for (const [key, alike] of groups) {
    const ids = alike.slice(0, SHOWN).map(({ id }) => id);
    say(`  ${key}: ${ids.join(', ')}${alike.length > SHOWN ? ` and ${alike.length - SHOWN} more` : ''}`);
  }
}

/** `npm run import-map -- <folder or zip> [slug]`. @returns the exit code */
export async function importMapCommand([source, wanted]: string[], say: (line: string) => void): Promise<number> {
  if (!source) {
    say('Which map? npm run import-map -- <folder or zip of an IMDF archive> [address of the new mall]');
    return 1;
  }
  try {
    const map = readImdf(await readArchive(source));
    for (const slug of await clearHalfImports()) say(`Cleared away what a broken-off import of ${slug} had left.`);
    const slug = await freeSlug(wanted ?? basename(source, extname(source)));
    let shown = 0;
    const onProgress = (done: number, all: number): void => {
      const tenth = Math.floor((done / all) * 10);
      if (tenth > shown) say(`${done} of ${all} rows`);
      shown = Math.max(shown, tenth);
    };
    await importMap(map, { slug, code: codeOf(slug), zone: 'Asia/Urumqi', actor: { account: 'operator' }, now: new Date(), onProgress });
    const { buildings, levels, units, openings, features } = map.taken;
    say(`Taken: ${units} units on ${levels} levels in ${buildings} buildings, ${openings} openings; ${features} features kept for the export.`);
    listRemarks('Put right', map.mended, say);
    listRemarks('Not drawn', map.skipped, say);
    say(`The mall is at /m/${slug}/map`);
    return 0;
  } catch (error) {
    if (!(error instanceof ImdfError) && !(error instanceof ImdfReadError)) throw error;
    say(`Nothing was imported. ${error.message}`);
    return 1;
  }
}

/** `npm run export-map -- <mall> <file.zip>`. @returns the exit code */
export async function exportMapCommand([slug, target]: string[], say: (line: string) => void): Promise<number> {
  const mall = slug ? await Malls.findOne({ slug, state: 'open' }, { _id: 1 }).lean() : null;
  if (!mall || !target) {
    say(mall ? 'Where to? npm run export-map -- <mall> <file.zip>' : `There is no mall called ${slug ?? '…'}.`);
    return 1;
  }
  const files = await exportImdf(mall._id);
  if (files.size === 0) {
    say('This mall has no map.');
    return 1;
  }
  const zip = new ZipFile();
  for (const [name, text] of files) zip.addBuffer(Buffer.from(text), name);
  zip.addBuffer(Buffer.from(JSON.stringify({ version: '1.0.0', created: new Date().toISOString(), language: 'en', generated_by: 'Merchants Home' })), 'manifest.json');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(target));
  say(`${files.size} files in ${basename(target)}`);
  return 0;
}

async function freeSlug(wish: string): Promise<string> {
  const slug = wish.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40) || 'mall';
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? slug : `${slug}-${n}`;
    if (!(await Malls.exists({ slug: candidate }))) return candidate;
  }
}

const codeOf = (slug: string): string => slug.replace(/[^a-z]/g, '').slice(0, 2).toUpperCase().padEnd(2, 'X');
