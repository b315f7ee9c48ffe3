import { beforeEach, describe, expect, test } from 'vitest';
import { AccessEvents, AuditEvents } from '#models/audit.server.ts';
import { Deliveries } from '#models/notice.server.ts';
import { Requests } from '#models/request.server.ts';
import { Texts } from '#models/text.server.ts';
import { Visits } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { buildOwner, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { buildMerchant } from '#tests/factories/place.ts';
import { newId } from '#app/platform/ids.ts';
import { followRequest } from '#app/requests/follow.server.ts';
import { isSlipHolder } from '#app/requests/passer.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { handOn } from '../keepers.server.ts';
import { recordVisit } from '../commands.server.ts';
import { answerByCarbon, requestByCarbon } from './commands.server.ts';
import { getCarbon, hasCarbon } from './queries.server.ts';
import { CarbonSchema } from './schema.ts';

const now = new Date('2026-03-11T05:18:00Z');
let made: MadeMall;
let author: Actor;
let other: Actor;
let merchant: string;
let visit: string;
const doing = (actor: Actor) => ({ mall: made.mall, actor, now });
const reasonOf = (attempt: Promise<unknown>) => attempt.then(() => 'done', (error: { reason?: { key: string }; status?: number }) => error.reason?.key ?? error.status);
const ask = (intent: 'show' | 'confirm' | 'correct' | 'contest', number: string, code: string, words = '') => ({ intent, number, code, words });
const row = async () => (await Visits.findOne({ mall: made.mall._id, _id: visit }).lean())!;

beforeEach(async () => {
  registerPrograms();
  made = await makeMall({ now });
  [author, other] = [await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now }), await buildVolunteer(made.mall._id, made.grids[1]!, 'assistant', { now })];
  merchant = (await buildMerchant(made.mall._id, { level: made.level, grid: made.grids[0]!, number: 'X-97' })).merchant;
  const said = { needs: [{ program: 'safety' as const, words: '灯坏了' }], promises: [{ words: '叫电工', dueOn: '2026-03-13' }], note: '下午再来' };
  visit = (await recordVisit(doing(author), merchant, { clientId: newId(), outcome: 'met', language: 'zh', carbon: true, ...said })).visit;
});

describe('a shop without an account', () => {
  test('gets on paper exactly what was stored, with a number and a code that is stored nowhere', async () => {
    const paper = await getCarbon(doing(author), visit);
    expect(paper).toMatchObject({ outcome: 'met', needs: [{ program: 'safety', said: { words: '灯坏了' } }], promises: [{ dueOn: '2026-03-13', said: { words: '叫电工' } }], note: { words: '下午再来' }, answer: 'none' });
    expect(paper.number).toMatch(/^\d{8}$/);
    expect(paper.code).toMatch(/^[0-9A-Z]{4} [0-9A-Z]{4}$/);
    expect(await getCarbon(doing(author), visit)).toEqual(paper);
    expect(JSON.stringify(await row())).not.toContain(paper.code.replace(' ', ''));
    expect(await reasonOf(getCarbon(doing(other), visit))).toBe(404);
  });

  test('one with an account gets none: it reads its record', async () => {
    const shop = made.shops[0]![0]!;
    const done = await recordVisit(doing(author), shop.merchant, { clientId: newId(), outcome: 'met', language: 'zh', carbon: false, needs: [], promises: [], note: '' });
    expect(await hasCarbon(doing(author), done.visit)).toBe(false);
    expect(await reasonOf(getCarbon(doing(author), done.visit))).toBe(404);
  });

  test('confirms at the counter by its paper, once however often it is pressed, and that somebody looked stands on its record', async () => {
    const { number, code } = await getCarbon(doing(author), visit);
    expect(await answerByCarbon(doing(other), ask('show', number, code.toLowerCase()), 'zh')).toMatchObject({ needs: [{ said: { words: '灯坏了' } }], answer: 'none' });
    for (let press = 0; press < 2; press += 1) expect(await answerByCarbon(doing(other), ask('confirm', number, code), 'zh')).toMatchObject({ answer: 'confirmed' });
    const audit = await AuditEvents.find({ mall: made.mall._id, command: 'visit:confirm-by-slip' }).lean();
    expect(audit).toMatchObject([{ subject: `shop:${merchant}`, actor: other.account, role: 'assistant', target: visit }]);
    expect(await AccessEvents.countDocuments({ mall: made.mall._id, subject: `shop:${merchant}`, viewer: other.account, purpose: 'visit-slip' })).toBe(1);
    expect((await Deliveries.find({ mall: made.mall._id }).lean()).map(({ account }) => account)).toEqual([author.account]);
  });

  test('contests in its own words, which its author reads, and a later yes erases them', async () => {
    const { number, code } = await getCarbon(doing(author), visit);
    expect(await answerByCarbon(doing(other), ask('contest', number, code, '我没说过'), 'zh')).toMatchObject({ answer: 'contested', contest: { words: '我没说过' } });
    expect(await getCarbon(doing(author), visit)).toMatchObject({ contest: { words: '我没说过' } });
    const { contest } = await row();
    await answerByCarbon(doing(other), ask('confirm', number, code), 'zh');
    expect(await Texts.countDocuments({ mall: made.mall._id, _id: contest })).toBe(0);
    expect((await row()).answer).toBe('confirmed');
  });

  test('two answers at one moment: one stands, the other is told', async () => {
    const { number, code } = await getCarbon(doing(author), visit);
    const both = await Promise.all([reasonOf(answerByCarbon(doing(other), ask('confirm', number, code), 'zh')), reasonOf(answerByCarbon(doing(other), ask('contest', number, code, '不对'), 'zh'))]);
    expect(both.sort()).toEqual(['done', 'form.changed-meanwhile']);
    expect((await row()).version).toBe(2);
  });

  test('nobody answers with a wrong code, in the name of a shop she visited herself, or of one that has an account by now', async () => {
    const { number, code } = await getCarbon(doing(author), visit);
    const wrong = 'visits:refused.carbon-code';
    expect(await reasonOf(answerByCarbon(doing(other), ask('confirm', number, '0000 0000'), 'zh'))).toBe(wrong);
    expect(await reasonOf(answerByCarbon(doing(other), ask('confirm', number === '00000000' ? '11111111' : '00000000', code), 'zh'))).toBe(wrong);
    expect(await reasonOf(answerByCarbon(doing(author), ask('confirm', number, code), 'zh'))).toBe('visits:refused.own-carbon');
    await buildOwner(made.mall._id, merchant, { now });
    expect(await reasonOf(answerByCarbon(doing(other), ask('confirm', number, code), 'zh'))).toBe('visits:refused.has-account');
    expect((await row()).answer).toBe('none');
  });

  test('guessing ends after a dozen tries at one number', async () => {
    const { number } = await getCarbon(doing(author), visit);
    const tries: unknown[] = [];
    for (let n = 0; n < 13; n += 1) tries.push(await reasonOf(answerByCarbon(doing(other), ask('show', number, `AAAA000${n % 10}`), 'zh')));
    expect(tries.at(-1)).toBe('visits:refused.too-often');
  });

  test('a number is eight digits however it is typed, and contesting needs words', () => {
    expect(CarbonSchema.parse({ intent: 'show', number: ' 1234 5678', code: 'x' })).toMatchObject({ number: '12345678' });
    const no = (input: object) => CarbonSchema.safeParse({ intent: 'contest', number: '12345678', code: 'x', words: 'x', ...input }).error?.issues.map(({ path }) => path[0]);
    expect([no({ number: '123' }), no({ words: ' ' }), no({ code: '' }), no({ intent: 'steal' })]).toEqual([['number'], ['words'], ['code'], ['intent']]);
  });
});

