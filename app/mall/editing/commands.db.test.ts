import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Levels, Units } from '#models/plan.server.ts';
import { newId } from '#app/platform/ids.ts';
import { buildMall } from '#tests/factories/mall.ts';
import { buildGrid, buildLevel, buildMerchant } from '#tests/factories/place.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import type { Polygon } from '../geometry.ts';
import { type SavePlan, savePlan } from './commands.server.ts';
import { mergeUnits, splitUnit, unitsIn } from './acts.ts';
import { type Change, type DoorItem, type Items, itemsOf, pendingChanges, startWork, type UnitItem } from './items.ts';
import { readItems } from './queries.server.ts';
import { isSimple } from './shapes.ts';

const now = new Date('2026-03-12T06:00:00Z');
const box = (x: number, y: number, width = 4, height = 3): Polygon[] => [[[[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]]]];
const unit = (number: string, shape: Polygon[], overrides: Partial<UnitItem> = {}): UnitItem => ({ type: 'unit', id: newId(), version: 0, number, category: 'room', lettable: true, shape, ...overrides });
const put = (item: UnitItem | DoorItem): Change => ({ id: item.id, version: item.version, item });
const away = ({ id, version }: UnitItem | DoorItem): Change => ({ id, version, item: null });

let at: SavePlan;
let level: string;
let grids: string[];

beforeEach(async () => {
  await emptyDatabase();
  const mall = await buildMall();
  level = await buildLevel(mall._id);
  await Levels.updateOne({ mall: mall._id, _id: level }, { outline: box(-10, -10, 100, 60) });
  grids = [await buildGrid(mall._id, { number: 1, levels: [level] }), await buildGrid(mall._id, { number: 2, levels: [level] })];
  at = { mall, actor: { account: 'officer' }, role: 'officer', now };
});

/** A shop that trades in a booth with a shape, in the first grid. */
async function traded(number: string, shape: Polygon[]): Promise<UnitItem> {
  const shop = await buildMerchant(at.mall._id, { level, grid: grids[0]!, number });
  await Units.updateOne({ mall: at.mall._id, _id: shop.unit }, { shape, category: 'room' });
  return unit(number, shape, { id: shop.unit });
}
const row = (id: string) => Units.findOne({ mall: at.mall._id, _id: id }).lean();
const save = (...changes: Change[]) => savePlan(at, level, changes);

describe('saving a plan', () => {
  test('adds a booth to the grid beside it, and writes who did it', async () => {
    const old = await traded('F1-001', box(0, 0));
    const added = unit('F1-002', box(4, 0));
    expect(await save(put(added))).toMatchObject({ outcome: 'saved', count: 1, warned: [] });
    expect(await row(added.id)).toMatchObject({ number: 'F1-002', version: 1, editedBy: 'officer', lettable: true, grid: grids[0] });
    expect(await row(old.id)).not.toHaveProperty('version');
    expect(await AuditEvents.findOne({ mall: at.mall._id, command: 'plan:edit' }).lean()).toMatchObject({ actor: 'officer', role: 'officer', target: level, fields: ['added'] });
  });

  test('twice, over a bad line, is saving once', async () => {
    const change = put(unit('F1-002', box(4, 0)));
    await save(change);
    expect(await save(change)).toMatchObject({ outcome: 'saved', count: 0 });
    expect(await AuditEvents.countDocuments({ mall: at.mall._id })).toBe(1);
  });

  test('leaves a cut-off part in the grid of the booth that it was cut from', async () => {
    const whole = await traded('F1-001', box(0, 0, 8));
    const beside = unit('F1-002', box(8, 0));
    await save(put(beside));
    await Units.updateOne({ mall: at.mall._id, _id: beside.id }, { grid: grids[1] });
    const part = unit('F1-001B', box(4, 0));
    await save(put({ ...whole, shape: box(0, 0) }), put(part));
    expect((await row(part.id))?.grid).toBe(grids[0]);
  });

  test('takes a booth away without losing what points to it, and gives it back with its number', async () => {
    const old = unit('F1-002', box(4, 0));
    await save(put(old));
    await save(away({ ...old, version: 1 }));
    expect(await row(old.id)).toMatchObject({ lettable: false, category: 'unspecified', retired: { number: 'F1-002' }, version: 2 });
    const without = await row(old.id);
    for (const field of ['number', 'shape', 'grid']) expect(without).not.toHaveProperty(field);
    expect((await readItems(at.mall._id, level)).items).toEqual([]);
    await save(put(old));
    expect(await row(old.id)).toMatchObject({ number: 'F1-002', lettable: true, version: 3 });
    expect(await row(old.id)).not.toHaveProperty('retired');
  });

  test('keeps doors, and takes them away', async () => {
    const door: DoorItem = { type: 'door', id: newId(), version: 0, line: [[1, 3], [2, 3]], unit: '', kind: 'pedestrian' };
    await save(put(door));
    expect((await readItems(at.mall._id, level)).items).toEqual([{ ...door, version: 1 }]);
    await save(away({ ...door, version: 1 }));
    expect((await readItems(at.mall._id, level)).items).toEqual([]);
  });

  test('writes more than one transaction holds, numbers that move up one place included', async () => {
    const many = Array.from({ length: 620 }, (_, i) => unit(`F1-${i}`, box((i % 30) * 3, Math.floor(i / 30) * 2, 3, 2)));
    expect(await save(...many.map(put))).toMatchObject({ outcome: 'saved', count: 620 });
    const { items } = await readItems(at.mall._id, level);
    const renumbered = (items as UnitItem[]).map((item) => put({ ...item, number: `F1-${Number(item.number.slice(3)) + 1}` }));
    expect(await save(...renumbered)).toMatchObject({ outcome: 'saved', count: 620 });
    expect(await AuditEvents.countDocuments({ mall: at.mall._id, command: 'plan:edit' })).toBe(4);
    expect(await Units.countDocuments({ mall: at.mall._id, lettable: true, grid: { $in: grids } })).toBe(620);
  }, 60_000);
});

