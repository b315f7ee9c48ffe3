import { createWriteStream } from 'node:fs';
import { basename, extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { Malls } from '#models/mall.server.ts';
import { getT } from '#app/i18n/server.server.ts';
import { guessesOfAll } from '../bringing/guesses.server.ts';
import { countsOf } from '../bringing/read-map.ts';
import { readingSet } from '../bringing/read-set.ts';
import { groupRemarks, type Remark, SetTrouble } from '../bringing/remarks.ts';
import { OptionsSchema } from '../bringing/schema.ts';
import { finish } from '../bringing/slices.ts';
import { readArchive } from './archive.server.ts';
import { exportImdf } from './export.server.ts';
import { clearHalfImports, importMap } from './import.server.ts';
import { manifestOf } from './manifest.ts';

function listRemarks(title: string, remarks: readonly Remark[], say: (line: string) => void): void {
  if (remarks.length === 0) return;
  const t = getT('en', 'bringing');
  say(`${title}: ${remarks.length}`);
  for (const { file, reason, what, ids, count } of groupRemarks(remarks)) {
    say(`  ${file} ${t(`reason.${reason}`, { what: what ?? '', interpolation: { escapeValue: false } })}: ${ids.join(', ')}${count > ids.length ? ` and ${count - ids.length} more` : ''}`);
  }
}

/** `npm run import-map -- <folder or file> [slug]`. @returns the exit code */
export async function importMapCommand([source, wanted]: string[], say: (line: string) => void): Promise<number> {
  if (!source) {
    say('Which map? npm run import-map -- <IMDF archive, GeoJSON or OpenStreetMap file, or a folder of them> [address of the new mall]');
    return 1;
  }
  try {
    const { map } = finish(readingSet(await readArchive(source), OptionsSchema.parse({}), guessesOfAll()));
    for (const slug of await clearHalfImports()) say(`Cleared away what a broken-off import of ${slug} had left.`);
    const slug = await freeSlug(wanted ?? basename(source, extname(source)));
    let shown = 0;
    const onProgress = (done: number, all: number): void => {
      const tenth = Math.floor((done / all) * 10);
      if (tenth > shown) say(`${done} of ${all} rows`);
      shown = Math.max(shown, tenth);
    };
    await importMap(map, { slug, code: codeOf(slug), zone: 'Asia/Urumqi', actor: { account: 'operator' }, now: new Date(), onProgress });
    const { buildings, levels, units, openings } = countsOf(map);
    const kept = map.files.reduce((sum, { features }) => sum + features.length, 0);
    say(`Taken: ${units} units on ${levels} levels in ${buildings} buildings, ${openings} openings; ${kept} features kept for the export.`);
    listRemarks('Put right', map.remarks.filter(({ kind }) => kind === 'mended'), say);
    listRemarks('Not drawn', map.remarks.filter(({ kind }) => kind === 'skipped'), say);
    say(`The mall is at /m/${slug}/map`);
    return 0;
  } catch (error) {
    if (!(error instanceof SetTrouble)) throw error;
    say(`Nothing was imported. ${getT('en', 'bringing')(`trouble.${error.code}`, { ...error.params, interpolation: { escapeValue: false } })}`);
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
  zip.addBuffer(Buffer.from(manifestOf(new Date(), files)), 'manifest.json');
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
