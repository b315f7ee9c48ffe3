import { beforeEach, describe, expect, test } from 'vitest';
import { Merchants } from '#models/merchant.server.ts';
import { QuestionLists } from '#models/visit-question.server.ts';
import { Offers, Rounds } from '#models/visit.server.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer, buildOwner, buildVolunteer } from '#tests/factories/account.ts';
import { makeMall, type MadeMall } from '#tests/factories/mall.ts';
import { recordOfferOnly } from '../commands.server.ts';
import { getDay } from '../day.server.ts';
import { getCoverage } from '../coverage.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { cancelRound, checkRound, finishDueRounds, moveLastDay, openDueRounds, planRound, rescopeRound } from './commands.server.ts';
import { getRound } from './queries.server.ts';
import { NEED_PROGRAMS } from '../form-limits.ts';
import { type RoundInput, RoundSchema } from './schema.ts';

const now = new Date('2026-03-11T04:00:00Z');
const onDay = (day: string) => new Date(`${day}T04:00:00Z`);
let made: MadeMall;
let officer: Actor;
const doing = (at = now, actor = officer) => ({ mall: made.mall, actor, now: at });
const input = (more: Partial<RoundInput> = {}): RoundInput => ({ intent: 'save', name: { zh: '春季走访' }, purpose: { zh: '听听大家缺什么' }, scope: { kind: 'all' }, opensOn: '2026-03-12', closesOn: '2026-03-31', ...more });

beforeEach(async () => {
  made = await makeMall({ now, grids: 2, shops: 3 });
  await Rounds.deleteMany({ mall: made.mall._id });
  officer = await buildOfficer(made.mall._id, { now });
});

describe('A round’s questions', () => {
  const question = (id: string, en: string) => ({ id, about: 'booth' as const, words: { en } });
  const publish = (version: number, from: string, questions: ReturnType<typeof question>[]) => QuestionLists.create({ _id: newId(), mall: made.mall._id, version, from, questions, why: { en: 'asked for' }, by: officer.account, at: now, proposal: newId() });

  test('are chosen from the list in force, and kept in that version whatever the list becomes', async () => {
    const [lamp, door] = [newId(), newId()];
    await publish(1, '2026-03-01', [question(lamp, 'Is there enough light?'), question(door, 'Does the shutter work?')]);
    const id = await planRound(doing(), input({ asks: { version: 1, questions: [lamp] } }));
    await publish(2, '2026-03-11', [question(lamp, 'Other words')]);
    expect((await getRound(made.mall._id, id)).asks).toEqual({ version: 1, questions: [{ id: lamp, words: { en: 'Is there enough light?' } }] });
  });

  test('are refused beside the list when they aren’t published, not yet in force, or of a version that is over', async () => {
    const lamp = newId();
    await publish(1, '2026-03-01', [question(lamp, 'Is there enough light?')]);
    await publish(2, '2026-03-12', [question(lamp, 'Tomorrow')]);
    const plan = (version: number, id: string) => planRound(doing(), input({ asks: { version, questions: [id] } }));
    await expect(plan(1, newId())).rejects.toMatchObject({ field: 'questions', reason: { key: 'form.not-a-choice' } });
    await expect(plan(2, lamp)).rejects.toMatchObject({ field: 'questions', reason: { key: 'questions:refused.changed' } });
    await expect(plan(0, lamp)).rejects.toMatchObject({ field: 'questions' });
    expect(await Rounds.countDocuments({ mall: made.mall._id })).toBe(0);
  });

  test('may be none', async () => {
    expect((await getRound(made.mall._id, await planRound(doing(), input()))).asks).toBeNull();
  });
});

