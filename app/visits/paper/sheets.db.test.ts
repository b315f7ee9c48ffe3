import { beforeEach, describe, expect, test } from 'vitest';
import { Deliveries } from '#models/notice.server.ts';
import { Texts } from '#models/text.server.ts';
import { Offers, Rounds, Visits } from '#models/visit.server.ts';
import { WalkingSheets } from '#models/walking-sheet.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { getShopRecord } from '#app/record/shop-record.server.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { VISIT_RULES } from '../keeping.server.ts';
import { answerOffer } from '../shop-commands.server.ts';
import { printSheet, shredSheet, typeIn } from './commands.server.ts';
import { getSheet, listOpenSheets } from './queries.server.ts';
import { remindOfSheets } from './reminding.server.ts';

const now = new Date('2026-03-11T05:18:00Z');
const later = new Date('2026-03-12T05:18:00Z');
let made: MadeMall;
let manager: Actor;
const doing = (actor: Actor, at = now) => ({ mall: made.mall, actor, now: at });
const met = (at: number, more: Record<string, string> = {}) => ({ [`outcome-${at}`]: 'met', [`half-${at}`]: 'pm', ...Object.fromEntries(Object.entries(more).map(([name, value]) => [`${name}-${at}`, value])) });
const counts = () => Promise.all([Visits.countDocuments({ mall: made.mall._id }), Offers.countDocuments({ mall: made.mall._id }), Texts.countDocuments({ mall: made.mall._id })]);

beforeEach(async () => {
  made = await makeMall({ now, grids: 2, shops: 4 });
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now });
});

