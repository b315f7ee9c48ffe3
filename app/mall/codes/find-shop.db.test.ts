import { beforeAll, describe, expect, it } from 'vitest';
import { Merchants } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { nameKeys } from '../roster/name-keys.ts';
import { closeShop, giveBooth } from '../roster/commands.server.ts';
import { buildOfficer } from '#tests/factories/account.ts';
import { findSigns, showSign } from './find-shop.server.ts';
import { type CodedPlace, findPlace } from './places.server.ts';

const NOW = new Date('2026-03-11T05:00:00Z');
const shape = (at: number) => ({ shape: [[[[at, 0], [at + 4, 0], [at + 4, 4], [at, 4], [at, 0]]]] });
const called = (names: Localized) => ({ names, nameKeys: nameKeys(names) });
let made: MadeMall;
let from: CodedPlace;
beforeAll(async () => {
  made = await makeMall({ now: NOW });
  for (const [at, { unit }] of made.shops.flat().entries()) await Units.updateOne({ mall: made.mall._id, _id: unit }, { $set: shape(at * 5) });
  const [first, second] = made.shops[0]!;
  await Merchants.updateOne({ mall: made.mall._id, _id: first!.merchant }, { $set: called({ zh: '石榴花布艺', ug: 'ئانارگۈل رەختلىرى' }) });
  await Merchants.updateOne({ mall: made.mall._id, _id: second!.merchant }, { $set: called({ zh: '石榴茶' }) });
  from = (await findPlace(made.mall._id, second!.unit))!;
});

describe('Whoever stands in the mall with one of its codes', () => {
  it('finds a shop by any part of its sign in any language, or by the number on the door, and reads no more than these', async () => {
    const [first, second] = made.shops[0]!;
    const signs = await findSigns(made.mall._id, '石榴');
    expect(signs.map(({ unit }) => unit).sort()).toEqual([first!.unit, second!.unit].sort());
    for (const sign of signs) expect(Object.keys(sign).sort()).toEqual(['level', 'names', 'number', 'part', 'unit']);
    expect((await findSigns(made.mall._id, 'رەخت')).map(({ number }) => number)).toEqual([first!.number]);
    expect((await findSigns(made.mall._id, first!.number)).map(({ names }) => names?.zh)).toEqual(['石榴花布艺']);
    expect(await findSigns(made.mall._id, '')).toEqual([]);
  });

  it('sees the booth on its floor with where she stands, without grids, marks or a word about anybody', async () => {
    const [first] = made.shops[0]!;
    const { shop, plan, markup } = await showSign(made.mall, first!.unit, from);
    expect(shop).toEqual({ number: first!.number, level: expect.any(String), names: [{ zh: '石榴花布艺', ug: 'ئانارگۈل رەختلىرى' }], sameFloor: true, here: false });
    expect(Object.keys(plan ?? {}).sort()).toEqual(['assets', 'here', 'key', 'place', 'streets', 'viewBox']);
    expect([plan?.here !== null, markup.includes('href="/m/')]).toEqual([true, false]);
    expect((await showSign(made.mall, from.id, from)).shop.here).toBe(true);
  });

  it('reads both signs of a booth that two share, and that nobody trades where a shop has closed', async () => {
    const officer = await buildOfficer(made.mall._id, { now: NOW });
    const [first, second, third] = made.shops[0]!;
    await giveBooth({ mall: made.mall, actor: officer, now: NOW }, second!.merchant, { booth: first!.number, part: 'A' });
    expect((await showSign(made.mall, first!.unit, from)).shop.names).toHaveLength(2);
    expect((await findSigns(made.mall._id, first!.number)).map(({ part }) => part).sort()).toEqual(['', 'A']);
    await closeShop({ mall: made.mall, actor: officer, now: NOW }, third!.merchant);
    expect((await showSign(made.mall, third!.unit, from)).shop.names).toEqual([]);
  });

  it('gets nothing of another mall', async () => {
    const other = await makeMall({ now: NOW, grids: 1, shops: 1 });
    await expect(showSign(made.mall, other.shops[0]![0]!.unit, from)).rejects.toMatchObject({ status: 404 });
    expect(await findSigns(other.mall._id, '石榴')).toEqual([]);
  });
});