describe('The needs of a round', () => {
  const off = (id: string) => ({ ...made.mall, settings: { programs: [{ id, on: false }] } });

  test('are those of the programs that were chosen, and of all that the mall offers where nobody chose', async () => {
    const chosen = await planRound(doing(), input({ needs: ['safety', 'labor'] }));
    expect((await getRound(made.mall._id, chosen)).needs).toEqual(['labor', 'safety']);
    const all = await planRound({ ...doing(), mall: off('legal') }, input({ opensOn: '2026-05-01', closesOn: '2026-05-10' }));
    expect((await getRound(made.mall._id, all)).needs).toEqual(NEED_PROGRAMS.filter((program) => program !== 'legal'));
  });

  test('are refused beside the list for a program that the mall doesn’t offer', async () => {
    await expect(planRound({ ...doing(), mall: off('legal') }, input({ needs: ['legal'] }))).rejects.toMatchObject({ field: 'needs', reason: { key: 'form.not-a-choice' } });
    expect(await Rounds.countDocuments({ mall: made.mall._id })).toBe(0);
  });

  test('of at least one program are chosen in the form', () => {
    const form = { 'name-zh': '春', opensOn: '2026-03-12', closesOn: '2026-03-31', scope: 'all', grids: [], levels: [], trades: [], questions: [], intent: 'save' };
    const wrong = (needs: string[]) => RoundSchema.safeParse({ ...form, needs }).error?.issues.map(({ path }) => path[0]);
    expect([wrong([]), wrong(['religion']), wrong(['safety'])]).toEqual([['needs'], ['needs'], undefined]);
  });
});

describe('Planning a round', () => {
  test('says how many shops it is for before anything is written', async () => {
    expect(await checkRound(doing(), input())).toBe(6);
    expect(await checkRound(doing(), input({ scope: { kind: 'grids', ids: [made.grids[0]!] } }))).toBe(3);
    expect(await checkRound(doing(), input({ scope: { kind: 'trades', ids: ['fabrics'] } }))).toBe(await Merchants.countDocuments({ mall: made.mall._id, trade: 'fabrics' }));
    expect(await Rounds.countDocuments({ mall: made.mall._id })).toBe(0);
  });

  test('opens by itself on its first day, once, and ends the day after its last one, with frozen figures', async () => {
    const id = await planRound(doing(), input());
    expect(await getRound(made.mall._id, id)).toMatchObject({ number: 1, state: 'planned', inScope: 6 });
    expect(await openDueRounds(made.mall, now)).toBe(0);
    expect(await Promise.all([openDueRounds(made.mall, onDay('2026-03-12')), openDueRounds(made.mall, onDay('2026-03-12'))])).toEqual(expect.arrayContaining([1, 0]));
    const manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now });
    await recordOfferOnly(doing(onDay('2026-03-13'), manager), { merchant: made.shops[0]![0]!.merchant, clientId: newId() });
    expect(await finishDueRounds(made.mall, onDay('2026-03-31'))).toBe(0);
    expect(await finishDueRounds(made.mall, onDay('2026-04-01'))).toBe(1);
    expect(await finishDueRounds(made.mall, onDay('2026-04-02'))).toBe(0);
    expect(await getRound(made.mall._id, id)).toMatchObject({ state: 'finished', offered: 1, met: 0 });
  });

  test('that begins today opens at once', async () => {
    const id = await planRound(doing(), input({ opensOn: '2026-03-11' }));
    expect(await getRound(made.mall._id, id)).toMatchObject({ state: 'open' });
  });

  test('is refused beside its field: no name, a day that is over, an end before the begin, a foreign grid, nobody in it', async () => {
    await expect(planRound(doing(), input({ name: {} }))).rejects.toMatchObject({ field: 'name-zh' });
    await expect(planRound(doing(), input({ opensOn: '2026-03-10' }))).rejects.toMatchObject({ field: 'opensOn' });
    await expect(planRound(doing(), input({ closesOn: '2026-03-11' }))).rejects.toMatchObject({ field: 'closesOn' });
    await expect(planRound(doing(), input({ closesOn: '2027-03-11' }))).rejects.toMatchObject({ reason: { key: 'visits:refused.too-long' } });
    await expect(planRound(doing(), input({ scope: { kind: 'grids', ids: [newId()] } }))).rejects.toMatchObject({ field: 'grids' });
    await Merchants.updateMany({ mall: made.mall._id }, { $set: { status: 'closed' } });
    await expect(planRound(doing(), input())).rejects.toMatchObject({ reason: { key: 'visits:refused.nobody' } });
  });

  test('by two officers for the same days in the same moment gives one round', async () => {
    const both = await Promise.allSettled([planRound(doing(), input()), planRound(doing(), input({ opensOn: '2026-03-20', closesOn: '2026-04-20' }))]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({ reason: { reason: { key: 'visits:refused.round-overlaps' } } });
    expect(await planRound(doing(), input({ opensOn: '2026-05-01', closesOn: '2026-05-10' }))).toBeTruthy();
  });

  test('is an officer’s, and of another mall’s round nobody hears', async () => {
    const owner = await buildOwner(made.mall._id, made.shops[0]![0]!.merchant, { now });
    await expect(planRound(doing(now, owner), input())).rejects.toMatchObject({ status: 404 });
    const id = await planRound(doing(), input());
    const other = await makeMall({ now, grids: 1, shops: 1 });
    await expect(getRound(other.mall._id, id)).rejects.toMatchObject({ status: 404 });
    await expect(cancelRound({ mall: other.mall, actor: await buildOfficer(other.mall._id, { now }), now }, id, 1)).rejects.toMatchObject({ status: 404 });
  });
});

