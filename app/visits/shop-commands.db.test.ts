import { beforeEach, describe, expect, test } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { Notices } from '#models/notice.server.ts';
import { Texts } from '#models/text.server.ts';
import { Offers, Rounds, Tallies, Visits } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { buildStaff, buildVolunteer } from '#tests/factories/account.ts';
import { buildMerchant } from '#tests/factories/place.ts';
import { buildRound, type MadeMall, type MadeShop, makeMall } from '#tests/factories/mall.ts';
import { recordOfferOnly, recordVisit } from './commands.server.ts';
import { carryOutWishes, recountTallies } from './round-commands.server.ts';
import { finishRound } from './rounds/commands.server.ts';
import { OFFER_ANSWERS } from './form-limits.ts';
import { giveWishes, sealAnew } from './sealing-anew.server.ts';
import { openSealed, type SealedAnswer, type SealedWish } from './sealed-wishes.server.ts';
import { agreeNote, answerOffer, confirmVisit, contestVisit, correctVisit, dropNeed, refuseNote, wishTime } from './shop-commands.server.ts';
import { getDay } from './day.server.ts';
import { findMallCoverage, getCoverage } from './coverage.server.ts';
import { endPromise } from './promises.server.ts';
import { buildOfficer } from '#tests/factories/account.ts';

const now = new Date('2026-03-11T05:18:00Z');
let made: MadeMall;
let shop: MadeShop;
let manager: Actor;
const mall = () => made.mall._id;
const doing = (actor: Actor, at = now) => ({ mall: made.mall, actor, now: at });
const statusOf = (attempt: Promise<unknown>) => attempt.then(() => 'done', (error: unknown) => (error instanceof Response ? error.status : (error as Error).message));

async function recorded(): Promise<string> {
  const needs = [{ program: 'safety' as const, words: 'Розетка' }, { program: 'legal' as const, words: 'Шарт' }];
  const promises = [{ words: 'Электрик', dueOn: '2026-03-13' }];
  const input = { clientId: newId(), outcome: 'met' as const, language: 'kk' as const, note: 'Ескертпе', carbon: false, needs, promises };
  return (await recordVisit(doing(manager), shop.merchant, input)).visit;
}
const visitRow = async (id: string) => (await Visits.findOne({ mall: mall(), _id: id }).lean())!;
const offerRow = async (merchant = shop.merchant) => (await Offers.findOne({ mall: mall(), merchant }).lean())!;

beforeEach(async () => {
  made = await makeMall({ now });
  shop = made.shops[0]![0]!;
  manager = await buildVolunteer(mall(), made.grids[0]!, 'manager', { now });
});

