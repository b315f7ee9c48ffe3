import { beforeEach, describe, expect, test } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Deliveries } from '#models/notice.server.ts';
import { Rounds, Visits } from '#models/visit.server.ts';
import { VisitChoices } from '#models/visit-choice.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { getShopRecord } from '#app/record/shop-record.server.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { recordVisit } from '../commands.server.ts';
import { getDay } from '../day.server.ts';
import { VISIT_RULES } from '../keeping.server.ts';
import { getVisitForm } from '../queries.server.ts';
import { turnNeedIntoRequest } from '../need-to-request.server.ts';
import { chooseVersions } from './commands.server.ts';
import { getVersions, listOwnOpenDays } from './queries.server.ts';
import { ChoosingSchema } from './schema.ts';

const now = new Date('2026-03-11T05:18:00Z');
const DAY = '2026-03-11';
let made: MadeMall;
let manager: Actor;
let assistant: Actor;
let owner: Actor;
let merchant: string;
const doing = (actor: Actor) => ({ mall: made.mall, actor, now });
const reasonOf = (attempt: Promise<unknown>) => attempt.then(() => 'done', (error: { reason?: { key: string }; status?: number }) => error.reason?.key ?? error.status);
const visit = (actor: Actor, need: string, note = '', clientId = newId()) =>
  recordVisit(doing(actor), merchant, { clientId, outcome: 'met', language: 'zh', carbon: false, needs: [{ program: 'safety', words: need }], promises: [{ words: `${need}?`, dueOn: '2026-03-13' }], note });
const shopAsks = { get merchant() { return merchant; }, day: DAY, as: 'shop' as const };
const authorAsks = { get merchant() { return merchant; }, day: DAY, as: 'author' as const };
const choose = async (actor: Actor, asked: typeof shopAsks | typeof authorAsks, parts: Record<string, string>, seen?: string) => {
  const view = await getVersions(doing(actor), asked);
  return chooseVersions(doing(actor), asked, { seen: seen ?? view.seen, parts: Object.entries(parts).map(([field, stands]) => ({ field, stands })) });
};
const record = () => getShopRecord(made.mall, merchant, owner.account, now);

beforeEach(async () => {
  made = await makeMall({ now });
  [manager, assistant] = [await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now }), await buildVolunteer(made.mall._id, made.grids[0]!, 'assistant', { now })];
  ({ merchant, owner } = made.shops[0]![0]!);
});

describe('two volunteers at one shop on one day', () => {
  test('are both kept, and the shop is asked to choose where they differ', async () => {
    await visit(manager, '灯坏了', '同');
    await visit(assistant, '灯泡坏了', '同');
    expect((await record()).openDays).toEqual([DAY]);
    const { fields, visits } = await getVersions(doing(owner), shopAsks);
    expect(visits).toHaveLength(2);
    expect(fields.map(({ field, state }) => [field, state])).toEqual([['need-safety', 'open'], ['note', 'same'], ['promises', 'open']]);
    expect(fields[0]!.said.map(({ lines }) => lines[0]!.words)).toEqual(['灯坏了', '灯泡坏了']);
  });

  test('stand as the shop chose, with both versions, who chose and when on its record, and nothing written over', async () => {
    const one = (await visit(manager, '灯坏了')).visit;
    const two = (await visit(assistant, '灯泡坏了')).visit;
    const before = await Visits.find({ mall: made.mall._id, merchant }).sort({ _id: 1 }).lean();
    await choose(owner, shopAsks, { 'need-safety': two, promises: 'all' });
    const after = await Visits.find({ mall: made.mall._id, merchant }).sort({ _id: 1 }).lean();
    expect(after.map(({ needs, promises, note }) => ({ needs, promises, note }))).toEqual(before.map(({ needs, promises, note }) => ({ needs, promises, note })));
    const { visits, openDays } = await record();
    expect(openDays).toEqual([]);
    const shown = visits.find(({ id }) => id === one)!;
    expect(shown.needs[0]).toMatchObject({ state: 'draft', said: { words: '灯坏了' } });
    expect(shown.aside).toMatchObject([{ field: 'need-safety', role: 'owner' }]);
    expect(visits.find(({ id }) => id === two)!.aside).toEqual([]);
    expect(await AuditEvents.find({ mall: made.mall._id, command: 'visit:choose' }).lean()).toMatchObject([{ subject: `shop:${merchant}`, actor: owner.account, role: 'owner', fields: ['need', 'promises'] }]);
    expect((await getVersions(doing(owner), shopAsks)).history.map(({ field, stands }) => [field, stands])).toEqual(expect.arrayContaining([['need-safety', [two]], ['promises', [one, two]]]));
    const earlier = async (actor: Actor) => (await getVisitForm(doing(actor), merchant)).earlier.map(({ aside }) => aside);
    expect([await earlier(manager), await earlier(assistant)]).toEqual([[true], [false]]);
    expect((await Deliveries.find({ mall: made.mall._id, account: { $in: [manager.account, assistant.account] } }).lean()).length).toBe(2);
  });

  test('what was set aside becomes no request and is on nobody’s day; chosen anew it is again', async () => {
    const one = (await visit(manager, '灯坏了')).visit;
    const two = (await visit(assistant, '灯泡坏了')).visit;
    await choose(owner, shopAsks, { 'need-safety': two, promises: two });
    const need = (await Visits.findOne({ mall: made.mall._id, _id: one }).lean())!;
    expect(await reasonOf(turnNeedIntoRequest(doing(owner), one, need.needs[0]!.id))).toBe('visits:refused.set-aside');
    expect([(await getDay(doing(manager))).promises.length, (await getDay(doing(assistant))).promises.length]).toEqual([0, 1]);
    expect(need.chaseOn).toBeUndefined();
    await choose(owner, shopAsks, { promises: one, 'need-safety': 'all' });
    expect([(await getDay(doing(manager))).promises.length, (await getDay(doing(assistant))).promises.length]).toEqual([1, 0]);
    expect((await Visits.findOne({ mall: made.mall._id, _id: one }).lean())!.chaseOn).toBe('2026-03-13');
    expect(await VisitChoices.countDocuments({ mall: made.mall._id })).toBe(4);
  });

  test('a third visit opens the part again; a page that didn’t know of it decides nothing', async () => {
    const one = (await visit(manager, '灯坏了')).visit;
    await visit(assistant, '灯泡坏了');
    const { seen } = await getVersions(doing(owner), shopAsks);
    await visit(manager, '电线露出来');
    expect(await reasonOf(choose(owner, shopAsks, { 'need-safety': one }, seen))).toBe('form.changed-meanwhile');
    const both = await Promise.all([reasonOf(choose(owner, shopAsks, { 'need-safety': one })), reasonOf(choose(owner, shopAsks, { 'need-safety': 'all' }))]);
    expect(both.filter((became) => became === 'done')).toHaveLength(1);
    await visit(assistant, '冒烟');
    expect((await record()).openDays).toEqual([DAY]);
  });

  test('neither volunteer reads the other’s words or chooses for the shop', async () => {
    await visit(manager, '灯坏了');
    await visit(assistant, '灯泡坏了');
    for (const actor of [manager, assistant]) expect((await getVersions(doing(actor), authorAsks)).visits).toHaveLength(1);
    expect(await reasonOf(getVersions(doing(manager), shopAsks))).toBe(404);
    expect(await reasonOf(getVersions(doing(made.shops[0]![1]!.owner), shopAsks))).toBe(404);
    const other = await buildVolunteer(made.mall._id, made.grids[1]!, 'manager', { now });
    expect(await reasonOf(getVersions(doing(other), authorAsks))).toBe(404);
  });
});

