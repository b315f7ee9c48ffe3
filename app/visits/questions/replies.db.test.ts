import { beforeEach, describe, expect, test } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Texts } from '#models/text.server.ts';
import { QuestionLists } from '#models/visit-question.server.ts';
import { Rounds, Visits } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { makeMall, type MadeMall } from '#tests/factories/mall.ts';
import { recordVisit } from '../commands.server.ts';
import { VISIT_RULES } from '../keeping.server.ts';
import { printSheet, typeIn } from '../paper/commands.server.ts';
import { getSheet } from '../paper/queries.server.ts';
import { getPack } from '../offline/pack.server.ts';
import { getVisitForm } from '../queries.server.ts';
import { recordVisits } from '../recording.server.ts';
import type { VisitInput } from '../schema.ts';
import { wordingsOf } from './queries.server.ts';

const now = new Date('2026-03-11T04:00:00Z');
const [lamp, door] = [newId(), newId()];
let made: MadeMall;
let manager: Actor;
const doing = () => ({ mall: made.mall, actor: manager, now });
const shop = () => made.shops[0]![0]!.merchant;
const met = (replies: VisitInput['replies'], more: Partial<VisitInput> = {}): VisitInput => ({ clientId: newId(), outcome: 'met', language: 'zh', note: '', carbon: false, needs: [], promises: [], replies, ...more });

beforeEach(async () => {
  made = await makeMall({ now, grids: 1, shops: 2 });
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now });
  const list = (version: number, en: string) => QuestionLists.create({ _id: newId(), mall: made.mall._id, version, from: '2026-03-01', questions: [{ id: lamp, about: 'booth', words: { en } }, { id: door, about: 'booth', words: { en: 'Does the shutter work?' } }], why: { en: 'asked for' }, by: newId(), at: now, proposal: newId() });
  await list(1, 'Is there enough light?');
  await list(2, 'Other words');
  await Rounds.updateOne({ mall: made.mall._id, _id: made.round }, { $set: { asks: { version: 1, questions: [lamp] } } });
});