describe('RIGHTS: Offered, not met', () => {
  test('whatever a shop answers, its offer looks the same, down to the length of what is sealed and its times', async () => {
    await recordOfferOnly(doing(manager), { merchant: shop.merchant, clientId: newId() });
    const before = await offerRow();
    const sealed = async () => (await Texts.findOne({ mall: mall(), _id: before.answer }).lean())!;
    const first = await sealed();
    for (const answer of OFFER_ANSWERS) {
      await answerOffer(doing(shop.owner, new Date(now.getTime() + 3600_000)), { merchant: shop.merchant, answer, not: manager.account });
      expect(await offerRow()).toEqual(before);
      const { cipher, ...row } = await sealed();
      const { cipher: unanswered, ...same } = first;
      expect(row).toEqual(same);
      expect((cipher as unknown as { length(): number }).length).toEqual((unanswered as unknown as { length(): number }).length);
      expect((await openSealed<SealedAnswer>({ mall: mall() }, [before.answer])).get(before.answer!)?.answer).toBe(answer);
    }
  });

  test('an answer before anybody came is off every list at once, and counts when people are at work in its grid; a no leaves no row with a name', async () => {
    const shops = made.shops.flat();
    for (const [i, answer] of (['not-now', 'no-thanks', 'never'] as const).entries()) await answerOffer(doing(shops[i]!.owner), { merchant: shops[i]!.merchant, answer });
    expect(await Offers.countDocuments({ mall: mall() })).toBe(0);
    expect(await AuditEvents.countDocuments({ mall: mall() })).toBe(0);
    const extra = (await buildMerchant(mall(), { level: made.level, grid: made.grids[0]!, number: 'F1-900' })).merchant;
    const more = (await buildMerchant(mall(), { level: made.level, grid: made.grids[0]!, number: 'F1-901' })).merchant;
    await recordOfferOnly(doing(manager), { merchant: extra, clientId: newId() });
    expect([await carryOutWishes(made.mall, now), await carryOutWishes(made.mall, now), await carryOutWishes(made.mall, now)]).toEqual([1, 2, 0]);
    const rows = (await Offers.find({ mall: mall() }).lean()).map(({ _id, merchant, answer, ...row }) => ({ ...row, sealed: Boolean(answer) }));
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(1);
    expect(new Set((await AuditEvents.find({ mall: mall() }).lean()).map((row) => `${row.command} ${row.actor} ${row.fields.join()}`)).size).toBe(1);
    expect((await Tallies.find({ mall: mall() }).lean()).reduce((sum, row) => sum + row.offered, 0)).toBe(4);
    expect(more).not.toBe(extra);
  });

  test('once people are at work in its grid, an answer counts at once; on another day it waits', async () => {
    await recordOfferOnly(doing(manager), { merchant: made.shops[0]![2]!.merchant, clientId: newId() });
    await answerOffer(doing(shop.owner), { merchant: shop.merchant, answer: 'no-thanks' });
    expect(await offerRow()).toMatchObject({ met: false });
    const other = made.shops[0]![1]!;
    await answerOffer(doing(other.owner, new Date(now.getTime() + 24 * 3600_000)), { merchant: other.merchant, answer: 'no-thanks' });
    expect(await Offers.countDocuments({ mall: mall() })).toBe(2);
  });

  test('every wish and answer is sealed anew at night and says what it said, and every shop has one', async () => {
    await answerOffer(doing(shop.owner), { merchant: shop.merchant, answer: 'never' });
    await giveWishes(mall(), now);
    expect(await Merchants.countDocuments({ mall: mall(), visitWish: { $exists: false } })).toBe(0);
    const ciphers = async () => (await Texts.find({ mall: mall(), author: '-' }).sort({ _id: 1 }).lean()).map(({ cipher }) => String(cipher));
    const before = await ciphers();
    expect(await sealAnew(mall())).toBe(before.length);
    expect((await ciphers()).filter((cipher) => before.includes(cipher))).toEqual([]);
    const { visitWish } = (await Merchants.findOne({ mall: mall(), _id: shop.merchant }).lean())!;
    expect((await openSealed<SealedWish>({ mall: mall() }, [visitWish])).get(visitWish!)?.never).toBe(true);
  });

  test('the answer opens for the shop alone', async () => {
    await recordOfferOnly(doing(manager), { merchant: shop.merchant, clientId: newId() });
    await answerOffer(doing(shop.owner), { merchant: shop.merchant, answer: 'no-thanks' });
    const { answer } = await offerRow();
    expect((await readTexts(mall(), [answer], [`account:${manager.account}`, `grid:${shop.grid}`, 'mall', `shop:${newId()}`])).size).toBe(0);
    expect((await readTexts(mall(), [answer], [`shop:${shop.merchant}`])).size).toBe(1);
  });

  test('“never” is remembered and counts as offered in the next round, in the row of a shop where nobody was there', async () => {
    const other = made.shops[0]![1]!;
    await answerOffer(doing(shop.owner), { merchant: shop.merchant, answer: 'never' });
    await Rounds.updateOne({ mall: mall(), _id: made.round }, { $set: { state: 'finished' } });
    const next = await buildRound(mall(), { number: 2 });
    expect(await carryOutWishes(made.mall, now)).toBe(0);
    await recordOfferOnly(doing(manager), { merchant: other.merchant, clientId: newId() });
    expect(await carryOutWishes(made.mall, now)).toBe(1);
    expect(await carryOutWishes(made.mall, now)).toBe(0);
    const rows = (await Offers.find({ mall: mall(), round: next }).lean()).map(({ _id, merchant, answer, ...row }) => JSON.stringify({ ...row, answer: typeof answer }));
    expect([rows.length, new Set(rows).size]).toEqual([2, 1]);
    const audit = await AuditEvents.find({ mall: mall(), subject: { $in: [`shop:${shop.merchant}`, `shop:${other.merchant}`] } }).lean();
    expect(new Set(audit.map((row) => `${row.command} ${row.role} ${row.actor}`)).size).toBe(1);
  });

  test('a shop that said no counts by the end of its round, wherever nobody walked', async () => {
    await answerOffer(doing(shop.owner), { merchant: shop.merchant, answer: 'never' });
    const officer = await buildOfficer(mall(), { now });
    await finishRound(doing(officer), made.round);
    expect(await Rounds.findOne({ mall: mall(), _id: made.round }).lean()).toMatchObject({ figures: { offered: 1, met: 0 } });
  });

  test('“please come” takes an earlier “never” back and puts the shop first', async () => {
    await answerOffer(doing(shop.owner), { merchant: shop.merchant, answer: 'never' });
    await answerOffer(doing(shop.owner), { merchant: shop.merchant, answer: 'please-come' });
    const row = (await Merchants.findOne({ mall: mall(), _id: shop.merchant }).lean())!;
    expect(row.askedForVisitAt).toEqual(now);
    expect((await openSealed<SealedWish>({ mall: mall() }, [row.visitWish])).get(row.visitWish!)).toMatchObject({ never: false });
  });

  test('“somebody else” names nobody outside the sealed wish, and only a person of the grid’s roster', async () => {
    expect(await statusOf(answerOffer(doing(shop.owner), { merchant: shop.merchant, answer: 'somebody-else', not: newId() }))).toBe('form.not-a-choice');
    await answerOffer(doing(shop.owner), { merchant: shop.merchant, answer: 'somebody-else', not: manager.account });
    const { visitWish } = (await Merchants.findOne({ mall: mall(), _id: shop.merchant }).lean())!;
    expect((await openSealed<SealedWish>({ mall: mall() }, [visitWish])).get(visitWish!)?.not).toEqual([manager.account]);
    expect(JSON.stringify(await AuditEvents.find({ mall: mall() }).lean())).not.toContain(manager.account);
  });

  test('a round ends with *met* as one sum of the mall, by an officer only', async () => {
    await recorded();
    await recordOfferOnly(doing(manager), { merchant: made.shops[0]![1]!.merchant, clientId: newId() });
    expect(await statusOf(finishRound(doing(manager), made.round))).toBe(404);
    const officer = await buildOfficer(mall(), { now });
    await finishRound(doing(officer), made.round);
    expect(await Rounds.findOne({ mall: mall(), _id: made.round }).lean()).toMatchObject({ state: 'finished', figures: { offered: 2, met: 1 }, finishedAt: now });
  });
});

