import { beforeEach, describe, expect, test } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Notices } from '#models/notice.server.ts';
import { QuestionLists, QuestionProposals } from '#models/visit-question.server.ts';
import { Rounds } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { buildRound, makeMall, type MadeMall } from '#tests/factories/mall.ts';
import { passProposal, proposeChange, withdrawProposal } from './commands.server.ts';
import { listForms } from './forms.server.ts';
import { findListInForce, getProposal, readQuestions } from './queries.server.ts';
import type { ProposeInput } from './schema.ts';

const now = new Date('2026-03-02T04:00:00Z');
const onDay = (day: number) => new Date(now.getTime() + day * 86_400_000);
const words = { zh: '铺位的灯够亮吗？', ug: 'چىراغ يورۇقمۇ؟', kk: 'Шам жарық па?', ru: 'Хватает ли света?', en: 'Is there enough light?' };
let made: MadeMall;
let officer: Actor;
let other: Actor;
const doing = (day = 0, actor = officer) => ({ mall: made.mall, actor, now: onDay(day) });
const add = (more: Partial<Extract<ProposeInput, { kind: 'add' | 'reword' }>> = {}): ProposeInput => {
  const proposal = more.proposal ?? newId();
  return { kind: 'add', proposal, question: proposal, about: 'booth', words, why: { zh: '很多店说暗' }, ...more };
};
const publish = async (input: ProposeInput, day = 0) => {
  const id = await proposeChange(doing(day), input);
  await passProposal(doing(day + 7, other), id, 1);
  return id;
};

beforeEach(async () => {
  made = await makeMall({ now, grids: 1, shops: 2 });
  officer = await buildOfficer(made.mall._id, { now });
  other = await buildOfficer(made.mall._id, { now });
});

describe('RIGHTS: What a visit stores · a new question', () => {
  test('is shown to all shops at once and told to everybody of the mall', async () => {
    const id = await proposeChange(doing(), add());
    const view = await readQuestions(made.mall, now, { compare: {}, withNames: false });
    expect(view.proposals).toMatchObject([{ id, kind: 'add', words, by: null }]);
    expect(view.inForce).toBeNull();
    expect(await Notices.find({ mall: made.mall._id, template: 'question-shown' }).lean()).toMatchObject([{ audience: { kind: 'mall' }, params: { day: '2026-03-09' } }]);
  });

  test('is passed by another member of the council, seven days later, and holds from the next day on', async () => {
    const id = await proposeChange(doing(), add());
    const lead = await buildOfficer(made.mall._id, { now, post: 'lead' });
    const early = new Date(onDay(7).getTime() - 1000);
    await expect(passProposal({ ...doing(0, other), now: early }, id, 1)).rejects.toMatchObject({ reason: { key: 'questions:refused.too-early' } });
    await expect(passProposal(doing(7), id, 1)).rejects.toMatchObject({ reason: { key: 'questions:refused.own-proposal' } });
    await expect(passProposal(doing(7, lead), id, 1)).rejects.toMatchObject({ reason: { key: 'questions:refused.not-council' } });
    expect(await QuestionLists.countDocuments({ mall: made.mall._id })).toBe(0);
    await passProposal(doing(7, other), id, 1);
    expect(await findListInForce(made.mall, onDay(7))).toBeNull();
    expect(await findListInForce(made.mall, onDay(8))).toMatchObject({ version: 1, from: '2026-03-10', questions: [{ id, about: 'booth', words }] });
    const view = await readQuestions(made.mall, onDay(8), { compare: {}, withNames: true });
    expect(view.versions).toMatchObject([{ version: 1, why: { zh: '很多店说暗' }, at: onDay(7), by: expect.anything() }]);
    expect(view.proposals).toEqual([]);
    const audited = await AuditEvents.find({ mall: made.mall._id, target: id }, { command: 1 }).sort({ at: 1 }).lean();
    expect(audited.map(({ command }) => command)).toEqual(['question:propose', 'question:pass']);
  });

  test('sent twice is proposed once, passed twice is one version', async () => {
    const input = add();
    await Promise.all([proposeChange(doing(), input), proposeChange(doing(), input)]);
    expect(await QuestionProposals.countDocuments({ mall: made.mall._id })).toBe(1);
    const third = await buildOfficer(made.mall._id, { now });
    const twice = await Promise.allSettled([passProposal(doing(7, other), input.proposal, 1), passProposal(doing(7, third), input.proposal, 1)]);
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await QuestionLists.countDocuments({ mall: made.mall._id })).toBe(1);
  });

  test('two passed in the same moment are two versions, the later with both', async () => {
    const ids = await Promise.all([proposeChange(doing(), add()), proposeChange(doing(), add())]);
    await Promise.all(ids.map((id) => passProposal(doing(7, other), id, 1)));
    const list = await findListInForce(made.mall, onDay(8));
    expect([list?.version, list?.questions.map(({ id }) => id).sort()]).toEqual([2, [...ids].sort()]);
  });

  test('that was taken back is never passed', async () => {
    const id = await proposeChange(doing(), add());
    await withdrawProposal(doing(1), id, 1);
    await expect(passProposal(doing(7, other), id, 1)).rejects.toMatchObject({ reason: { key: 'questions:refused.changed' } });
    expect(await getProposal(made.mall._id, id)).toMatchObject({ state: 'withdrawn' });
  });
});

