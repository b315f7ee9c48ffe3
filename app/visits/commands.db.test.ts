import { beforeEach, describe, expect, test } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { Texts } from '#models/text.server.ts';
import { Offers, Rounds, Tallies, Visits } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { onEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { bothActors, buildOwner, buildVolunteer } from '#tests/factories/account.ts';
import { buildMerchant } from '#tests/factories/place.ts';
import { type MadeMall, type MadeShop, makeMall } from '#tests/factories/mall.ts';
import { recordOfferOnly, recordVisit } from './commands.server.ts';
import type { VisitInput } from './schema.ts';
import { openSealed, type SealedAnswer } from './sealed-wishes.server.ts';
import { declareTie } from '#app/mall/roles/ties.server.ts';

const now = new Date('2026-03-11T05:18:00Z');
let made: MadeMall;
let shop: MadeShop;
let manager: Actor;

const visit = (input: Partial<VisitInput> = {}): VisitInput => ({
  clientId: newId(),
  outcome: 'met',
  language: 'kk',
  note: '',
  carbon: false,
  needs: [],
  promises: [],
  ...input,
});
const doing = (actor: Actor, at = now) => ({ mall: made.mall, actor, now: at });
const offered = async () => (await Tallies.find({ mall: made.mall._id }).lean()).reduce((sum, row) => sum + row.offered, 0);
const everything = async () => {
  const mall = made.mall._id;
  const rows = await Promise.all([Visits, Offers, Tallies, Texts, AuditEvents].map((model) => (model as typeof Visits).countDocuments({ mall })));
  return rows;
};

beforeEach(async () => {
  made = await makeMall({ now });
  shop = made.shops[0]![0]!;
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now });
});

