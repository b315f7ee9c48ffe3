import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { ClosingTallies } from '#models/closing-tally.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { RequestEvents } from '#models/request.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { actsIn, later, NOW, refusalOf, zh } from '#tests/factories/request-acts.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { actOnRequest } from '../acting.server.ts';
import { eventOf, getCase } from '../case.server.ts';
import { answerClosing, publishedAnswers } from '../closing/commands.server.ts';
import { openRequest } from '../commands.server.ts';
import { replay } from '../engine/state.ts';
import { coveredBy } from '../words.server.ts';
import { replyWords } from '../replies.server.ts';

let made: MadeMall;
let amina: Actor;
let manager: Actor;
let supervisor: Actor;
let neighbour: Actor;

beforeAll(registerPrograms);
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: NOW, grids: 2, shops: 2 });
  amina = made.shops[0]![0]!.owner;
  const grid = made.grids[0]!;
  manager = await buildVolunteer(made.mall._id, grid, 'manager', { now: NOW });
  supervisor = await buildVolunteer(made.mall._id, grid, 'supervisor', { now: NOW });
  neighbour = made.shops[0]![1]!.owner;
});

const { doing, act, seen } = actsIn(() => made);

async function taken(): Promise<string> {
  const { number } = await openRequest(doing(amina, 0), { account: amina.account, role: 'merchant', merchant: made.shops[0]![0]!.merchant, kind: 'borrow', words: zh('借梯子'), channel: 'ask' });
  await act(manager, number, { type: 'takeOn', doing: true }, 1);
  return number;
}

describe('A work note', () => {
  it('is read by those who work on it, the supervisor and whoever asked; it tells nobody and is no answer', async () => {
    const number = await taken();
    const told = await Deliveries.countDocuments({ mall: made.mall._id });
    const before = await getCase(made.mall._id, number);
    await act(manager, number, { type: 'note' }, 2, '灯管订了，钥匙在门卫');
    await act(supervisor, number, { type: 'note' }, 2, '知道了');
    for (const actor of [manager, supervisor, amina]) {
      const notes = (await seen(actor, number)).happened.filter(({ type }) => type === 'noted');
      expect(notes.map(({ words }) => words?.words)).toEqual(['灯管订了，钥匙在门卫', '知道了']);
    }
    expect(await Deliveries.countDocuments({ mall: made.mall._id })).toBe(told);
    const { state } = await getCase(made.mall._id, number);
    expect([state.stage, state.turn, state.workers, state.supervisors]).toEqual([before.state.stage, before.state.turn, before.state.workers, before.state.supervisors]);
    expect(await AuditEvents.countDocuments({ mall: made.mall._id, command: 'request:note', subject: `account:${amina.account}` })).toBe(2);
  });

  it('is written by nobody who asked, and is a 404 for whoever may not see the request', async () => {
    const number = await taken();
    expect((await seen(amina, number)).can).toMatchObject({ note: false, addStep: true });
    expect(await refusalOf(act(amina, number, { type: 'note' }, 2, 'x'))).toBe('requests:refusal.not-yours');
    expect(await refusalOf(act(manager, number, { type: 'note' }, 2))).toBe('requests:refusal.words-needed');
    expect(await refusalOf(act(neighbour, number, { type: 'note' }, 2, 'x'))).toBe(404);
  });

  it('goes to no office with the talk', async () => {
    const number = await taken();
    await act(manager, number, { type: 'note' }, 2, '内部的话');
    await act(manager, number, { type: 'addStep', step: 's1' }, 2, '买灯管');
    await act(manager, number, { type: 'say' }, 3, '明天来');
    const { state, events } = await getCase(made.mall._id, number);
    const covered = coveredBy({ office: 'o', parts: ['words', 'thread'], purpose: 'advice', at: later(4) }, state, events).texts;
    const idOf = (type: string) => (events.find((event) => event.type === type)?.facts as { text?: string }).text;
    expect(covered).toEqual([state.title, idOf('said')]);
  });
});

