import { beforeEach, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { Grids, Units } from '#models/plan.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer, buildOwner, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, type MadeShop, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { addShop, closeShop, giveBooth, leaveBooth, moveShop, reopenShop } from './commands.server.ts';
import type { Facts } from './schema.ts';

const now = new Date('2026-03-11T05:00:00Z');
const FACTS: Facts = { names: { zh: '新布店' }, trade: 'fabrics', contact: '13900000001', wishedTime: '' };
let made: MadeMall;
let officer: Actor;
let shop: MadeShop;
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now, grids: 2, shops: 2 });
  officer = await buildOfficer(made.mall._id, { now });
  shop = made.shops[0]![0]!;
  await Units.create({ _id: newId(), mall: made.mall._id, level: made.level, number: 'F1-900', category: 'retail', lettable: true, grid: made.grids[1] });
});

const mall = () => made.mall._id;
const doing = (actor = officer) => ({ mall: made.mall, actor, now });
const openOf = (merchant: string) => Tenancies.find({ mall: mall(), merchant, to: { $exists: false } }).lean();
const shopsIn = async () => (await Grids.find({ mall: mall() }).sort({ number: 1 }).lean()).map((grid) => grid.shops);
const tenancy = async (merchant: string) => (await openOf(merchant))[0]!._id;
const refused = (key: string) => expect.objectContaining({ reason: expect.objectContaining({ key: `roster:refused.${key}` }) });

describe('a shop in its booths', () => {
  it('moves: the old tenancy ends, a new one begins, both grids count anew, and its record says so', async () => {
    await moveShop(doing(), shop.merchant, await tenancy(shop.merchant), { booth: 'F1-900', part: '' });
    const [open] = await openOf(shop.merchant);
    expect((await Units.findOne({ mall: mall(), _id: open?.unit }).lean())?.number).toBe('F1-900');
    expect(await Tenancies.findOne({ mall: mall(), merchant: shop.merchant, unit: shop.unit }).lean()).toMatchObject({ to: now });
    expect(await shopsIn()).toEqual([1, 3]);
    expect(await AuditEvents.countDocuments({ mall: mall(), subject: `shop:${shop.merchant}`, command: 'shop:move' })).toBe(1);
  });

  it('stays where it was when the booth that it wants has a shop, or isn’t on the plan', async () => {
    const before = await Tenancies.find({ mall: mall() }).sort({ _id: 1 }).lean();
    await expect(moveShop(doing(), shop.merchant, await tenancy(shop.merchant), { booth: made.shops[1]![0]!.number, part: '' })).rejects.toEqual(refused('booth-taken'));
    await expect(moveShop(doing(), shop.merchant, await tenancy(shop.merchant), { booth: 'X', part: '' })).rejects.toEqual(refused('no-booth'));
    expect(await Tenancies.find({ mall: mall() }).sort({ _id: 1 }).lean()).toEqual(before);
  });

  it('sublets a part of its booth, each part once, and sublets stay when it gives the booth back', async () => {
    const tenant = await addShop(doing(), FACTS, { booth: shop.number, part: 'A' });
    await expect(addShop(doing(), FACTS, { booth: shop.number, part: 'A' })).rejects.toEqual(refused('part-taken'));
    await leaveBooth(doing(), shop.merchant, await tenancy(shop.merchant));
    expect([await openOf(shop.merchant), (await openOf(tenant)).map(({ unit, part }) => [unit, part])]).toEqual([[], [[shop.unit, 'A']]]);
    expect(await Merchants.findOne({ mall: mall(), _id: shop.merchant }).lean()).toMatchObject({ status: 'open' });
    await expect(giveBooth(doing(), tenant, { booth: shop.number, part: '' })).rejects.toEqual(refused('already-there'));
  });

  it('closes with all its booths, takes nothing more, and comes back as itself without one', async () => {
    await giveBooth(doing(), shop.merchant, { booth: 'F1-900', part: '' });
    await closeShop(doing(), shop.merchant);
    expect([await openOf(shop.merchant), await shopsIn()]).toEqual([[], [1, 2]]);
    await expect(giveBooth(doing(), shop.merchant, { booth: 'F1-900', part: '' })).rejects.toEqual(refused('closed'));
    await reopenShop(doing(), shop.merchant);
    expect(await Merchants.findOne({ mall: mall(), _id: shop.merchant }).lean()).toMatchObject({ status: 'open' });
  });

  it('gets one booth when two officers let it in the same moment', async () => {
    const both = await Promise.allSettled(made.shops[0]!.map(({ merchant }) => giveBooth(doing(), merchant, { booth: 'F1-900', part: '' })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const unit = await Units.findOne({ mall: mall(), number: 'F1-900' }).lean();
    expect(await Tenancies.countDocuments({ mall: mall(), unit: unit?._id })).toBe(1);
  });

  it('is moved and closed by this mall’s officers only', async () => {
    const other = await makeMall({ now, grids: 1, shops: 1 });
    const mine = await tenancy(shop.merchant);
    for (const actor of [shop.owner, await buildVolunteer(mall(), made.grids[0]!, 'leader', { now }), await buildOfficer(other.mall._id, { now })]) {
      await expect(closeShop(doing(actor), shop.merchant)).rejects.toMatchObject({ status: 404 });
      await expect(moveShop(doing(actor), shop.merchant, mine, { booth: 'F1-900', part: '' })).rejects.toMatchObject({ status: 404 });
    }
    await expect(closeShop({ ...doing(await buildOfficer(other.mall._id, { now })), mall: other.mall }, shop.merchant)).rejects.toMatchObject({ status: 404 });
    await expect(moveShop(doing(), made.shops[1]![0]!.merchant, mine, { booth: 'F1-900', part: '' })).rejects.toMatchObject({ status: 404 });
  });

  it('leaves what was recorded about it to its own people: the next in the booth is another shop with a record of its own', async () => {
    await closeShop(doing(), shop.merchant);
    const next = await addShop(doing(), FACTS, { booth: shop.number, part: '' });
    await buildOwner(mall(), next, { now });
    expect(next).not.toBe(shop.merchant);
    const written = await AuditEvents.find({ mall: mall(), subject: `shop:${next}` }, { command: 1 }).lean();
    expect(written.map(({ command }) => command)).toEqual(['shop:add']);
  });
});
