import { beforeEach, describe, expect, it } from 'vitest';
import { Accounts, Memberships } from '#models/account.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { Invitations } from '#models/invitation.server.ts';
import { searchPeople } from '#app/mall/roles/queries.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { findAccount } from '#app/platform/actors.server.ts';
import { newId } from '#app/platform/ids.ts';
import { actorOf, buildAccount, buildOfficer, buildOfficial, buildOperator, buildOwner, buildVolunteer } from '#tests/factories/account.ts';
import { makeMall, type MadeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { exchangeCode, joinAsNew, joinWithAccount, makeSlip, wakeSlip } from '../invitations/commands.server.ts';
import { listNewcomers, listWorkSlips } from '../invitations/queries.server.ts';
import { endPost, givePost } from './commands.server.ts';

const now = new Date('2026-03-11T05:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const refused = (key: string) => expect.objectContaining({ reason: expect.objectContaining({ key }) });
let made: MadeMall;
let first: Actor;
let second: Actor;
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now, grids: 1, shops: 2 });
  first = await buildOfficer(made.mall._id, { now });
  second = await buildOfficer(made.mall._id, { now });
});
const doing = (actor = first, at = now) => ({ mall: made.mall, actor, now: at });
const slipFor = async (as: 'officer' | 'volunteer', by = first) => {
  const printed = await makeSlip({ account: by.account, role: 'officer' }, { as, mall: made.mall._id }, now);
  return { ...printed, row: () => Invitations.findOne({ _id: printed.id }).lean().then((row) => row!) };
};
const newcomer = { names: { zh: '帕提古丽' }, userName: 'patigul', password: 'seven small lanterns' };

describe.each(['officer', 'volunteer'] as const)('A slip for an %s', (as) => {
  it('is woken by another officer or the operator, and by nobody else: whoever made it gets nowhere alone', async () => {
    const slip = await slipFor(as);
    const shop = made.shops[0]![0]!.merchant;
    const others = [first, await buildOwner(made.mall._id, shop, { now }), await buildVolunteer(made.mall._id, made.grids[0]!, 'leader', { now }), await buildOfficer((await makeMall({ now, grids: 1, shops: 1 })).mall._id, { now }), actorOf(await buildAccount())];
    for (const actor of others) await expect(wakeSlip(actor, await slip.row(), now)).rejects.toEqual(refused('members:refused.not-asleep'));
    await expect(exchangeCode(slip.code, now)).rejects.toEqual(refused('members:refused.slip'));
    await wakeSlip(second, await slip.row(), now);
    expect((await exchangeCode(slip.code, later(9)))._id).toBe(slip.id);
    await expect(exchangeCode(slip.code, later(11))).rejects.toEqual(refused('members:refused.slip'));
    const again = await slipFor(as);
    await wakeSlip(await buildOperator({ now }), await again.row(), now);
    expect((await exchangeCode(again.code, now))._id).toBe(again.id);
  });

  it('opens once, for neither of the two who handled it, and for no official over the mall', async () => {
    const slip = await slipFor(as);
    await wakeSlip(second, await slip.row(), now);
    for (const { account } of [first, second]) await expect(joinWithAccount(await slip.row(), account, now)).rejects.toEqual(refused('members:refused.own-slip'));
    const official = await buildOfficial(made.office, { now });
    await expect(joinWithAccount(await slip.row(), official.account, now)).rejects.toEqual(refused('office:refused.official'));
    const account = await joinAsNew(await slip.row(), newcomer, later(1));
    const kinds = (await Memberships.find({ account }).lean()).map(({ kind, post }) => [kind, post]);
    expect(kinds).toEqual(as === 'officer' ? [['officer', 'council']] : []);
    await expect(joinAsNew(await slip.row(), { ...newcomer, userName: 'another' }, later(2))).rejects.toEqual(refused('members:refused.slip'));
  });
});

describe('A volunteer’s slip', () => {
  it('gives an account and nothing more: she is found by her name then, and asked', async () => {
    const slip = await slipFor('volunteer');
    await wakeSlip(second, await slip.row(), now);
    expect(await searchPeople(made.mall._id, '帕提', now)).toEqual([]);
    const account = await joinAsNew(await slip.row(), newcomer, later(1));
    // The next page is hers at once: that nobody had this name a moment ago is not remembered.
    expect((await findAccount(account, later(1)))?.account).toBe(account);
    expect(await searchPeople(made.mall._id, '帕提', later(2))).toEqual([{ account, names: newcomer.names }]);
    expect((await listNewcomers(made.mall._id, later(2))).map(({ names }) => names)).toEqual([newcomer.names]);
    const other = await makeMall({ now, grids: 1, shops: 1 });
    expect(await searchPeople(other.mall._id, '帕提', later(2))).toEqual([]);
  });

  it('leaves others of its kind good: several are made in one evening', async () => {
    const [one, two] = [await slipFor('volunteer'), await slipFor('volunteer')];
    expect((await listWorkSlips(made.mall._id, now)).map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
  });
});

describe('A post', () => {
  it('is given to somebody with an account by the council, once', async () => {
    const account = await buildAccount({ userName: 'abliz' });
    await expect(givePost(doing(), 'nobody', 'secretary')).rejects.toEqual(refused('people:refused.no-account'));
    await givePost(doing(), 'abliz', 'secretary');
    await expect(givePost(doing(), 'abliz', 'lead')).rejects.toEqual(refused('people:refused.has-post'));
    expect(await Memberships.findOne({ account }).lean()).toMatchObject({ kind: 'officer', post: 'secretary', mall: made.mall._id });
    const lead = await buildOfficer(made.mall._id, { now, post: 'lead' });
    await Accounts.updateOne({ _id: account }, { $set: { userName: 'abliz' } });
    await expect(endPost(doing(lead), newId())).rejects.toMatchObject({ status: 404 });
  });

  it('ends at once, but never the last of the council, also when two end each other’s in the same moment', async () => {
    const postOf = async (actor: Actor) => (await Memberships.findOne({ account: actor.account, kind: 'officer' }).lean())!._id;
    const [mine, hers] = [await postOf(first), await postOf(second)];
    const both = await Promise.allSettled([endPost(doing(first), hers), endPost(doing(second), mine)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refused('people:refused.last') });
    expect(await Memberships.countDocuments({ mall: made.mall._id, kind: 'officer', to: { $exists: false } })).toBe(1);
    expect(await AuditEvents.countDocuments({ mall: made.mall._id, command: 'mall:end-post' })).toBe(1);
    const other = await makeMall({ now, grids: 1, shops: 1 });
    await expect(endPost({ mall: other.mall, actor: await buildOfficer(other.mall._id, { now }), now }, mine)).rejects.toMatchObject({ status: 404 });
  });
});
