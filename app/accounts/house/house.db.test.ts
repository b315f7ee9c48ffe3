import { beforeEach, describe, expect, it } from 'vitest';
import { Accounts, Memberships } from '#models/account.server.ts';
import { Offices } from '#models/office.server.ts';
import { Texts } from '#models/text.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { findAccount, readAccounts } from '#app/platform/actors.server.ts';
import { findMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { cookieOf } from '#tests/integration/world.ts';
import { buildAccount, buildOfficer, buildOperator, buildPartner, buildVolunteer } from '#tests/factories/account.ts';
import { makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { findSession } from '#app/platform/sessions.server.ts';
import { exchangeCode, joinAsNew, joinWithAccount, makeSlip, wakeSlip } from '../invitations/commands.server.ts';
import { findSlip } from '../invitations/queries.server.ts';
import { addPartner, endPartner } from '../partners/commands.server.ts';
import { listPartners } from '../partners/queries.server.ts';
import { createMall, createOffice, endAllSessions, endOfficial, endSessionsOf, letAccount, nameOfficial, stopAccount } from './commands.server.ts';
import { listOffices, listOfficials } from './queries.server.ts';

const now = new Date('2026-03-11T06:00:00Z');
const soon = new Date(now.getTime() + 60_000);
let operator: Actor;
beforeEach(async () => {
  await emptyDatabase();
  operator = await buildOperator({ now });
});

const reasonOf = async (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => (error instanceof Refusal ? error.reason.key : String(error)));
const NEW = { slug: 'new-hall', code: 'NH', name: { zh: '新楼', ru: 'Новый' }, zone: 'Asia/Shanghai', languages: ['zh', 'ru'] };
const office = (level: 'community' | 'subdistrict' | 'district' | 'city', parent?: string) => createOffice(operator, { level, name: { zh: level }, parent }, now);

describe('operators create malls', () => {
  it('a new mall is there, empty, with a key; address and letters are its own', async () => {
    const id = await createMall(operator, NEW, now);
    expect(await findMall('new-hall', now)).toMatchObject({ _id: id, zone: 'Asia/Shanghai', languages: ['zh', 'ru'] });
    expect(await reasonOf(createMall(operator, { ...NEW, code: 'ZZ' }, now))).toBe('house:refused.slug-taken');
    expect(await reasonOf(createMall(operator, { ...NEW, slug: 'other' }, now))).toBe('house:refused.code-taken');
    expect(await reasonOf(createMall(operator, { ...NEW, slug: 'third', code: 'ZZ', name: {} }, now))).toBe('form.required');
    expect(await reasonOf(createMall(operator, { ...NEW, slug: 'third', code: 'ZZ', office: 'nowhere' }, now))).toBe('form.not-a-choice');
  });

  it('its first officer comes by a slip that the operator wakes; an official over the mall can’t be it', async () => {
    const community = await office('community', await office('subdistrict'));
    const mall = await createMall(operator, { ...NEW, office: community }, now);
    const slip = await makeSlip({ account: operator.account, role: 'operator' }, { as: 'officer', mall }, now);
    const volunteer = await buildVolunteer(mall, 'grid', 'manager', { now });
    expect(await reasonOf(wakeSlip(volunteer, (await findSlip(mall, slip.number))!, now))).toBe('members:refused.not-asleep');
    await wakeSlip(operator, (await findSlip(mall, slip.number))!, now);
    const awake = await exchangeCode(slip.code, soon);
    const official = await buildAccount();
    await Accounts.updateOne({ _id: official }, { $set: { userName: 'official-1' } });
    await nameOfficial(operator, (await Offices.findOne({ level: 'subdistrict' }).lean())!._id, 'official-1', now);
    expect(await reasonOf(joinWithAccount(awake, official, soon))).toBe('office:refused.official');
    const account = await joinAsNew(awake, { names: { zh: '王' }, userName: 'first', password: 'three good words' }, soon);
    expect((await findAccount(account, soon))?.memberships).toEqual([{ kind: 'officer', mall, post: 'council' }]);
  });
});

describe('the tree of offices', () => {
  it('each stands one level below its parent, and nowhere else', async () => {
    const city = await office('city');
    const district = await office('district', city);
    const subdistrict = await office('subdistrict', district);
    await office('community', subdistrict);
    for (const [level, parent] of [['community', district], ['community', city], ['subdistrict', subdistrict], ['district', subdistrict], ['city', city]] as const) {
      expect([level, await reasonOf(office(level, parent))]).toEqual([level, 'house:refused.one-level-up']);
    }
    expect((await listOffices()).map(({ level, depth }) => [level, depth])).toEqual([['city', 0], ['district', 1], ['subdistrict', 2], ['community', 3]]);
  });

  it('refuses as an official whoever is a volunteer or officer in a mall below, and operators', async () => {
    const subdistrict = await office('subdistrict');
    const community = await office('community', subdistrict);
    const mall = await createMall(operator, { ...NEW, office: community }, now);
    const people = { manager: await buildVolunteer(mall, 'grid', 'manager', { now }), officer: await buildOfficer(mall, { now }), operator };
    for (const [name, { account }] of Object.entries(people)) {
      await Accounts.updateOne({ _id: account }, { $set: { userName: `is-${name}` } });
      expect([name, await reasonOf(nameOfficial(operator, subdistrict, `is-${name}`, now))]).toEqual([name, 'office:refused.role-holder']);
    }
    expect(await reasonOf(nameOfficial(operator, subdistrict, 'nobody-at-all', now))).toBe('house:refused.no-account');
    const account = await buildAccount({ userName: 'free' });
    await nameOfficial(operator, subdistrict, 'free', now);
    const [card] = await listOfficials(subdistrict, soon);
    await endOfficial(operator, subdistrict, card!.membership, soon);
    expect((await readAccounts([account], new Date(soon.getTime() + 1))).get(account)?.memberships).toEqual([]);
  });
});

describe('stopping an account', () => {
  it('ends its sessions at once, and may be undone; nobody stops herself', async () => {
    const account = await buildAccount({ userName: 'gone' });
    const cookie = await cookieOf(account);
    expect(await findSession(cookie, new Date())).not.toBeNull();
    await stopAccount(operator, 'gone', new Date());
    expect(await findSession(cookie, new Date())).toBeNull();
    expect(await findAccount(account, new Date())).toBeNull();
    expect(await reasonOf(stopAccount(operator, 'gone', now))).toBe('house:refused.no-account');
    await letAccount(operator, account, new Date());
    expect(await findAccount(account, new Date())).not.toBeNull();
    await Accounts.updateOne({ _id: operator.account }, { $set: { userName: 'me' } });
    expect(await reasonOf(stopAccount(operator, 'me', now))).toBe('house:refused.yourself');
  });

  it('is signed out everywhere by an operator, and may sign in again at once', async () => {
    const account = await buildAccount({ userName: 'lost' });
    const cookies = [await cookieOf(account), await cookieOf(account), await cookieOf(await buildAccount({ userName: 'other' }))];
    await endSessionsOf(operator, 'lost', new Date());
    expect(await Promise.all(cookies.map(async (cookie) => (await findSession(cookie, new Date())) !== null))).toEqual([false, false, true]);
    expect(await findSession(await cookieOf(account), new Date())).not.toBeNull();
    expect(await reasonOf(endSessionsOf(operator, 'no-such-name', now))).toBe('house:refused.no-account');
  });

  it('like every other, is signed out at once when an operator ends all; she alone goes on where she is', async () => {
    const hers = await cookieOf(operator.account);
    const [elsewhere, somebody] = [await cookieOf(operator.account), await cookieOf(await buildAccount())];
    const session = await findSession(hers, new Date());
    await endAllSessions({ ...operator, session: session?.id ?? '' }, new Date());
    expect(await Promise.all([hers, elsewhere, somebody].map(async (cookie) => (await findSession(cookie, new Date())) !== null))).toEqual([true, false, false]);
  });
});

describe('partners', () => {
  it('are added with an encrypted way to reach them, and end with their accounts, slips and that way', async () => {
    const made = await makeMall({ now, grids: 1, shops: 1 });
    const actor = await buildOfficer(made.mall._id, { now });
    const doing = { mall: made.mall, actor, now };
    const id = await addPartner(doing, { kind: 'clinic', names: { zh: '安康诊所' }, contact: '0991-5550100' });
    const partner = await buildPartner(made.mall._id, id, { now });
    const slip = await makeSlip({ account: actor.account, role: 'officer' }, { as: 'partner', mall: made.mall._id, partner: id }, now);
    const [card] = await listPartners(made.mall._id, now);
    expect(card).toMatchObject({ kind: 'clinic', contact: '0991-5550100', accounts: [{ names: expect.anything() }], slips: [{ number: slip.number }] });
    expect(JSON.stringify(await Texts.find({ mall: made.mall._id }).lean())).not.toContain('5550100');
    await endPartner({ ...doing, now: soon }, id);
    expect(await listPartners(made.mall._id, soon)).toEqual([]);
    expect(await Texts.countDocuments({ mall: made.mall._id, subject: `partner:${id}` })).toBe(0);
    expect(await Memberships.countDocuments({ account: partner.account, to: { $exists: false } })).toBe(0);
    expect(await reasonOf(wakeSlip(actor, (await findSlip(made.mall._id, slip.number))!, soon))).toBe('members:refused.not-asleep');
  });
});
