import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { Visits } from '#models/visit.server.ts';
import { recordVisit } from './commands.server.ts';
import { getDay } from './day.server.ts';
import { handOn } from './keepers.server.ts';
import { getPack } from './offline/pack.server.ts';
import { getVisitForm } from './queries.server.ts';
import { agreeNote, confirmVisit, contestVisit, correctVisit, refuseNote } from './shop-commands.server.ts';

const now = new Date('2026-03-11T05:18:00Z');
let made: MadeMall;
let manager: Actor;
let assistant: Actor;
let owner: Actor;
let merchant: string;
let visit: string;
const doing = (actor: Actor) => ({ mall: made.mall, actor, now });
const said = { language: 'zh', words: '灯没坏' };

beforeEach(async () => {
  made = await makeMall({ now });
  [manager, assistant] = [await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now }), await buildVolunteer(made.mall._id, made.grids[0]!, 'assistant', { now })];
  ({ merchant, owner } = made.shops[0]![0]!);
  visit = (await recordVisit(doing(manager), merchant, { clientId: newId(), outcome: 'met', language: 'zh', carbon: false, needs: [], promises: [{ words: '叫电工', dueOn: '2026-03-13' }], note: '灯坏了' })).visit;
});

const notesFor = async (actor: Actor) => (await getVisitForm(doing(actor), merchant)).notes;
const promiseOf = async (actor: Actor) => (await getDay(doing(actor))).promises[0];

describe('a contested statement carries the merchant’s words', () => {
  test('where the grid reads an agreed note, in whatever order both were said, and no longer than that', async () => {
    await agreeNote(doing(owner), visit);
    await contestVisit(doing(owner), visit, said);
    expect(await notesFor(assistant)).toMatchObject([{ words: '灯坏了', contest: { answer: 'contested', words: '灯没坏' } }]);
    await refuseNote(doing(owner), visit);
    expect(await notesFor(assistant)).toEqual([]);
  });

  test('where it was contested before its note was agreed to', async () => {
    await correctVisit(doing(owner), visit, said);
    await agreeNote(doing(owner), visit);
    expect(await notesFor(assistant)).toMatchObject([{ contest: { answer: 'corrected', words: '灯没坏' } }]);
    await confirmVisit(doing(owner), visit);
    expect(await notesFor(assistant)).toMatchObject([{ contest: null }]);
  });

  test('on the day and in the pack of whoever keeps its promise', async () => {
    await contestVisit(doing(owner), visit, said);
    expect(await promiseOf(manager)).toMatchObject({ contest: { words: '灯没坏' } });
    expect((await getPack(doing(manager), { order: [], names: {} } as never)).promises).toMatchObject([{ contest: { words: '灯没坏' } }]);
    expect((await getVisitForm(doing(manager), merchant)).earlier).toMatchObject([{ contest: { words: '灯没坏' } }]);
  });

  test('for her who took the promise over, contested before or after', async () => {
    await contestVisit(doing(owner), visit, said);
    await handOn(made.mall, (await Visits.findOne({ mall: made.mall._id, _id: visit }).lean())!, assistant.account, now);
    expect(await promiseOf(assistant)).toMatchObject({ contest: { words: '灯没坏' } });
    await contestVisit(doing(owner), visit, { language: 'zh', words: '没人来过' });
    expect(await promiseOf(assistant)).toMatchObject({ contest: { words: '没人来过' } });
  });
});