describe('recording a visit', () => {
  test('a met visit without needs stores offer, visit and tally with half a day, and an audit row on the shop', async () => {
    const { visit: id } = await recordVisit(doing(manager), shop.merchant, visit());
    const mall = made.mall._id;
    expect(await Visits.findOne({ mall, _id: id }).lean()).toMatchObject({ outcome: 'met', day: '2026-03-11', half: 'am', needs: [], promises: [], answer: 'none' });
    expect(await Offers.findOne({ mall, merchant: shop.merchant }).lean()).toMatchObject({ met: true, grid: shop.grid });
    expect(await offered()).toBe(1);
    const audit = await AuditEvents.find({ mall }).lean();
    expect(audit).toMatchObject([{ command: 'visit:record', subject: `shop:${shop.merchant}`, actor: manager.account, role: 'manager', target: id }]);
  });

  test('it tells the shop and the grid, ids only, after the commit', async () => {
    const told: unknown[] = [];
    const end = onEvent((event) => event.type === 'visit:recorded' && told.push(event));
    const { visit: id } = await recordVisit(doing(manager), shop.merchant, visit());
    end();
    expect(told).toEqual([{ type: 'visit:recorded', id, version: 1, rooms: [`shop:${shop.merchant}`, `grid:${shop.grid}`] }]);
  });

  test('sending twice stores once and answers the same', async () => {
    const sent = visit({ needs: [{ program: 'safety', words: 'Розетка' }] });
    const first = await recordVisit(doing(manager), shop.merchant, sent);
    const rows = await everything();
    expect(await recordVisit(doing(manager), shop.merchant, sent)).toEqual({ visit: first.visit, again: true });
    expect(await everything()).toEqual(rows);
  });

  test('sent eight times at the same moment it is stored once', async () => {
    const sent = visit({ promises: [{ words: 'Электрик', dueOn: '2026-03-13' }] });
    const answers = await Promise.all(Array.from({ length: 8 }, () => recordVisit(doing(manager), shop.merchant, sent)));
    expect(new Set(answers.map((answer) => answer.visit)).size).toBe(1);
    expect(answers.filter((answer) => !answer.again)).toHaveLength(1);
    expect(await Visits.countDocuments({ mall: made.mall._id })).toBe(1);
    expect(await offered()).toBe(1);
  });

  test('two volunteers who visit one shop at the same moment are both kept, and the shop counts once', async () => {
    const assistant = await buildVolunteer(made.mall._id, made.grids[0]!, 'assistant', { now });
    await Promise.all([recordVisit(doing(manager), shop.merchant, visit()), recordVisit(doing(assistant), shop.merchant, visit())]);
    expect(await Visits.countDocuments({ mall: made.mall._id, merchant: shop.merchant })).toBe(2);
    expect(await Offers.find({ mall: made.mall._id }).lean()).toMatchObject([{ merchant: shop.merchant, met: true }]);
    expect(await offered()).toBe(1);
  });

  test('ten in parallel keep the tally right', async () => {
    const shops = await Promise.all(Array.from({ length: 10 }, (_, i) => buildMerchant(made.mall._id, { level: made.level, grid: made.grids[0]!, number: `F1-9${i}` })));
    await Promise.all(shops.map((one) => recordVisit(doing(manager), one.merchant, visit({ outcome: 'closed' }))));
    expect(await offered()).toBe(10);
  });

  test('needs, promises and note are read by author and shop alone, and drafts and note carry their last day', async () => {
    const sent = visit({ needs: [{ program: 'safety', words: 'Розетка' }], promises: [{ words: 'Электрик', dueOn: '2026-03-13' }], note: 'Ескертпе' });
    const { visit: id } = await recordVisit(doing(manager), shop.merchant, sent);
    const stored = (await Visits.findOne({ mall: made.mall._id, _id: id }).lean())!;
    const ids = [stored.needs[0]!.text, stored.promises[0]!.text, stored.note];
    for (const reader of [`shop:${shop.merchant}`, `account:${manager.account}`]) {
      expect([...(await readTexts(made.mall._id, ids, [reader])).values()].map((text) => text.words).sort()).toEqual(['Ескертпе', 'Розетка', 'Электрик']);
    }
    expect((await readTexts(made.mall._id, ids, [`grid:${shop.grid}`, 'mall', `shop:${newId()}`])).size).toBe(0);
    const days = await Texts.find({ mall: made.mall._id, _id: { $in: ids as string[] } }).lean();
    expect(days.find((text) => text._id === ids[0])?.eraseAt).toEqual(new Date('2026-03-18T05:18:00Z'));
    expect(days.find((text) => text._id === ids[2])?.eraseAt).toEqual(new Date('2026-04-10T05:18:00Z'));
  });

  test('a shop that asked for a visit has it once it was met', async () => {
    const asked = () => Merchants.findOne({ mall: made.mall._id, _id: shop.merchant }).lean().then((row) => row?.askedForVisitAt);
    await Merchants.updateOne({ mall: made.mall._id, _id: shop.merchant }, { $set: { askedForVisitAt: now } });
    await recordVisit(doing(manager), shop.merchant, visit({ outcome: 'closed' }));
    expect(await asked()).toEqual(now);
    await recordVisit(doing(manager), shop.merchant, visit());
    expect(await asked()).toBeUndefined();
  });
});

