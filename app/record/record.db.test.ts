import { beforeEach, describe, expect, test } from 'vitest';
import { Accounts, Memberships, RoleTerms } from '#models/account.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { RequestEvents, Requests } from '#models/request.server.ts';
import { Texts } from '#models/text.server.ts';
import { Offers, Visits } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { reapplyErasures } from '#app/platform/erasure.server.ts';
import { newId } from '#app/platform/ids.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import { buildOfficial, buildOperator, buildOwner, buildStaff, buildVolunteer, buildWaiting } from '#tests/factories/account.ts';
import { type MadeMall, type MadeShop, makeMall } from '#tests/factories/mall.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { recordVisit } from '#app/visits/commands.server.ts';
import { openPromises } from '#app/visits/keepers.server.ts';
import type { RequestCommand } from '#app/requests/engine/commands.ts';
import { actOnRequest } from '#app/requests/acting.server.ts';
import { openRequest } from '#app/requests/commands.server.ts';
import { turnNeedIntoRequest } from '#app/visits/need-to-request.server.ts';
import { endPromise } from '#app/visits/promises.server.ts';
import { answerOffer, contestVisit } from '#app/visits/shop-commands.server.ts';
import { declareTie } from '#app/mall/roles/ties.server.ts';
import { eraseAccount, eraseShopRecord } from './erase.server.ts';
import { exportRecord } from './export.server.ts';
import { getExportView } from './export-view.server.ts';
import { getRecord, type MyPart, type ShopPart } from './queries.server.ts';

const now = new Date('2026-03-11T05:18:00Z');
let made: MadeMall;
let shop: MadeShop;
let manager: Actor;
let visit: string;
const mall = () => made.mall._id;
const doing = (actor: Actor) => ({ mall: made.mall, actor, now });
const statusOf = (attempt: Promise<unknown>) => attempt.then(() => 'done', (error: unknown) => (error instanceof Response ? error.status : (error as Error).message));
const shopPart = async (actor = shop.owner) => (await getRecord(actor, shop.merchant, 1, now)) as ShopPart;
const myPart = async (actor: Actor) => (await getRecord(actor, 'me', 1, now)) as MyPart;

registerPrograms();

beforeEach(async () => {
  made = await makeMall({ now });
  shop = made.shops[0]![0]!;
  manager = await buildVolunteer(mall(), made.grids[0]!, 'manager', { now, names: { ug: 'رەنا' } });
  const needs = [{ program: 'mutual-aid' as const, words: 'Баспалдақ керек' }];
  const promises = [{ words: 'Электрик', dueOn: '2026-03-13' }];
  const input = { clientId: newId(), outcome: 'met' as const, language: 'kk' as const, note: 'Ескертпе', carbon: false, needs, promises };
  visit = (await recordVisit(doing(manager), shop.merchant, input)).visit;
});

