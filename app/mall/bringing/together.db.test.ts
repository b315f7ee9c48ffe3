import { beforeEach, describe, expect, test } from 'vitest';
import { RoleTerms } from '#models/account.server.ts';
import { Backdrops, type MapImport, MapImports } from '#models/map-import.server.ts';
import { Tenancies } from '#models/merchant.server.ts';
import { PlaceCodes } from '#models/place-code.server.ts';
import { Grids, Levels, Openings, Units } from '#models/plan.server.ts';
import { Requests } from '#models/request.server.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer } from '#tests/factories/account.ts';
import { buildImdf } from '#tests/factories/imdf.ts';
import { buildMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { savePlan } from '../editing/commands.server.ts';
import type { Change, UnitItem } from '../editing/items.ts';
import { readItems } from '../editing/queries.server.ts';
import { exportImdf } from '../imdf/export.server.ts';
import { bringIn, type Bringer, newImportId, startImport, takeBack } from './commands.server.ts';
import { storePiece } from './parts.server.ts';
import { getImport } from './queries.server.ts';
import { workOn } from './work.server.ts';

const now = new Date('2026-03-12T06:00:00Z');
const QUICK = { levels: 2, lowest: 1, rows: 2, booths: 4, width: 3, depth: 4, corridor: 2.5, numbering: 'level-running', building: 'auto' };
const asBringer = async (): Promise<Bringer> => {
  const mall = await buildMall();
  return { mall, actor: await buildOfficer(mall._id, { now }), now };
};
let bringer: Bringer;
beforeEach(async () => {
  await emptyDatabase();
  bringer = await asBringer();
});
const rowOf = async ({ mall }: Bringer, id: string): Promise<MapImport> => (await MapImports.findOne({ mall: mall._id, _id: id }).lean())!;
async function read(who: Bringer, files: ReadonlyMap<string, Uint8Array | string> | 'quick'): Promise<MapImport> {
  const id = newImportId();
  if (files !== 'quick') for (const [name, bytes] of files) await storePiece({ mall: who.mall._id, import: id, what: 'upload', name }, 0, Buffer.from(bytes as string));
  await startImport(who, { id, kind: files === 'quick' ? 'quick' : 'auto', options: files === 'quick' ? QUICK : {} });
  await workOn(who.mall._id, id);
  return rowOf(who, id);
}
async function bring(who: Bringer, files: Parameters<typeof read>[1]): Promise<MapImport> {
  const { _id } = await read(who, files);
  await bringIn(who, _id);
  await workOn(who.mall._id, _id);
  return rowOf(who, _id);
}
const back = async (who: Bringer, id: string): Promise<string> => {
  await takeBack(who, id);
  await workOn(who.mall._id, id);
  return (await rowOf(who, id)).state;
};
const unitAt = async ({ mall }: Bringer, number: string) => (await Units.findOne({ mall: mall._id, number }).lean())!;
const save = ({ mall, actor }: Bringer, level: string, changes: Change[]) => savePlan({ mall, actor, now: new Date(), role: 'officer' }, level, changes);
/** One booth with another number, as the editor sends it. */
async function renumber(who: Bringer, number: string, to: string) {
  const { _id, level } = await unitAt(who, number);
  const item = (await readItems(who.mall._id, level)).items.find(({ id }) => id === _id) as UnitItem;
  return save(who, level, [{ id: _id, version: item.version, item: { ...item, number: to } }]);
}
const factsOf = async ({ mall }: Bringer) => {
  const units = await Units.find({ mall: mall._id, retired: { $exists: false } }).lean();
  const grids = new Map((await Grids.find({ mall: mall._id }).lean()).map(({ _id, number }) => [_id, number]));
  return units.map(({ number, category, lettable, shape, grid }) => [number ?? '', category, lettable, JSON.stringify(shape, (_key, value) => (typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value)), grid && grids.get(grid)]).sort();
};
async function makeGrids({ mall }: Bringer): Promise<void> {
  for (const [number, level] of (await Levels.find({ mall: mall._id }).sort({ ordinal: 1 }).lean()).entries()) {
    const { _id } = await Grids.create({ mall: mall._id, number: number + 1, hue: number + 1, weave: 2, levels: [level._id], shops: 0 });
    await Units.updateMany({ mall: mall._id, level: level._id, lettable: true }, { $set: { grid: _id } });
  }
}

describe('our own export', () => {
  test('gives an empty mall the same plan with its grids; the mall itself stays as it is, and one with grids keeps its own', async () => {
    await bring(bringer, 'quick');
    await makeGrids(bringer);
    const files = await exportImdf(bringer.mall._id);
    const other = await asBringer();
    const row = await bring(other, files);
    expect([row.state, row.changes]).toMatchObject(['done', { newUnits: 20, newGrids: 2 }]);
    expect(await factsOf(other)).toEqual(await factsOf(bringer));
    const again = await read(bringer, files);
    expect(again.changes).toMatchObject({ newUnits: 0, changedUnits: 0, sameUnits: 20, newOpenings: 0, changedOpenings: 0, newGrids: 0, keptFeatures: 0 });
    expect((await getImport(bringer.mall._id, again._id, 0)).remarks).toEqual([]);
    await Grids.updateMany({ mall: other.mall._id }, { $inc: { hue: 1 } });
    expect((await getImport(other.mall._id, (await read(other, files))._id, 0)).remarks).toMatchObject([{ reason: 'kept-grids', what: '1' }, { reason: 'kept-grids', what: '2' }]);
    expect(await back(other, row._id)).toBe('undone');
    expect([await Units.countDocuments({ mall: other.mall._id }), await Grids.countDocuments({ mall: other.mall._id })]).toEqual([0, 0]);
  });

  test('of a mall that came by an archive and was edited gives the edits, and what was not edited as it came', async () => {
    await bring(bringer, buildImdf());
    expect((await renumber(bringer, 'A 1', 'B 9')).outcome).toBe('saved');
    const { _id, level } = (await Units.find({ mall: bringer.mall._id, number: 'A 2' }).sort({ _id: 1 }).lean())[0]!;
    expect((await save(bringer, level, [{ id: _id, version: 0, item: null }])).outcome).toBe('saved');
    const files = await exportImdf(bringer.mall._id);
    const units = (JSON.parse(files.get('unit.geojson')!).features as { id: string; properties: { name: { en: string }; restriction: null } }[]);
    const came = JSON.parse(Buffer.from(buildImdf().get('unit.geojson')!).toString()).features as typeof units;
    expect(units).toHaveLength(5);
    expect(units.filter(({ properties }) => properties.name.en === 'B 9')).toMatchObject([{ properties: { restriction: null } }]);
    expect(units.filter((unit) => came.some((each) => JSON.stringify(each) === JSON.stringify(unit)))).toHaveLength(4);
    const other = await asBringer();
    await bring(other, files);
    expect(await factsOf(other)).toEqual(await factsOf(bringer));
    expect(await exportImdf(other.mall._id)).toEqual(files);
    expect((await read(bringer, files)).changes).toMatchObject({ newUnits: 0, changedUnits: 0, newOpenings: 0, changedOpenings: 0, keptFeatures: 0 });
  });

  test('of before brings a booth back that was taken off the plan since, and taking that back takes it off again', async () => {
    await bring(bringer, 'quick');
    const files = await exportImdf(bringer.mall._id);
    const { _id, level } = await unitAt(bringer, 'F1-001');
    const doors = (await Openings.find({ mall: bringer.mall._id, unit: _id }).lean()).map((door): Change => ({ id: door._id, version: 0, item: null }));
    await save(bringer, level, [...doors, { id: _id, version: 0, item: null }]);
    const again = await bring(bringer, files);
    const there = await unitAt(bringer, 'F1-001');
    expect([there._id, there.retired, there.lettable]).toEqual([_id, undefined, true]);
    expect(await back(bringer, again._id)).toBe('undone');
    expect(await Units.findOne({ _id, mall: bringer.mall._id }).lean()).toMatchObject({ lettable: false, retired: { number: 'F1-001' } });
  });
});

describe('editing while a map is brought in', () => {
  test.each(['applying', 'writing', 'undoing'] as const)('is refused in words while it is %s, and goes on afterwards', async (state) => {
    const { _id } = await bring(bringer, 'quick');
    await MapImports.updateOne({ mall: bringer.mall._id, _id }, { $set: { state } });
    expect(await renumber(bringer, 'F1-001', 'X1')).toMatchObject({ outcome: 'refused', refused: [{ key: 'importing' }] });
    expect((await unitAt(bringer, 'F1-001')).version).toBeUndefined();
    await MapImports.updateOne({ mall: bringer.mall._id, _id }, { $set: { state: 'done' } });
    expect((await renumber(bringer, 'F1-001', 'X1')).outcome).toBe('saved');
  });

  test('and a second import are refused while the first is at work', async () => {
    const [first, second] = [await read(bringer, 'quick'), await read(bringer, buildImdf())];
    await bringIn(bringer, first._id);
    await expect(bringIn(bringer, second._id)).rejects.toMatchObject({ reason: { key: 'bringing:refused.busy' } });
    await workOn(bringer.mall._id, first._id);
    await bringIn(bringer, second._id);
    await expect(takeBack(bringer, first._id)).rejects.toMatchObject({ reason: { key: 'bringing:refused.busy' } });
  });

  test('whoever began before it is told, since every part that it changes has a newer version', async () => {
    await bring(bringer, 'quick');
    const { _id, level } = await unitAt(bringer, 'F1-001');
    const item = (await readItems(bringer.mall._id, level)).items.find(({ id }) => id === _id) as UnitItem;
    await bring(bringer, new Map([['plan.geojson', JSON.stringify({ type: 'FeatureCollection', features: [{ id: 1, type: 'Feature', properties: { number: 'F1-001', level: 'F1' }, geometry: { type: 'Polygon', coordinates: [[[0, -3], [5, -3], [5, -6], [0, -6], [0, -3]]] } }] })]]));
    expect(await save(bringer, level, [{ id: _id, version: item.version, item: { ...item, number: 'X1' } }])).toMatchObject({ outcome: 'clashes', clashes: [{ id: _id }] });
  });

  test('of many at once never leaves a half: each is there wholly or was refused', async () => {
    await bring(bringer, 'quick');
    const wider = await startImport(bringer, { id: newImportId(), kind: 'quick', options: { ...QUICK, width: 4 } });
    await workOn(bringer.mall._id, wider);
    const level = (await unitAt(bringer, 'F1-001')).level;
    const work = async (): Promise<void> => {
      await bringIn(bringer, wider);
      await workOn(bringer.mall._id, wider);
    };
    const numbers = ['F1-001', 'F1-002', 'F1-003', 'F1-004'];
    const [, ...saved] = await Promise.all([work(), ...numbers.map((number) => renumber(bringer, number, `X-${number}`))]);
    expect((await rowOf(bringer, wider)).state).toBe('done');
    const widths = (await Units.find({ mall: bringer.mall._id, level, category: 'room' }).lean()).map(({ shape }) => Math.max(...shape!.flat(2).map(([x]) => x)) - Math.min(...shape!.flat(2).map(([x]) => x)));
    expect(widths.every((width) => width === 4)).toBe(true);
    expect(await Units.countDocuments({ mall: bringer.mall._id, level, number: /^X-/ })).toBeLessThanOrEqual(saved.filter(({ outcome }) => outcome === 'saved').length);
  });
});

describe('taking back is refused', () => {
  const insert = (model: { collection: { insertOne(row: never): Promise<unknown> } }, row: object) => model.collection.insertOne({ _id: newId(), mall: bringer.mall._id, createdAt: new Date(), updatedAt: new Date(), ...row } as never);
  const LATER = () => new Date(Date.now() + 1_000);
  test.each<[string, string, () => Promise<unknown>]>([
    ['a shop had one of its booths', 'tenancies', async () => insert(Tenancies, { unit: (await unitAt(bringer, 'F1-001'))._id, merchant: newId(), from: now, to: now })],
    ['a request names one', 'requests', async () => insert(Requests, { unit: (await unitAt(bringer, 'F1-001'))._id })],
    ['the code of one was printed and made void', 'codes', async () => insert(PlaceCodes, { place: (await unitAt(bringer, 'F1-001'))._id, voided: 1 })],
    ['a picture lies under a floor of it', 'backdrops', async () => insert(Backdrops, { level: (await unitAt(bringer, 'F1-001')).level })],
    ['a grid was made on its floors', 'grids', async () => insert(Grids, { number: 9, hue: 1, weave: 1, shops: 0, levels: [(await unitAt(bringer, 'F1-001')).level], createdAt: LATER() })],
    ['a booth was drawn on one of its floors', 'drawn', async () => insert(Units, { level: (await unitAt(bringer, 'F1-001')).level, category: 'room', lettable: false })],
    ['a door was put into one of its booths', 'drawn', async () => insert(Openings, { level: 'elsewhere', unit: (await unitAt(bringer, 'F1-001'))._id, line: [[0, 0], [1, 0]], kind: 'pedestrian' })],
    ['somebody edited a part of it', 'edited', () => renumber(bringer, 'F1-001', 'X1')],
  ])('once %s: %s, and says so on the page', async (_what, key, depend) => {
    const { _id } = await bring(bringer, 'quick');
    await depend();
    await expect(takeBack(bringer, _id)).rejects.toMatchObject({ reason: { key: `bringing:depends.${key}` } });
    expect((await getImport(bringer.mall._id, _id, 0)).keeps).toEqual([{ key, count: 1 }]);
    expect((await rowOf(bringer, _id)).state).toBe('done');
  });

  test('once somebody has a role in a grid that came with it', async () => {
    await bring(bringer, 'quick');
    await makeGrids(bringer);
    const other = await asBringer();
    const { _id } = await bring(other, await exportImdf(bringer.mall._id));
    const grid = await Grids.findOne({ mall: other.mall._id, number: 1 }).lean();
    await insert(RoleTerms, { mall: other.mall._id, grid: grid!._id, role: 'leader', account: newId() });
    await expect(takeBack(other, _id)).rejects.toMatchObject({ reason: { key: 'bringing:depends.used', params: { count: 1 } } });
  });
});
