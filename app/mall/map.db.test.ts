import { beforeEach, describe, expect, test } from 'vitest';
import { Tenancies } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer, buildOwner } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { findByNumber, readMap, searchShops } from './map.server.ts';
import { readSheet } from './map-print.server.ts';

const NOW = new Date('2026-03-11T05:00:00Z');
let made: MadeMall;
const shop = (at: number) => made.shops[0]![at]!;
const asked = { page: 1, whole: false };
const read = async (question: { unit?: string; shop?: string; list?: string }) => (await readMap(await buildOfficer(made.mall._id, { now: NOW }), made.mall, { ...asked, ...question }, NOW))!.map;

/** The second and the third shop have parts of the first one's booth as well. */
beforeEach(async () => {
  made = await makeMall({ now: NOW, grids: 1, shops: 3 });
  const square = (x: number) => [[[[x, 0], [x + 4, 0], [x + 4, 4], [x, 4], [x, 0]]]];
  await Promise.all(made.shops[0]!.map(({ unit }, at) => Units.updateOne({ mall: made.mall._id, _id: unit }, { $set: { shape: square(at * 4) } })));
  await Tenancies.create(([['B', 2], ['A', 1]] as const).map(([part, at]) => ({ _id: newId(), mall: made.mall._id, merchant: shop(at).merchant, unit: shop(0).unit, part, from: NOW })));
});

describe('a booth that several shops share', () => {
  test('has a row for each of them in the list twin: the whole booth first, then part by part', async () => {
    const { list, shops, vacant, grids } = await read({ list: 'all' });
    const there = list.rows.filter(({ unit }) => unit === shop(0).unit);
    expect(there.map(({ merchant, part }) => [merchant, part])).toEqual([[shop(0).merchant, ''], [shop(1).merchant, 'A'], [shop(2).merchant, 'B']]);
    expect(there.every(({ names }) => names !== null)).toBe(true);
    expect([list.rows.length, shops, vacant, grids.map((grid) => grid.shops)]).toEqual([5, 3, 0, [3]]);
  });

  test('is asked which of them, and shows that one; another booth’s shop is none of them', async () => {
    const { chosen } = await read({ unit: shop(0).unit });
    expect(chosen).toMatchObject({ merchant: shop(0).merchant, sharing: [{ merchant: shop(0).merchant, part: '' }, { merchant: shop(1).merchant, part: 'A' }, { merchant: shop(2).merchant, part: 'B' }] });
    expect((await read({ unit: shop(0).unit, shop: shop(2).merchant })).chosen).toMatchObject({ merchant: shop(2).merchant });
    expect((await read({ unit: shop(1).unit, shop: shop(2).merchant })).chosen).toMatchObject({ merchant: shop(1).merchant, sharing: [] });
  });

  test('is found by its number once for each of them, and as one place by whoever stands there', async () => {
    const found = await searchShops(made.mall._id, shop(0).number);
    expect(found.map((one) => one.shop)).toEqual([shop(0).merchant, shop(1).merchant, shop(2).merchant]);
    expect(await findByNumber(made.mall._id, shop(0).number.split('-')[1]!)).toBe(shop(0).unit);
  });

  test('is on the printed sheet of its grid with all of them', async () => {
    const sheet = await readSheet(made.mall, { level: made.level, grid: made.grids[0]! });
    expect(sheet?.rows.filter(({ unit }) => unit === shop(0).unit).map(({ part }) => part)).toEqual(['', 'A', 'B']);
  });
});

describe('a map that is opened without a word about a place', () => {
  const seenBy = async (question: { own?: boolean; unit?: string }) => (await readMap(await buildOwner(made.mall._id, shop(1).merchant, { now: NOW }), made.mall, { ...asked, ...question }, NOW))!.map.chosen;

  test('shows a merchant her own shop; another choice of hers, and none, stand', async () => {
    expect(await seenBy({ own: true })).toMatchObject({ merchant: shop(1).merchant, own: true });
    expect(await seenBy({ own: true, unit: shop(0).unit })).toMatchObject({ merchant: shop(0).merchant, own: false });
    expect(await seenBy({})).toBeNull();
  });

  test('shows whoever has no shop the floor alone', async () => {
    const { map } = (await readMap(await buildOfficer(made.mall._id, { now: NOW }), made.mall, { ...asked, own: true }, NOW))!;
    expect(map.chosen).toBeNull();
  });
});