describe('a need on a shop’s paper copy', () => {
  const asked = async (by = other) => {
    const paper = await getCarbon(doing(author), visit);
    return requestByCarbon(doing(by), { number: paper.number, code: paper.code, need: paper.needs[0]!.id });
  };

  test('becomes a request by the shop’s own act, in its words, followed by number and code, once', async () => {
    const { carbon, request } = await asked();
    expect(carbon.needs).toMatchObject([{ program: 'safety', state: 'request', said: null }]);
    const made_ = (await Requests.findOne({ mall: made.mall._id, number: request.number }).lean())!;
    expect(made_).toMatchObject({ merchant, channel: 'visit', program: 'safety' });
    expect(isSlipHolder(made_.requester)).toBe(true);
    const followed = await followRequest({ number: request.number, code: request.code, intent: 'show' }, { address: 'x', now });
    expect(followed).toMatchObject({ number: request.number, stage: 'received' });
    expect(await reasonOf(asked())).toBe('visits:refused.draft-gone');
    expect(await AuditEvents.find({ mall: made.mall._id, command: 'visit:need-to-request-by-slip' }).lean()).toMatchObject([{ subject: `shop:${merchant}`, actor: other.account, target: visit }]);
    expect(await Requests.countDocuments({ mall: made.mall._id })).toBe(1);
  });

  test('is asked for once when two press at one moment, and never by who wrote it, with another code, or once it was dropped', async () => {
    expect(await reasonOf(asked(author))).toBe('visits:refused.own-carbon');
    const paper = await getCarbon(doing(author), visit);
    expect(await reasonOf(requestByCarbon(doing(other), { number: paper.number, code: '0000 0000', need: paper.needs[0]!.id }))).toBe('visits:refused.carbon-code');
    expect(await reasonOf(requestByCarbon(doing(other), { number: paper.number, code: paper.code, need: newId() }))).toBe('visits:refused.draft-gone');
    const both = await Promise.all([reasonOf(asked()), reasonOf(asked())]);
    expect(both.filter((became) => became === 'done')).toHaveLength(1);
    expect(await Requests.countDocuments({ mall: made.mall._id })).toBe(1);
  });

  test('the form says which need, or isn’t read', () => {
    const id = newId();
    expect(CarbonSchema.parse({ intent: 'request', number: '12345678', code: 'x', need: id })).toMatchObject({ need: id });
    expect(CarbonSchema.safeParse({ intent: 'request', number: '12345678', code: 'x' }).success).toBe(false);
  });
});

test('a paper copy printed again names who keeps an open promise now', async () => {
  expect((await getCarbon(doing(author), visit)).promises).toMatchObject([{ keeper: null }]);
  const next = await buildVolunteer(made.mall._id, made.grids[0]!, 'assistant', { now, names: { zh: '叶尔兰' } });
  await handOn(made.mall, await row(), next.account, now);
  const { number, code, promises } = await getCarbon(doing(author), visit);
  expect(promises).toMatchObject([{ said: { words: '叫电工' }, keeper: { zh: '叶尔兰' } }]);
  expect((await answerByCarbon(doing(other), { intent: 'show', number, code, words: '' }, 'zh')).promises).toMatchObject([{ keeper: { zh: '叶尔兰' } }]);
});