describe('a numbered walking list', () => {
  test('has the shops of her own part by booth and name, a number of six digits, and is one however often it is asked for', async () => {
    const [id, again] = await Promise.all([printSheet(doing(manager)), printSheet(doing(manager))]);
    expect(again).toBe(id);
    const sheet = await getSheet(doing(manager), id);
    expect(sheet.number).toMatch(/^\d{6}$/);
    expect(sheet.lines).toHaveLength(4);
    expect(Object.keys(sheet.lines[0]!).sort()).toEqual(['hasAccount', 'names', 'typed', 'unit']);
    expect(await WalkingSheets.countDocuments({ mall: made.mall._id })).toBe(1);
  });

  test('stores no shop outside of what is sealed, and that always to one length', async () => {
    await printSheet(doing(manager));
    const short = await buildVolunteer(made.mall._id, made.grids[1]!, 'manager', { now });
    await answerOffer({ mall: made.mall, actor: made.shops[1]![0]!.owner, now }, { merchant: made.shops[1]![0]!.merchant, answer: 'no-thanks' });
    await printSheet(doing(short));
    const rows = await WalkingSheets.find({ mall: made.mall._id }).lean();
    expect(JSON.stringify(rows)).not.toContain(made.shops[0]![0]!.merchant);
    const sealed = await Texts.find({ mall: made.mall._id, _id: { $in: rows.map((row) => row.lines ?? '') } }).lean();
    expect(new Set(sealed.map(({ cipher }) => (cipher as unknown as { length(): number }).length())).size).toBe(1);
    expect(sealed.map(({ readers }) => readers)).toEqual(expect.arrayContaining([[`account:${manager.account}`], [`account:${short.account}`]]));
  });

  test('is nobody else’s: a colleague of the grid finds nothing there', async () => {
    const id = await printSheet(doing(manager));
    const colleague = await buildVolunteer(made.mall._id, made.grids[0]!, 'leader', { now });
    for (const act of [getSheet, shredSheet]) await expect(act(doing(colleague), id)).rejects.toMatchObject({ status: 404 });
    await expect(typeIn(doing(colleague), id, met(0), 'zh')).rejects.toMatchObject({ status: 404 });
    expect(await listOpenSheets(doing(colleague))).toEqual([]);
  });

  test('is typed in the next day under its own day and half-day, and says so where the shop reads it', async () => {
    const id = await printSheet(doing(manager));
    expect(await typeIn(doing(manager, later), id, { ...met(0, { program: 'safety', need: '灯坏了', promise: '叫电工', due: '2026-03-13' }), 'outcome-1': 'closed', 'half-1': 'am' }, 'zh')).toEqual({});
    const visits = await Visits.find({ mall: made.mall._id }).lean();
    expect(visits).toMatchObject([{ outcome: 'met', day: '2026-03-11', half: 'pm', onPaper: true, author: manager.account, promises: [{ dueOn: '2026-03-13' }] }]);
    const owner = made.shops[0]!.find(({ merchant }) => merchant === visits[0]!.merchant)!.owner;
    const record = await getShopRecord(made.mall, visits[0]!.merchant, owner.account, later);
    expect(record.visits).toMatchObject([{ onPaper: true, at: null, day: '2026-03-11', needs: [{ said: { words: '灯坏了' } }] }]);
    const tried = (await Offers.find({ mall: made.mall._id, met: false }).lean())[0]!;
    expect((await getShopRecord(made.mall, tried.merchant, owner.account, later)).offers).toMatchObject([{ tries: [{ outcome: 'closed', onPaper: true, half: 'am' }] }]);
  });

  test('names whose needs its round notes, and takes no other ones', async () => {
    await Rounds.updateOne({ mall: made.mall._id, _id: made.round }, { $set: { needs: ['safety', 'labor'] } });
    const id = await printSheet(doing(manager));
    expect((await getSheet(doing(manager), id)).needs).toEqual(['labor', 'safety']);
    expect(await typeIn(doing(manager), id, met(0, { program: 'legal', need: '合同' }), 'zh')).toEqual({ 'program-0': { key: 'form.not-a-choice' } });
    expect(await typeIn(doing(manager), id, met(0, { program: 'labor', need: '缺人手' }), 'zh')).toEqual({});
  });

  test('typed in twice, at once and again, it adds nothing', async () => {
    const id = await printSheet(doing(manager));
    const values = { ...met(0, { program: 'safety', need: '灯坏了' }), 'outcome-1': 'not-met', 'half-1': 'am' };
    const both = await Promise.all([typeIn(doing(manager), id, values, 'zh'), typeIn(doing(manager), id, values, 'zh')]);
    expect(both).toEqual([{}, {}]);
    const before = await counts();
    expect(await typeIn(doing(manager, later), id, values, 'zh')).toEqual({});
    expect(await counts()).toEqual(before);
    expect((await getSheet(doing(manager), id)).lines.map(({ typed }) => typed)).toEqual(['met', 'not-met', null, null]);
  });

  test('another result for a line that has arrived is said, and overwrites nothing', async () => {
    const id = await printSheet(doing(manager));
    await typeIn(doing(manager), id, met(0, { program: 'safety', need: '灯坏了' }), 'zh');
    const before = await counts();
    const otherwise = { key: 'visits:refused.sent-otherwise' };
    expect(await typeIn(doing(manager), id, { 'outcome-0': 'closed', 'half-0': 'am' }, 'zh')).toEqual({ 'outcome-0': otherwise });
    expect(await typeIn(doing(manager), id, met(0, { program: 'safety', need: '水管漏了' }), 'zh')).toEqual({ 'outcome-0': otherwise });
    expect(await counts()).toEqual(before);
  });

  test('each wrong row has its reason at its own field, and its neighbours are stored', async () => {
    const id = await printSheet(doing(manager));
    const values = { ...met(0), 'outcome-1': 'met', 'outcome-2': 'closed', 'half-2': 'am', 'need-2': '灯', 'program-2': 'safety', 'need-3': '水' };
    expect(await typeIn(doing(manager), id, values, 'zh')).toEqual({
      'half-1': { key: 'form.required' },
      'outcome-2': { key: 'visits:refused.words-if-met' },
      'outcome-3': { key: 'form.required' },
    });
    expect((await counts())[0]).toBe(1);
    expect(await typeIn(doing(manager), id, met(1, { promise: 'x', due: '2020-01-01' }), 'zh')).toEqual({ 'due-1': { key: 'visits:refused.promise-day' } });
    expect(await typeIn(doing(manager), id, met(1, { promise: 'x' }), 'zh')).toEqual({ 'due-1': { key: 'form.required' } });
    expect(await typeIn(doing(manager), id, met(1, { program: 'gossip', need: 'x' }), 'zh')).toEqual({ 'program-1': { key: 'form.not-a-choice' } });
    expect(await typeIn(doing(manager), id, {}, 'zh')).toEqual({ form: { key: 'visits:refused.nothing-typed' } });
  });

  test('a shop that said no after it was printed is a line like any other', async () => {
    const id = await printSheet(doing(manager));
    const { merchant, owner } = made.shops[0]![1]!;
    await answerOffer({ mall: made.mall, actor: owner, now }, { merchant, answer: 'never' });
    const sheet = await getSheet(doing(manager), id);
    expect(sheet.lines).toHaveLength(4);
    const values = Object.fromEntries(sheet.lines.flatMap((_, at) => [[`outcome-${at}`, 'not-met'], [`half-${at}`, 'am']]));
    expect(await typeIn(doing(manager), id, values, 'zh')).toEqual({});
  });

  test('ticked off as shredded its list is gone for good, twice is once, and nothing can be typed in', async () => {
    const id = await printSheet(doing(manager));
    const { lines } = (await WalkingSheets.findOne({ mall: made.mall._id, _id: id }).lean())!;
    await shredSheet(doing(manager), id);
    await shredSheet(doing(manager), id);
    expect(await Texts.countDocuments({ mall: made.mall._id, _id: lines })).toBe(0);
    expect(await getSheet(doing(manager), id)).toMatchObject({ shredded: true, lines: [] });
    expect(await listOpenSheets(doing(manager))).toEqual([]);
    expect(await typeIn(doing(manager), id, met(0), 'zh')).toEqual({ form: { key: 'visits:refused.sheet-shredded' } });
    expect(await printSheet(doing(manager))).not.toBe(id);
  });

  test('not ticked off, its volunteer alone is reminded once, on a later day and not in the night', async () => {
    await printSheet(doing(manager));
    expect(await remindOfSheets(made.mall, now)).toBe(0);
    expect(await remindOfSheets(made.mall, new Date('2026-03-11T22:00:00Z'))).toBe(0);
    await Promise.all([remindOfSheets(made.mall, later), remindOfSheets(made.mall, later)]);
    expect(await remindOfSheets(made.mall, later)).toBe(0);
    expect((await Deliveries.find({ mall: made.mall._id }).lean()).map(({ account }) => account)).toEqual([manager.account]);
  });

  test('goes with its round', async () => {
    await printSheet(doing(manager));
    await Rounds.updateMany({ mall: made.mall._id }, { state: 'finished', finishedAt: now });
    for (const rule of VISIT_RULES) await rule.run(made.mall._id, new Date('2026-07-01T00:00:00Z'));
    expect(await WalkingSheets.countDocuments({ mall: made.mall._id })).toBe(0);
    expect(await Texts.countDocuments({ mall: made.mall._id, subject: `account:${manager.account}` })).toBe(0);
  });
});
