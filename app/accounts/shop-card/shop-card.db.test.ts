import { beforeEach, describe, expect, it } from 'vitest';
import { Accounts } from '#models/account.server.ts';
import { AuditEvents, INSTALLATION } from '#models/audit.server.ts';
import { newId } from '#app/platform/ids.ts';
import { findSession, startSession } from '#app/platform/sessions.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { signInWithPin } from '#app/routes/sign-in.server.ts';
import { buildAccount, buildOfficer, buildOwner, buildStaff } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { clearPhone, rememberPhone, usePin } from '../phones/commands.server.ts';
import { listPeopleHere } from '../phones/queries.server.ts';
import { makeShopCard, readShopCard } from './commands.server.ts';

const PIN = '408217';
const pair = (cookie = '') => cookie.split(';')[0] ?? '';
const said = (what: Promise<unknown>) => what.then((value) => value, (error: Error) => error.message);
const now = () => new Date();
const on = (cookies: string | null) => ({ cookies, address: newId(), now: now() });

let made: MadeMall;
let owner: string;
beforeEach(async () => {
  await emptyDatabase();
  registerPrograms();
  made = await makeMall({ now: now(), grids: 1, shops: 2 });
  owner = await buildAccount({ userName: 'amina' });
  await buildOwner(made.mall._id, made.shops[0]![0]!.merchant, { now: now(), account: owner });
});

/** @returns the cookie of a phone that remembers this account, and of the session on it */
async function remember(account: string, cookies: string | null = null, pin = PIN) {
  const { cookie } = await startSession(account, 'mine', 'Chrome', now());
  const { cookies: set } = await rememberPhone((await findSession(pair(cookie), now()))!, { pin, again: pin }, { cookies, browser: 'Chrome', now: now() });
  return { phone: pair(set[0]), session: pair(set[1]) };
}

describe('RIGHTS: Accounts, the shop card', () => {
  it('says on a phone that remembers its person who comes, in any grouping of its digits; the PIN opens', async () => {
    const { phone } = await remember(owner);
    const number = await makeShopCard(owner, now());
    expect(number).toMatch(/^\d{4}-\d{4}-\d{4}$/);
    expect(await readShopCard(number.replaceAll('-', ' '), on(phone))).toBe(owner);
    const who = await readShopCard(number.replaceAll('-', ''), on(phone));
    const { cookie } = await signInWithPin({ who, pin: PIN }, { address: newId(), browser: 'Chrome', cookies: phone, now: now() });
    expect(await findSession(pair(cookie), now())).toMatchObject({ account: owner, strong: false, provedAt: null });
  });

  it('tells whoever found it nothing: on another phone a true one, a made-up one and an old one get the same answer', async () => {
    const staff = await buildAccount({ userName: 'bolat' });
    await buildStaff(made.mall._id, made.shops[0]![0]!.merchant, { now: now(), account: staff });
    const theirs = (await remember(staff)).phone;
    await remember(owner);
    const old = await makeShopCard(owner, now());
    const card = await makeShopCard(owner, now());
    for (const cookies of [null, theirs, 'phone=made-up']) {
      for (const number of [card, old, '0000-0000-0000', 'x']) expect(await said(readShopCard(number, on(cookies)))).toBe('phones:refused.card');
    }
    expect(JSON.stringify(await Accounts.findOne({ _id: owner }).lean())).not.toContain(card.replaceAll('-', ''));
  });

  it('of several people on one phone chooses its own, and none whose phone was forgotten', async () => {
    const staff = await buildAccount({ userName: 'bolat' });
    await buildStaff(made.mall._id, made.shops[0]![0]!.merchant, { now: now(), account: staff });
    const { phone } = await remember(owner);
    await remember(staff, phone, '739105');
    const [mine, his] = [await makeShopCard(owner, now()), await makeShopCard(staff, now())];
    expect([await readShopCard(mine, on(phone)), await readShopCard(his, on(phone))]).toEqual([owner, staff]);
    await Accounts.updateOne({ _id: staff }, { $set: { phones: [] } });
    expect(await said(readShopCard(his, on(phone)))).toBe('phones:refused.card');
  });

  it('is none for whose work a PIN isn’t enough', async () => {
    const officer = await buildOfficer(made.mall._id, { now: now() });
    expect(await said(makeShopCard(officer.account, now()))).toBe('phones:refused.more-needed');
  });
});

describe('"This isn’t my phone"', () => {
  it('forgets everybody on it, ends what their PINs opened, and each reads that it wasn’t she', async () => {
    const other = await buildAccount({ userName: 'bolat' });
    await buildOwner(made.mall._id, made.shops[0]![1]!.merchant, { now: now(), account: other });
    const { phone, session } = await remember(owner);
    await remember(other, phone, '739105');
    const elsewhere = (await remember(owner)).phone;
    await clearPhone(phone, now());
    expect(await listPeopleHere(phone, now())).toEqual([]);
    expect([await usePin(owner, PIN, phone, now()), await usePin(other, '739105', phone, now())]).toEqual([null, null]);
    expect(await findSession(session, new Date(Date.now() + 6_000))).toBeNull();
    // Her other phone goes on.
    expect(await usePin(owner, PIN, elsewhere, now())).toMatchObject({ id: expect.any(String) });
    const rows = await AuditEvents.find({ mall: INSTALLATION, command: 'phone:clear' }, { subject: 1, role: 1, actor: 1 }).lean();
    expect(rows.map(({ subject, role, actor }) => [subject, role, actor]).sort()).toEqual([owner, other].map((account) => [`account:${account}`, 'house', 'house']).sort());
    await clearPhone('phone=made-up', now());
    await clearPhone(null, now());
    expect(await AuditEvents.countDocuments({ mall: INSTALLATION, command: 'phone:clear' })).toBe(2);
  });
});
