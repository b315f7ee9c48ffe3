import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Memberships } from '#models/account.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { HeldVisits } from '#models/held-visit.server.ts';
import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { Requests } from '#models/request.server.ts';
import { ShopPairs } from '#models/shop-pair.server.ts';
import { Texts } from '#models/text.server.ts';
import { Offers, Visits } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { getRecord } from '#app/record/queries.server.ts';
import { openRequest } from '#app/requests/commands.server.ts';
import { findCase } from '#app/requests/case.server.ts';
import { registerRequestMerges } from '#app/requests/merging.server.ts';
import { recordVisit } from '#app/visits/commands.server.ts';
import { registerVisitMerges } from '#app/visits/merging.server.ts';
import { bothActors, buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { addShop, closeShop } from '../commands.server.ts';
import { goOnMerging, keepApart, mergeShops } from './commands.server.ts';
import { namePair } from './naming.server.ts';
import { findOtherShops, getPair, listPairs } from './queries.server.ts';
import { byField, mergeFields, type MergeField, MERGE_FIELDS, toChoose } from './rules.ts';

const now = new Date('2026-03-11T05:00:00Z');
const SAID = '门口的灯坏了';
let made: MadeMall;
let officer: Actor;
let [stays, goes, pair] = ['', '', ''];
const doing = (actor = officer) => ({ mall: made.mall, actor, now });
const mall = () => made.mall._id;
const refused = (key: string) => expect.objectContaining({ reason: expect.objectContaining({ key: `roster:doubles.refused.${key}` }) });

beforeAll(() => {
  registerPrograms();
  registerRequestMerges();
  registerVisitMerges();
});
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now, grids: 1, shops: 2 });
  officer = await buildOfficer(mall(), { now });
  stays = made.shops[0]![0]!.merchant;
  const { names } = (await Merchants.findOne({ mall: mall(), _id: stays }).lean())!;
  goes = await addShop(doing(), { names, trade: 'fabrics', contact: '13900000001', wishedTime: '' }, { booth: made.shops[0]![0]!.number, part: 'A' });
  pair = (await ShopPairs.findOne({ mall: mall(), state: 'open' }).lean())!._id;
});
const merge = (fromDouble: MergeField[] = [], actor = officer) => mergeShops(doing(actor), pair, { stays, fromDouble });

