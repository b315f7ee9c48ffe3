import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { Malls } from '#models/mall.server.ts';
import { Levels, MapFeatures, Units } from '#models/plan.server.ts';
import { readArchive } from '#app/mall/imdf/archive.server.ts';
import { importMapCommand } from '#app/mall/imdf/commands.server.ts';
import { exportImdf } from '#app/mall/imdf/export.server.ts';
import { clearHalfImports, importMap } from '#app/mall/imdf/import.server.ts';
import { countsOf } from '#app/mall/bringing/read-map.ts';
import { readImdf } from '#app/mall/imdf/read.ts';
import { getLevelPlan, listLevels } from '#app/mall/plan.server.ts';
import { findMall } from '#app/platform/malls.server.ts';
import { buildImdf } from '#tests/factories/imdf.ts';
import { emptyDatabase } from '#tests/setup/database.ts';

const now = new Date('2026-03-12T06:00:00Z');
const target = { slug: 'little', code: 'LM', zone: 'Asia/Urumqi', actor: { account: 'operator' }, now };
const archive = resolve(process.env.SHARED_DIR ?? '../shared', 'data/maps/spbpu-imdf');

const run = async (...words: string[]) => {
  const said: string[] = [];
  return { code: await importMapCommand(words, (line) => said.push(line)), said: said.join('\n') };
};
async function zipOf(files: Map<string, Uint8Array>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of files) zip.addBuffer(Buffer.from(bytes), `venue/${name}`);
  zip.end();
  return buffer(zip.outputStream);
}
const asFile = async (bytes: Buffer): Promise<string> => {
  const path = join(await mkdtemp(join(tmpdir(), 'mh-imdf-')), 'little.zip');
  await writeFile(path, bytes);
  return path;
};
const parsed = (text: string | Uint8Array) => JSON.parse(Buffer.from(text as Uint8Array).toString());

beforeEach(emptyDatabase);

describe('an imported map', () => {
  test('comes out of the export as it went in: every file, feature, property and coordinate', async () => {
    const files = buildImdf();
    const mall = await importMap(readImdf(files), target);
    const exported = await exportImdf(mall);
    expect([...exported.keys()].sort()).toEqual([...files.keys()].sort());
    for (const [name, bytes] of files) expect(parsed(exported.get(name) ?? '')).toEqual(parsed(bytes));
  });

  test('taken from a zip is shown, with its levels and units to let', async () => {
    const { code, said } = await run(await asFile(await zipOf(buildImdf())));
    expect([code, said]).toEqual([0, expect.stringContaining('6 units on 2 levels')]);
    const mall = await findMall('little', new Date());
    const { levels } = await listLevels(mall?._id ?? '');
    expect(levels.map((level) => level.shortName)).toEqual(['F2', 'F1']);
    const plan = await getLevelPlan(mall!, levels[0]!);
    expect(plan.markup.match(/data-u=/g)).toHaveLength(2);
  });

  test('twice makes two malls and doubles nothing in the first', async () => {
    const path = await asFile(await zipOf(buildImdf()));
    await run(path);
    await run(path);
    expect(await Malls.distinct('slug')).toEqual(['little', 'little-2']);
  });
});

describe('an import that can not be done', () => {
  test('because the zip is cut off says so and leaves nothing', async () => {
    const whole = await zipOf(buildImdf());
    const { code, said } = await run(await asFile(whole.subarray(0, whole.length / 2)));
    expect([code, said]).toEqual([1, expect.stringMatching(/Nothing was imported/)]);
    expect(await Malls.countDocuments()).toBe(0);
  });

  test('because a file is missing names it', async () => {
    const { said } = await run(await asFile(await zipOf(buildImdf({ level: undefined }))));
    expect(said).toContain('level.geojson is missing');
  });

  test('because a file is a bomb of zeros is refused before it is unpacked', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.alloc(160 * 1024 * 1024), 'unit.geojson');
    zip.end();
    await expect(readArchive(await asFile(await buffer(zip.outputStream)))).rejects.toThrow(/file-too-big unit.geojson/);
  });

  test('because nothing is there says so', async () => {
    expect(await run('/nowhere/at/all.zip')).toMatchObject({ code: 1, said: expect.stringContaining('There is nothing at') });
  });

  test('because the process was killed in the middle shows nothing and is cleared away', async () => {
    const map = readImdf(buildImdf());
    const failing = importMap(map, { ...target, onProgress: () => { throw new Error('killed'); } });
    await expect(failing).rejects.toThrow('killed');
    expect(await findMall('little', new Date())).toBeNull();
    expect(await clearHalfImports()).toEqual([]);
    expect(await clearHalfImports(new Date(Date.now() + 60_000))).toEqual(['little']);
    expect([await Malls.countDocuments(), await Units.collection.countDocuments(), await MapFeatures.collection.countDocuments()]).toEqual([0, 0, 0]);
  });
});

describe.runIf(existsSync(archive))('the real archive of a university', () => {
  test('is taken whole: 443 units on 8 levels of two buildings, and given back with every feature', async () => {
    const files = await readArchive(archive);
    const map = readImdf(files);
    expect(countsOf(map)).toMatchObject({ units: 443, levels: 8, buildings: 2, openings: 472 });
    expect(map.units.every((unit) => unit.shape)).toBe(true);
    expect(map.remarks.filter(({ file, kind }) => file === 'level.geojson' && kind === 'skipped')).toHaveLength(2);
    const mall = await importMap(map, { ...target, slug: 'spbpu' });
    expect([await Units.countDocuments({ mall }), await Levels.countDocuments({ mall })]).toEqual([443, 8]);
    const exported = await exportImdf(mall);
    for (const [name, bytes] of files) if (name.endsWith('.geojson')) expect(parsed(exported.get(name) ?? '')).toEqual(parsed(bytes));
  });
});