describe('RIGHTS: Subjects', () => {
  test('a visit shows on the shop’s record at once, with author, role, half-day and all of its words', async () => {
    const { record, writes } = await shopPart();
    expect(record.visits).toMatchObject([
      {
        author: { ug: 'رەنا' }, role: 'manager', day: '2026-03-11', half: 'am', outcome: 'met', answer: 'none',
        needs: [{ program: 'mutual-aid', state: 'draft', said: { words: 'Баспалдақ керек', language: 'kk' }, erasedOn: '2026-03-18' }],
        promises: [{ said: { words: 'Электрик' }, dueOn: '2026-03-13', kept: false }],
        note: { said: { words: 'Ескертпе' }, agreed: false, erasedOn: '2026-04-10' },
      },
    ]);
    expect(writes.rows).toMatchObject([{ command: 'visit:record', role: 'manager', names: { ug: 'رەنا' }, own: false }]);
  });

  test('an open promise names who keeps it since its giver’s role has ended; what was answered before stays with whoever gave it', async () => {
    const promises = [{ words: 'Шам', dueOn: '2026-03-13' }, { words: 'Кілт', dueOn: '2026-03-14' }];
    await recordVisit(doing(manager), shop.merchant, { clientId: newId(), outcome: 'met', language: 'kk', note: '', carbon: false, needs: [], promises });
    const keepers = async () => Object.fromEntries((await shopPart()).record.visits.flatMap((one) => one.promises.map(({ said, keeper }) => [said?.words, keeper])));
    const [given] = (await shopPart()).record.visits.filter((one) => one.id !== visit);
    await endPromise(doing(manager), given!.id, given!.promises.find(({ said }) => said?.words === 'Шам')!.id, 'kept');
    expect(await keepers()).toEqual({ Электрик: null, Шам: null, Кілт: null });
    await buildVolunteer(mall(), made.grids[0]!, 'information', { now, names: { ug: 'ئايشە' } });
    await RoleTerms.updateOne({ mall: mall(), account: manager.account }, { $set: { to: now } });
    await openPromises.move({ mall: made.mall, from: manager.account, role: 'manager', grid: made.grids[0]!, now }, null);
    const keeper = { names: { ug: 'ئايشە' }, role: 'information' };
    expect(await keepers()).toEqual({ Электрик: keeper, Шам: null, Кілт: keeper });
    const view = await getExportView(shop.owner, 'kk', false, now);
    expect(view.shops[0]!.visits.flatMap((one) => one.promises.map((promise) => promise.keeper))).toEqual(expect.arrayContaining([keeper, null]));
    await RoleTerms.updateMany({ mall: mall(), account: { $ne: manager.account } }, { $set: { to: now } });
    expect(await keepers()).toEqual({ Электрик: 'nobody-yet', Шам: null, Кілт: 'nobody-yet' });
    expect((await shopPart()).record.visits.map(({ author, role }) => [author, role])).toEqual([[{ ug: 'رەنا' }, 'manager'], [{ ug: 'رەنا' }, 'manager']]);
  });

  test('an owner whom nobody has confirmed yet reads nothing that was written before, and acts on nothing of it', async () => {
    const waiting = await buildWaiting(mall(), shop.merchant, { now });
    expect(await statusOf(shopPart(waiting))).toBe(404);
    const need = (await shopPart()).record.visits[0]!.needs[0]!.id;
    expect(await statusOf(turnNeedIntoRequest(doing(waiting), visit, need))).toBe(404);
  });

  test('the record is its owner’s: staff, another shop’s owner, the volunteer and another mall get a 404', async () => {
    const staff = await buildStaff(mall(), shop.merchant, { now });
    const stranger = (await makeMall({ now, grids: 1, shops: 1 })).shops[0]![0]!.owner;
    for (const actor of [staff, made.shops[0]![1]!.owner, manager, stranger]) expect(await statusOf(getRecord(actor, shop.merchant, 1, now))).toBe(404);
  });

  test('each write shows on one record and on no other', async () => {
    await declareTie(doing(manager), made.shops[0]![1]!.merchant);
    expect((await myPart(manager)).writes.rows.map((row) => row.command)).toEqual(['tie:declare']);
    expect((await shopPart()).writes.rows.map((row) => row.command)).toEqual(['visit:record']);
    expect((await myPart(shop.owner)).writes.rows).toEqual([]);
  });

  test('every audit row of the shop is listed, page by page, none left out', async () => {
    for (let i = 0; i < 25; i += 1) await contestVisit(doing(shop.owner), visit, { language: 'ug', words: `ئۇنداق ئەمەس ${i}` });
    const pages = await Promise.all([1, 2].map(async (page) => ((await getRecord(shop.owner, shop.merchant, page, now)) as ShopPart).writes));
    expect(pages[0]).toMatchObject({ pages: 2, total: 26 });
    expect(new Set(pages.flatMap((page) => page.rows.map((row) => row.id))).size).toBe(26);
  });

  test('a need turned into a request belongs to the account that sent it; the other owner isn’t led to it', async () => {
    const other = await buildOwner(mall(), shop.merchant, { now });
    const need = (await shopPart()).record.visits[0]!.needs[0]!.id;
    const { number } = await turnNeedIntoRequest(doing(shop.owner), visit, need);
    expect(await Requests.findOne({ mall: mall(), number }).lean()).toMatchObject({ requester: shop.owner.account, channel: 'visit', program: 'mutual-aid', merchant: shop.merchant });
    const shown = async (actor: Actor) => (await shopPart(actor)).record.visits[0]!.needs[0];
    expect(await shown(shop.owner)).toMatchObject({ state: 'request', number, said: null });
    expect(await shown(other)).toMatchObject({ state: 'request', number: null });
    expect(await statusOf(turnNeedIntoRequest(doing(shop.owner), visit, need))).toBe(404);
  });

  test('of two owners who send one need at the same moment only one makes a request', async () => {
    const other = await buildOwner(mall(), shop.merchant, { now });
    const need = (await shopPart()).record.visits[0]!.needs[0]!.id;
    const answers = await Promise.all([shop.owner, other].map((actor) => statusOf(turnNeedIntoRequest(doing(actor), visit, need))));
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
    expect(await Requests.countDocuments({ mall: mall() })).toBe(1);
    expect(await RequestEvents.countDocuments({ mall: mall(), type: 'asked' })).toBe(1);
  });
});