describe('a plan that can’t be', () => {
  test.each([
    ['with a number that another level has', async () => {
      const other = await buildLevel(at.mall._id, { ordinal: 1 });
      await buildMerchant(at.mall._id, { level: other, grid: grids[0]!, number: 'F1-900' });
      return [put(unit('F1-900', box(4, 0)))];
    }, 'number-taken'],
    ['with one number twice', async () => [put(unit('F1-1', box(4, 0))), put(unit('F1-1', box(8, 0)))], 'number-taken'],
    ['with a booth over another', async () => [put(unit('F1-1', box(4, 0))), put(unit('F1-2', box(6, 0)))], 'overlap'],
    ['with lines that cross', async () => [put(unit('F1-1', [[[[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]]]]))], 'not-simple'],
    ['without the booth of a shop that trades', async () => [away(await traded('F1-1', box(0, 0)))], 'let'],
    ['where no shop can be though one trades', async () => [put({ ...(await traded('F1-1', box(0, 0))), lettable: false })], 'let'],
    ['with a nameless booth', async () => [put(unit('', box(0, 0)))], 'number-missing'],
  ])('%s is refused, and nothing of it is written', async (_name, make, key) => {
    const changes = await make();
    const before = await Units.find({ mall: at.mall._id }).sort({ _id: 1 }).lean();
    const saved = await save(...changes, put(unit('F1-999', box(40, 20))));
    expect(saved).toMatchObject({ outcome: 'refused', refused: expect.arrayContaining([expect.objectContaining({ key })]) });
    expect(await Units.find({ mall: at.mall._id }).sort({ _id: 1 }).lean()).toEqual(before);
  });

  test('but only looks odd is saved with a warning', async () => {
    expect(await save(put(unit('F1-1', box(88, 0))))).toMatchObject({ outcome: 'saved', warned: [{ key: 'outside-level', number: 'F1-1' }] });
  });
});

