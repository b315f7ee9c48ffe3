import { beforeEach, describe, expect, it } from 'vitest';
import { Accounts, Memberships, RoleTerms } from '#models/account.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { Offices } from '#models/office.server.ts';
import { newId } from '#app/platform/ids.ts';
import type { Actor } from '#app/platform/actor.ts';
import { actorOf, buildAccount, buildOfficer, buildOfficial, buildOperator, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { acceptAppointment, propose } from './appointing.server.ts';
import { giveOfficerPost, makeOfficial, makeOperator } from './roles.server.ts';

const now = new Date('2026-03-11T05:00:00Z');
const house = { account: 'house' };
let made: MadeMall;
let city: string;

beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now, grids: 1, shops: 1 });
  city = newId();
  await Offices.create({ _id: city, level: 'city', name: { en: 'City' } });
  await Offices.updateOne({ _id: made.office }, { parent: city });
});
const term = (account: string) => ({ account, role: 'manager' as const, from: '2026-03-11', to: '2027-03-10', way: 'council' as const });
const place = () => ({ grid: made.grids[0]! });
/** Asked by the council, and accepted by the person herself. */
async function give(by: Actor, account: string): Promise<string> {
  const id = await propose({ mall: made.mall, actor: by, now }, place(), term(account));
  return acceptAppointment({ mall: made.mall, actor: actorOf(account), now }, id);
}

describe('RIGHTS: The office apart', () => {
  it('refuses a grid role, a post and an operator’s account to an official of the office and of the city above it', async () => {
    const officer = await buildOfficer(made.mall._id, { now });
    for (const office of [made.office, city]) {
      const { account } = await buildOfficial(office, { now });
      await expect(give(officer, account)).rejects.toMatchObject({ reason: { key: 'office:refused.official' } });
      await expect(giveOfficerPost(officer, { mall: made.mall._id, account, post: 'council' }, now)).rejects.toMatchObject({ reason: { key: 'office:refused.official' } });
      await expect(makeOperator(house, account, now)).rejects.toMatchObject({ reason: { key: 'office:refused.official' } });
      expect(await RoleTerms.countDocuments({ mall: made.mall._id, account })).toBe(0);
      expect(await Memberships.countDocuments({ account })).toBe(1);
      expect(await AuditEvents.countDocuments({ mall: made.mall._id, subject: `account:${account}` })).toBe(0);
    }
  });

  it('refuses to make an official of somebody who looks after a grid under that office', async () => {
    const volunteer = await buildVolunteer(made.mall._id, made.grids[0]!, 'leader', { now });
    await expect(makeOfficial(house, { account: volunteer.account, office: city }, now)).rejects.toMatchObject({ reason: { key: 'office:refused.role-holder' } });
    expect(await Memberships.countDocuments({ account: volunteer.account })).toBe(0);
  });

  it('refuses to make an official of an operator, of whatever office', async () => {
    const operator = await buildOperator({ now });
    await expect(makeOfficial(house, { account: operator.account, office: newId() }, now)).rejects.toMatchObject({ reason: { key: 'office:refused.role-holder' } });
  });

  it('lets one of two win when a role and an office are given at the same moment', async () => {
    const officer = await buildOfficer(made.mall._id, { now });
    const account = await buildAccount();
    const both = await Promise.allSettled([give(officer, account), makeOfficial(house, { account, office: made.office }, now)]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('lets one of two win even in the millisecond in which the account was last written to', async () => {
    const officer = await buildOfficer(made.mall._id, { now });
    for (let times = 0; times < 12; times += 1) {
      const account = await buildAccount();
      await Accounts.updateOne({ _id: account }, { $set: { updatedAt: now } }, { timestamps: false });
      const post = giveOfficerPost(officer, { mall: made.mall._id, account, post: 'secretary' }, now);
      const both = await Promise.allSettled([post, makeOfficial(house, { account, office: made.office }, now)]);
      expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    }
  });

  it('gives a merchant a role, writes who appointed and leaves an audit row on her record', async () => {
    const officer = await buildOfficer(made.mall._id, { now });
    const account = await buildAccount();
    await give(officer, account);
    expect(await RoleTerms.findOne({ mall: made.mall._id, account }).lean()).toMatchObject({ role: 'manager', appointedBy: officer.account });
    expect(await AuditEvents.countDocuments({ mall: made.mall._id, subject: `account:${account}`, command: 'role:accept' })).toBe(1);
  });

  it('lets no office and no volunteer appoint', async () => {
    const account = await buildAccount();
    const official = await buildOfficial(made.office, { now });
    const leader = await buildVolunteer(made.mall._id, made.grids[0]!, 'leader', { now });
    for (const by of [official, leader]) await expect(give(by, account)).rejects.toMatchObject({ reason: { key: 'roles:refused.not-council' } });
  });

  it('gives no role in a grid of another mall', async () => {
    const other = await makeMall({ now, grids: 1, shops: 1 });
    const officer = await buildOfficer(made.mall._id, { now });
    const foreign = propose({ mall: made.mall, actor: officer, now }, { grid: other.grids[0]! }, term(await buildAccount()));
    await expect(foreign).rejects.toMatchObject({ status: 404 });
  });
});
