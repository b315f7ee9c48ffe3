import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Accounts } from '#models/account.server.ts';
import { RateLimits } from '#models/rate-limit.server.ts';
import { Recoveries } from '#models/recovery.server.ts';
import { isGuarded } from '#app/platform/actors.server.ts';
import { newId } from '#app/platform/ids.ts';
import { hashPassword } from '#app/platform/passwords.server.ts';
import { type Device, findSession, startSession } from '#app/platform/sessions.server.ts';
import { changePassword } from '#app/accounts/factors/password.server.ts';
import { settleRecoveries } from '#app/accounts/recovery/commands.server.ts';
import { endSessions } from '#app/accounts/sessions/commands.server.ts';
import { confirmCode, signIn, signInWithPin } from '#app/routes/sign-in.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildAccount, buildOfficer, buildOwner, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { forgetPhones, rememberPhone, usePin } from './commands.server.ts';
import { listPeopleHere, listPhones } from './queries.server.ts';
import { MOST_MISSES } from './rules.ts';
import { unlock } from './unlock.server.ts';

// Passwords take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });
const DAY = 24 * 3600_000;
const PIN = '408217';
const PASSWORD = 'three good words here';
const pair = (cookie = '') => cookie.split(';')[0] ?? '';
const said = (what: Promise<unknown>) => what.then((value) => (value === null ? 'no' : 'in'), (error: Error) => error.message);
const from = (cookies: string | null, now = new Date()) => ({ address: newId(), browser: 'Chrome', cookies, now });

let made: MadeMall;
let owner: string;
let passwordHash: string;
beforeEach(async () => {
  await emptyDatabase();
  registerPrograms();
  made = await makeMall({ now: new Date(), grids: 1, shops: 2 });
  passwordHash ??= await hashPassword(PASSWORD);
  owner = await newOwner('amina');
});
const newOwner = async (userName: string) => {
  const account = await buildAccount({ userName, passwordHash });
  await buildOwner(made.mall._id, made.shops[0]![0]!.merchant, { now: new Date(), account });
  return account;
};

async function sessionOn(device: Device, account: string, now = new Date()) {
  const { cookie } = await startSession(account, device, 'Chrome', now);
  return (await findSession(pair(cookie), now))!;
}
/** @returns the cookies of a phone that remembers this account */
async function remember(account: string, { device = 'mine' as Device, cookies = null as string | null, pin = PIN, now = new Date() } = {}) {
  const { cookies: set, codes } = await rememberPhone(await sessionOn(device, account, now), { pin, again: pin }, { cookies, browser: 'Chrome', now });
  return { phone: pair(set[0]), session: pair(set[1]), codes };
}