describe('RIGHTS: Offered, not met', () => {
  test('a declined offer shows to the shop with its answer', async () => {
    const other = made.shops[0]![1]!;
    await answerOffer(doing(other.owner), { merchant: other.merchant, answer: 'no-thanks' });
    const { record } = (await getRecord(other.owner, other.merchant, 1, now)) as ShopPart;
    expect(record.offers).toMatchObject([{ met: false, answer: 'no-thanks', erasedOn: '2026-06-30' }]);
  });
});

describe('RIGHTS: Looks', () => {
  test('who looked shows with role, day and purpose, and that no office did', async () => {
    const look = { mall: mall(), subject: `shop:${shop.merchant}`, viewer: manager.account, role: 'manager', purpose: 'visit', day: '2026-03-11', now };
    await recordLook(look);
    await recordLook(look);
    const part = await shopPart();
    expect(part.looks).toMatchObject([{ day: '2026-03-11', purpose: 'visit', role: 'manager', names: { ug: 'رەنا' } }]);
    expect(part.officeLooked).toBe(false);
    const official = await buildOfficial(made.office, { now });
    await recordLook({ ...look, viewer: official.account, role: 'official', purpose: 'request' });
    expect((await shopPart()).officeLooked).toBe(true);
  });
});

describe('taking it with you', () => {
  test('the export holds the words, answers, writes and looks of oneself and one’s shop, and no secret', async () => {
    await Accounts.updateOne({ _id: shop.owner.account }, { $set: { passwordHash: 'SECRET-HASH', secondFactor: 'SECRET-TOTP' } });
    const need = (await shopPart()).record.visits[0]!.needs[0]!.id;
    await turnNeedIntoRequest(doing(shop.owner), visit, need);
    const text = JSON.stringify(await exportRecord(shop.owner, now));
    for (const part of ['Ескертпе', 'Электрик', 'Баспалдақ керек', 'visit:need-to-request', 'visit:record']) expect(text).toContain(part);
    expect(text).not.toMatch(/SECRET|passwordHash|codeHash|cipher/);
  });

  test('the page to read leaves out no words, no write, no look and no answer of the file', async () => {
    await turnNeedIntoRequest(doing(shop.owner), visit, (await shopPart()).record.visits[0]!.needs[0]!.id);
    await contestVisit(doing(shop.owner), visit, { language: 'ug', words: 'بۇ توغرا ئەمەس' });
    await answerOffer(doing(shop.owner), { merchant: shop.merchant, answer: 'please-come' });
    await recordLook({ mall: mall(), viewer: manager.account, role: 'manager', subject: `shop:${shop.merchant}`, purpose: 'visit', day: '2026-03-11', now });
    const file = await exportRecord(shop.owner, now);
    const view = await getExportView(shop.owner, 'zh', false, now);
    expect(view.raw).toBeNull();
    const shown = JSON.stringify(view);
    const words = file.malls.flatMap((one) => one.words.map((text) => text.words));
    expect(words.length).toBeGreaterThan(0);
    for (const part of [...words, 'Баспалдақ керек', 'بۇ توغرا ئەمەس', 'please-come']) expect(shown).toContain(part);
    const rows = (of: 'writes' | 'looks') => [...file.malls, ...file.shops].flatMap((one) => one[of].map((row) => row._id)).sort();
    expect(view.writes.map((row) => row.id).sort()).toEqual(rows('writes'));
    expect(view.looks.map((row) => row.id).sort()).toEqual(rows('looks'));
    expect(view.looks.length).toBe(1);
    expect(view.malls[0]?.requests).toHaveLength(1);
    expect(JSON.parse((await getExportView(shop.owner, 'zh', true, now)).raw ?? '')).toMatchObject({ account: { userName: file.account?.userName } });
  });

  test('somebody else’s shop isn’t in it', async () => {
    const text = JSON.stringify(await exportRecord(made.shops[0]![1]!.owner, now));
    expect(text).not.toContain(shop.merchant);
    expect(text).not.toContain('Ескертпе');
  });
});

