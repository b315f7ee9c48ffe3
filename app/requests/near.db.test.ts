import { beforeAll, describe, expect, it } from 'vitest';
import { Requests } from '#models/request.server.ts';
import { Secondings } from '#models/seconding.server.ts';
import { findPlace, type CodedPlace } from '#app/mall/codes/places.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, type MadeShop, makeMall } from '#tests/factories/mall.ts';
import { actOnRequest } from './acting.server.ts';
import { openRequest } from './commands.server.ts';
import { getRequestDetail } from './detail.server.ts';
import { followRequest } from './follow.server.ts';
import { findSeconded, listNear, secondInstead, takeBackSecond } from './near.server.ts';
import { passerOf, reportPlace } from './report.server.ts';

const NOW = new Date('2026-03-11T05:00:00Z');
const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

let made: MadeMall;
let manager: Actor;
let shop: MadeShop;
let place: CodedPlace;

beforeAll(async () => {
  registerPrograms();
  made = await makeMall({ now: NOW });
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: NOW });
  shop = made.shops[0]![0]!;
  place = (await findPlace(made.mall._id, shop.unit))!;
});

const report = (minutes: number, more: { at?: CodedPlace; what?: 'danger' | 'broken'; inside?: string } = {}) =>
  reportPlace({ mall: made.mall, now: later(minutes) }, more.at ?? place, { what: more.what ?? 'broken', words: { language: 'zh', words: '楼梯上的灯不亮' }, inside: more.inside });
const ask = (minutes: number, input: object) => openRequest({ mall: made.mall, actor: shop.owner, now: later(minutes) }, { account: shop.owner.account, role: 'merchant', merchant: shop.merchant, channel: 'ask', words: { language: 'zh', words: '灯不亮' }, ...input });
const near = async (number: string) => (await listNear(made.mall._id, number)).map((one) => one.number);
const passer = async (number: string, minutes: number) => ({ mall: made.mall, actor: await passerOf(made.mall._id, number), now: later(minutes) });

describe('What may be the same', () => {
  it('is the same kind at the same place, still open and asked before, of somebody else', async () => {
    const first = await report(0);
    const other = (await findPlace(made.mall._id, made.shops[0]![1]!.unit))!;
    await report(1, { what: 'danger' });
    await report(1, { at: other });
    await report(1, { inside: shop.merchant });
    const second = await report(2);
    expect([await near(second.number), await near(first.number)]).toEqual([[first.number], []]);
    await actOnRequest(await passer(first.number, 3), first.number, { command: { type: 'withdraw' } });
    expect(await near(second.number)).toEqual([]);
  });

  it('is never anything confidential, anybody’s own or inside a booth', async () => {
    for (const input of [{ kind: 'borrow' }, { kind: 'wages' }, { kind: 'defect', confidential: true }]) {
      await ask(10, input);
      expect(await near((await ask(11, input)).number)).toEqual([]);
    }
    await report(12, { inside: shop.merchant });
    expect(await near((await report(13, { inside: shop.merchant })).number)).toEqual([]);
  });
});

describe('"Me too"', () => {
  it('counts without names, withdraws one’s own and moves nothing; whoever said it takes it back', async () => {
    const first = await report(100, { what: 'danger' });
    const before = await Requests.findOne({ mall: made.mall._id, number: first.number }).lean();
    const mine = await ask(101, { kind: 'hazard' });
    const hers = await report(102, { what: 'danger' });
    await secondInstead({ mall: made.mall, actor: shop.owner, now: later(103) }, mine.number, first.number);
    await secondInstead(await passer(hers.number, 104), hers.number, first.number);
    const detail = await getRequestDetail(manager, made.mall, first.number, later(105));
    expect([detail.seconds, detail.seconded]).toEqual([2, null]);
    expect(JSON.stringify(await Secondings.find({ mall: made.mall._id }).lean())).not.toContain(shop.owner.account);
    expect(await Requests.findOne({ mall: made.mall._id, number: first.number }).lean()).toEqual(before);
    const own = await getRequestDetail(shop.owner, made.mall, mine.number, later(106));
    expect([own.stage, own.seconded]).toMatchObject(['withdrawn', { number: first.number, count: 2 }]);
    await takeBackSecond({ mall: made.mall, actor: shop.owner, now: later(107) }, mine.number);
    expect((await getRequestDetail(manager, made.mall, first.number, later(108))).seconds).toBe(1);
    await expect(takeBackSecond({ mall: made.mall, actor: shop.owner, now: later(109) }, mine.number)).rejects.toThrow(Refusal);
  });

  it('a passer-by sees which one stands for hers by number and code, and takes it back there', async () => {
    const first = await report(200, { what: 'danger' });
    const hers = await report(201, { what: 'danger' });
    await secondInstead(await passer(hers.number, 202), hers.number, first.number);
    const follow = (intent: 'show' | 'untake') => followRequest({ number: hers.number, code: hers.code, intent, turn: undefined }, { address: '1', now: later(203) });
    expect((await follow('show')).seconded).toMatchObject({ number: first.number, count: 1 });
    expect((await follow('untake')).seconded).toBeNull();
  });

  it('is said by nobody for another, and of nothing that isn’t offered', async () => {
    const first = await report(300, { what: 'danger' });
    const hers = await report(301, { what: 'danger' });
    await expect(secondInstead({ mall: made.mall, actor: shop.owner, now: later(302) }, hers.number, first.number)).rejects.toMatchObject({ status: 404 });
    await expect(takeBackSecond({ mall: made.mall, actor: shop.owner, now: later(302) }, hers.number)).rejects.toMatchObject({ status: 404 });
    const own = await ask(303, { kind: 'borrow' });
    await expect(secondInstead(await passer(hers.number, 304), hers.number, own.number)).rejects.toThrow(Refusal);
    expect(await findSeconded(made.mall._id, hers.id)).toBeNull();
  });
});
