import { beforeEach, describe, expect, it } from 'vitest';
import { GridHistory } from '#models/grid-plan.server.ts';
import { Malls } from '#models/mall.server.ts';
import { Grids, Units } from '#models/plan.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { buildMall } from '#tests/factories/mall.ts';
import { buildGrid, buildLevel } from '#tests/factories/place.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { keepGrids, type PlanChange } from './keep-grids.server.ts';

const made = new Date('2026-01-01T05:00:00Z');
const now = new Date('2026-03-11T05:00:00Z');
let mall: string;
let level: string;
let grid: string;
/** Six booths of four metres in a row; the first three in one grid, the others in another. */
let row: string[];

const unitAt = (x: number, extra: object = {}) => {
  const shape = [[[[x, 0], [x + 4, 0], [x + 4, 4], [x, 4], [x, 0]]]];
  return { _id: newId(), mall, level, number: `F1-${String(x).padStart(3, '0')}`, category: 'room', lettable: true, shape, label: [x + 2, 2], createdAt: made, ...extra };
};

beforeEach(async () => {
  await emptyDatabase();
  mall = (await buildMall())._id;
  level = await buildLevel(mall);
  grid = await buildGrid(mall, { number: 1, levels: [level] });
  const other = await buildGrid(mall, { number: 2, levels: [level] });
  const units = [0, 4, 8, 12, 16, 20].map((x, i) => unitAt(x, { grid: i < 3 ? grid : other }));
  await Units.create(units);
  await Grids.updateMany({ mall }, { $set: { createdAt: made } }, { timestamps: false, overwriteImmutable: true });
  row = units.map(({ _id }) => _id);
});

const edit = (work: (tx: Tx) => Promise<PlanChange>) =>
  runCommand({ name: 'mall:import-map', mall, actor: { account: 'officer' }, role: 'officer', subject: 'none', now }, async (tx) => keepGrids(tx, await work(tx)));
const gridOf = async (unit: string) => (await Units.findOne({ mall, _id: unit }).lean())?.grid;

describe('the plan after an edit', () => {
  it('has a new booth in the grid beside it, and the grid knows its levels', async () => {
    const fresh = unitAt(24);
    await edit(async ({ session }) => {
      await Units.create([fresh], { session });
      return { changed: [fresh._id] };
    });
    expect(await gridOf(fresh._id)).toBe(await gridOf(row[5]!));
    expect((await Malls.findOne({ _id: mall }).lean())!.version).toBe(2);
  });

  it('keeps both halves of a split booth in its grid', async () => {
    const half = unitAt(12, { shape: [[[[10, 0], [12, 0], [12, 4], [10, 4], [10, 0]]]] });
    await edit(async ({ session }) => {
      await Units.create([half], { session });
      return { changed: [half._id], like: new Map([[half._id, row[2]!]]) };
    });
    expect(await gridOf(half._id)).toBe(grid);
  });

  it('remembers who answered for a booth that is gone, and marks a grid that fell apart', async () => {
    const [gone] = await Units.find({ mall, _id: row[1]! }).lean();
    const apart = await edit(async ({ session }) => {
      await Units.deleteOne({ mall, _id: row[1]! }, { session });
      return { changed: [], gone: [{ ...gone!, id: gone!._id }] };
    });
    expect(apart).toEqual([grid]);
    expect((await Grids.findOne({ mall, _id: grid }).lean())!.apart).toBe('map-changed');
    expect(await GridHistory.find({ mall }).lean()).toMatchObject([{ unit: row[1], grid, from: made, to: now }]);
    const back = unitAt(4);
    await edit(async ({ session }) => {
      await Units.create([back], { session });
      return { changed: [back._id] };
    });
    expect((await Grids.findOne({ mall, _id: grid }).lean())!.apart).toBeUndefined();
  });

  it('has no grid for a booth that is no longer let', async () => {
    await edit(async ({ session }) => {
      await Units.updateOne({ mall, _id: row[0]! }, { lettable: false }, { session });
      return { changed: [row[0]!] };
    });
    expect(await gridOf(row[0]!)).toBeUndefined();
    expect(await GridHistory.countDocuments({ mall, unit: row[0]! })).toBe(1);
  });

  it('puts a booth on a level without any grid into the nearest one elsewhere', async () => {
    const upper = await buildLevel(mall, { ordinal: 1, shortName: 'F2' });
    const lonely = unitAt(0, { level: upper });
    await edit(async ({ session }) => {
      await Units.create([lonely], { session });
      return { changed: [lonely._id] };
    });
    expect(await gridOf(lonely._id)).toBe(grid);
    const row1 = await Grids.findOne({ mall, _id: grid }).lean();
    expect(row1).toMatchObject({ apart: 'map-changed' });
    expect(row1!.levels.sort()).toEqual([level, upper].sort());
  });

  it('has no grids where the association has made none yet', async () => {
    await Grids.deleteMany({ mall });
    await Units.updateMany({ mall }, { $unset: { grid: 1 } });
    expect(await edit(async () => ({ changed: row }))).toEqual([]);
    expect(await Units.countDocuments({ mall, grid: { $exists: true } })).toBe(0);
  });
});