describe('one visit from two devices', () => {
  test('in other words is two versions: its author chooses, what is the same is kept once, and the shop sees both', async () => {
    const clientId = newId();
    const one = (await visit(manager, '灯坏了', '下午再来', clientId)).visit;
    const two = (await visit(manager, '三楼灯坏了', '下午再来', clientId)).visit;
    expect(two).not.toBe(one);
    expect((await visit(manager, '三楼灯坏了', '下午再来', clientId)).visit).toBe(two);
    expect(await listOwnOpenDays(doing(manager), DAY)).toMatchObject([{ merchant, day: DAY }]);
    await choose(manager, authorAsks, { 'need-safety': two, promises: two });
    expect(await listOwnOpenDays(doing(manager), DAY)).toEqual([]);
    const { visits, openDays } = await record();
    expect(openDays).toEqual([]);
    expect(visits.find(({ id }) => id === one)!.aside.map(({ field }) => field).sort()).toEqual(['need-safety', 'promises']);
    expect(visits.find(({ id }) => id === two)!.aside.map(({ field }) => field)).toEqual(['note']);
    expect(await AuditEvents.find({ mall: made.mall._id, command: 'visit:choose' }).lean()).toMatchObject([{ actor: manager.account, role: 'manager' }]);
    expect(await Deliveries.countDocuments({ mall: made.mall._id, account: owner.account })).toBe(3);
  });
});

test('choices go with the round’s visits', async () => {
  await visit(manager, '灯坏了');
  await visit(assistant, '灯泡坏了');
  await choose(owner, shopAsks, { 'need-safety': 'all' });
  await Rounds.updateOne({ mall: made.mall._id, _id: made.round }, { $set: { state: 'finished', finishedAt: now } });
  const later = new Date(now.getTime() + 91 * 24 * 3600_000);
  for (const { run } of VISIT_RULES) await run(made.mall._id, later);
  expect([await Visits.countDocuments({ mall: made.mall._id }), await VisitChoices.countDocuments({ mall: made.mall._id })]).toEqual([0, 0]);
});

test('the form reads its parts, and nothing else', () => {
  const id = newId();
  expect(ChoosingSchema.parse({ seen: 'x', 'stands-need-safety': id, 'stands-note': 'all' })).toEqual({ seen: 'x', parts: [{ field: 'need-safety', stands: id }, { field: 'note', stands: 'all' }] });
  expect(ChoosingSchema.safeParse({ seen: 'x' }).error?.issues[0]?.message).toBe('versions:refused.nothing-chosen');
  expect(ChoosingSchema.safeParse({ seen: 'x', 'stands-note': 'mine' }).success).toBe(false);
});
