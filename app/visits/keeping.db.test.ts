import { beforeEach, describe, expect, test } from 'vitest';
import { Erasures, Texts } from '#models/text.server.ts';
import { Offers, Rounds, Tallies, Visits } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { reapplyErasures } from '#app/platform/erasure.server.ts';
import { newId } from '#app/platform/ids.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { recordVisit } from './commands.server.ts';
import { VISIT_RULES } from './keeping.server.ts';
import { agreeNote } from './shop-commands.server.ts';

const now = new Date('2026-03-11T05:18:00Z');
const days = (count: number) => new Date(now.getTime() + count * 24 * 3600_000);
let made: MadeMall;
let manager: Actor;
const mall = () => made.mall._id;

async function keep(at: Date): Promise<void> {
  for (const rule of VISIT_RULES) await rule.run(mall(), at);
}
async function record(): Promise<string> {
  const needs = [{ program: 'safety' as const, words: 'Розетка' }];
  const promises = [{ words: 'Электрик', dueOn: '2026-03-13' }];
  const input = { clientId: newId(), outcome: 'met' as const, language: 'kk' as const, note: 'Ескертпе', carbon: false, needs, promises };
  return (await recordVisit({ mall: made.mall, actor: manager, now }, made.shops[0]![0]!.merchant, input)).visit;
}
const row = async (id: string) => (await Visits.findOne({ mall: mall(), _id: id }).lean())!;
const words = (id: string | undefined) => Texts.countDocuments({ mall: mall(), _id: id ?? '' });

beforeEach(async () => {
  made = await makeMall({ now, grids: 1, shops: 2 });
  manager = await buildVolunteer(mall(), made.grids[0]!, 'manager', { now });
});

describe('RIGHTS: Keeping', () => {
  test('a draft that nobody answered goes after seven days, not before', async () => {
    const id = await record();
    const text = (await row(id)).needs[0]!.text;
    await keep(days(6.5));
    expect(await words(text)).toBe(1);
    await keep(days(7));
    expect(await words(text)).toBe(0);
    expect((await row(id)).needs[0]!.state).toBe('dropped');
  });

  test('a note goes after 30 days without the shop’s yes, and stays with it', async () => {
    const [without, agreed] = [await record(), await record()];
    await agreeNote({ mall: made.mall, actor: made.shops[0]![0]!.owner, now }, agreed);
    const kept = (await row(agreed)).note;
    await keep(days(29));
    expect((await row(without)).note).toBeDefined();
    await keep(days(30));
    expect((await row(without)).note).toBeUndefined();
    expect(await words(kept)).toBe(1);
  });

  test('the minute of a visit goes once its day is over everywhere; day and half stay', async () => {
    const id = await record();
    await keep(days(0.2));
    expect((await row(id)).at).toEqual(now);
    await keep(days(1));
    const midnight = new Date('2026-03-11T00:00:00Z');
    expect(await row(id)).toMatchObject({ at: midnight, createdAt: midnight, updatedAt: midnight, day: '2026-03-11', half: 'am' });
    expect(await Offers.findOne({ mall: mall() }).lean()).toMatchObject({ createdAt: midnight, updatedAt: midnight, half: 'am' });
  });

  test('offers, visits and all their words go 90 days after the round; tallies name nobody and stay', async () => {
    const id = await record();
    const stored = await row(id);
    const { answer } = (await Offers.findOne({ mall: mall() }).lean())!;
    await Rounds.updateOne({ mall: mall(), _id: made.round }, { $set: { state: 'finished', finishedAt: days(10), figures: { offered: 1, met: 1 } } });
    await keep(days(99));
    expect(await Visits.countDocuments({ mall: mall() })).toBe(1);
    await keep(days(100));
    expect(await Visits.countDocuments({ mall: mall() })).toBe(0);
    expect(await Offers.countDocuments({ mall: mall() })).toBe(0);
    expect(await words(stored.promises[0]!.text)).toBe(0);
    expect(await words(answer)).toBe(0);
    expect(await Tallies.find({ mall: mall() }).lean()).toMatchObject([{ offered: 1 }]);
    expect(await Rounds.findOne({ mall: mall() }).lean()).toMatchObject({ figures: { offered: 1, met: 1 } });
  });

  test('what went is in the register: put back from a backup, it goes again', async () => {
    const id = await record();
    const stored = await row(id);
    const text = (await Texts.findOne({ mall: mall(), _id: stored.needs[0]!.text }).lean())!;
    await Rounds.updateOne({ mall: mall(), _id: made.round }, { $set: { state: 'finished', finishedAt: now } });
    await keep(days(90));
    await Visits.collection.insertOne(stored as never);
    await Texts.collection.insertOne(text as never);
    await reapplyErasures();
    expect(await Visits.countDocuments({ mall: mall() })).toBe(0);
    expect(await words(text._id)).toBe(0);
    expect(JSON.stringify(await Erasures.find({ mall: mall() }).lean())).not.toContain('Розетка');
  });

  test('a second run finds nothing left to do', async () => {
    await record();
    await keep(days(200));
    expect(await Promise.all(VISIT_RULES.map((rule) => rule.run(mall(), days(200))))).toEqual([0, 0, 0, 0]);
  });
});
