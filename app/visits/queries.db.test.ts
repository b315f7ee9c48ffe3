import { beforeEach, describe, expect, test } from 'vitest';
import { Merchants } from '#models/merchant.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { recordOfferOnly, recordVisit } from './commands.server.ts';
import { getCoverage, getDay, getVisitForm, offeredUnits } from './queries.server.ts';
import { agreeNote, answerOffer, contestVisit } from './shop-commands.server.ts';
import { declareTie } from '#app/mall/roles/ties.server.ts';

const now = new Date('2026-03-11T05:18:00Z');
let made: MadeMall;
let manager: Actor;
let assistant: Actor;
const mall = () => made.mall._id;
const doing = (actor: Actor) => ({ mall: made.mall, actor, now });
const shop = (at: number, grid = 0) => made.shops[grid]![at]!;
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
  test('it shows the shops of her grids in walking order, those that asked first, and the rest when put off', async () => {
    await Merchants.updateOne({ mall: mall(), _id: shop(2).merchant }, { $set: { askedForVisitAt: now } });
    expect(await stopsOf(manager)).toEqual(['F1-003', 'F1-001', 'F1-002', 'F1-004']);
    const later = await getDay(doing(manager), [shop(2).merchant]);
    expect(later.stops.map((stop) => stop.unit?.number)).toEqual(['F1-001', 'F1-002', 'F1-004', 'F1-003']);
    expect(later).toMatchObject({ shops: 4, offered: 0, today: '2026-03-11' });
  });

  test('an offered shop leaves the list for everybody; only who offered sees when', async () => {
    await recordVisit(doing(manager), shop(0).merchant, visit('closed'));
    expect(await stopsOf(assistant)).toEqual(['F1-002', 'F1-003', 'F1-004']);
    expect((await getDay(doing(manager))).offeredShops).toMatchObject([{ merchant: shop(0).merchant, day: '2026-03-11', half: 'am' }]);
    expect((await getDay(doing(assistant))).offeredShops).toMatchObject([{ merchant: shop(0).merchant, day: null, half: null }]);
  });

  test('tied shops are left to others', async () => {
    await declareTie(doing(manager), shop(1).merchant);
    expect(await stopsOf(manager)).toEqual(['F1-001', 'F1-003', 'F1-004']);
    expect(await stopsOf(assistant)).toEqual(['F1-001', 'F1-002', 'F1-003', 'F1-004']);
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
    const bare = day.offeredShops.map(({ merchant: _m, names: _n, unit: _u, ...rest }) => JSON.stringify(rest));
    expect(bare).toHaveLength(4);
    expect(new Set(bare).size).toBe(1);
    const officer = await buildOfficer(mall(), { now });
    const all = JSON.stringify([day, await getCoverage(doing(officer)), await offeredUnits(mall(), officer), await getVisitForm(doing(assistant), shop(1).merchant)]);
    expect(all).not.toMatch(/met\b|declin|no-thanks|never|answer"/);
  });

  test('“somebody else” takes the shop off that person’s list and puts it first on the others’', async () => {
    await answerOffer(doing(shop(3).owner), { merchant: shop(3).merchant, answer: 'somebody-else', not: manager.account });
    expect(await stopsOf(manager)).toEqual(['F1-001', 'F1-002', 'F1-003']);
    expect(await stopsOf(assistant)).toEqual(['F1-004', 'F1-001', 'F1-002', 'F1-003']);
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
  });

  test('the map shows offered units to the grid’s volunteers and officers, to a merchant her own, to another mall nothing', async () => {
    await recordVisit(doing(manager), shop(0).merchant, visit());
    const officer = await buildOfficer(mall(), { now });
    const sizes = async (actor: Actor) => {
      const { known, offered } = await offeredUnits(mall(), actor);
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