describe('RIGHTS: Subjects', () => {
  test('staff, another shop’s owner, a volunteer and another mall answer nothing: 404 for each act', async () => {
    const id = await recorded();
    const staff = await buildStaff(mall(), shop.merchant, { now });
    const stranger = (await makeMall({ now, grids: 1, shops: 1 })).shops[0]![0]!.owner;
    const words = { language: 'ug', words: 'ئۇنداق ئەمەس' };
    for (const actor of [staff, made.shops[0]![1]!.owner, manager, stranger]) {
      const acts = [
        answerOffer(doing(actor), { merchant: shop.merchant, answer: 'never' }),
        confirmVisit(doing(actor), id),
        correctVisit(doing(actor), id, words),
        contestVisit(doing(actor), id, words),
        agreeNote(doing(actor), id),
        refuseNote(doing(actor), id),
        dropNeed(doing(actor), id, newId()),
      ];
      expect(await Promise.all(acts.map(statusOf))).toEqual(acts.map(() => 404));
    }
    expect(await visitRow(id)).toMatchObject({ answer: 'none', version: 1 });
  });

  test('each act of the shop leaves one audit row, on the shop’s record', async () => {
    const id = await recorded();
    await confirmVisit(doing(shop.owner), id);
    await contestVisit(doing(shop.owner), id, { language: 'ug', words: 'ئۇنداق ئەمەس' });
    await agreeNote(doing(shop.owner), id);
    await dropNeed(doing(shop.owner), id, (await visitRow(id)).needs[0]!.id);
    const rows = await AuditEvents.find({ mall: mall() }).sort({ _id: 1 }).lean();
    expect(rows.map((row) => row.command)).toEqual(['visit:record', 'visit:confirm', 'visit:contest', 'visit:agree-note', 'visit:drop-need']);
    expect(new Set(rows.map((row) => row.subject))).toEqual(new Set([`shop:${shop.merchant}`]));
  });
});