describe('two shops that are one', () => {
  it('are suggested once, side by side, and not again after somebody said that they are two', async () => {
    const [found] = (await listPairs(mall(), null)).pairs;
    expect([found?.id, found?.why, found?.one.booths, found?.other.booths]).toEqual([pair, 'same-name', [made.shops[0]![0]!.number], [made.shops[0]![0]!.number]]);
    await keepApart(doing(), pair);
    await keepApart(doing(), pair);
    expect((await listPairs(mall(), null)).pairs).toEqual([]);
    expect((await getPair(mall(), pair)).state).toBe('apart');
    for (const shop of [stays, goes]) expect(await AuditEvents.countDocuments({ mall: mall(), command: 'shop:keep-apart', subject: `shop:${shop}` })).toBe(1);
  });

  it('become one with all that was recorded about either, and nothing is deleted', async () => {
    const volunteer = await buildVolunteer(mall(), made.grids[0]!, 'manager', { now });
    await recordVisit({ mall: made.mall, actor: volunteer, now }, goes, { clientId: newId(), outcome: 'met', language: 'zh', note: SAID, carbon: true, needs: [], promises: [] });
    const { number } = await openRequest({ mall: made.mall, actor: officer, now }, { account: officer.account, role: 'merchant', merchant: goes, kind: 'borrow', words: { language: 'zh', words: SAID }, channel: 'ask' });
    const counts = () => Promise.all([Merchants, Tenancies, Visits, Offers, Texts, Requests].map((model) => (model as typeof Merchants).countDocuments({ mall: mall() })));
    const before = await counts();
    await merge(['trade']);
    const after = await counts();
    expect(after.map((count, at) => count >= before[at]!)).toEqual(before.map(() => true));
    const [kept, gone] = [await Merchants.findOne({ mall: mall(), _id: stays }).lean(), await Merchants.findOne({ mall: mall(), _id: goes }).lean()];
    expect(kept).toMatchObject({ status: 'open', trade: 'fabrics' });
    expect(gone).toMatchObject({ status: 'closed', mergedInto: stays });
    expect([...(await readTexts(mall(), [kept?.contact], [`shop:${stays}`])).values()].map((text) => text.words)).toEqual(['13900000001']);
    expect(await Tenancies.find({ mall: mall(), merchant: goes }).lean()).toEqual([]);
    expect((await Tenancies.find({ mall: mall(), merchant: stays, to: { $exists: false } }).lean()).map(({ part }) => part ?? '')).toEqual(['']);
    expect([await Visits.countDocuments({ mall: mall(), merchant: stays }), await Offers.countDocuments({ mall: mall(), merchant: stays }), await Texts.countDocuments({ mall: mall(), subject: `shop:${goes}` })]).toEqual([1, 1, 0]);
    const found = await findCase(mall(), number);
    expect([found?.row.merchant, found?.state.merchant, found?.events.at(-1)?.type]).toEqual([stays, stays, 'shop-merged']);
    const record = await getRecord(made.shops[0]![0]!.owner, stays, 1, now);
    if (record.kind !== 'shop') throw new Error('Not the shop’s record.');
    expect(record.record.visits.map(({ note }) => note?.said.words)).toEqual([SAID]);
    expect(record.writes.rows.map(({ command }) => command)).toEqual(expect.arrayContaining(['shop:merge', 'shop:merge-move', 'shop:add', 'visit:record']));
    expect(await AuditEvents.countDocuments({ mall: mall(), command: 'shop:merge' })).toBe(2);
    expect((await ShopPairs.findOne({ mall: mall(), _id: pair }).lean())?.state).toBe('merged');
  });

  it('are merged once by two officers at the same moment, and a merge that died half way goes on', async () => {
    const other = await buildOfficer(mall(), { now });
    const both = await Promise.allSettled([merge(), merge([], other)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await AuditEvents.countDocuments({ mall: mall(), command: 'shop:merge' })).toBe(2);
    await ShopPairs.updateOne({ mall: mall(), _id: pair }, { $set: { state: 'merging', merge: { stays, goes, by: officer.account, started: now } } });
    await Texts.updateMany({ mall: mall(), subject: `shop:${stays}` }, { $set: { subject: `shop:${goes}` } });
    await goOnMerging(mall(), pair);
    expect([await Texts.countDocuments({ mall: mall(), subject: `shop:${goes}` }), (await ShopPairs.findOne({ mall: mall(), _id: pair }).lean())?.state]).toEqual([0, 'merged']);
  });

  it('stay two where each has an owner, where the one without would stay, and by whoever has a part in it', async () => {
    await expect(merge([], bothActors(officer, made.shops[0]![0]!.owner))).rejects.toEqual(refused('own'));
    await expect(mergeShops(doing(), pair, { stays: goes, fromDouble: [] })).rejects.toEqual(refused('owner-stays'));
    const stranger = made.shops[0]![1]!.owner;
    await Memberships.create({ account: stranger.account, kind: 'owner', mall: mall(), merchant: goes, from: now, confirmedAt: now });
    await expect(merge()).rejects.toEqual(refused('owners'));
    expect((await getPair(mall(), pair)).no).toBe('owners');
    const volunteer = await buildVolunteer(mall(), made.grids[0]!, 'leader', { now });
    for (const actor of [volunteer, made.shops[0]![0]!.owner, await buildOfficer((await makeMall({ now, grids: 1, shops: 1 })).mall._id, { now })]) {
      await expect(merge([], actor)).rejects.toMatchObject({ status: 404 });
      await expect(keepApart(doing(actor), pair)).rejects.toMatchObject({ status: 404 });
    }
    expect(await Merchants.countDocuments({ mall: mall(), mergedInto: { $exists: true } })).toBe(0);
  });

  it('take along what waits for an officer after a role’s end', async () => {
    const at = { author: newId(), role: 'manager' as const, grid: made.grids[0]!, round: made.round, day: '2026-03-11', half: 'am' as const, estimated: false, arrivedAt: now, state: 'waiting' as const };
    await HeldVisits.create({ ...at, mall: mall(), clientId: newId(), merchant: goes });
    await merge();
    expect((await HeldVisits.find({ mall: mall() }).lean()).map(({ merchant }) => merchant)).toEqual([stays]);
  });

  it('keep an account that is in both as one member once', async () => {
    const { owner } = made.shops[0]![0]!;
    await Memberships.create({ account: owner.account, kind: 'owner', mall: mall(), merchant: goes, from: now, confirmedAt: now });
    await merge();
    const rows = await Memberships.find({ account: owner.account }).lean();
    expect(rows.map(({ merchant, to }) => [merchant, Boolean(to)]).sort()).toEqual([[goes, true], [stays, false]].sort());
  });
});

describe('two shops that an officer names herself', () => {
  const [unlike, its] = [() => made.shops[0]![1]!, () => made.shops[0]![1]!.number];

  it('are found by number or name, this shop and closed ones left out', async () => {
    const { names } = (await Merchants.findOne({ mall: mall(), _id: unlike().merchant }).lean())!;
    const found = async (query: string) => (await findOtherShops(mall(), stays, query)).found.map(({ merchant }) => merchant);
    expect(await found(its())).toEqual([unlike().merchant]);
    expect(await found(Object.values(names)[0]!)).toContain(unlike().merchant);
    expect(await found(made.shops[0]![0]!.number)).toEqual([goes]);
    await closeShop(doing(), unlike().merchant);
    expect([await found(its()), await found(Object.values(names)[0]!)]).toEqual([[], expect.not.arrayContaining([unlike().merchant])]);
  });

  it('become one pair that is merged like any other, named from either side, twice, or by two at once', async () => {
    const [one, again] = await Promise.all([namePair(doing(), stays, unlike().merchant), namePair(doing(), unlike().merchant, stays)]);
    expect([again, await namePair(doing(), stays, unlike().merchant)]).toEqual([one, one]);
    expect(await getPair(mall(), one)).toMatchObject({ why: 'chosen', state: 'open' });
    for (const shop of [stays, unlike().merchant]) expect(await AuditEvents.countDocuments({ mall: mall(), command: 'shop:name-pair', subject: `shop:${shop}` })).toBe(1);
    await Memberships.updateMany({ mall: mall(), merchant: unlike().merchant }, { $set: { to: now } });
    await mergeShops(doing(), one, { stays, fromDouble: [] });
    expect(await Merchants.findOne({ mall: mall(), _id: unlike().merchant }).lean()).toMatchObject({ status: 'closed', mergedInto: stays });
  });

  it('are the pair that the house noticed already, and asked again after somebody kept them apart', async () => {
    expect(await namePair(doing(), goes, stays)).toBe(pair);
    expect((await getPair(mall(), pair)).why).toBe('same-name');
    await keepApart(doing(), pair);
    expect(await namePair(doing(), goes, stays)).toBe(pair);
    expect((await listPairs(mall(), null)).pairs.map(({ id, why }) => [id, why])).toEqual([[pair, 'chosen']]);
  });

  it('are two open shops of this mall, named by its officers only', async () => {
    const other = await makeMall({ now, grids: 1, shops: 1 });
    const theirs = other.shops[0]![0]!.merchant;
    for (const [merchant, double] of [[stays, theirs], [theirs, stays], [stays, newId()], [stays, stays]] as const) await expect(namePair(doing(), merchant, double)).rejects.toMatchObject({ status: 404 });
    for (const actor of [made.shops[0]![0]!.owner, await buildVolunteer(mall(), made.grids[0]!, 'leader', { now }), await buildOfficer(other.mall._id, { now })]) {
      await expect(namePair(doing(actor), stays, unlike().merchant)).rejects.toMatchObject({ status: 404 });
    }
    await closeShop(doing(), unlike().merchant);
    await expect(namePair(doing(), stays, unlike().merchant)).rejects.toEqual(refused('closed'));
    expect(await ShopPairs.countDocuments({ mall: mall() })).toBe(1);
  });
});

it('a merge loses no value of any field, whatever is chosen', () => {
  const word = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: undefined });
  const facts = fc.record({ names: fc.record({ zh: word, ug: word, ru: word }), trade: fc.constantFrom('fabrics', 'tea'), contact: word, wishedTime: word }).map(byField);
  fc.assert(
    fc.property(facts, facts, fc.subarray([...MERGE_FIELDS]), (one, other, fromDouble) => {
      const merged = mergeFields(one, other, fromDouble);
      for (const field of MERGE_FIELDS) {
        const had = new Set([one[field], other[field]].filter(Boolean));
        const has = new Set([merged.stays[field], merged.goes[field]].filter(Boolean));
        expect(has).toEqual(had);
        if (had.size > 0) expect(merged.stays[field]).toBeTruthy();
        if (toChoose(one, other).includes(field)) expect(merged.stays[field]).toBe(fromDouble.includes(field) ? other[field] : one[field]);
      }
    }),
  );
});