describe('RIGHTS: Accounts, a remembered phone', () => {
  it('opens by six digits, on this phone alone, for 90 days; its cookie is no script’s', async () => {
    const session = await sessionOn('mine', owner);
    const { cookies } = await rememberPhone(session, { pin: PIN, again: PIN }, { cookies: null, browser: 'Chrome', now: new Date() });
    expect(cookies[0]).toMatch(/^phone=.*Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax/);
    const phone = pair(cookies[0]);
    const entered = await signInWithPin({ who: owner, pin: PIN }, from(phone));
    const opened = await findSession(pair(entered.cookie), new Date());
    // Less than a password: what is delicate asks for that all the same.
    expect(opened).toMatchObject({ account: owner, device: 'mine', strong: false, provedAt: null });
    expect(await said(signInWithPin({ who: owner, pin: PIN }, from(null)))).toBe('wrong-pin');
    expect(await said(signInWithPin({ who: owner, pin: '408218' }, from(phone)))).toBe('wrong-pin');
    expect(await said(usePin(owner, PIN, phone, new Date(Date.now() + 91 * DAY)))).toBe('no');
    expect((await listPeopleHere(phone, new Date())).map(({ account, shop }) => [account, shop !== null])).toEqual([[owner, true]]);
    expect([await listPeopleHere(null, new Date()), await listPeopleHere(phone, new Date(Date.now() + 91 * DAY))]).toEqual([[], []]);
  });

  it('a stolen database opens nothing: neither PIN nor secret is in it, and the PIN without the phone’s secret fits no hash', async () => {
    const { phone } = await remember(owner);
    const stored = JSON.stringify(await Accounts.findOne({ _id: owner }).lean());
    const secret = Buffer.from(decodeURIComponent(phone.slice('phone='.length)), 'base64').toString().replaceAll('"', '');
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect([stored.includes(secret), stored.includes(PIN), stored.includes('"pin":')]).toEqual([false, false, true]);
  });

  it('five tries in a quarter of an hour, ten wrong ones in a row and it is forgotten: both in the database, so no restart forgives', async () => {
    const { phone, session } = await remember(owner);
    const tries = async () => {
      const answers: string[] = [];
      for (let each = 0; each < 6; each += 1) answers.push(await said(usePin(owner, '111111', phone, new Date())));
      return answers;
    };
    expect(await tries()).toEqual(['no', 'no', 'no', 'no', 'no', 'phones:refused.wait']);
    expect(await RateLimits.countDocuments({ _id: /^pin:/ })).toBe(1);
    expect(await said(usePin(owner, PIN, phone, new Date()))).toBe('phones:refused.wait');
    await RateLimits.deleteMany({});
    expect((await Accounts.findOne({ _id: owner }).lean())?.phones?.[0]?.misses).toBe(MOST_MISSES / 2);
    await tries();
    await RateLimits.deleteMany({});
    expect([await said(usePin(owner, PIN, phone, new Date())), await listPhones(owner, phone, new Date()), await findSession(session, new Date())]).toEqual(['no', [], null]);
  });

  it('is refused on a phone that isn’t hers, with a PIN that is guessed first or typed in two ways, and to whose work needs more', async () => {
    const now = new Date();
    const at = { cookies: null, browser: undefined, now };
    const officer = await buildOfficer(made.mall._id, { now });
    const refused = [
      await said(rememberPhone(await sessionOn('guest', owner), { pin: PIN, again: PIN }, at)),
      await said(rememberPhone(await sessionOn('mine', owner), { pin: '123456', again: '123456' }, at)),
      await said(rememberPhone(await sessionOn('mine', owner), { pin: PIN, again: '408218' }, at)),
      await said(rememberPhone(await sessionOn('mine', officer.account), { pin: PIN, again: PIN }, at)),
    ];
    expect(refused).toEqual(['phones:refused.not-mine', 'phones:refused.guessed', 'phones:refused.again', 'phones:refused.more-needed']);
    // Whoever becomes an officer later comes in no more by the PIN of before.
    const { phone } = await remember(owner);
    await buildOfficer(made.mall._id, { now, account: owner });
    expect(await said(signInWithPin({ who: owner, pin: PIN }, from(phone, new Date(Date.now() + 6_000))))).toBe('pin-not-enough');
  });
});

describe('RIGHTS: Accounts, a shared phone', () => {
  it('several people each open by their own PIN, for two minutes at a time, and nobody by another’s', async () => {
    const other = await newOwner('bolat');
    const { phone } = await remember(owner);
    await remember(other, { cookies: phone, pin: '739105' });
    expect((await listPeopleHere(phone, new Date())).map(({ account, shared }) => [account, shared]).sort()).toEqual([[owner, true], [other, true]].sort());
    expect(await said(signInWithPin({ who: other, pin: PIN }, from(phone)))).toBe('wrong-pin');
    const { cookie } = await signInWithPin({ who: owner, pin: PIN }, from(phone));
    expect(await findSession(pair(cookie), new Date())).toMatchObject({ device: 'shared' });
    expect(await findSession(pair(cookie), new Date(Date.now() + 2 * 60_000 + 6_000))).toBeNull();
  });

  it('what is one person’s alone is asked for each time: one thing, for two minutes, by PIN or password', async () => {
    const { phone, session } = await remember(owner, { device: 'shared' });
    const before = (await findSession(session, new Date()))!;
    expect(before.asked).toBeNull();
    const at = { cookies: phone, browser: undefined, now: new Date() };
    expect(await said(unlock(before, { pin: '408218', password: '', what: 'record' }, at))).toBe('phones:refused.wrong');
    expect(await said(unlock(before, { pin: '', password: 'guess', what: 'record' }, at))).toBe('factors:refused.password');
    const opened = (await findSession(pair(await unlock(before, { pin: PIN, password: '', what: 'record' }, at)), new Date()))!;
    expect(opened.asked).toMatchObject({ what: 'record' });
    expect(opened.asked!.until.getTime() - at.now.getTime()).toBe(2 * 60_000);
    // A PIN shown again makes nothing fresh that wasn't.
    expect(opened.provedAt?.getTime()).toBe(before.provedAt?.getTime());
  });
});