describe('A planned round', () => {
  test('can be taken back, and its last day moved, by whoever saw it last', async () => {
    const id = await planRound(doing(), input());
    await moveLastDay(doing(), id, { closesOn: '2026-04-10', version: 1 });
    await expect(moveLastDay(doing(), id, { closesOn: '2026-04-12', version: 1 })).rejects.toMatchObject({ reason: { key: 'visits:refused.changed' } });
    await expect(cancelRound(doing(), id, 1)).rejects.toMatchObject({ reason: { key: 'visits:refused.changed' } });
    await cancelRound(doing(), id, 2);
    await expect(getRound(made.mall._id, id)).rejects.toMatchObject({ status: 404 });
  });
});

describe('A round for one grid', () => {
  test('is on that grid’s lists only, counts its shops only, and takes no visit elsewhere', async () => {
    const [here, there] = made.grids as [string, string];
    await planRound(doing(), input({ opensOn: '2026-03-11', scope: { kind: 'grids', ids: [here] } }));
    const mine = await buildVolunteer(made.mall._id, here, 'manager', { now });
    const theirs = await buildVolunteer(made.mall._id, there, 'manager', { now });
    expect((await getDay(doing(now, mine))).stops).toHaveLength(3);
    expect((await getDay(doing(now, theirs))).stops).toHaveLength(0);
    await expect(recordOfferOnly(doing(now, theirs), { merchant: made.shops[1]![0]!.merchant, clientId: newId() })).rejects.toMatchObject({ reason: { key: 'visits:refused.not-in-round' } });
    await recordOfferOnly(doing(now, mine), { merchant: made.shops[0]![0]!.merchant, clientId: newId() });
    const coverage = await getCoverage(doing());
    expect(coverage.grids.map(({ key, offered, shops }) => ({ key, offered, shops }))).toEqual([{ key: here, offered: 1, shops: 3 }]);
    expect(coverage.total).toMatchObject({ offered: 1, shops: 3 });
  });

  test('takes shops out that close, unless they were offered a visit', async () => {
    const [here] = made.grids as [string];
    const id = await planRound(doing(), input({ opensOn: '2026-03-11', scope: { kind: 'grids', ids: [here] } }));
    const manager = await buildVolunteer(made.mall._id, here, 'manager', { now });
    const [first, second] = made.shops[0]!.map((shop) => shop.merchant) as [string, string];
    await recordOfferOnly(doing(now, manager), { merchant: first, clientId: newId() });
    await Merchants.updateMany({ mall: made.mall._id, _id: { $in: [first, second] } }, { $set: { status: 'closed' } });
    expect(await rescopeRound(made.mall._id, now)).toBe(true);
    expect(await rescopeRound(made.mall._id, now)).toBe(false);
    expect(await getRound(made.mall._id, id)).toMatchObject({ inScope: 2, offered: 1 });
    expect(await Offers.countDocuments({ mall: made.mall._id, round: id })).toBe(1);
  });
});