describe('nothing is half saved', () => {
  const refusedWith = async (attempt: Promise<unknown>) => attempt.then(() => 'saved', (error: unknown) => (error instanceof Refusal ? error.reason.key : error instanceof Response ? error.status : error));

  test('another grid’s, another mall’s and an unknown shop are the same 404', async () => {
    const other = await makeMall({ now, grids: 1, shops: 1 });
    const rows = await everything();
    for (const merchant of [made.shops[1]![0]!.merchant, other.shops[0]![0]!.merchant, newId(), '{"$ne":null}']) {
      expect(await refusedWith(recordVisit(doing(manager), merchant, visit()))).toBe(404);
    }
    expect(await everything()).toEqual(rows);
  });

  test('somebody else’s client id, and one’s own for another shop, are a 404', async () => {
    const sent = visit();
    await recordVisit(doing(manager), shop.merchant, sent);
    const assistant = await buildVolunteer(made.mall._id, made.grids[0]!, 'assistant', { now });
    const rows = await everything();
    expect(await refusedWith(recordVisit(doing(assistant), shop.merchant, sent))).toBe(404);
    expect(await refusedWith(recordVisit(doing(manager), made.shops[0]![1]!.merchant, sent))).toBe(404);
    expect(await everything()).toEqual(rows);
  });

  test('her own shop, a tied one and a supervisor’s visit are refused', async () => {
    const mall = made.mall._id;
    const owner = bothActors(manager, await buildOwner(mall, shop.merchant, { now, account: manager.account }));
    expect(await refusedWith(recordVisit(doing(owner), shop.merchant, visit()))).toBe('visits:refused.own-shop');
    // Every shop of the factory sells fabrics: hers too, and in this grid.
    expect(await refusedWith(recordVisit(doing(owner), made.shops[0]![1]!.merchant, visit()))).toBe('visits:refused.same-trade');
    await declareTie(doing(manager), made.shops[0]![2]!.merchant);
    expect(await refusedWith(recordVisit(doing(manager), made.shops[0]![2]!.merchant, visit()))).toBe('visits:refused.declared-tie');
    const supervisor = await buildVolunteer(mall, made.grids[0]!, 'supervisor', { now });
    expect(await refusedWith(recordVisit(doing(supervisor), shop.merchant, visit()))).toBe(404);
    expect(await Visits.countDocuments({ mall })).toBe(0);
  });

  test('between rounds, with a promise for yesterday, or without the paper copy, nothing is written', async () => {
    const bare = await buildMerchant(made.mall._id, { level: made.level, grid: made.grids[0]!, number: 'F1-777' });
    const rows = await everything();
    const late = visit({ needs: [{ program: 'legal', words: 'Шарт' }], promises: [{ words: 'Электрик', dueOn: '2026-03-10' }] });
    expect(await refusedWith(recordVisit(doing(manager), shop.merchant, late))).toBe('visits:refused.promise-day');
    expect(await refusedWith(recordVisit(doing(manager), bare.merchant, visit({ note: 'x' })))).toBe('visits:refused.carbon-first');
    await Rounds.updateOne({ mall: made.mall._id, _id: made.round }, { $set: { state: 'finished' } });
    expect(await refusedWith(recordVisit(doing(manager), shop.merchant, visit()))).toBe('visits:refused.no-round');
    expect(await everything()).toEqual(rows);
  });
});

describe('RIGHTS: Offered, not met', () => {
  test('“only offered” is stored as “not met” is: an offer without a visit, and an audit row without a name', async () => {
    const [one, other] = [made.shops[0]![0]!.merchant, made.shops[0]![1]!.merchant];
    await recordOfferOnly(doing(manager), { merchant: one, clientId: newId() });
    await recordVisit(doing(manager), other, visit({ outcome: 'not-met' }));
    const without = ({ _id, merchant, answer, subject, ...rest }: Record<string, unknown>) => rest;
    for (const model of [Offers, AuditEvents]) {
      const rows = await (model as unknown as typeof Visits).find({ mall: made.mall._id }).lean();
      expect(rows).toHaveLength(2);
      expect(without(rows[0] as never)).toEqual(without(rows[1] as never));
    }
    expect(await Visits.countDocuments({ mall: made.mall._id })).toBe(0);
    expect(JSON.stringify(await AuditEvents.find({ mall: made.mall._id }).lean())).not.toContain(manager.account);
  });

  test('a try is stored once however often it is sent, and others’ tries are kept beside it', async () => {
    const assistant = await buildVolunteer(made.mall._id, made.grids[0]!, 'assistant', { now });
    const sent = visit({ outcome: 'closed' });
    const first = await recordVisit(doing(manager), shop.merchant, sent);
    expect(await recordVisit(doing(manager), shop.merchant, sent)).toEqual({ visit: first.visit, again: true });
    await Promise.all([sent, sent].map((one) => recordVisit(doing(manager), shop.merchant, one)));
    await recordVisit(doing(assistant), shop.merchant, visit({ outcome: 'not-met' }));
    const { answer } = (await Offers.findOne({ mall: made.mall._id, merchant: shop.merchant }).lean())!;
    const sealed = (await openSealed<SealedAnswer>({ mall: made.mall._id }, [answer])).get(answer!);
    expect(sealed?.tries).toMatchObject([{ volunteer: manager.account, outcome: 'closed' }, { volunteer: assistant.account, outcome: 'not-met' }]);
    expect(await offered()).toBe(1);
  });
});
