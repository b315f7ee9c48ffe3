import { beforeEach, describe, expect, it } from 'vitest';
import { Offers, Rounds } from '#models/visit.server.ts';
import { addDays } from '#app/visits/days.ts';
import { newId } from '#app/platform/ids.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { cutRelease } from '../releases.server.ts';
import { findShownRound, getReleasedRound } from './queries.server.ts';
import { paperOf } from './words.server.ts';

const DAY = 24 * 3600_000;
const start = new Date('2026-03-11T05:00:00Z');
const later = (days: number) => new Date(start.getTime() + days * DAY);
let made: MadeMall;
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: start, grids: 2, shops: 12 });
});

async function offer(grid: number, from: number, to: number, at: Date, met = false) {
  const shops = made.shops[grid]!.slice(from, to);
  const row = { mall: made.mall._id, round: made.round, grid: made.grids[grid], day: '2026-03-11', half: 'am', met, createdAt: at, updatedAt: at };
  await Offers.insertMany(shops.map((shop) => ({ ...row, _id: newId(), merchant: shop.merchant })));
}
const cut = (at: Date) => cutRelease(made.mall, at, 60_000);
const finish = (at: Date) => Rounds.updateOne({ mall: made.mall._id, _id: made.round }, { $set: { state: 'finished', finishedAt: at } });
const report = () => getReleasedRound(made.mall, made.round);
const spans = async () => (await report())?.levels.flatMap(({ grids }) => grids.map(({ span }) => span));

describe('A round’s report', () => {
  it('is none before the first release, and a 404 in another mall', async () => {
    expect(await report()).toBeNull();
    const other = await makeMall({ now: start, grids: 1, shops: 1 });
    await expect(getReleasedRound(other.mall, made.round)).rejects.toMatchObject({ status: 404 });
  });

  it('says what the release says, for officers and office alike, and doesn’t move with the live count', async () => {
    await offer(0, 0, 8, start);
    await cut(start);
    const first = await report();
    expect(first).toMatchObject({ of: 24, atLeast: 8, cutAt: start, endedOn: null, late: null });
    expect(await spans()).toEqual(expect.arrayContaining([{ least: 0, most: 4 }, { least: 5, most: 12 }]));
    await offer(1, 0, 4, later(0.1));
    await cut(later(0.2));
    expect(await report()).toEqual(first);
    expect(await findShownRound(made.mall)).toEqual(first);
  });

  it('has a row for each day, out of that day’s last release', async () => {
    await offer(0, 0, 8, start);
    await cut(start);
    await offer(1, 0, 12, later(1));
    await cut(later(1.1));
    expect((await report())?.days).toEqual([
      { day: '2026-03-11', of: 24, atLeast: 8 },
      { day: '2026-03-12', of: 24, atLeast: 16 },
    ]);
  });

  it('freezes at the end, with the last visits before it, and shows late ones beside from five on', async () => {
    await offer(0, 0, 8, start);
    await cut(start);
    await offer(1, 0, 12, later(1));
    await finish(later(1.5));
    await offer(0, 8, 10, later(2));
    await cut(later(2.1));
    const frozen = await spans();
    expect(frozen).toEqual([{ least: 0, most: 4 }, { least: 0, most: 4 }]);
    expect(await report()).toMatchObject({ endedOn: '2026-03-12', atLeast: 16, late: { least: 0, most: 4 } });
    await offer(0, 10, 12, later(2.5));
    await Offers.insertMany(Array.from({ length: 3 }, () => ({ _id: newId(), merchant: newId(), mall: made.mall._id, round: made.round, grid: made.grids[0], day: '2026-03-12', half: 'pm', met: true, createdAt: later(2.5), updatedAt: later(2.5) })));
    await cut(later(3));
    expect(await spans()).toEqual(frozen);
    expect(await report()).toMatchObject({ atLeast: 16, late: { least: 7, most: 7 } });
    expect((await report())?.days.at(-1)?.day).toBe('2026-03-12');
  });

  it('stays when the offers are erased, and when the next round runs', async () => {
    await offer(0, 0, 12, start);
    await cut(start);
    await finish(later(1));
    await Offers.deleteMany({ mall: made.mall._id });
    const before = await report();
    const next = newId();
    await Rounds.create([{ _id: next, mall: made.mall._id, number: 99, name: { zh: '下一轮' }, opensOn: '2026-03-13', closesOn: addDays('2026-03-13', 10), state: 'open', inScope: 24, version: 1 }]);
    const offers = made.shops[1]!.slice(0, 7).map(({ merchant }) => ({ _id: newId(), merchant, mall: made.mall._id, round: next, grid: made.grids[1], day: '2026-03-13', half: 'am', met: false, createdAt: later(2), updatedAt: later(2) }));
    await Offers.insertMany(offers);
    await cut(later(2.1));
    expect(await getReleasedRound(made.mall, next)).toMatchObject({ name: { zh: '下一轮' } });
    expect(await report()).toEqual({ ...before, endedOn: '2026-03-12' });
  });

  it('names no shop, and says the same whether shop X declined or nobody was there', async () => {
    await offer(0, 0, 8, start, true);
    await cut(start);
    const met = paperOf(made.mall, (await report())!, 'zh', later(1));
    await Offers.updateMany({ mall: made.mall._id }, { $set: { met: false } });
    const declined = paperOf(made.mall, (await report())!, 'zh', later(1));
    expect(declined).toEqual(met);
    const words = JSON.stringify(declined);
    for (const { merchant, names } of made.shops.flat() as { merchant: string; names?: Record<string, string> }[]) {
      expect(words).not.toContain(merchant);
      for (const name of Object.values(names ?? {})) expect(words).not.toContain(name);
    }
  });
});