describe('RIGHTS: Accounts, a volunteer’s second factor', () => {
  it('once a phone is enrolled her password alone opens nothing: there its PIN, elsewhere a code from paper', async () => {
    const now = new Date();
    await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now, account: owner });
    const { phone, codes } = await remember(owner, { now });
    expect(codes).toHaveLength(10);
    expect(isGuarded((await Accounts.findOne({ _id: owner }).lean())!)).toBe(true);
    const typed = { username: 'amina', password: PASSWORD, device: 'mine' as const };
    const waiting = async (cookies: string | null) => {
      const entered = await signIn(typed, from(cookies));
      expect(entered.pending).toBe(true);
      return (await findSession(pair(entered.cookie), new Date()))!;
    };
    expect(await said(confirmCode(await waiting(null), { code: PIN, device: 'mine' }, from(null)))).toBe('wrong-code');
    expect(await said(confirmCode(await waiting(phone), { code: '739105', device: 'mine' }, from(phone)))).toBe('wrong-code');
    const here = await confirmCode(await waiting(phone), { code: PIN, device: 'mine' }, from(phone));
    expect(await findSession(pair(here.cookie), new Date())).toMatchObject({ strong: false, phone: expect.any(String) });
    const desk = await confirmCode(await waiting(null), { code: codes![0]!, device: 'mine' }, from(null));
    expect(await findSession(pair(desk.cookie), new Date())).toMatchObject({ strong: true, phone: null });
  });
});

describe('RIGHTS: Accounts, end one or all', () => {
  it('a phone that is forgotten is signed out at once, and no other', async () => {
    const [one, two] = [await remember(owner), await remember(owner)];
    const [first, second] = [await signInWithPin({ who: owner, pin: PIN }, from(one.phone)), await signInWithPin({ who: owner, pin: PIN }, from(two.phone))];
    const lost = (await listPhones(owner, two.phone, new Date())).find(({ here }) => !here)!;
    await forgetPhones(owner, (id) => id === lost.id, new Date());
    expect([await findSession(pair(first.cookie), new Date()), (await findSession(pair(second.cookie), new Date()))?.account]).toEqual([null, owner]);
    expect([await said(usePin(owner, PIN, one.phone, new Date())), await said(usePin(owner, PIN, two.phone, new Date()))]).toEqual(['no', 'in']);
  });

  it('signing out everywhere else and a new password forget the other phones; a recovery forgets all', async () => {
    const now = new Date();
    const [one, two] = [await remember(owner), await remember(owner)];
    const here = (await findSession(two.session, now))!;
    const actor = { account: owner, name: '', session: here.id, memberships: [] };
    await endSessions(actor, 'others', here.phone!, now);
    expect([await said(usePin(owner, PIN, one.phone, now)), await said(usePin(owner, PIN, two.phone, now))]).toEqual(['no', 'in']);
    const three = await remember(owner);
    await changePassword(here, { password: PASSWORD, fresh: 'tomatoes by the window 7', again: 'tomatoes by the window 7' }, undefined, now);
    expect([await said(usePin(owner, PIN, three.phone, now)), await said(usePin(owner, PIN, two.phone, now))]).toEqual(['no', 'in']);
    await Recoveries.create([{ account: owner, way: 'card', lost: 'password', passwordHash, shops: [], vouchers: [], state: 'waiting', endsAt: now }]);
    await settleRecoveries(now, owner);
    expect(await listPhones(owner, two.phone, now)).toEqual([]);
  });
});
