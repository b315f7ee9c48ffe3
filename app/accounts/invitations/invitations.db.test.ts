import { beforeEach, describe, expect, it } from 'vitest';
import { Accounts, Memberships } from '#models/account.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { Invitations } from '#models/invitation.server.ts';
import { Deliveries } from '#models/notice.server.ts';
import { actorOf as knownActor, readAccounts } from '#app/platform/actors.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { confirmedShopsIn, ownedShopsIn, shopsIn } from '#app/platform/actor.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { holds } from '#app/platform/permissions.ts';
import { listRequests } from '#app/requests/queries.server.ts';
import { openRequest } from '#app/requests/commands.server.ts';
import { actOnRequest } from '#app/requests/acting.server.ts';
import { findCase } from '#app/requests/case.server.ts';
import { factsOf } from '#app/requests/people.server.ts';
import { sightOf } from '#app/requests/policy.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { getRecord } from '#app/record/queries.server.ts';
import { buildAccount, buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { confirmMember, endSlip, exchangeCode, joinAsNew, joinWithAccount, makeSlip, type PrintedSlip, wakeSlip } from './commands.server.ts';
import { findSleeping, findSlip, getCounterSlip } from './queries.server.ts';

const MINUTE = 60_000;
const now = new Date('2026-03-11T06:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * MINUTE);

let made: MadeMall;
let officer: Actor;
let first: Actor;
let sameGrid: Actor;
let second: Actor;
beforeEach(async () => {
  await emptyDatabase();
  registerPrograms();
  made = await makeMall({ now, grids: 2, shops: 2 });
  const mall = made.mall._id;
  officer = await buildOfficer(mall, { now });
  first = await buildVolunteer(mall, made.grids[0]!, 'manager', { now });
  sameGrid = await buildVolunteer(mall, made.grids[0]!, 'assistant', { now });
  second = await buildVolunteer(mall, made.grids[1]!, 'manager', { now });
});

const shop = () => made.shops[0]![0]!;
const make = (at = now) => makeSlip({ account: officer.account, role: 'officer' }, { as: 'owner', mall: made.mall._id, merchant: shop().merchant }, at);
const wake = async (by: Actor, { number }: PrintedSlip, at = now) => wakeSlip(by, (await findSlip(made.mall._id, number))!, at);
const confirm = async (by: Actor, { number }: PrintedSlip, at = later(5)) => confirmMember(by, (await findSlip(made.mall._id, number))!, at);
let people = 0;
const join = async (code: string, at = later(1)) => joinAsNew(await exchangeCode(code, at), { names: { ug: 'ئالىم' }, userName: `alim-${(people += 1)}`, password: 'three good words' }, at);
const asActor = async (account: string, at: Date) => knownActor((await readAccounts([account], at)).get(account)!, 's', '');
const reasonOf = async (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => (error instanceof Refusal ? error.reason.key : String(error)));

describe('RIGHTS: Accounts, the invitation slip', () => {
  it('is inert until a volunteer wakes it, lives ten minutes from then, and opens once', async () => {
    const slip = await make();
    expect(await reasonOf(exchangeCode(slip.code, now))).toBe('members:refused.slip');
    await wake(first, slip);
    expect((await exchangeCode(slip.code, later(9)))._id).toBe(slip.id);
    expect(await reasonOf(exchangeCode(slip.code, later(10)))).toBe('members:refused.slip');
    await join(slip.code);
    expect(await reasonOf(exchangeCode(slip.code, later(2)))).toBe('members:refused.slip');
  });

  it('answers the same to a forged, sleeping, used, taken back and expired one', async () => {
    const [used, sleeping, back, old] = [await make(), await make(), await make(), await make()];
    await Invitations.updateMany({}, { $unset: { endedAt: 1 } });
    await wake(first, used);
    await join(used.code);
    await endSlip({ account: officer.account, role: 'officer' }, made.mall._id, back.id, now);
    await wake(first, old);
    const answers = [await reasonOf(exchangeCode('0000-0000-0000-0000', later(2))), await reasonOf(exchangeCode('', later(2)))];
    for (const { code } of [used, sleeping, back]) answers.push(await reasonOf(exchangeCode(code, later(2))));
    answers.push(await reasonOf(exchangeCode(old.code, later(20))));
    expect(new Set(answers)).toEqual(new Set(['members:refused.slip']));
  });

  it('is typed in any case, with or without dashes, with O for 0', async () => {
    const slip = await make();
    await wake(first, slip);
    const typed = slip.code.toLowerCase().replace(/(.{4})/g, '$1 ').replace(/0/g, 'o').replace(/1/g, 'l');
    expect((await exchangeCode(typed, later(1)))._id).toBe(slip.id);
  });

  it('of two who use it at the same moment one becomes a member', async () => {
    const slip = await make();
    await wake(first, slip);
    const awake = await exchangeCode(slip.code, later(1));
    const people = [await buildAccount(), await buildAccount(), await buildAccount()];
    const answers = await Promise.all(people.map((account) => reasonOf(joinWithAccount(awake, account, later(1)))));
    expect(answers.sort()).toEqual(['done', 'members:refused.slip', 'members:refused.slip']);
    expect(await Memberships.countDocuments({ account: { $in: people } })).toBe(1);
  });

  it('stores no code, and a newer slip ends the older one', async () => {
    const [older, newer] = [await make(), await make()];
    const stored = JSON.stringify(await Invitations.find().lean());
    expect(stored).not.toContain(older.code);
    expect(stored).not.toContain(newer.code);
    expect(await reasonOf(wake(first, older))).toBe('members:refused.not-asleep');
    await wake(first, newer);
    expect(await reasonOf(wake(first, newer, later(11)))).toBe('members:refused.not-asleep');
  });

  it('wakes for a volunteer of the mall only, and never for her own shop', async () => {
    const slip = await make();
    const owner = shop().owner;
    const elsewhere = await makeMall({ now, grids: 1, shops: 1 });
    const stranger = await buildVolunteer(elsewhere.mall._id, elsewhere.grids[0]!, 'manager', { now });
    const neighbour = await buildVolunteer(made.mall._id, made.grids[1]!, 'leader', { now, account: owner.account });
    for (const actor of [officer, owner, stranger, { ...neighbour, memberships: [...neighbour.memberships, ...owner.memberships] }]) {
      expect(await reasonOf(wake(actor, slip))).toBe('members:refused.not-asleep');
      expect(await findSleeping(slip.code, actor, now)).toBeNull();
    }
    expect((await findSleeping(slip.code, first, now))?._id).toBe(slip.id);
  });

  it('refuses a user name that somebody has, and a password that many use or that is little more than a name', async () => {
    const [one, two] = [await make(), await make()];
    await Invitations.updateMany({}, { $unset: { endedAt: 1 } });
    for (const slip of [one, two]) await wake(first, slip);
    const person = { names: { zh: '阿' }, userName: '13800000000', password: 'three good words' };
    await joinAsNew(await exchangeCode(one.code, later(1)), person, later(1));
    const again = await exchangeCode(two.code, later(1));
    expect(await reasonOf(joinAsNew(again, person, later(1)))).toBe('members:refused.taken');
    const other = { names: { ru: 'Гүлнар' }, userName: 'gulnar-shop', password: '' };
    const slug = made.mall.slug.replaceAll('-', '');
    for (const [password, fault] of [['password123', 'usual'], ['gulnar-shop-1', 'near'], ['Гүлнар Гүлнар 1', 'near'], [`${slug}12`, slug.length > 7 ? 'near' : 'short'], ['nine sign', 'short']] as const) {
      expect(await reasonOf(joinAsNew(again, { ...other, password }, later(1))), password).toBe(`factors:refused.${fault}`);
    }
    expect(await Accounts.countDocuments({ userName: 'gulnar-shop' })).toBe(0);
  });
});

describe('RIGHTS: Accounts, step by step', () => {
  async function sharedRequest(): Promise<string> {
    const owner = shop().owner;
    const at = { mall: made.mall, actor: owner, now };
    const { number } = await openRequest(at, { account: owner.account, role: 'merchant', merchant: shop().merchant, kind: 'borrow', words: { language: 'zh', words: '借梯子' }, channel: 'ask' });
    await actOnRequest(at, number, { command: { type: 'share', on: true } });
    return number;
  }
  const sees = async (actor: Actor, number: string) => {
    const found = (await findCase(made.mall._id, number))!;
    const listed = await listRequests(actor, made.mall, 'asked', 1, later(5));
    return { sight: sightOf(factsOf(actor, made.mall._id, found.state.grid), found.state), listed: listed.cards.map((card) => card.number), record: await getRecord(actor, shop().merchant, 1, later(5)).then(() => true, () => false) };
  };
  const NOTHING = { sight: 'none', listed: [], record: false };

  it('one volunteer alone gets nowhere: she wakes a slip, uses it herself, and sees nothing that was written before', async () => {
    const number = await sharedRequest();
    const slip = await make();
    await wake(first, slip);
    // With her own account: refused.
    expect(await reasonOf(joinWithAccount(await exchangeCode(slip.code, later(1)), first.account, later(1)))).toBe('members:refused.own-slip');
    // With a new one that she makes on her own phone: it may ask and read notices …
    const account = await join(slip.code);
    const actor = await asActor(account, later(2));
    expect([shopsIn(actor, made.mall._id), confirmedShopsIn(actor, made.mall._id), ownedShopsIn(actor, made.mall._id)]).toEqual([[shop().merchant], [], []]);
    expect([holds(actor, 'requests:ask', made.mall._id), holds(actor, 'notices:read', made.mall._id)]).toEqual([true, true]);
    // … and nothing written before opens.
    expect(await sees(actor, number)).toEqual(NOTHING);
    // Neither she nor the new account confirms it, nor somebody of her grid.
    for (const by of [first, actor, sameGrid, officer]) expect(await reasonOf(confirm(by, slip))).toBe('members:refused.not-second');
    expect((await Memberships.findOne({ account }).lean())?.confirmedAt).toBeUndefined();
  });

  it('moving her to another grid, or out of her role, doesn’t make her or her grid unrelated', async () => {
    const slip = await make();
    await wake(first, slip);
    await join(slip.code);
    const moved = await buildVolunteer(made.mall._id, made.grids[1]!, 'assistant', { now, account: first.account });
    expect(await reasonOf(confirm(moved, slip))).toBe('members:refused.not-second');
    // The one of grid 2 has a grid in common with her now.
    expect(await reasonOf(confirm(second, slip))).toBe('members:refused.not-second');
  });

  it('a stolen slip gets nowhere: asleep it opens nothing, woken and used it shows nothing, and the owner is told', async () => {
    const number = await sharedRequest();
    const slip = await make();
    expect(await reasonOf(exchangeCode(slip.code, later(1)))).toBe('members:refused.slip');
    await wake(first, slip);
    const thief = await asActor(await join(slip.code), later(2));
    expect(await sees(thief, number)).toEqual(NOTHING);
    expect(await Deliveries.countDocuments({ mall: made.mall._id, account: shop().owner.account })).toBeGreaterThan(0);
    // She asks, and reads her own.
    const asked = await openRequest({ mall: made.mall, actor: thief, now: later(3) }, { account: thief.account, role: 'merchant', merchant: shop().merchant, kind: 'borrow', words: { language: 'zh', words: '问' }, channel: 'ask' });
    expect((await listRequests(thief, made.mall, 'asked', 1, later(5))).cards.map((card) => card.number)).toEqual([asked.number]);
  });

  it('a second volunteer without a grid in common confirms, and then the record opens', async () => {
    const number = await sharedRequest();
    const slip = await make();
    await wake(first, slip);
    const account = await join(slip.code);
    expect((await getCounterSlip(second, made.mall, slip.number, later(5)))?.can).toEqual({ wake: false, confirm: true });
    expect((await getCounterSlip(sameGrid, made.mall, slip.number, later(5)))?.can).toEqual({ wake: false, confirm: false });
    await confirm(second, slip);
    expect(await sees(await asActor(account, later(6)), number)).toEqual({ sight: 'full', listed: [number], record: true });
    expect(await reasonOf(confirm(second, slip))).toBe('members:refused.not-second');
    const rows = await AuditEvents.find({ mall: made.mall._id, subject: `shop:${shop().merchant}`, command: /^invitation:/ }).sort({ _id: 1 }).lean();
    expect(rows.map(({ command, actor }) => [command, actor])).toEqual([
      ['invitation:make', officer.account],
      ['invitation:wake', first.account],
      ['invitation:use', account],
      ['invitation:confirm', second.account],
    ]);
  });

  it('an owner of the shop confirms too; one who waits herself, and the staff, don’t', async () => {
    const [one, two] = [await make(), await make()];
    await Invitations.updateMany({}, { $unset: { endedAt: 1 } });
    for (const slip of [one, two]) await wake(first, slip);
    const waiting = await asActor(await join(one.code), later(2));
    const account = await join(two.code);
    const staff: Actor = { ...second, memberships: [{ kind: 'staff', mall: made.mall._id, merchant: shop().merchant }] };
    for (const by of [waiting, staff, made.shops[0]![1]!.owner]) expect(await reasonOf(confirm(by, two))).toBe('members:refused.not-second');
    await confirm(shop().owner, two);
    expect(ownedShopsIn(await asActor(account, later(6)), made.mall._id)).toEqual([shop().merchant]);
  });

  it('a volunteer who has a part in the shop is no second person', async () => {
    const slip = await make();
    await wake(first, slip);
    await join(slip.code);
    const tied: Actor = { ...second, memberships: [...second.memberships, { kind: 'staff', mall: made.mall._id, merchant: shop().merchant }] };
    expect(await reasonOf(confirm(tied, slip))).toBe('members:refused.not-second');
  });
});
