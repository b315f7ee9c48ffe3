import { beforeEach, describe, expect, test } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { recordOfferOnly, recordVisit } from './commands.server.ts';
import { getDay } from './day.server.ts';
import { handOver, takeOver } from './volunteer-commands.server.ts';
import { getCoverage, pageOf } from './coverage.server.ts';
import { getVisitForm, offeredShops } from './queries.server.ts';
import { agreeNote, answerOffer, contestVisit } from './shop-commands.server.ts';
import { declareTie } from '#app/mall/roles/ties.server.ts';

const now = new Date('2026-03-11T05:18:00Z');
let made: MadeMall;
let manager: Actor;
let assistant: Actor;
const mall = () => made.mall._id;
const doing = (actor: Actor) => ({ mall: made.mall, actor, now });
const shop = (at: number, grid = 0) => made.shops[grid]![at]!;
const everybody = () => made.shops.flat().map(({ merchant }) => merchant);
const visit = (outcome: 'met' | 'closed' | 'not-met' = 'met', note = '') => ({
  clientId: newId(), outcome, language: 'kk' as const, note, carbon: false, needs: [], promises: [{ words: 'Электрик', dueOn: '2026-03-13' }],
});
const stopsOf = async (actor: Actor) => (await getDay(doing(actor))).stops.map((stop) => stop.unit?.number);

beforeEach(async () => {
  made = await makeMall({ now, grids: 2, shops: 4 });
  manager = await buildVolunteer(mall(), made.grids[0]!, 'manager', { now });
  assistant = await buildVolunteer(mall(), made.grids[0]!, 'assistant', { now });
});

describe('a volunteer’s day', () => {
  test('it shows her part of the grid along the aisles, shops that asked first, and the rest when put off', async () => {
    await Merchants.updateOne({ mall: mall(), _id: shop(1).merchant }, { $set: { askedForVisitAt: now } });
    expect(await stopsOf(manager)).toEqual(['F1-002', 'F1-001']);
    expect(await stopsOf(assistant)).toEqual(['F1-003', 'F1-004']);
    const later = await getDay(doing(manager), [shop(1).merchant]);
    expect(later.stops.map((stop) => stop.unit?.number)).toEqual(['F1-001', 'F1-002']);
    expect(later).toMatchObject({ shops: 4, offered: 0, today: '2026-03-11', shared: true });
  });

  test('an offered shop leaves the list; only who offered it reads its name and when', async () => {
    await recordVisit(doing(manager), shop(0).merchant, visit('closed'));
    expect(await stopsOf(manager)).toEqual(['F1-002']);
    expect((await getDay(doing(manager))).offeredShops).toMatchObject([{ merchant: shop(0).merchant, day: '2026-03-11', half: 'am' }]);
    expect(await getDay(doing(assistant))).toMatchObject({ offered: 1, offeredShops: [] });
  });

  test('tied shops are left to others', async () => {
    await declareTie(doing(manager), shop(1).merchant);
    expect(await stopsOf(manager)).toEqual(['F1-001']);
    expect(await stopsOf(assistant)).toEqual(['F1-002', 'F1-003', 'F1-004']);
  });

  test('a shop is handed over, and taken over, in one tap; it shows on that shop’s record', async () => {
    await handOver(doing(manager), shop(0).merchant);
    expect([await stopsOf(manager), await stopsOf(assistant)]).toEqual([['F1-002'], ['F1-001', 'F1-003', 'F1-004']]);
    await takeOver(doing(manager));
    expect([await stopsOf(manager), await stopsOf(assistant)]).toEqual([['F1-001', 'F1-002', 'F1-003', 'F1-004'], []]);
    const rows = await AuditEvents.find({ mall: mall(), command: 'visit:swap' }, { subject: 1 }).lean();
    expect(new Set(rows.map((row) => row.subject))).toEqual(new Set([0, 2, 3].map((at) => `shop:${shop(at).merchant}`)));
  });

  test('nobody hands over another’s shop, or to somebody whom the shop wishes not to see or who has a tie with it', async () => {
    const why = (attempt: Promise<unknown>) => attempt.then(() => 'done', (error: unknown) => (error instanceof Response ? error.status : (error as Error).message));
    expect(await why(handOver(doing(manager), shop(3).merchant))).toBe(404);
    await declareTie(doing(assistant), shop(0).merchant);
    await answerOffer(doing(shop(1).owner), { merchant: shop(1).merchant, answer: 'somebody-else', not: assistant.account });
    expect(await why(handOver(doing(manager), shop(0).merchant))).toBe('visits:refused.nobody-else');
    expect(await why(handOver(doing(manager), shop(1).merchant))).toBe('visits:refused.nobody-else');
    await recordVisit(doing(manager), shop(0).merchant, visit('closed'));
    await recordVisit(doing(manager), shop(1).merchant, visit('met'));
    expect(await why(takeOver(doing(assistant)))).toBe('visits:refused.nothing-left');
  });

  test('her own promises are there, nobody else’s', async () => {
    await recordVisit(doing(manager), shop(0).merchant, visit());
    expect((await getDay(doing(manager))).promises).toMatchObject([{ words: { words: 'Электрик', language: 'kk' }, dueOn: '2026-03-13', state: 'coming' }]);
    expect((await getDay(doing(assistant))).promises).toEqual([]);
  });
});

