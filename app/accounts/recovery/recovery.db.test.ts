import { beforeEach, describe, expect, it } from 'vitest';
import { Accounts } from '#models/account.server.ts';
import { Deliveries } from '#models/notice.server.ts';
import { Recoveries } from '#models/recovery.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { findAccount } from '#app/platform/actors.server.ts';
import { newId } from '#app/platform/ids.ts';
import { hashPassword, verifyPassword } from '#app/platform/passwords.server.ts';
import { recoveredLately } from '#app/platform/proof.ts';
import { findSession, startSession } from '#app/platform/sessions.server.ts';
import { eraseAccount } from '#app/record/erase.server.ts';
import { exportRecord } from '#app/record/export.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { recordVisit } from '#app/visits/commands.server.ts';
import { bothActors, buildOfficer, buildStaff, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { beginRecovery, CAN_STOP, makeRecoveryCard, settleRecoveries, stopRecovery, vouch } from './commands.server.ts';
import { hasToStop, listToStop } from './queries.server.ts';

const NOW = new Date('2026-03-11T05:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const FRESH = 'tomatoes by the window 7';
const OLD = '$scrypt$ln=17,r=8,p=1$Z29sZGVuLWJyaWRnZS0xNg$hLM8sSxmx5d9VNP1ME2BME4Y2hOw-zmJyhQIz37W8j4';

let made: MadeMall;
let owner: Actor;
let name: string;
beforeEach(async () => {
  await emptyDatabase();
  registerPrograms();
  made = await makeMall({ now: NOW, grids: 3, shops: 1 });
  owner = made.shops[0]![0]!.owner;
  await Accounts.updateOne({ _id: owner.account }, { $set: { passwordHash: OLD } });
  name = (await Accounts.findOne({ _id: owner.account }).lean())!.userName;
});

const asking = (signedInAs: string | null = null, now = NOW) => ({ address: newId(), signedInAs, now });
const secret = (username = name) => ({ username, fresh: FRESH, again: FRESH });
const byPeople = async (now = NOW) => (await beginRecovery({ intent: 'people', lost: 'password', ...secret() }, asking(null, now)))!;
const volunteer = (grid: number) => buildVolunteer(made.mall._id, made.grids[grid]!, 'assistant', { now: NOW });
const hashNow = async () => (await Accounts.findOne({ _id: owner.account }).lean())?.passwordHash;
const stateNow = async () => (await Recoveries.findOne({ account: owner.account }).sort({ createdAt: -1 }).lean())?.state;
const said = (what: Promise<unknown>) => what.then(() => 'yes', (error: Error) => error.message);

describe('with the card', () => {
  it('a stolen slip alone gets nowhere: it names nobody, and a wrong name with it says the same as a wrong card', async () => {
    const code = await makeRecoveryCard(owner.account, NOW);
    expect(code).toMatch(/^(\d{4}-){4}\d{4}$/);
    expect(JSON.stringify(await Accounts.findOne({ _id: owner.account }).lean())).not.toContain(code.replaceAll('-', ''));
    const stranger = await said(beginRecovery({ intent: 'card', code, ...secret('somebody') }, asking()));
    const guessed = await said(beginRecovery({ intent: 'card', code: '0000-0000-0000-0000-0000', ...secret() }, asking()));
    expect([stranger, guessed]).toEqual(['recovery:refused.card', 'recovery:refused.card']);
    expect(await Recoveries.countDocuments({})).toBe(0);
  });

  it('even with the name it opens nothing for a day, all members are told, and one of them stops it for good', async () => {
    const staff = await buildStaff(made.mall._id, made.shops[0]![0]!.merchant, { now: NOW });
    const code = await makeRecoveryCard(owner.account, NOW);
    await beginRecovery({ intent: 'card', code, ...secret() }, asking());
    await settleRecoveries(later(CAN_STOP - 1000));
    expect(await hashNow()).toBe(OLD);
    for (const { account } of [owner, staff]) expect(await Deliveries.countDocuments({ mall: made.mall._id, account })).toBe(1);
    expect([await hasToStop(owner, NOW), await hasToStop(staff, NOW), await hasToStop(made.shops[1]![0]!.owner, NOW)]).toEqual([true, true, false]);
    const [row] = await listToStop(staff, NOW);
    await expect(stopRecovery(made.shops[1]![0]!.owner, row!.id, NOW)).rejects.toMatchObject({ status: 404 });
    await stopRecovery(staff, row!.id, NOW);
    await settleRecoveries(later(2 * CAN_STOP));
    expect([await hashNow(), await stateNow()]).toEqual([OLD, 'stopped']);
    expect(await said(beginRecovery({ intent: 'card', code, ...secret() }, asking()))).toBe('recovery:refused.card');
  });

  it('nobody stops it: after the day the new password holds, every device is signed out, and the card is spent', async () => {
    const { cookie } = await startSession(owner.account, 'mine', undefined, NOW);
    const code = await makeRecoveryCard(owner.account, NOW);
    await beginRecovery({ intent: 'card', code, ...secret() }, asking());
    await settleRecoveries(later(CAN_STOP));
    expect(await verifyPassword(FRESH, await hashNow())).toBe(true);
    expect(await findSession(cookie, later(CAN_STOP))).toBeNull();
    expect((await Accounts.findOne({ _id: owner.account }).lean())?.recoveryCard).toBeUndefined();
    expect((await Recoveries.findOne({}).lean())?.passwordHash).toBeUndefined();
  });
});

describe('with two people', () => {
  it('one volunteer alone gets nowhere: not twice, not with her own secret from her own browser', async () => {
    const one = await volunteer(1);
    expect(await said(beginRecovery({ intent: 'people', lost: 'both', ...secret() }, asking(one.account)))).toBe('recovery:refused.somebody-else');
    const number = await byPeople();
    expect(await vouch(one, number, NOW)).toBe('first');
    expect(await said(vouch(one, number, NOW))).toBe('recovery:no.twice');
    await settleRecoveries(later(3 * CAN_STOP));
    expect([await hashNow(), await stateNow()]).toEqual([OLD, 'expired']);
  });

  it('two with a grid in common get nowhere, whatever other grids they have', async () => {
    const one = await volunteer(1);
    const other = await volunteer(2);
    const both = bothActors(other, await buildVolunteer(made.mall._id, made.grids[1]!, 'manager', { now: NOW, account: other.account }));
    const number = await byPeople();
    expect(await vouch(one, number, NOW)).toBe('first');
    expect(await said(vouch(both, number, NOW))).toBe('recovery:no.same-grid');
    expect(await stateNow()).toBe('vouching');
  });

  it('nobody who visited the shop, belongs to it, is it, or has no post speaks for it', async () => {
    const visitor = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: NOW });
    const visit = { clientId: newId(), outcome: 'met', language: 'zh', note: '', carbon: true, needs: [], promises: [] } as const;
    await recordVisit({ mall: made.mall, actor: visitor, now: NOW }, made.shops[0]![0]!.merchant, { ...visit, needs: [], promises: [] });
    const staff = bothActors(await buildStaff(made.mall._id, made.shops[0]![0]!.merchant, { now: NOW }), await volunteer(2));
    const number = await byPeople();
    const answers = await Promise.all([visitor, staff, owner, made.shops[1]![0]!.owner].map((actor) => said(vouch(actor, number, NOW))));
    expect(answers).toEqual(['recovery:no.visited', 'recovery:no.same-shop', 'recovery:no.own', 'recovery:refused.number']);
  });

  it('of two unrelated ones the day begins with the second, and ends in the new password', async () => {
    const number = await byPeople();
    expect(await vouch(await volunteer(1), number, NOW)).toBe('first');
    expect(await hasToStop(owner, NOW)).toBe(false);
    expect(await vouch(await buildOfficer(made.mall._id, { now: NOW }), number, later(60_000))).toBe('second');
    expect(await hasToStop(owner, later(60_000))).toBe(true);
    await settleRecoveries(later(CAN_STOP));
    expect(await hashNow()).toBe(OLD);
    await settleRecoveries(later(CAN_STOP + 60_000));
    expect(await verifyPassword(FRESH, await hashNow())).toBe(true);
  });

  it('a name that nobody has gets a number too, and nothing is stored', async () => {
    expect(await beginRecovery({ intent: 'people', lost: 'password', ...secret('nobody-here') }, asking())).toMatch(/^\d{4}-\d{4}$/);
    expect(await Recoveries.countDocuments({})).toBe(0);
  });
});

describe('for 72 hours after', () => {
  it('nothing is downloaded or erased; then it is again', async () => {
    await Accounts.updateOne({ _id: owner.account }, { $set: { recoveredAt: NOW, passwordHash: await hashPassword('x') } });
    const known = await findAccount(owner.account, NOW);
    const actor: Actor = { ...owner, recoveredAt: known?.recoveredAt };
    const soon = later(71 * 3600_000);
    expect(recoveredLately(actor, soon)).toBe(true);
    for (const what of [exportRecord(actor, soon), eraseAccount({ actor, now: soon })]) await expect(what).rejects.toMatchObject({ reason: { key: 'form.recovered-lately', params: { count: 1 } } });
    expect(await exportRecord(actor, later(72 * 3600_000))).toMatchObject({ account: { userName: name } });
  });
});