describe('The published list', () => {
  test('shows what differs between any two versions: added, other words, taken out', async () => {
    const lamp = await publish(add());
    const door = await publish(add({ words: { ...words, en: 'Does the shutter work?' } }), 10);
    await publish(add({ kind: 'reword', question: lamp, words: { ...words, en: 'Is the light good?' } }), 20);
    const out = await proposeChange(doing(30), { kind: 'remove', proposal: newId(), question: door, why: { ru: 'Исправлено' } });
    await passProposal(doing(30, other), out, 1);
    const compare = async (from: number, to?: number) => (await readQuestions(made.mall, onDay(40), { compare: { from, to }, withNames: false })).compared;
    expect(await compare(0, 1)).toMatchObject({ differences: [{ kind: 'added', id: lamp }] });
    expect(await compare(2, 3)).toMatchObject({ differences: [{ kind: 'reworded', before: { words: { en: 'Is there enough light?' } }, now: { words: { en: 'Is the light good?' } } }] });
    expect(await compare(2)).toMatchObject({ from: 2, to: 4, differences: [{ kind: 'reworded', id: lamp }, { kind: 'removed', id: door }] });
    expect((await readQuestions(made.mall, onDay(40), { compare: {}, withNames: false })).compared).toMatchObject({ from: 3, to: 4 });
  });

  test('takes one change of a question at a time, and none of a question that isn’t there', async () => {
    const lamp = await publish(add());
    await proposeChange(doing(10), add({ kind: 'reword', question: lamp }));
    await expect(proposeChange(doing(10), { kind: 'remove', proposal: newId(), question: lamp, why: { zh: '不用了' } })).rejects.toMatchObject({ reason: { key: 'questions:refused.already' } });
    await expect(proposeChange(doing(10), add({ kind: 'reword', question: newId() }))).rejects.toMatchObject({ status: 404 });
  });

  test('is the association’s: a volunteer proposes nothing, and another mall sees none of it', async () => {
    const manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now });
    await expect(proposeChange(doing(0, manager), add())).rejects.toMatchObject({ status: 404 });
    const id = await publish(add());
    const elsewhere = await makeMall({ now, grids: 1, shops: 1 });
    expect(await findListInForce(elsewhere.mall, onDay(8))).toBeNull();
    await expect(getProposal(elsewhere.mall._id, id)).rejects.toMatchObject({ status: 404 });
  });
});

describe('the forms of rounds', () => {
  test('are readable by anybody with what is other than in the round before, those not begun left out', async () => {
    const id = await publish(add());
    await Rounds.updateOne({ mall: made.mall._id, _id: made.round }, { $set: { state: 'finished', needs: ['labor', 'safety'] } });
    await buildRound(made.mall._id, { number: 2, state: 'open', opensOn: '2026-04-01', needs: ['safety', 'legal'], asks: { version: 1, questions: [id] } });
    await buildRound(made.mall._id, { number: 3, state: 'planned', needs: ['training'] });
    expect(await listForms(made.mall._id)).toMatchObject([
      { round: 2, opensOn: '2026-04-01', version: 1, needs: ['legal', 'safety'], questions: [{ id, words }], differs: { needs: { added: ['legal'], removed: ['labor'] }, questions: [{ kind: 'added', id }] } },
      { round: 1, version: 0, needs: ['labor', 'safety'], questions: [], differs: null },
    ]);
  });

  test('say nothing of which shops a round is for', async () => {
    expect(Object.keys((await listForms(made.mall._id))[0]!).sort()).toEqual(['differs', 'needs', 'opensOn', 'questions', 'round', 'version']);
  });
});
