import { beforeEach, describe, expect, test } from 'vitest';
import { RoleTerms } from '#models/account.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { Visits } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, type MadeShop, makeMall } from '#tests/factories/mall.ts';
import { recordVisit } from './commands.server.ts';
import { getDay } from './day.server.ts';
import { openPromises } from './keepers.server.ts';
import { endPromise, remindOfPromises, sayOfPromise } from './promises.server.ts';

const now = new Date('2026-03-11T05:18:00Z');
let made: MadeMall;
let shop: MadeShop;
let manager: Actor;
const mall = () => made.mall._id;
const doing = (actor: Actor, at = now) => ({ mall: made.mall, actor, now: at });
const statusOf = (attempt: Promise<unknown>) => attempt.then(() => 'done', (error: unknown) => (error instanceof Response ? error.status : (error as Error).message));
async function recorded(): Promise<string> {
  const promises = [{ words: 'Электрик', dueOn: '2026-03-13' }];
  return (await recordVisit(doing(manager), shop.merchant, { clientId: newId(), outcome: 'met', language: 'kk', note: '', carbon: false, needs: [], promises })).visit;
}
const visitRow = async (id: string) => (await Visits.findOne({ mall: mall(), _id: id }).lean())!;
async function toldOf(template: string): Promise<string[]> {
  const notices = (await Notices.find({ mall: mall(), template }).lean()).map(({ _id }) => _id);
  return (await Deliveries.find({ mall: mall(), notice: { $in: notices } }).lean()).map(({ account }) => account);
}

beforeEach(async () => {
  made = await makeMall({ now });
  shop = made.shops[0]![0]!;
  manager = await buildVolunteer(mall(), made.grids[0]!, 'manager', { now });
});

describe('promises', () => {
  test('both sides say what became of a promise: the shop is told, its “not yet” opens it again, its yes stands', async () => {
    const id = await recorded();
    const promise = (await visitRow(id)).promises[0]!.id;
    const onHerDay = async () => (await getDay(doing(manager))).promises.map(({ state, shop: said }) => [state, said]);
    await endPromise(doing(manager), id, promise, 'kept');
    await endPromise(doing(manager), id, promise, 'kept');
    expect(await toldOf('promise-kept')).toEqual([shop.owner.account]);
    await sayOfPromise(doing(shop.owner), id, promise, 'not-kept');
    await sayOfPromise(doing(shop.owner), id, promise, 'not-kept');
    expect(await toldOf('promise-open')).toEqual([manager.account]);
    expect(await onHerDay()).toEqual([['coming', 'not-kept']]);
    expect((await visitRow(id)).chaseOn).toBe('2026-03-13');
    await endPromise(doing(manager), id, promise, 'not-kept');
    expect(await onHerDay()).toEqual([['not-kept', null]]);
    await sayOfPromise(doing(shop.owner), id, promise, 'kept');
    await endPromise(doing(manager), id, promise, 'not-kept');
    expect(await onHerDay()).toEqual([['kept', 'kept']]);
    const row = await visitRow(id);
    expect([row.chaseOn, row.promises[0]!.shop]).toEqual([undefined, 'kept']);
    const stranger = made.shops[0]![1]!.owner;
    expect(await statusOf(sayOfPromise(doing(stranger), id, promise, 'kept'))).toBe(404);
    expect(await statusOf(sayOfPromise(doing(shop.owner), id, newId(), 'kept'))).toBe(404);
  });

  test('a promise whose day has passed is chased once, on the next day, with nobody but who gave it', async () => {
    const id = await recorded();
    expect(await remindOfPromises(made.mall, new Date('2026-03-13T06:00:00Z'))).toBe(0);
    expect(await remindOfPromises(made.mall, new Date('2026-03-13T22:00:00Z'))).toBe(0);
    const next = new Date('2026-03-14T06:00:00Z');
    await Promise.all([remindOfPromises(made.mall, next), remindOfPromises(made.mall, next)]);
    expect(await remindOfPromises(made.mall, next)).toBe(0);
    expect(await toldOf('promise-due')).toEqual([manager.account]);
    expect((await visitRow(id)).promises[0]!.remindedAt).toEqual(next);
  });

  test('a promise that was answered is never chased', async () => {
    const id = await recorded();
    await endPromise(doing(manager), id, (await visitRow(id)).promises[0]!.id, 'not-kept');
    expect(await remindOfPromises(made.mall, new Date('2026-03-20T06:00:00Z'))).toBe(0);
  });

  describe('of somebody whose role has ended', () => {
    const leave = async () => {
      await RoleTerms.updateOne({ mall: mall(), account: manager.account }, { $set: { to: now } });
      await openPromises.move({ mall: made.mall, from: manager.account, role: 'manager', grid: made.grids[0]!, now }, null);
    };

    test('pass to whoever works in the grid: she reads and keeps them, is reminded of them, and the shop is told who it is', async () => {
      const id = await recorded();
      const assistant = await buildVolunteer(mall(), made.grids[0]!, 'assistant', { now });
      expect(await openPromises.count({ mall: made.mall, from: manager.account, role: 'manager', grid: made.grids[0]!, now })).toBe(1);
      await leave();
      await leave();
      expect((await getDay(doing(assistant))).promises).toMatchObject([{ words: { words: 'Электрик' }, dueOn: '2026-03-13' }]);
      expect((await getDay(doing(manager))).promises).toEqual([]);
      expect([await toldOf('promise-handed'), await toldOf('promise-yours')]).toEqual([[shop.owner.account], [assistant.account]]);
      await remindOfPromises(made.mall, new Date('2026-03-14T06:00:00Z'));
      expect(await toldOf('promise-due')).toEqual([assistant.account]);
      const promise = (await visitRow(id)).promises[0]!.id;
      expect(await statusOf(endPromise(doing(manager), id, promise, 'kept'))).toBe(404);
      await endPromise(doing(assistant), id, promise, 'kept');
      await sayOfPromise(doing(shop.owner), id, promise, 'not-kept');
      expect(await toldOf('promise-open')).toEqual([assistant.account]);
    });

    test('never pass to somebody tied to that shop, and wait for the next one who may', async () => {
      const id = await recorded();
      const tied = await buildVolunteer(mall(), made.grids[0]!, 'assistant', { now, account: shop.owner.account });
      await leave();
      expect((await visitRow(id)).keeper).toBeUndefined();
      const later = new Date('2026-03-14T06:00:00Z');
      const next = await buildVolunteer(mall(), made.grids[0]!, 'information', { now });
      await remindOfPromises(made.mall, later);
      expect([(await visitRow(id)).keeper, await toldOf('promise-due')]).toEqual([next.account, [next.account]]);
      expect(await toldOf('promise-yours')).not.toContain(tied.account);
    });

    test('pass to the named successor, and what was answered stays with whoever answered it', async () => {
      const id = await recorded();
      await buildVolunteer(mall(), made.grids[0]!, 'leader', { now });
      const successor = await buildVolunteer(mall(), made.grids[0]!, 'assistant', { now });
      const done = await recorded();
      await endPromise(doing(manager), done, (await visitRow(done)).promises[0]!.id, 'kept');
      await openPromises.move({ mall: made.mall, from: manager.account, role: 'manager', grid: made.grids[0]!, now }, successor.account);
      expect([(await visitRow(id)).keeper, (await visitRow(done)).keeper]).toEqual([successor.account, undefined]);
    });
  });
});