describe('two people at one plan', () => {
  test('who changed different booths both keep theirs', async () => {
    const [one, other] = [unit('F1-1', box(0, 0)), unit('F1-2', box(10, 0))];
    await save(put(one), put(other));
    await save(put({ ...one, version: 1, shape: box(0, 5) }));
    expect(await save(put({ ...other, version: 1, number: 'F1-3' }))).toMatchObject({ outcome: 'saved' });
  });

  test('who changed one booth: the second gets the first’s back, and nothing of hers is written', async () => {
    const [one, other] = [unit('F1-1', box(0, 0)), unit('F1-2', box(10, 0))];
    await save(put(one), put(other));
    await save(put({ ...one, version: 1, shape: box(0, 5) }));
    const second = await save(put({ ...one, version: 1, number: 'F1-7' }), put({ ...other, version: 1, number: 'F1-8' }));
    expect(second).toEqual({ outcome: 'clashes', clashes: [{ id: one.id, theirs: { ...one, version: 2, shape: box(0, 5) } }] });
    expect(await row(other.id)).toMatchObject({ number: 'F1-2' });
  });

  test('who save at the same moment are one after the other', async () => {
    const one = unit('F1-1', box(0, 0));
    await save(put(one));
    const both = await Promise.all([save(put({ ...one, version: 1, number: 'F1-5' })), savePlan({ ...at, actor: { account: 'other' } }, level, [put({ ...one, version: 1, number: 'F1-6' })])]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['clashes', 'saved']);
  });

  test('can’t give one number twice in the same moment', async () => {
    const both = await Promise.all([save(put(unit('F1-1', box(0, 0)))), save(put(unit('F1-1', box(20, 0))))]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'saved']);
  });
});

describe('whatever is drawn, cut, merged and taken away', () => {
  test('every lettable booth is in exactly one grid, and putting all of it back gives the start', async () => {
    const start = Array.from({ length: 8 }, (_, i) => unit(`F1-${i}`, box((i % 4) * 4, Math.floor(i / 4) * 3)));
    const acts = fc.array(fc.tuple(fc.constantFrom('split', 'merge', 'remove', 'close', 'add'), fc.nat(20)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(acts, async (steps) => {
        const first = itemsOf((await readItems(at.mall._id, level)).items);
        if (first.size > 0) await save(...[...first.values()].map((item) => ({ id: item.id, version: item.version, item: null })));
        await save(...start.map(put));
        const fresh = itemsOf((await readItems(at.mall._id, level)).items);
        for (const [act, which] of steps) {
          const items = itemsOf((await readItems(at.mall._id, level)).items);
          const one = unitsIn(items)[which % Math.max(1, items.size)];
          if (!one) continue;
          const next = unitsIn(items)[(which + 1) % items.size]!;
          const edits = {
            split: () => splitUnit(items, one, [[0, one.shape[0]![0]![0]![1] + 1], [99, one.shape[0]![0]![0]![1] + 1]], newId) ?? [],
            merge: () => mergeUnits(items, [...new Set([one, next])], new Set()),
            remove: () => [[one.id, null] as const],
            close: () => [[one.id, { ...one, lettable: !one.lettable }] as const],
            add: () => [['', unit(`N-${newId()}`.slice(0, 20), box(40 + (which % 9) * 5, 20))] as const],
          }[act as 'split']();
          const changes = (typeof edits === 'string' ? [] : edits).map(([id, item]): Change => ({ id: item?.id ?? id, version: items.get(id)?.version ?? 0, item }));
          if (changes.length > 0) await save(...changes);
          const rows = await Units.find({ mall: at.mall._id }).lean();
          for (const row of rows) expect([row.number, row.lettable, grids.includes(row.grid ?? '')]).toEqual([row.number, row.lettable, row.lettable]);
          for (const { shape } of unitsIn(itemsOf((await readItems(at.mall._id, level)).items))) expect(isSimple(shape)).toBe(true);
        }
        const last = itemsOf((await readItems(at.mall._id, level)).items);
        const back = pendingChanges({ ...startWork(last), now: fresh });
        if (back.length > 0) expect(await save(...back)).toMatchObject({ outcome: 'saved' });
        const plain = (items: Items) => [...items.values()].map(({ version: _version, ...item }) => item).sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(plain(itemsOf((await readItems(at.mall._id, level)).items))).toEqual(plain(fresh));
      }),
      { numRuns: 6 },
    );
  }, 120_000);
});

describe('another mall', () => {
  test('has no level and no booth here', async () => {
    const mine = unit('F1-1', box(0, 0));
    await save(put(mine));
    const mall = await buildMall();
    const theirs = await buildLevel(mall._id);
    const elsewhere = { ...at, mall };
    await expect(savePlan(elsewhere, level, [put(unit('X', box(0, 0)))])).rejects.toMatchObject({ status: 404 });
    await expect(savePlan(elsewhere, theirs, [put({ ...mine, number: 'X' })])).rejects.toMatchObject({ status: 404 });
    expect(await row(mine.id)).toMatchObject({ number: 'F1-1', version: 1 });
  });
});