describe('The list of what is to be done', () => {
  it('is written and ticked by whoever asked and whoever works on it; a second tick changes nothing', async () => {
    const number = await taken();
    await act(manager, number, { type: 'addStep', step: 'a' }, 2, '买灯管');
    await act(amina, number, { type: 'addStep', step: 'b' }, 2, '留门');
    await act(amina, number, { type: 'tickStep', step: 'b', done: true }, 3);
    const { seq } = (await getCase(made.mall._id, number)).state;
    await act(manager, number, { type: 'tickStep', step: 'b', done: true }, 3);
    expect((await getCase(made.mall._id, number)).state.seq).toBe(seq);
    expect((await seen(supervisor, number)).steps).toMatchObject([{ id: 'a', done: false, words: { words: '买灯管' } }, { id: 'b', done: true, words: { words: '留门' } }]);
    await act(manager, number, { type: 'tickStep', step: 'b', done: false }, 4);
    expect((await seen(amina, number)).steps.map(({ done }) => done)).toEqual([false, false]);
    const found = await getCase(made.mall._id, number);
    const stored = await RequestEvents.find({ mall: made.mall._id, request: found.row._id }).sort({ seq: 1 }).lean();
    expect(replay(found.kind, stored.map(eventOf))).toEqual(found.state);
  });

  it('has thirty lines at most, none without words, and none that isn’t there is ticked', async () => {
    const number = await taken();
    expect(await refusalOf(act(manager, number, { type: 'addStep', step: 'a' }, 2))).toBe('requests:refusal.words-needed');
    expect(await refusalOf(act(manager, number, { type: 'tickStep', step: 'a', done: true }, 2))).toBe('requests:refusal.not-now');
    for (let at = 0; at < 30; at += 1) await act(manager, number, { type: 'addStep', step: `s${at}` }, 2, `${at}`);
    expect(await refusalOf(act(manager, number, { type: 'addStep', step: 'more' }, 2, 'x'))).toBe('requests:refusal.too-many-steps');
  });
});

describe('A ready-made reply', () => {
  it('is a sentence of the talk that is there in all five languages, read over', async () => {
    const number = await taken();
    await actOnRequest(doing(manager, 2), number, { command: { type: 'say' }, words: replyWords('part-ordered', 'zh', later(2)) });
    const said = (await seen(amina, number)).happened.find(({ type }) => type === 'said')?.words;
    expect(said).toMatchObject({ language: 'zh', words: expect.stringContaining('配件') as string });
    expect(said?.translations.map(({ language, by }) => [language, by]).sort()).toEqual([['en', null], ['kk', null], ['ru', null], ['ug', null]]);
    expect(await Notices.countDocuments({ mall: made.mall._id, template: 'request-message' })).toBe(1);
  });
});

describe('The two questions on closing', () => {
  const close = async (): Promise<string> => {
    const number = await taken();
    await act(manager, number, { type: 'markDone', outcome: 'solved' }, 2);
    await act(amina, number, { type: 'confirm' }, 3);
    return number;
  };

  it('are asked of whoever asked, once, when it is closed; nothing of the answers stands in log or audit', async () => {
    const open = await taken();
    expect((await seen(amina, open)).can.answerClosing).toBe(false);
    const number = await close();
    expect([(await seen(amina, number)).can.answerClosing, (await seen(manager, number)).can.answerClosing]).toEqual([true, false]);
    expect(await refusalOf(answerClosing(doing(amina, 4), number, { solved: 'yes' }))).toBe('form.required');
    expect(await refusalOf(answerClosing(doing(manager, 4), number, { solved: 'yes', treated: 'well' }))).toBe('requests:refusal.not-yours');
    await answerClosing(doing(amina, 4), number, { solved: 'half', treated: 'not-well' });
    expect(await refusalOf(answerClosing(doing(amina, 5), number, { solved: 'yes', treated: 'well' }))).toBe('requests:refusal.not-now');
    const { row } = await getCase(made.mall._id, number);
    const log = JSON.stringify([await RequestEvents.find({ mall: made.mall._id, request: row._id }).lean(), await AuditEvents.find({ mall: made.mall._id }).lean()]);
    expect(log).not.toMatch(/not-well|half/);
    expect(await ClosingTallies.find({ mall: made.mall._id }, { program: 1, counted: 1, shown: 1 }).lean()).toMatchObject([{ program: 'mutual-aid', counted: { answers: 1, solved: 0, half: 1, treatedWell: 0 } }]);
  });

  it('are not asked about what is confidential', async () => {
    const lead = await buildOfficer(made.mall._id, { now: NOW, post: 'lead' });
    const { number } = await openRequest(doing(amina, 0), { account: amina.account, role: 'merchant', merchant: made.shops[0]![0]!.merchant, kind: 'wages', words: zh('没发工资'), channel: 'ask' });
    await act(lead, number, { type: 'takeOn', doing: true }, 1);
    await act(lead, number, { type: 'markDone', outcome: 'solved' }, 2);
    await act(amina, number, { type: 'confirm' }, 3);
    expect((await seen(amina, number)).can.answerClosing).toBe(false);
  });

  it('are published by twenties', async () => {
    for (let at = 0; at < 21; at += 1) {
      const number = await close();
      expect(await publishedAnswers(made.mall._id, 'mutual-aid')).toEqual(at < 20 ? null : { year: 2026, answers: 20, solved: 20, half: 0, treatedWell: 19 });
      await answerClosing(doing(amina, 4), number, { solved: 'yes', treated: at === 0 ? 'not-well' : 'well' });
    }
    expect(await publishedAnswers(made.mall._id, 'mutual-aid')).toMatchObject({ answers: 20, treatedWell: 19 });
  }, 120_000);
});
