import { beforeAll, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Deliveries } from '#models/notice.server.ts';
import { Requests } from '#models/request.server.ts';
import { Texts } from '#models/text.server.ts';
import { findPlace, type CodedPlace } from '#app/mall/codes/places.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { actOnRequest } from './acting.server.ts';
import { getRequestDetail } from './detail.server.ts';
import { followRequest } from './follow.server.ts';
import { isPasser } from './passer.ts';
import { reportPlace } from './report.server.ts';

const NOW = new Date('2026-03-11T05:00:00Z');
const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

let made: MadeMall;
let manager: Actor;
let place: CodedPlace;

beforeAll(async () => {
  registerPrograms();
  made = await makeMall({ now: NOW });
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: NOW });
  await buildOfficer(made.mall._id, { post: 'lead', now: NOW });
  place = (await findPlace(made.mall._id, made.shops[0]![0]!.unit))!;
});

const report = (what: 'danger' | 'broken' | 'way' = 'broken') => reportPlace({ mall: made.mall, now: NOW }, place, { what, words: { language: 'zh', words: '楼梯上的灯不亮' } });
const follow = (number: string, code: string, intent: 'show' | 'yes' | 'no' = 'show', address = '1', turn?: number) => followRequest({ number, code, intent, turn }, { address, now: later(60) });
const refused = async (doing: Promise<unknown>) => {
  const error = await doing.then(() => null, (caught: unknown) => caught);
  if (error instanceof Refusal) return [error.field, error.reason.key];
  throw error ?? new Error('It was not refused.');
};

describe('A report without an account', () => {
  it('is about the place, reaches who looks after it, and tells nothing of who sent it', async () => {
    const { number, id } = await report();
    const row = await Requests.findOne({ mall: made.mall._id, number }).lean();
    expect(row).toMatchObject({ about: 'place', kind: 'defect', channel: 'qr', rung: 'manager', grid: made.grids[0], unit: place.id });
    expect(row?.merchant).toBeUndefined();
    expect(isPasser(row?.requester ?? '')).toBe(true);
    expect(await Deliveries.countDocuments({ mall: made.mall._id, account: manager.account })).toBeGreaterThan(0);
    expect(await AuditEvents.findOne({ mall: made.mall._id, target: id }).lean()).toMatchObject({ command: 'request:report', role: 'passer', subject: 'none' });
    const detail = await getRequestDetail(manager, made.mall, number, later(1));
    expect(detail.happened[0]?.by?.names.zh).toBe('路过的人');
    expect(detail.place).toMatchObject({ number: place.number });
  });

  it('comes from somebody new each time: two reports can’t be joined', async () => {
    const [one, two] = await Promise.all([report(), report('danger')]);
    const rows = await Requests.find({ mall: made.mall._id, number: { $in: [one.number, two.number] } }, { requester: 1, kind: 1 }).lean();
    expect(new Set(rows.map((row) => row.requester)).size).toBe(2);
    expect(rows.map((row) => row.kind).toSorted()).toEqual(['defect', 'hazard']);
  });
});

describe('Following with number and code', () => {
  it('shows how it stands, and no word, name or booth', async () => {
    const { number, code } = await report();
    const view = await follow(number, `${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`);
    expect(view).toMatchObject({ number, stage: 'received', holder: { kind: 'grid' }, answers: false });
    const words = await Texts.find({ mall: made.mall._id }, { _id: 1 }).lean();
    expect(JSON.stringify(view)).not.toContain('灯');
    expect(JSON.stringify(view)).not.toContain(place.number);
    for (const { _id } of words) expect(JSON.stringify(view)).not.toContain(_id);
  });

  it('a wrong code, a number that nobody has and one that can’t be one get the same answer', async () => {
    const { number, code } = await report();
    const wrong = code.startsWith('A') ? `C${code.slice(1)}` : `A${code.slice(1)}`;
    for (const [asked, secret] of [[number, wrong], [number.replace(/^../, 'QQ'), code], ['nothing', code]] as const) expect(await refused(follow(asked, secret))).toEqual(['code', 'codes:follow.wrong']);
  });

  it('tries for one number are counted over all addresses', async () => {
    const { number, code } = await report();
    for (let time = 0; time < 12; time += 1) await follow(number, code, 'show', `address ${time}`);
    expect((await refused(follow(number, code, 'show', 'another')))[1]).toBe('codes:follow.too-often');
  });

  it('takes the last word: not yet opens it again, yes closes it', async () => {
    const { number, code } = await report();
    const after = { kind: 'image' as const, type: 'image/webp', bytes: Buffer.from('swept'), width: 1, height: 1 };
    const done = async (minutes: number) => {
      await actOnRequest({ mall: made.mall, actor: manager, now: later(minutes) }, number, { command: { type: 'takeOn', doing: true } });
      await actOnRequest({ mall: made.mall, actor: manager, now: later(minutes + 1) }, number, { command: { type: 'markDone', outcome: 'solved' }, files: [after] });
    };
    await done(5);
    const asked = await follow(number, code);
    expect(asked).toMatchObject({ stage: 'done', answers: true, holder: { kind: 'requester' } });
    expect(await follow(number, code, 'no', '1', asked.turn)).toMatchObject({ stage: 'reopened', answers: false });
    await done(65);
    const again = await follow(number, code);
    expect(await follow(number, code, 'yes', '1', again.turn)).toMatchObject({ stage: 'closed', dueAt: null, holder: { kind: 'nobody' } });
  });

  it('shows the question of whoever works on it, takes the answer once, and gives the work back', async () => {
    const { number, code } = await report();
    const worker = (minutes: number, act: Parameters<typeof actOnRequest>[2]) => actOnRequest({ mall: made.mall, actor: manager, now: later(minutes) }, number, act);
    await worker(5, { command: { type: 'takeOn', doing: true } });
    await worker(6, { command: { type: 'waitForRequester' }, words: { language: 'zh', words: '是东边还是西边的灯？' } });
    const asked = await follow(number, code);
    expect(asked).toMatchObject({ stage: 'waiting-for-you', holder: { kind: 'requester' }, question: { words: '是东边还是西边的灯？', language: 'zh' } });
    const answer = () => followRequest({ number, code, intent: 'answer', turn: asked.turn, words: '东边的' }, { address: '1', now: later(61), screen: 'zh' });
    expect(await answer()).toMatchObject({ stage: 'in-progress', question: null });
    expect(await answer()).toMatchObject({ stage: 'in-progress', turn: asked.turn + 1 });
    const { happened } = await getRequestDetail(manager, made.mall, number, later(62));
    expect(happened.filter(({ type }) => type === 'answered').map(({ words }) => words?.words)).toEqual(['东边的']);
    expect(await followRequest({ number, code, intent: 'answer', turn: undefined, words: undefined }, { address: '1', now: later(63) })).toMatchObject({ question: null });
  });

  it('a wrong code opens no question', async () => {
    const { number, code } = await report();
    await actOnRequest({ mall: made.mall, actor: manager, now: later(5) }, number, { command: { type: 'takeOn', doing: true } });
    await actOnRequest({ mall: made.mall, actor: manager, now: later(6) }, number, { command: { type: 'waitForRequester' }, words: { language: 'zh', words: '哪一盏？' } });
    const wrong = code.startsWith('A') ? `C${code.slice(1)}` : `A${code.slice(1)}`;
    expect(await refused(followRequest({ number, code: wrong, intent: 'answer', turn: undefined, words: '这盏' }, { address: '1', now: later(60) }))).toEqual(['code', 'codes:follow.wrong']);
  });
});
