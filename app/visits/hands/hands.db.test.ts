import { beforeEach, describe, expect, test } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Notices } from '#models/notice.server.ts';
import { Offers, Rounds } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { makeMall, type MadeMall } from '#tests/factories/mall.ts';
import { recordOfferOnly } from '../commands.server.ts';
import { findMallCoverage, getCoverage } from '../coverage.server.ts';
import { askForHand, takeHandBack } from './commands.server.ts';
import { listOwnHands } from './queries.server.ts';

const now = new Date('2026-03-16T04:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 24 * 3_600_000);
let made: MadeMall;
let officer: Actor;
let manager: Actor;
const doing = (actor: Actor, at = now) => ({ mall: made.mall, actor, now: at });
const own = async (actor: Actor, at = now) => (await listOwnHands(doing(actor, at))).map(({ grid, left, asked, behind }) => [grid.number, left, asked, behind]);
const officers = async (at = now) => {
  const whole = await findMallCoverage(doing(officer, at), await getCoverage(doing(officer, at)));
  return whole!.hands.map(({ grid, left, asked, behind }) => [grid.number, left, asked, behind]);
};
const grid = (at: number) => made.grids[at]!;

beforeEach(async () => {
  made = await makeMall({ now, grids: 2, shops: 10 });
  await Rounds.updateOne({ mall: made.mall._id, _id: made.round }, { $set: { opensOn: '2026-03-01', closesOn: '2026-03-30' } });
  officer = await buildOfficer(made.mall._id, { now });
  manager = await buildVolunteer(made.mall._id, grid(0), 'manager', { now });
});

describe('A helping hand', () => {
  test('a grid that is behind is seen by its own volunteers, and two days later by officers', async () => {
    // 10 shops; on the 16th 3 are looked for, on the 14th only 2.3.
    expect([await own(manager), await officers()]).toEqual([[[1, 10, false, true]], []]);
    expect(await officers(later(2))).toEqual([[1, 10, false, true], [2, 10, false, true]]);
    for (const shop of made.shops[0]!.slice(0, 3)) await recordOfferOnly(doing(manager), { merchant: shop.merchant, clientId: newId() });
    expect([await own(manager), await officers(later(2))]).toEqual([[[1, 7, false, false]], [[2, 10, false, true]]]);
  });

  test('is asked for once, told to the officers, and taken back by any volunteer of the grid', async () => {
    const assistant = await buildVolunteer(made.mall._id, grid(0), 'assistant', { now });
    expect([await askForHand(doing(manager), grid(0)), await askForHand(doing(assistant), grid(0))]).toEqual([true, false]);
    expect([await own(manager), await officers()]).toEqual([[[1, 10, true, true]], [[1, 10, true, false]]]);
    expect(await Notices.find({ mall: made.mall._id, template: 'hand-asked' }, { accounts: 1 }).lean()).toHaveLength(1);
    expect([await takeHandBack(doing(assistant), grid(0)), await takeHandBack(doing(manager), grid(0))]).toEqual([true, false]);
    expect([await own(manager), await officers()]).toEqual([[[1, 10, false, true]], []]);
    const rows = await AuditEvents.find({ mall: made.mall._id, command: { $in: ['visit:ask-for-hand', 'visit:take-hand-back'] } }).sort({ _id: 1 }).lean();
    expect(rows.map(({ command, actor }) => [command, actor])).toEqual([['visit:ask-for-hand', manager.account], ['visit:take-hand-back', assistant.account]]);
  });

  test('of two who ask in the same moment one did, and neither loses the other grid’s', async () => {
    const other = await buildVolunteer(made.mall._id, grid(1), 'manager', { now });
    const assistant = await buildVolunteer(made.mall._id, grid(0), 'assistant', { now });
    const answers = await Promise.all([askForHand(doing(manager), grid(0)), askForHand(doing(assistant), grid(0)), askForHand(doing(other), grid(1))]);
    expect([answers.filter(Boolean).length, answers[2]]).toEqual([2, true]);
    expect((await Rounds.findOne({ mall: made.mall._id, _id: made.round }).lean())?.hands?.map((hand) => hand.grid).sort()).toEqual([grid(0), grid(1)].sort());
  });

  test('is nobody else’s to ask for: another grid’s, a supervisor, an officer, another mall’s, after the round', async () => {
    const supervisor = await buildVolunteer(made.mall._id, grid(0), 'supervisor', { now });
    for (const [actor, of] of [[manager, grid(1)], [supervisor, grid(0)], [officer, grid(0)], [manager, newId()]] as const) {
      await expect(askForHand(doing(actor), of)).rejects.toMatchObject({ status: 404 });
      await expect(takeHandBack(doing(actor), of)).rejects.toMatchObject({ status: 404 });
    }
    expect(await own(supervisor)).toEqual([]);
    await Rounds.updateOne({ mall: made.mall._id, _id: made.round }, { $set: { state: 'finished' } });
    await expect(askForHand(doing(manager), grid(0))).rejects.toMatchObject({ status: 404 });
    expect(await own(manager)).toEqual([]);
    expect((await Rounds.findOne({ mall: made.mall._id, _id: made.round }).lean())?.hands ?? []).toEqual([]);
  });

  test('a grid whose shops were all offered their visit wants none', async () => {
    await askForHand(doing(manager), grid(0));
    for (const { merchant } of made.shops[0]!) await recordOfferOnly(doing(manager), { merchant, clientId: newId() });
    expect([await own(manager), await officers(), await Offers.countDocuments({ mall: made.mall._id })]).toEqual([[], [], 10]);
  });
});
