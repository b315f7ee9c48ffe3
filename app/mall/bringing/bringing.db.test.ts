import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { type MapImport, MapImportParts, MapImports } from '#models/map-import.server.ts';
import { Levels, MapFeatures, Openings, Units } from '#models/plan.server.ts';
import { Tenancies } from '#models/merchant.server.ts';
import { readArchive } from '../imdf/archive.server.ts';
import { exportImdf } from '../imdf/export.server.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer } from '#tests/factories/account.ts';
import { buildImdf } from '#tests/factories/imdf.ts';
import { buildMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { bringIn, type Bringer, chooseOptions, dropImport, newImportId, startImport, takeBack } from './commands.server.ts';
import { storePiece } from './parts.server.ts';
import { getImport } from './queries.server.ts';
import { workOn, workOnUnfinished } from './work.server.ts';

const now = new Date('2026-03-12T06:00:00Z');
const maps = resolve(process.env.SHARED_DIR ?? '../shared', 'data/maps');
const QUICK = { levels: 2, lowest: 1, rows: 2, booths: 5, width: 3, depth: 4, corridor: 2.5, numbering: 'level-running', building: 'auto' };
let bringer: Bringer;
beforeEach(async () => {
  await emptyDatabase();
  const mall = await buildMall();
  bringer = { mall, actor: await buildOfficer(mall._id, { now }), now };
});

const here = () => bringer.mall._id;
const rowOf = async (id: string): Promise<MapImport> => (await MapImports.findOne({ mall: here(), _id: id }).lean())!;

async function read(files: ReadonlyMap<string, Uint8Array>): Promise<MapImport> {
  const id = newImportId();
  for (const [name, bytes] of files) await storePiece({ mall: here(), import: id, what: 'upload', name }, 0, Buffer.from(bytes));
  await startImport(bringer, { id, kind: 'auto', options: {} });
  await workOn(here(), id);
  return rowOf(id);
}
async function readQuick(options: Record<string, unknown> = QUICK): Promise<MapImport> {
  const id = await startImport(bringer, { id: newImportId(), kind: 'quick', options });
  await workOn(here(), id);
  return rowOf(id);
}
async function doIt(id: string): Promise<MapImport> {
  await bringIn(bringer, id);
  await workOn(here(), id);
  return rowOf(id);
}
const sums = async () => [await Levels.countDocuments({ mall: here() }), await Units.countDocuments({ mall: here() }), await Openings.countDocuments({ mall: here() }), await MapFeatures.countDocuments({ mall: here() })];

describe('a set that was uploaded', () => {
  test('is read and shown, and changes nothing until somebody says so', async () => {
    const row = await read(buildImdf());
    expect([row.state, row.kind, row.trouble]).toEqual(['ready', 'imdf', undefined]);
    expect(row.counts).toMatchObject({ levels: 2, units: 6, lettable: 4, skipped: 1 });
    expect(row.changes).toMatchObject({ newUnits: 6, newLevels: 2 });
    expect(await sums()).toEqual([0, 0, 0, 0]);
    const page = await getImport(here(), row._id, 0);
    expect(page.picture?.markup).toContain('>A 1<');
    expect(page.picture?.markup).not.toContain('href="&');
    expect(page.picture?.markup).not.toMatch(/<a |aria-label/);
  });

  test('is brought in whole, by its last write, with an audit row for both acts', async () => {
    const row = await doIt((await read(buildImdf()))._id);
    expect(row.state).toBe('done');
    expect(await sums()).toEqual([2, 6, 1, 18]);
    expect(await AuditEvents.distinct('command', { mall: here() })).toEqual(expect.arrayContaining(['map:upload', 'map:begin', 'map:bring-in']));
  });

  test('twice doubles nothing and changes nothing', async () => {
    await doIt((await read(buildImdf()))._id);
    const before = await sums();
    const again = await read(buildImdf());
    expect(again.changes).toMatchObject({ newUnits: 0, changedUnits: 0, sameUnits: 6, newOpenings: 0, changedOpenings: 0, keptFeatures: 0 });
    expect((await doIt(again._id)).state).toBe('done');
    expect(await sums()).toEqual(before);
  });

  test('and our own export of it change nothing when read again', async () => {
    await doIt((await read(buildImdf()))._id);
    const exported = new Map([...(await exportImdf(here()))].map(([name, text]) => [name, Buffer.from(text)]));
    expect((await read(exported)).changes).toMatchObject({ newUnits: 0, changedUnits: 0, newOpenings: 0, changedOpenings: 0, newLevels: 0, keptFeatures: 0 });
  });

  test.each([
    ['a missing file', buildImdf({ level: undefined }), 'missing-file'],
    ['a file that is cut off', buildImdf({ unit: '{"type":"FeatureCollection","features":[{' }), 'not-json'],
    ['a zip that is none', new Map([['plan.zip', Buffer.from('PK\u0003\u0004 nothing')]]), 'not-zip'],
    ['no map at all', new Map([['readme.txt', Buffer.from('hello')]]), 'no-map-file'],
  ])('with %s ends in a report, and nothing of the mall changes', async (_what, files, code) => {
    const row = await read(files);
    expect([row.state, row.trouble?.code]).toEqual(['failed', code]);
    expect(await sums()).toEqual([0, 0, 0, 0]);
    await dropImport(bringer, row._id);
    expect([await MapImports.countDocuments({ mall: here() }), await MapImportParts.countDocuments({ mall: here() })]).toEqual([0, 0]);
  });
});

describe('a process that is killed', () => {
  test('while rows are written leaves work that another one ends, without doubling', async () => {
    const { _id } = await readQuick();
    await bringIn(bringer, _id);
    await workOn(here(), _id);
    const whole = await sums();
    // As it was left in the middle: some rows are there, the state is still writing.
    await Units.deleteMany({ mall: here(), number: /F2/ });
    await MapImports.updateOne({ mall: here(), _id }, { $set: { state: 'writing', touchedAt: new Date(0) } });
    await workOnUnfinished();
    expect([(await rowOf(_id)).state, await sums()]).toEqual(['done', whole]);
  });

  test('while it reads leaves nothing but a set that is read again', async () => {
    const id = await startImport(bringer, { id: newImportId(), kind: 'quick', options: QUICK });
    await MapImports.updateOne({ mall: here(), _id: id }, { $set: { touchedAt: new Date() } });
    await workOnUnfinished();
    expect((await rowOf(id)).state).toBe('reading');
    await MapImports.updateOne({ mall: here(), _id: id }, { $set: { touchedAt: new Date(Date.now() - 60_000) } });
    await workOnUnfinished();
    expect((await rowOf(id)).state).toBe('ready');
  });
});

describe('what was brought in', () => {
  test('is taken back as long as nothing depends on it', async () => {
    const { _id } = await doIt((await readQuick())._id);
    expect(await sums()).toEqual([2, 24, 22, 0]);
    await takeBack(bringer, _id);
    await workOn(here(), _id);
    expect([(await rowOf(_id)).state, await sums()]).toEqual(['undone', [0, 0, 0, 0]]);
  });

  test('stays when a shop has one of its booths, and says so', async () => {
    const { _id } = await doIt((await readQuick())._id);
    const unit = await Units.findOne({ mall: here(), number: 'F1-001' }).lean();
    await Tenancies.create({ mall: here(), merchant: newId(), unit: unit!._id, from: now });
    await expect(takeBack(bringer, _id)).rejects.toMatchObject({ reason: { key: 'bringing:depends.tenancies', params: { count: 1 } } });
    expect((await getImport(here(), _id, 0)).keeps).toEqual([{ key: 'tenancies', count: 1 }]);
  });

  test('keeps who trades in it when the set comes again with other shapes', async () => {
    await doIt((await readQuick())._id);
    const unit = await Units.findOne({ mall: here(), number: 'F1-001' }).lean();
    await Tenancies.create({ mall: here(), merchant: newId(), unit: unit!._id, from: now });
    const wider = await doIt((await readQuick({ ...QUICK, width: 4 }))._id);
    expect(wider.changes).toMatchObject({ newUnits: 0, leftUnits: 0 });
    const after = await Units.findOne({ mall: here(), number: 'F1-001' }).lean();
    expect([after!._id, after!.shape?.[0]?.[0]?.[1]?.[0]]).toEqual([unit!._id, 4]);
    await takeBack(bringer, wider._id);
    await workOn(here(), wider._id);
    expect((await Units.findOne({ mall: here(), number: 'F1-001' }).lean())!.shape).toEqual(unit!.shape);
  });

  test('of a mall is nobody else’s: another mall’s id is not found', async () => {
    const { _id } = await readQuick();
    const other = { ...bringer, mall: await buildMall() };
    await expect(bringIn(other, _id)).rejects.toMatchObject({ status: 404 });
    await expect(chooseOptions(other, _id, {})).rejects.toMatchObject({ status: 404 });
    await expect(getImport(other.mall._id, _id, 0)).rejects.toMatchObject({ status: 404 });
  });
});

describe.runIf(existsSync(maps))('the real maps', () => {
  test('of a university: 443 units on 8 levels of two buildings; again it changes nothing', async () => {
    const row = await read(await readArchive(resolve(maps, 'spbpu-imdf')));
    expect(row.counts).toMatchObject({ units: 443, levels: 8, buildings: 2, openings: 472 });
    expect((await doIt(row._id)).state).toBe('done');
    expect(await Units.countDocuments({ mall: here() })).toBe(443);
    expect((await read(await readArchive(resolve(maps, 'spbpu-imdf')))).changes).toMatchObject({ newUnits: 0, changedUnits: 0, sameUnits: 443, keptFeatures: 0 });
  }, 60_000);

  test('of a shopping center from OpenStreetMap: 114 rooms, 98 of them named', async () => {
    const row = await read(await readArchive(resolve(maps, 'grand-place-osm/grand-place.geojson')));
    expect([row.state, row.kind, row.counts?.features]).toEqual(['ready', 'osm', 721]);
    expect((await doIt(row._id)).state).toBe('done');
    const rooms = await Units.countDocuments({ mall: here(), category: { $in: ['room', 'foodservice'] } });
    expect(rooms).toBeGreaterThanOrEqual(114);
  }, 60_000);
});
