import { beforeEach, describe, expect, test } from 'vitest';
import { Merchants } from '#models/merchant.server.ts';
import { Offers, Rounds } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { makeMall, type MadeMall } from '#tests/factories/mall.ts';
import { recordOfferOnly } from './commands.server.ts';
import { VISIT_RULES } from './keeping.server.ts';
import { findMallCoverage, getCoverage } from './coverage.server.ts';
import { finishRound, rescopeRound } from './rounds/commands.server.ts';
import { getRound } from './rounds/queries.server.ts';
import { listAsking, listNeverOffered } from './shop-lists.server.ts';

const now = new Date('2026-03-11T04:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 24 * 3600_000);
let made: MadeMall;
let officer: Actor;
let manager: Actor;
const shop = (i: number) => made.shops[0]![i]!.merchant;
const offer = (i: number, at: Date) => recordOfferOnly({ mall: made.mall, actor: manager, now: at }, { merchant: shop(i), clientId: newId() });
const seen = async (actor: Actor, at: Date) => {
  const doing = { mall: made.mall, actor, now: at };
  return findMallCoverage(doing, await getCoverage(doing));
};
beforeEach(async () => {
  made = await makeMall({ now, grids: 1, shops: 6 });
  officer = await buildOfficer(made.mall._id, { now });
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now });
});

describe('Coverage of the whole mall', () => {
  test('has a row for each day, today’s live, and agrees with the sum', async () => {
    await offer(0, now);
    await offer(1, now);
    await rescopeRound(made.mall._id, now);
    await offer(2, later(1));
    expect((await seen(officer, later(1)))?.days).toEqual([
      { day: '2026-03-11', offered: 2, soFar: 2, left: 4 },
      { day: '2026-03-12', offered: 1, soFar: 3, left: 3 },
    ]);
  });

  test('is told to no volunteer', async () => {
    await offer(0, now);
    expect(await seen(manager, now)).toBeNull();
  });

  test('says how many were met only when the round has ended, and shows late ones beside the frozen figures for good', async () => {
    await offer(0, now);
    expect(await seen(officer, now)).toMatchObject({ met: null, late: 0 });
    await finishRound({ mall: made.mall, actor: officer, now: later(1) }, made.round);
    const row = { mall: made.mall._id, round: made.round, grid: made.grids[0], day: '2026-03-11', half: 'pm', met: true, createdAt: later(2), updatedAt: later(2) };
    await Offers.insertMany([{ ...row, _id: newId(), merchant: shop(1) }]);
    expect(await seen(officer, later(2))).toMatchObject({ met: 0, late: 1, days: [{ day: '2026-03-11', offered: 1 }] });
    // The night cuts moments to the day of the visit, before the round's end.
    for (const { name, run } of VISIT_RULES) if (name.startsWith('minutes')) await run(made.mall._id, later(4));
    expect(await getRound(made.mall._id, made.round)).toMatchObject({ offered: 1, late: 1 });
  });

  test('counts shops that asked, and interpreters in one number', async () => {
    await Merchants.updateMany({ mall: made.mall._id, _id: { $in: [shop(0), shop(1)] } }, { $set: { interpreter: true } });
    await Merchants.updateOne({ mall: made.mall._id, _id: shop(3) }, { $set: { askedForVisitAt: now } });
    expect(await seen(officer, now)).toMatchObject({ asked: 1, interpreters: 2 });
    expect((await listAsking(made.mall._id, '')).shops.map((one) => one.merchant)).toEqual([shop(3)]);
  });
});

describe('Shops never yet offered a visit', () => {
  const never = async () => (await listNeverOffered(made.mall._id, '')).shops.map((one) => one.merchant);

  test('are those without an offer in any round, closed ones apart', async () => {
    await offer(0, now);
    await Merchants.updateOne({ mall: made.mall._id, _id: shop(1) }, { $set: { status: 'closed' } });
    expect((await never()).sort()).toEqual([2, 3, 4, 5].map(shop).sort());
    expect(await Offers.countDocuments({ mall: made.mall._id })).toBe(1);
  });

  test('don’t come back when the offers of a round are erased', async () => {
    await offer(0, now);
    await finishRound({ mall: made.mall, actor: officer, now: later(1) }, made.round);
    for (const { run } of VISIT_RULES) await run(made.mall._id, later(100));
    expect(await Offers.countDocuments({ mall: made.mall._id })).toBe(0);
    expect(await never()).not.toContain(shop(0));
    expect(await Rounds.countDocuments({ mall: made.mall._id })).toBe(1);
  });

  test('come page by page, each once', async () => {
    const big = await makeMall({ now, grids: 2, shops: 24 });
    const pages: string[][] = [];
    let after: string | null = '';
    while (after !== null) {
      const list = await listNeverOffered(big.mall._id, after);
      pages.push(list.shops.map((one) => one.merchant));
      after = list.next;
    }
    expect(pages.map((page) => page.length)).toEqual([20, 20, 8]);
    expect(new Set(pages.flat()).size).toBe(48);
  });
});
