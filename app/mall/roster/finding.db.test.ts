import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Merchants } from '#models/merchant.server.ts';
import { newId } from '#app/platform/ids.ts';
import { SHOPS_IN_SLICES } from '#app/operations/upgrade-slices.server.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { examinedBy } from '#tests/bench/examined.ts';
import { shopsByName, unitsByNumber } from './finding.server.ts';
import { nameKeys, searchWords, SLICES, sliceOf } from './name-keys.ts';

const NOW = new Date('2026-03-11T05:00:00Z');
/** Words of which each shop bears one or two; the first on every sign. */
const WORDS = ['天山', '石榴', '丝绸', 'гүл', 'самал', 'Тянь-Шань', 'رەخت', 'ئانار', 'silk', '茶'] as const;
const SHOPS = 700;
let made: MadeMall;
const named = (n: number) => ({ zh: n === 611 ? '天山商店' : `天山${WORDS[n % 3]!}${n}`, ru: n % 9 ? '' : WORDS[3 + (n % 7)]!, en: n === 123 ? 'Rare lamp' : '' });
const shop = (n: number) => {
  const _id = newId();
  const names = Object.fromEntries(Object.entries(named(n)).filter(([, name]) => name));
  return { _id, mall: made.mall._id, names, trade: 'fabrics', status: n % 11 ? ('open' as const) : ('closed' as const), nameKeys: nameKeys(names), slice: sliceOf(_id) };
};
beforeAll(async () => {
  made = await makeMall({ now: NOW, grids: 1, shops: 3 });
  await Merchants.insertMany(Array.from({ length: SHOPS }, (_none, n) => shop(n)));
});

describe('finding shops by name', () => {
  it('finds what reading every shop finds, as long as there is room for it; else as many as are asked for, and says so', async () => {
    const all = await Merchants.find({ mall: made.mall._id }, { nameKeys: 1, status: 1 }).lean();
    const query = fc.array(fc.constantFrom(...WORDS, 'rare', '6', 'тянь', 'none'), { minLength: 1, maxLength: 2 }).map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(query, fc.constantFrom(20, 50, 1_000), fc.constantFrom(undefined, 'open' as const), async (words, most, status) => {
        const { shops, more } = await shopsByName(made.mall._id, words, most, status);
        const fits = all.filter((row) => (!status || row.status === status) && searchWords(words).every((word) => row.nameKeys.some((key) => key.startsWith(word)))).map((row) => row._id);
        expect(more).toBe(fits.length > most);
        expect(shops.length).toBe(Math.min(most, fits.length));
        for (const { _id } of shops) expect(fits).toContain(_id);
        expect(new Set(shops.map(({ _id }) => _id)).size).toBe(shops.length);
      }),
      { numRuns: 40 },
    );
  });

  it('puts the very name first, also among more than are shown', async () => {
    expect((await shopsByName(made.mall._id, '天山', 20, 'open')).shops[0]?.names.zh).toBe('天山商店');
  });

  it('reads no more of a name that the whole mall bears than it shows, but for a slice of them', async () => {
    const queries = await examinedBy(() => shopsByName(made.mall._id, '天山', 20, 'open'));
    const read = queries.reduce((sum, { examined }) => sum + examined, 0);
    expect(read).toBeGreaterThan(20);
    expect(read).toBeLessThan(20 + 3 * 8 * (SHOPS / SLICES));
  });

  it('spreads shops evenly over the slices', () => {
    const counts = Array.from({ length: SLICES }, () => 0);
    for (let n = 0; n < 6_400; n += 1) counts[sliceOf(newId())]! += 1;
    expect(Math.min(...counts)).toBeGreaterThan(50);
    expect(Math.max(...counts)).toBeLessThan(160);
  });

  it('finds shops of before that are in no slice yet, once their data is brought up to date', async () => {
    await Merchants.collection.updateMany({ mall: made.mall._id }, { $unset: { slice: 1 } });
    await SHOPS_IN_SLICES.run();
    const rows = await Merchants.find({ mall: made.mall._id }, { slice: 1 }).lean();
    expect(rows.every(({ _id, slice }) => slice === sliceOf(_id))).toBe(true);
  });
});

describe('finding booths by number', () => {
  it('takes the whole number, what stands on the door with or without zeros, or a beginning', async () => {
    const [first] = made.shops[0]!;
    const found = async (typed: string) => (await unitsByNumber(made.mall._id, typed)).map(({ number }) => number);
    const door = first!.number.split('-')[1]!;
    expect(await found(first!.number.toLowerCase())).toContain(first!.number);
    expect(await found(door)).toContain(first!.number);
    expect(await found(String(Number(door)))).toContain(first!.number);
    expect(await found(first!.number.slice(0, 4))).toContain(first!.number);
    expect(await found('')).toEqual([]);
  });
});
