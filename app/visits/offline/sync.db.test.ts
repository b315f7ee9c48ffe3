import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { RoleTerms } from '#models/account.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { HeldVisits } from '#models/held-visit.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { Texts } from '#models/text.server.ts';
import { Offers, Rounds, Tallies, Visits } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { bytesOf } from '#app/platform/keys.server.ts';
import { actorOf, buildOfficer, buildOwner, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { carryOutHeld, decideHeld, endHeld } from '../held/deciding.server.ts';
import { listHeld } from '../held/queries.server.ts';
import { tallyOf } from '../rules.ts';
import { FORM_VERSION, type SentVisit } from './schema.ts';
import { stampOf } from './stamp.server.ts';
import { takeBatch } from './sync.server.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const taken = Date.parse('2026-03-11T03:00:00Z');
const now = new Date(taken + 6 * HOUR);
let made: MadeMall;
let manager: Actor;

beforeEach(async () => {
  made = await makeMall({ now, grids: 2, shops: 6 });
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now });
});

const shopAt = (at: number, grid = 0) => made.shops[grid]![at]!.merchant;
/** As a phone keeps it whose clock is `wrong` ms ahead. */
function written(merchant: string, { minute = 0, wrong = 0, by = manager, ...rest }: Partial<SentVisit> & { minute?: number; wrong?: number; by?: Actor } = {}): SentVisit {
  const clocks = { device: taken + wrong, server: taken, stamp: stampOf({ account: by.account, mall: made.mall._id, server: taken }) };
  return { clientId: newId(), merchant, form: FORM_VERSION, round: made.round, at: taken + minute * 60_000 + wrong, taken: clocks, language: 'ug', fields: { outcome: 'met' }, ...rest };
}
const send = (visits: unknown[], { by = manager, wrong = 0, at = now } = {}) => takeBatch({ mall: made.mall, actor: by, now: at }, { owner: '', sentAt: at.getTime() + wrong, visits });
const count = async () => Promise.all([Visits, Offers, Tallies, Texts, AuditEvents].map((model) => (model as typeof Visits).countDocuments({ mall: made.mall._id })));
const offered = async () => (await Tallies.find({ mall: made.mall._id }).lean()).reduce((sum, row) => sum + row.offered, 0);

