import { beforeEach, describe, expect, it } from 'vitest';
import { Malls } from '#models/mall.server.ts';
import { Offices } from '#models/office.server.ts';
import { Offers } from '#models/visit.server.ts';
import { newId } from '#app/platform/ids.ts';
import { startSession } from '#app/platform/sessions.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficial } from '#tests/factories/account.ts';
import { makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { cutRelease } from './releases.server.ts';
import { loader } from './tree.tsx';

const ago = (hours: number) => new Date(Date.now() - hours * 3600_000);

async function treeOf(office: string) {
  const official = await buildOfficial(office, { now: ago(100) });
  const { cookie } = await startSession(official.account, 'mine', undefined, new Date(), { strong: true });
  const request = new Request(`http://localhost/office/${office}/tree`, { headers: { Cookie: cookie.split(';')[0] ?? '' } });
  return (await loader({ request, params: { office }, context: {} as never })).rows;
}

describe('RIGHTS: Figures, rolled up over the office tree', () => {
  const [city, district, subdistrict] = [newId(), newId(), newId()];
  beforeEach(async () => {
    await emptyDatabase();
    registerPrograms();
    await Offices.create([{ _id: city, level: 'city', name: { en: 'City' } }, { _id: district, level: 'district', name: { en: 'District' }, parent: city }, { _id: subdistrict, level: 'subdistrict', name: { en: 'Street' }, parent: district }]);
  });

  it('a city sees the sums of its malls’ releases over four levels; a mall without a release counts as nothing; another city’s isn’t there', async () => {
    const [one, two, other] = [await makeMall({ now: ago(90), grids: 2, shops: 10 }), await makeMall({ now: ago(90), grids: 1, shops: 10 }), await makeMall({ now: ago(90) })];
    for (const { office } of [one, two]) await Offices.updateOne({ _id: office }, { $set: { parent: subdistrict } });
    const offer = { mall: one.mall._id, round: one.round, grid: one.grids[0]!, day: '2026-03-02', half: 'am', met: true, createdAt: ago(20), updatedAt: ago(20) };
    await Offers.insertMany(one.shops[0]!.map(({ merchant }) => ({ ...offer, _id: newId(), merchant })));
    expect(await cutRelease(one.mall, ago(1), 0)).toBe(1);
    const rows = await treeOf(city);
    expect(rows.map(({ level, slug, depth, malls }) => [level ?? slug, depth, malls])).toEqual([
      ['city', 0, 2],
      ['district', 1, 2],
      ['subdistrict', 2, 2],
      ...[one, two].sort((a, b) => (a.office < b.office ? -1 : 1)).flatMap((made) => [['community', 3, 1], [made.mall.slug, 4, 1]]),
    ]);
    const sums = rows.filter(({ level }) => level !== null && level !== 'community').map(({ round }) => round);
    // Ten of ten were offered one: that all of a grid were is never written.
    expect(new Set(sums.map((sum) => JSON.stringify(sum))).size).toBe(1);
    expect(sums[0]).toMatchObject({ of: 20 });
    expect(sums[0]!.atLeast).toBeGreaterThan(0);
    expect(sums[0]!.atLeast).toBeLessThan(10);
    expect(JSON.stringify(rows)).not.toContain(other.mall.slug);
    expect((await treeOf(two.office)).map(({ malls, round }) => [malls, round])).toEqual([[1, null], [1, null]]);
    expect(await Malls.countDocuments({ slug: other.mall.slug })).toBe(1);
  });
});