describe('RIGHTS: What a visit stores · a round’s questions', () => {
  test('stand in the form and in the pack of the day, in the words of the round’s version', async () => {
    const asked = [{ id: lamp, words: { en: 'Is there enough light?' } }];
    expect((await getVisitForm(doing(), shop())).questions).toEqual(asked);
    expect((await getPack(doing(), { on: [], names: {} })).round?.questions).toEqual(asked);
  });

  test('are answered in the shop’s words, sealed, for author and shop alone', async () => {
    const { visit } = await recordVisit(doing(), shop(), met([{ question: lamp, words: '后面很暗' }]));
    const row = await Visits.findOne({ mall: made.mall._id, _id: visit }).lean();
    const [reply] = row?.replies ?? [];
    expect(row?.replies).toEqual([{ question: lamp, text: expect.any(String) }]);
    const text = await Texts.findOne({ mall: made.mall._id, _id: reply?.text }).lean();
    expect(text).toMatchObject({ subject: `shop:${shop()}`, author: manager.account, readers: [`shop:${shop()}`, `account:${manager.account}`] });
    expect(JSON.stringify(text)).not.toContain('后面很暗');
    const mine = await readTexts(made.mall._id, [reply?.text], [`shop:${shop()}`]);
    expect(mine.get(reply?.text ?? '')?.words).toBe('后面很暗');
    expect((await readTexts(made.mall._id, [reply?.text], [`grid:${made.grids[0]}`, `mall-officers:${made.mall._id}`])).size).toBe(0);
    expect((await wordingsOf(made.mall._id, [row!]))(row!.round, lamp)).toEqual({ en: 'Is there enough light?' });
    const audited = await AuditEvents.findOne({ mall: made.mall._id, command: 'visit:record', target: visit }).lean();
    expect(audited?.fields).toEqual(['outcome', 'replies']);
  });

  test('that were left out leave the same visit as if nobody had asked', async () => {
    const shape = async (replies: VisitInput['replies']) => {
      const { visit } = await recordVisit(doing(), shop(), met(replies));
      const row = await Visits.findOne({ mall: made.mall._id, _id: visit }).lean();
      return Object.keys(row ?? {}).sort();
    };
    expect(await shape([])).toEqual(await shape(undefined));
    expect(await shape([])).not.toContain('replies');
  });

  test('are stored of no visit that didn’t take place', async () => {
    await recordVisits(doing(), [{ merchant: shop(), at: now, input: met([{ question: lamp, words: '后面很暗' }], { outcome: 'closed' }) }]);
    expect(await Visits.countDocuments({ mall: made.mall._id })).toBe(0);
    const texts = await Texts.find({ mall: made.mall._id }).lean();
    const words = await readTexts(made.mall._id, texts.map(({ _id }) => _id), [`account:${manager.account}`, `shop:${shop()}`]);
    expect([...words.values()].map((text) => text.words).join()).not.toContain('后面很暗');
  });

  test('that the round doesn’t ask are refused, and a question answered twice too', async () => {
    await expect(recordVisit(doing(), shop(), met([{ question: door, words: '好用' }]))).rejects.toMatchObject({ reason: { key: 'visits:refused.not-asked' } });
    await expect(recordVisit(doing(), shop(), met([{ question: lamp, words: '亮' }, { question: lamp, words: '暗' }]))).rejects.toMatchObject({ reason: { key: 'visits:refused.not-asked' } });
    expect(await Visits.countDocuments({ mall: made.mall._id })).toBe(0);
  });

  test('sent twice are stored once; with another answer a person decides', async () => {
    const input = met([{ question: lamp, words: '后面很暗' }]);
    const send = async (sent: VisitInput) => (await recordVisits(doing(), [{ merchant: shop(), at: now, input: sent }]))[0]?.state;
    expect([await send(input), await send(input), await send({ ...input, replies: [{ question: lamp, words: '很亮' }] })]).toEqual(['stored', 'there', 'stored']);
  });

  test('go with the visit 90 days after the round, words and all', async () => {
    const { visit } = await recordVisit(doing(), shop(), met([{ question: lamp, words: '后面很暗' }]));
    const text = (await Visits.findOne({ mall: made.mall._id, _id: visit }).lean())?.replies?.[0]?.text;
    for (const rule of VISIT_RULES) await rule.run(made.mall._id, new Date('2026-09-01T00:00:00Z'));
    expect(await Visits.countDocuments({ mall: made.mall._id })).toBe(0);
    expect(await Texts.countDocuments({ mall: made.mall._id, _id: text })).toBe(0);
  });

  test('stand on the printed list, and an answer typed in from it is the shop’s as any other', async () => {
    const paper = await printSheet(doing());
    const { questions } = await getSheet(doing(), paper);
    expect(questions).toEqual([{ id: lamp, words: { en: 'Is there enough light?' } }]);
    const row = { 'outcome-0': 'met', 'half-0': 'am', 'outcome-1': 'met', 'half-1': 'pm', 'reply0-1': '后面很暗' };
    expect(await typeIn(doing(), paper, { ...row, 'outcome-1': 'closed' }, 'zh')).toEqual({ 'outcome-1': { key: 'visits:refused.words-if-met' } });
    expect(await typeIn(doing(), paper, { ...row, 'reply0-1': 'x'.repeat(201) }, 'zh')).toEqual({ 'reply0-1': { key: 'form.too-long', params: { max: 200 } } });
    expect(await typeIn(doing(), paper, row, 'zh')).toEqual({});
    expect(await typeIn(doing(), paper, row, 'zh')).toEqual({});
    const rows = await Visits.find({ mall: made.mall._id }).lean();
    expect(rows.map(({ replies, onPaper }) => [replies?.length ?? 0, onPaper]).sort()).toEqual([[0, true], [1, true]]);
  });
});