describe('a batch from a phone', () => {
  test('is stored with words, an audit row on each shop’s own record, and exact tallies', async () => {
    const visits = [0, 1, 2].map((at) => written(shopAt(at), { fields: { outcome: 'met', 'wants-safety': 'on', 'need-safety': 'چىراغ', 'promise-0': 'سورايمەن', 'due-0': '2026-03-12' } }));
    const { answers, ended } = await send(visits);
    expect(answers).toEqual(visits.map(({ clientId }) => ({ clientId, state: 'stored' })));
    expect(ended).toBe(false);
    expect(await offered()).toBe(3);
    const log = await AuditEvents.find({ mall: made.mall._id }).lean();
    expect(log.map(({ subject, command, role }) => `${subject} ${command} ${role}`).sort()).toEqual([0, 1, 2].map((at) => `shop:${shopAt(at)} visit:record manager`).sort());
    expect(await Visits.findOne({ mall: made.mall._id, clientId: visits[0]!.clientId }).lean()).toMatchObject({ author: manager.account, day: '2026-03-11', half: 'am', outcome: 'met', estimated: false });
  });

  test('adds nothing when it comes again, as a whole, in parts, in another order or ten times at once', async () => {
    const visits = [0, 1, 2, 3].map((at) => written(shopAt(at), { fields: { outcome: 'met', note: `خاتىرە ${at}` } }));
    await send(visits);
    const rows = await count();
    const again = visits.map(({ clientId }) => ({ clientId, state: 'there' }));
    expect((await send(visits)).answers).toEqual(again);
    expect((await send(visits.slice(2))).answers).toEqual(again.slice(2));
    expect((await send([...visits].reverse())).answers).toEqual([...again].reverse());
    await Promise.all(Array.from({ length: 10 }, () => send(visits)));
    expect(await count()).toEqual(rows);
  });

  test('sent by five tabs at once is stored once', async () => {
    const visits = [0, 1, 2, 3].map((at) => written(shopAt(at)));
    const all = await Promise.all(Array.from({ length: 5 }, () => send(visits)));
    expect(all.flatMap(({ answers }) => answers).filter(({ state }) => state === 'stored')).toHaveLength(4);
    expect([await Visits.countDocuments({ mall: made.mall._id }), await offered()]).toEqual([4, 4]);
  });

  test('with bad ones in it stores the others, and says of each what is wrong with it', async () => {
    const bare = written(shopAt(4));
    const visits: unknown[] = [
      written(shopAt(0)),
      null,
      { clientId: newId(), merchant: { $ne: null } },
      written(shopAt(0, 1)),
      written(newId()),
      written(shopAt(1), { fields: { outcome: 'met', 'wants-legal': 'on' } }),
      written(shopAt(1), { fields: { outcome: 'met', 'promise-0': 'x', 'due-0': '2026-03-10' } }),
      written(shopAt(1), { fields: { outcome: 'met', note: 'a\u202eb' } }),
      written(shopAt(1), { form: 99 }),
      written(shopAt(1), { round: newId() }),
      { ...bare, taken: { ...bare.taken, server: bare.taken.server - DAY } },
      written(shopAt(2)),
    ];
    const { answers } = await send(visits);
    expect(answers.map(({ state, errors }) => errors ? `${Object.keys(errors)[0]}: ${Object.values(errors)[0]!.key}` : state)).toEqual([
      'stored',
      'form: form.not-understood',
      'form: form.not-understood',
      'form: visits:refused.not-yours',
      'form: visits:refused.not-yours',
      'need-legal: form.required',
      'due-0: visits:refused.promise-day',
      'note: form.hidden-characters',
      'form: visits:refused.form-unknown',
      'form: visits:refused.round-over',
      'form: visits:refused.not-your-day',
      'stored',
    ]);
    expect([await Visits.countDocuments({ mall: made.mall._id }), await offered()]).toEqual([2, 2]);
  });

  test('with a need that its round doesn’t note keeps it on the phone, with the reason; written on a form from before there was a choice it is stored', async () => {
    await Rounds.updateOne({ mall: made.mall._id, _id: made.round }, { $set: { needs: ['safety'] } });
    const need = (at: number, program: string, form: number) => written(shopAt(at), { form, fields: { outcome: 'met', [`wants-${program}`]: 'on', [`need-${program}`]: 'كېرەك' } });
    const { answers } = await send([need(0, 'legal', 2), need(1, 'safety', 2), need(2, 'legal', 1)]);
    expect(answers.map(({ state, errors }) => errors ?? state)).toEqual([{ 'need-legal': { key: 'visits:refused.need-not-noted' } }, 'stored', 'stored']);
    expect((await Visits.find({ mall: made.mall._id }).lean()).flatMap(({ needs }) => needs.map(({ program }) => program)).sort()).toEqual(['legal', 'safety']);
  });

  test('keeps its own times on a clock that is three days wrong, and marks what was set in between', async () => {
    for (const wrong of [3 * DAY, -3 * DAY]) {
      const visit = written(shopAt(0), { minute: 240, wrong });
      await send([visit], { wrong });
      expect(await Visits.findOne({ mall: made.mall._id, clientId: visit.clientId }).lean()).toMatchObject({ day: '2026-03-11', half: 'pm', at: new Date(taken + 4 * HOUR), estimated: false });
    }
    const visit = written(shopAt(1), { minute: 240, wrong: 2 * DAY });
    await send([visit], { wrong: 0 });
    expect(await Visits.findOne({ mall: made.mall._id, clientId: visit.clientId }).lean()).toMatchObject({ at: new Date(taken + 4 * HOUR), estimated: true });
  });

  test('one that arrived with other words is kept beside the first, once however often it comes', async () => {
    const visit = written(shopAt(0), { fields: { outcome: 'met', note: 'بىر' } });
    await send([visit]);
    const other = { ...visit, fields: { outcome: 'met', note: 'ئىككى' } };
    expect((await send([other, visit])).answers).toEqual([{ clientId: visit.clientId, state: 'stored' }, { clientId: visit.clientId, state: 'there' }]);
    const rows = await count();
    await Promise.all(Array.from({ length: 4 }, () => send([other, visit])));
    expect(await count()).toEqual(rows);
    expect([await Visits.countDocuments({ mall: made.mall._id, merchant: shopAt(0) }), await offered()]).toEqual([2, 1]);
  });

  test('one that arrived as a meeting and comes again as none is kept on the phone, for a person to decide', async () => {
    const visit = written(shopAt(0), { fields: { outcome: 'met' } });
    await send([visit]);
    const rows = await count();
    const { answers } = await send([{ ...visit, fields: { outcome: 'closed' } }]);
    expect(answers).toEqual([{ clientId: visit.clientId, state: 'conflict', errors: { form: { key: 'visits:refused.sent-otherwise' } } }]);
    expect(await count()).toEqual(rows);
  });

  test('two volunteers at one shop on one day are both kept, and the shop counts once', async () => {
    const assistant = await buildVolunteer(made.mall._id, made.grids[0]!, 'assistant', { now });
    await send([written(shopAt(0), { minute: 200 })]);
    await send([written(shopAt(0), { minute: 10, by: assistant })], { by: assistant });
    expect([await Visits.countDocuments({ mall: made.mall._id, merchant: shopAt(0) }), await offered()]).toEqual([2, 1]);
  });

  test('of a round that ended is stored for a week, what took place before its end', async () => {
    const ended = new Date(taken + HOUR);
    await Rounds.updateOne({ mall: made.mall._id, _id: made.round }, { $set: { state: 'finished', finishedAt: ended, figures: { offered: 0, met: 0 } } });
    const states = async (visits: SentVisit[], at: Date) => (await send(visits, { at })).answers.map(({ state }) => state);
    expect(await states([written(shopAt(0), { minute: 30 }), written(shopAt(1), { minute: 90 })], now)).toEqual(['stored', 'refused']);
    expect(await states([written(shopAt(2), { minute: 30 })], new Date(ended.getTime() + 7 * DAY - 1))).toEqual(['stored']);
    expect(await states([written(shopAt(3), { minute: 30 })], new Date(ended.getTime() + 7 * DAY + 1))).toEqual(['refused']);
  });
});