describe('the shop answers a visit', () => {
  test('its words stand beside the volunteer’s, readable by both, and a later answer replaces them', async () => {
    const id = await recorded();
    await contestVisit(doing(shop.owner), id, { language: 'ug', words: 'ئۇنداق ئەمەس' });
    const { contest } = await visitRow(id);
    for (const reader of [`shop:${shop.merchant}`, `account:${manager.account}`]) {
      expect((await readTexts(mall(), [contest], [reader])).get(contest!)?.words).toBe('ئۇنداق ئەمەس');
    }
    await confirmVisit(doing(shop.owner), id);
    expect(await visitRow(id)).toMatchObject({ answer: 'confirmed', version: 3 });
    expect(await Texts.countDocuments({ mall: mall(), _id: contest })).toBe(0);
  });

  test('of two answers at the same moment one is kept and the other is told so', async () => {
    const id = await recorded();
    const answers = await Promise.all([confirmVisit(doing(shop.owner), id), correctVisit(doing(shop.owner), id, { language: 'zh', words: '是下午' })].map(statusOf));
    expect(answers.sort()).toEqual(['done', 'form.changed-meanwhile']);
    expect((await visitRow(id)).version).toBe(2);
  });

  test('a note is the grid’s to read after the shop’s yes, and erased at once by its no', async () => {
    const id = await recorded();
    const { note } = await visitRow(id);
    const readable = async () => (await readTexts(mall(), [note], [`grid:${shop.grid}`])).size;
    expect(await readable()).toBe(0);
    await agreeNote(doing(shop.owner), id);
    expect(await readable()).toBe(1);
    await refuseNote(doing(shop.owner), id);
    expect(await visitRow(id)).toMatchObject({ noteAgreed: false });
    expect((await visitRow(id)).note).toBeUndefined();
    expect(await Texts.countDocuments({ mall: mall(), _id: note })).toBe(0);
  });

  test('a dropped draft loses its words and can’t be dropped again', async () => {
    const id = await recorded();
    const need = (await visitRow(id)).needs[0]!;
    await dropNeed(doing(shop.owner), id, need.id);
    expect((await visitRow(id)).needs.map((one) => one.state)).toEqual(['dropped', 'draft']);
    expect(await Texts.countDocuments({ mall: mall(), _id: need.text })).toBe(0);
    expect(await statusOf(dropNeed(doing(shop.owner), id, need.id))).toBe(404);
  });

  test('only who gave a promise ticks it off', async () => {
    const id = await recorded();
    const promise = (await visitRow(id)).promises[0]!.id;
    const assistant = await buildVolunteer(mall(), made.grids[0]!, 'assistant', { now });
    expect(await statusOf(endPromise(doing(assistant), id, promise, 'kept'))).toBe(404);
    await endPromise(doing(manager), id, promise, 'kept');
    expect((await visitRow(id)).promises[0]!.keptAt).toEqual(now);
  });
});

describe('the time that suits a shop', () => {
  const wished = async () => (await Merchants.findOne({ mall: mall(), _id: shop.merchant }).lean())?.wishedTime;

  test('is chosen by its owner from those that the mall offers, stands in the day of whoever visits, and goes in one tap', async () => {
    await wishTime(doing(shop.owner), shop.merchant, '16:00-18:00');
    await wishTime(doing(shop.owner), shop.merchant, '16:00-18:00');
    expect(await wished()).toBe('16:00-18:00');
    expect((await getDay(doing(manager))).stops.find(({ merchant }) => merchant === shop.merchant)?.wishedTime).toBe('16:00-18:00');
    await wishTime(doing(shop.owner), shop.merchant, '');
    expect(await wished()).toBeUndefined();
    expect(await AuditEvents.countDocuments({ mall: mall(), command: 'visit:wish-time', subject: `shop:${shop.merchant}` })).toBe(2);
  });

  test('is no time of its own making, and nobody else’s to choose', async () => {
    await expect(wishTime(doing(shop.owner), shop.merchant, '03:00-04:00')).rejects.toMatchObject({ reason: { key: 'form.not-a-choice' } });
    for (const actor of [manager, made.shops[0]![1]!.owner, await buildStaff(mall(), shop.merchant, { now })]) expect(await statusOf(wishTime(doing(actor), shop.merchant, '16:00-18:00'))).toBe(404);
  });
});

describe('recounting tallies', () => {
  test('differences are put right, rows without offers included, and a second run finds none', async () => {
    await recorded();
    await Tallies.updateMany({ mall: mall() }, { $set: { offered: 7 } });
    await Tallies.create({ mall: mall(), round: made.round, grid: made.grids[1]!, slot: 'x', offered: 3 });
    expect(await recountTallies(mall(), now)).toBe(2);
    expect(await AuditEvents.countDocuments({ mall: mall(), command: 'visit:recount' })).toBe(2);
    expect((await Tallies.find({ mall: mall() }).lean()).map((row) => row.offered).sort()).toEqual([0, 1]);
    expect(await recountTallies(mall(), now)).toBe(0);
  });

  test('a wrong tally is reported to the officers, once, and their page says in which grid and by how much', async () => {
    const officer = await buildOfficer(mall(), { now });
    await recorded();
    const page = async () => (await findMallCoverage(doing(officer), await getCoverage(doing(officer))))!.recounted;
    await recountTallies(mall(), now);
    expect([await Notices.countDocuments({ mall: mall(), template: 'tally-recounted' }), await page()]).toEqual([0, null]);
    await Tallies.updateMany({ mall: mall() }, { $set: { offered: 7 } });
    await recountTallies(mall(), now);
    await recountTallies(mall(), now);
    const told = await Notices.find({ mall: mall(), template: 'tally-recounted' }).lean();
    expect(told.map(({ audience }) => audience)).toEqual([{ kind: 'accounts', ids: [officer.account] }]);
    expect(await page()).toEqual({ day: '2026-03-11', grids: [{ number: expect.any(Number), by: -6 }] });
  });
});
