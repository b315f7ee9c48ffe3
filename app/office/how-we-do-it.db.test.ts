import { beforeEach, describe, expect, it } from 'vitest';
import { Offers } from '#models/visit.server.ts';
import { newId } from '#app/platform/ids.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { loader } from './how-we-do-it.tsx';
import { cutRelease } from './releases.server.ts';

const ago = (hours: number) => new Date(Date.now() - hours * 3600_000);
let made: MadeMall;
beforeEach(async () => {
  await emptyDatabase();
  registerPrograms();
  made = await makeMall({ now: ago(90), grids: 1, shops: 12 });
});
const page = () => loader({ request: new Request(`http://localhost/m/${made.mall.slug}/how-we-do-it`), params: { mall: made.mall.slug }, context: {} as never });

describe('RIGHTS: Figures, on the page for other malls', () => {
  it('is read by whoever passes by, and has the figures of the last release alone', async () => {
    expect((await page()).figures).toBeNull();
    const offer = { mall: made.mall._id, round: made.round, grid: made.grids[0]!, day: '2026-03-02', half: 'am', met: true };
    const offered = (count: number) => Offers.insertMany(made.shops[0]!.slice(0, count).map(({ merchant }) => ({ ...offer, _id: newId(), merchant, createdAt: ago(20), updatedAt: ago(20) })));
    await offered(9);
    await cutRelease(made.mall, ago(1), 0);
    const { figures } = await page();
    expect(figures?.round?.of).toBe(12);
    expect(figures?.round?.atLeast).toBeLessThan(9);
    // What came since is in no figure before the next release.
    await Offers.insertMany(made.shops[0]!.slice(9, 11).map(({ merchant }) => ({ ...offer, _id: newId(), merchant })));
    expect((await page()).figures).toEqual(figures);
    for (const { merchant, number } of made.shops[0]!) for (const hidden of [merchant, number]) expect(JSON.stringify(figures)).not.toContain(hidden);
  });
});