describe('what several phones send, whatever way it comes', () => {
  const SKEW = 3 * DAY;
  const visit = fc.record({ shop: fc.nat(3), phone: fc.nat(2), minute: fc.integer({ min: 0, max: 330 }), outcome: fc.constantFrom('met', 'met', 'not-met', 'closed') });
  const way = fc.record({
    visits: fc.array(visit, { minLength: 1, maxLength: 12 }),
    skews: fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -SKEW, max: SKEW }))),
    again: fc.array(fc.nat(11), { maxLength: 6 }),
    order: fc.infiniteStream(fc.nat()),
    go: fc.integer({ min: 1, max: 5 }),
  });

  test('any order, any parts, any duplicates and any clock within three days give the same visits, offers and tallies', async () => {
    await fc.assert(
      fc.asyncProperty(way, async ({ visits, skews, again, order, go }) => {
        const left = async (arrive: (send: (wrongs: readonly number[], at: readonly number[]) => Promise<void>) => Promise<void>) => {
          made = await makeMall({ now, grids: 2, shops: 4 });
          const phones = await Promise.all([0, 0, 1].map((grid, at) => buildVolunteer(made.mall._id, made.grids[grid]!, at === 0 ? 'manager' : 'assistant', { now })));
          const sent = visits.map(() => newId());
          await arrive(async (wrongs, places) => {
            for (const phone of [0, 1, 2]) {
              const [by, wrong] = [phones[phone]!, wrongs[phone]!];
              const own = places.filter((at) => visits[at]!.phone === phone);
              const batch = own.map((at) => written(shopAt(visits[at]!.shop, phone === 2 ? 1 : 0), { minute: visits[at]!.minute, wrong, by, clientId: sent[at]!, fields: { outcome: visits[at]!.outcome } }));
              if (batch.length > 0) expect((await send(batch, { by, wrong })).answers.filter(({ state }) => state !== 'stored' && state !== 'there')).toEqual([]);
            }
          });
          const { mall, grids, shops } = made;
          const names = new Map([...grids.map((id, at) => [id, `grid ${at}`] as const), ...shops.flat().map(({ merchant }, at) => [merchant, `shop ${at}`] as const)]);
          const stored = await Visits.find({ mall: mall._id }).lean();
          const rows = await Offers.find({ mall: mall._id }).lean();
          return {
            visits: stored.map(({ clientId, day, half, at, estimated }) => [sent.indexOf(clientId), day, half, at.getTime(), estimated]).sort(([one], [other]) => Number(one) - Number(other)),
            offers: rows.map(({ merchant, grid, day, half, met }) => [names.get(merchant), names.get(grid), day, half, met].join(' ')).sort(),
            tallies: [...tallyOf(rows).values()].length > 0 && (await Tallies.find({ mall: mall._id, offered: { $gt: 0 } }).lean()).map(({ grid, slot, offered: sum }) => [grid, slot, sum].join(' ')).sort().join() === [...tallyOf(rows).values()].map(({ grid, slot, offered: sum }) => [grid, slot, sum].join(' ')).sort().join(),
          };
        };
        const all = visits.map((_visit, at) => at);
        const straight = await left((arrive) => arrive([0, 0, 0], all));
        const mixed = [...all, ...again.filter((at) => at < visits.length)].map((at) => ({ at, rank: order.next().value as number })).sort((one, other) => one.rank - other.rank).map(({ at }) => at);
        const otherwise = await left(async (arrive) => {
          for (let from = 0; from < mixed.length; from += go) await arrive(skews, mixed.slice(from, from + go));
        });
        expect(straight.tallies).toBe(true);
        expect(otherwise).toEqual(straight);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe('what arrives after the role has ended', () => {
  let officer: Actor;
  const END = taken + 2 * HOUR;
  const doing = (actor: Actor, at = now) => ({ mall: made.mall, actor, now: at });
  const gone = () => actorOf(manager.account);
  const ids = async () => (await HeldVisits.find({ mall: made.mall._id }).sort({ arrivedAt: 1 }).lean()).map(({ _id }) => _id);
  const states = async (visits: unknown[], at = now) => (await send(visits, { by: gone(), at })).answers.map(({ state, errors }) => (errors ? errors.form!.key : state));
  async function toldOf(template: string): Promise<string[]> {
    const notices = (await Notices.find({ mall: made.mall._id, template }).lean()).map(({ _id }) => _id);
    return (await Deliveries.find({ mall: made.mall._id, notice: { $in: notices } }).lean()).map(({ account }) => account);
  }
  const statusOf = (attempt: Promise<unknown>) => attempt.then(() => 'done', (error: unknown) => (error instanceof Response ? error.status : (error as Error).message));

  beforeEach(async () => {
    officer = await buildOfficer(made.mall._id, { now });
    await RoleTerms.updateOne({ mall: made.mall._id, account: manager.account }, { $set: { to: new Date(END) } });
  });

  test('waits for an officer, once, and nobody reads it: what was written while the role lasted, at her grid’s shops', async () => {
    const visits = [written(shopAt(0), { minute: 30, fields: { outcome: 'met', note: 'خاتىرە' } }), written(shopAt(1), { minute: 180 }), written(shopAt(0, 1), { minute: 30 }), written(shopAt(2), { minute: 20, fields: { outcome: 'not-met' } })];
    const became = ['held', 'visits:refused.after-role', 'visits:refused.not-yours', 'held'];
    expect(await states(visits)).toEqual(became);
    const rows = await count();
    expect(await states(visits)).toEqual(became);
    await Promise.all(Array.from({ length: 5 }, () => states(visits)));
    expect(await count()).toEqual(rows);
    expect(await Visits.countDocuments({ mall: made.mall._id })).toBe(0);
    expect(await toldOf('held-waiting')).toEqual([officer.account]);
    const { people } = await listHeld(doing(officer));
    expect(people.map(({ role, visits: lines }) => [role, lines.length])).toEqual([['manager', 2]]);
    expect(JSON.stringify(people)).not.toMatch(/met|خاتىرە/);
    const held = await HeldVisits.find({ mall: made.mall._id }).lean();
    const sizes = (await Texts.find({ mall: made.mall._id, _id: { $in: held.map(({ words }) => words!) } }).lean()).map(({ cipher }) => bytesOf(cipher).length);
    expect(sizes).toEqual([sizes[0], sizes[0]]);
  });

  test('what an officer takes in is stored in its author’s name and role, counted, and told to both; the phone learns of it', async () => {
    const visits = [written(shopAt(0), { minute: 30, fields: { outcome: 'met', note: 'خاتىرە' } }), written(shopAt(1), { minute: 20, fields: { outcome: 'not-met' } })];
    await states(visits);
    await Promise.all([decideHeld(doing(officer), await ids(), 'taken'), decideHeld(doing(officer), await ids(), 'taken')]);
    await carryOutHeld(made.mall, now);
    // Two decided at once: the log says it once of each.
    const logged = async (command: string) => AuditEvents.countDocuments({ mall: made.mall._id, command });
    expect([await logged('visit:take-held'), await logged('visit:settle-held')]).toEqual([2, 2]);
    expect(await Visits.find({ mall: made.mall._id }).lean()).toMatchObject([{ author: manager.account, merchant: shopAt(0), day: '2026-03-11', half: 'am', outcome: 'met' }]);
    expect(await offered()).toBe(2);
    const log = await AuditEvents.find({ mall: made.mall._id, command: 'visit:record' }).lean();
    expect(log.map(({ subject, actor, role }) => [subject, actor, role])).toEqual([[`shop:${shopAt(0)}`, manager.account, 'manager']]);
    expect(await toldOf('visit-recorded')).toEqual([made.shops[0]![0]!.owner.account]);
    expect(await toldOf('held-taken')).toEqual([manager.account, manager.account]);
    expect(await states(visits)).toEqual(['there', 'there']);
    expect((await HeldVisits.find({ mall: made.mall._id }).lean()).map(({ state, words }) => [state, words])).toEqual([['taken', undefined], ['taken', undefined]]);
  });

  test('what an officer doesn’t take in, or nobody decides on for seven days, is erased, and its author is told', async () => {
    const visits = [written(shopAt(0), { minute: 30 }), written(shopAt(1), { minute: 20 })];
    await states(visits);
    const [first = ''] = await ids();
    await decideHeld(doing(officer), [first], 'declined');
    await decideHeld(doing(officer), [first], 'taken');
    await endHeld(made.mall, new Date(now.getTime() + 7 * DAY - 1));
    expect(await HeldVisits.countDocuments({ mall: made.mall._id, state: 'waiting' })).toBe(1);
    await endHeld(made.mall, new Date(now.getTime() + 7 * DAY));
    expect([await Visits.countDocuments({ mall: made.mall._id }), await offered(), await Texts.countDocuments({ mall: made.mall._id, readers: 'house' })]).toEqual([0, 0, 0]);
    expect((await states(visits)).sort()).toEqual(['visits:refused.held-declined', 'visits:refused.held-lapsed']);
    expect(await toldOf('held-declined')).toEqual([manager.account, manager.account]);
    await endHeld(made.mall, new Date(now.getTime() + 14 * DAY));
    expect(await HeldVisits.countDocuments({ mall: made.mall._id })).toBe(0);
  });

  test('of a round that ends meanwhile isn’t late for having waited', async () => {
    await states([written(shopAt(0), { minute: 30 })]);
    await Rounds.updateOne({ mall: made.mall._id, _id: made.round }, { $set: { state: 'finished', finishedAt: now, figures: { offered: 0, met: 0 } } });
    await decideHeld(doing(officer, new Date(now.getTime() + 6 * DAY)), await ids(), 'taken');
    expect(await Visits.countDocuments({ mall: made.mall._id })).toBe(1);
  });

  test('nobody decides on her own, on her own shop’s, or on another mall’s', async () => {
    await states([written(shopAt(0), { minute: 30 })]);
    const rows = await ids();
    const herself = await buildOfficer(made.mall._id, { now, account: manager.account });
    const shopkeeper = { ...officer, memberships: [...officer.memberships, ...(await buildOwner(made.mall._id, shopAt(0), { now, account: officer.account })).memberships] };
    const elsewhere = await makeMall({ now });
    expect(await statusOf(decideHeld(doing(herself), rows, 'taken'))).toBe(404);
    expect(await statusOf(decideHeld(doing(shopkeeper), rows, 'taken'))).toBe(404);
    expect(await statusOf(decideHeld({ mall: elsewhere.mall, actor: await buildOfficer(elsewhere.mall._id, { now }), now }, rows, 'taken'))).toBe(404);
    expect([(await listHeld(doing(herself))).people, (await listHeld(doing(shopkeeper))).people]).toEqual([[], []]);
    expect(await HeldVisits.countDocuments({ mall: made.mall._id, state: 'waiting' })).toBe(1);
  });
});