describe('RIGHTS: Words', () => {
  test('erasing a shop’s record deletes all words about it and keeps the row that it was offered a visit', async () => {
    await answerOffer(doing(shop.owner), { merchant: shop.merchant, answer: 'never' });
    await eraseShopRecord({ actor: shop.owner, now }, shop.merchant);
    expect(await Texts.countDocuments({ mall: mall(), subject: `shop:${shop.merchant}` })).toBe(0);
    expect((await shopPart()).record.visits).toMatchObject([{ needs: [], promises: [], note: null, contest: null }]);
    expect(await Offers.countDocuments({ mall: mall(), merchant: shop.merchant })).toBe(1);
    expect((await Merchants.findOne({ mall: mall(), _id: shop.merchant }).lean())?.visitWish).toBeUndefined();
    await answerOffer(doing(shop.owner), { merchant: shop.merchant, answer: 'please-come' });
    expect((await shopPart()).record.offers).toMatchObject([{ answer: 'please-come' }]);
  });

  test('only the owner erases it', async () => {
    const staff = await buildStaff(mall(), shop.merchant, { now });
    for (const actor of [staff, manager, made.shops[0]![1]!.owner]) expect(await statusOf(eraseShopRecord({ actor, now }, shop.merchant))).toBe(404);
    expect(await Texts.countDocuments({ mall: mall(), subject: `shop:${shop.merchant}` })).toBeGreaterThan(0);
  });

  test('an erased account has no name, no way in and no words; its request ends and stays replayable; audit rows stay', async () => {
    const { account } = shop.owner;
    const need = (await shopPart()).record.visits[0]!.needs[0]!.id;
    const { id } = await turnNeedIntoRequest(doing(shop.owner), visit, need);
    await eraseAccount({ actor: shop.owner, now });
    expect(await Accounts.countDocuments({ _id: account })).toBe(0);
    expect(await Memberships.countDocuments({ account })).toBe(0);
    expect(await Texts.countDocuments({ mall: mall(), subject: `account:${account}` })).toBe(0);
    expect(await Requests.findOne({ mall: mall(), _id: id }).lean()).toMatchObject({ stage: 'withdrawn', requester: account });
    expect((await RequestEvents.find({ mall: mall(), request: id }).sort({ seq: 1 }).lean()).map((event) => event.type)).toEqual(expect.arrayContaining(['asked', 'withdrawn']));
    expect(await AuditEvents.countDocuments({ mall: mall(), actor: account })).toBeGreaterThan(0);
    expect(await Visits.countDocuments({ mall: mall(), merchant: shop.merchant })).toBe(1);
  });

  test('an account is erased wherever its request stands, also while it is asked whether it is solved', async () => {
    const { number, id } = await openRequest(doing(shop.owner), { account: shop.owner.account, role: 'merchant', merchant: shop.merchant, kind: 'borrow', words: { language: 'zh', words: '借梯子' }, channel: 'ask' });
    const act = (command: RequestCommand) => actOnRequest({ mall: made.mall, actor: manager, now }, number, { command });
    await act({ type: 'takeOn', doing: true });
    await act({ type: 'markDone', outcome: 'solved' });
    await eraseAccount({ actor: shop.owner, now });
    expect(await Requests.findOne({ mall: mall(), _id: id }).lean()).toMatchObject({ stage: 'withdrawn' });
    expect(await Accounts.countDocuments({ _id: shop.owner.account })).toBe(0);
  });

  test('a volunteer who erases her account leaves what she wrote about shops to the shops, without her name', async () => {
    await eraseAccount({ actor: manager, now });
    const [entry] = (await shopPart()).record.visits;
    expect(entry).toMatchObject({ author: {}, note: { said: { words: 'Ескертпе' } } });
    expect(await RoleTerms.countDocuments({ mall: mall(), account: manager.account, to: { $gt: now } })).toBe(0);
  });

  test('after a restore from an older backup an erased account goes again', async () => {
    const row = (await Accounts.findOne({ _id: shop.owner.account }).lean())!;
    await eraseAccount({ actor: shop.owner, now });
    await Accounts.collection.insertOne(row as never);
    await reapplyErasures();
    expect(await Accounts.countDocuments({ _id: row._id })).toBe(0);
  });

  test('an operator doesn’t erase her own account', async () => {
    expect(await statusOf(eraseAccount({ actor: await buildOperator({ now }), now }))).toBe('record:refused.operator');
  });
});