describe('RIGHTS: Offered, not met', () => {
  test('visited, declined at the counter and declined on the phone look the same to another volunteer and to officers', async () => {
    await recordVisit(doing(manager), shop(0).merchant, visit('met'));
    await recordOfferOnly(doing(manager), { merchant: shop(1).merchant, clientId: newId() });
    await answerOffer(doing(shop(2).owner), { merchant: shop(2).merchant, answer: 'no-thanks' });
    await answerOffer(doing(shop(3).owner), { merchant: shop(3).merchant, answer: 'never' });
    const day = await getDay(doing(assistant));
    expect(day).toMatchObject({ offered: 4, stops: [], offeredShops: [] });
    const officer = await buildOfficer(mall(), { now });
    const all = JSON.stringify([day, await getCoverage(doing(officer)), await offeredShops(mall(), officer, everybody()), await getVisitForm(doing(assistant), shop(1).merchant)]);
    expect(all).not.toMatch(/met\b|declin|no-thanks|never|answer"/);
  });

  test('“somebody else” takes the shop off that person’s list and puts it first on the others’', async () => {
    await answerOffer(doing(shop(3).owner), { merchant: shop(3).merchant, answer: 'somebody-else', not: manager.account });
    expect(await stopsOf(manager)).toEqual(['F1-001', 'F1-002']);
    expect(await stopsOf(assistant)).toEqual(['F1-004', 'F1-003']);
    await answerOffer(doing(shop(0).owner), { merchant: shop(0).merchant, answer: 'somebody-else', not: manager.account });
    expect([await stopsOf(manager), await stopsOf(assistant)]).toEqual([['F1-002'], ['F1-001', 'F1-004', 'F1-003']]);
  });
});

describe('coverage', () => {
  test('officers see the sums of the whole mall, volunteers those of their grids', async () => {
    await recordVisit(doing(manager), shop(0).merchant, visit());
    const other = await buildVolunteer(mall(), made.grids[1]!, 'manager', { now });
    await recordVisit(doing(other), shop(0, 1).merchant, visit('closed'));
    await recordVisit(doing(other), shop(1, 1).merchant, visit('closed'));
    const officer = await buildOfficer(mall(), { now });
    const whole = await getCoverage(doing(officer));
    expect(whole.grids.map((row) => [row.grid.number, row.offered, row.shops])).toEqual([[1, 1, 4], [2, 2, 4]]);
    expect(whole.total).toMatchObject({ offered: 3, shops: 8 });
    expect(whole.levels).toMatchObject([{ names: ['F1'], offered: 3, shops: 8 }]);
    expect((await getCoverage(doing(manager))).grids.map((row) => row.grid.number)).toEqual([1]);
    const many = { ...whole, grids: Array.from({ length: 50 }, (_nothing, at) => ({ ...whole.grids[0]!, key: String(at) })) };
    expect([pageOf(many, 1), pageOf(many, 2), pageOf(many, 9), pageOf(many, -3)].map(({ grids, levels, page, pages }) => [grids.length, grids[0]!.key, levels.length, page, pages])).toEqual([
      [48, '0', 1, 1, 2],
      [2, '48', 0, 2, 2],
      [2, '48', 0, 2, 2],
      [48, '0', 1, 1, 2],
    ]);
  });

  test('the map shows offered shops to the grid’s volunteers and officers, to a merchant her own, to another mall nothing', async () => {
    await recordVisit(doing(manager), shop(0).merchant, visit());
    const officer = await buildOfficer(mall(), { now });
    const sizes = async (actor: Actor) => {
      const { known, offered } = await offeredShops(mall(), actor, everybody());
      return [known.length, offered.length];
    };
    expect(await sizes(officer)).toEqual([8, 1]);
    expect(await sizes(assistant)).toEqual([4, 1]);
    expect(await sizes(shop(0).owner)).toEqual([1, 1]);
    expect(await sizes(shop(1).owner)).toEqual([1, 0]);
    const stranger = (await makeMall({ now, grids: 1, shops: 1 })).shops[0]![0]!.owner;
    expect(await sizes(stranger)).toEqual([0, 0]);
  });
});

describe('RIGHTS: What a visit stores', () => {
  test('a note reaches other volunteers of the grid only with the shop’s yes', async () => {
    const { visit: id } = await recordVisit(doing(manager), shop(0).merchant, visit('met', 'Ескертпе'));
    expect((await getVisitForm(doing(assistant), shop(0).merchant)).notes).toEqual([]);
    await agreeNote(doing(shop(0).owner), id);
    expect((await getVisitForm(doing(assistant), shop(0).merchant)).notes).toMatchObject([{ words: 'Ескертпе' }]);
  });

  test('a contested visit carries the shop’s words where its author sees it, and nobody else sees it at all', async () => {
    const { visit: id } = await recordVisit(doing(manager), shop(0).merchant, visit());
    await contestVisit(doing(shop(0).owner), id, { language: 'ug', words: 'ئۇنداق ئەمەس' });
    expect((await getVisitForm(doing(manager), shop(0).merchant)).earlier).toMatchObject([{ answer: 'contested', contest: { words: 'ئۇنداق ئەمەس' } }]);
    expect((await getVisitForm(doing(assistant), shop(0).merchant)).earlier).toEqual([]);
  });
});
