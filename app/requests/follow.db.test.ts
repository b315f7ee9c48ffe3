import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ClosingTallies } from '#models/closing-tally.server.ts';
import { Partners } from '#models/partner.server.ts';
import { findPlace } from '#app/mall/codes/places.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { actsIn, later, NOW, zh } from '#tests/factories/request-acts.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { followRequest, FollowSchema } from './follow.server.ts';
import { actOnParts } from './parts/commands.server.ts';
import { reportPlace } from './report.server.ts';

let made: MadeMall;
let manager: Actor;
let assistant: Actor;
let reported: { number: string; code: string };

beforeAll(registerPrograms);
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: NOW, grids: 1, shops: 1 });
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: NOW });
  assistant = await buildVolunteer(made.mall._id, made.grids[0]!, 'assistant', { now: NOW });
  await buildOfficer(made.mall._id, { post: 'lead', now: NOW });
  await Partners.create([{ _id: 'wuye', mall: made.mall._id, kind: 'property', names: { zh: '金桥物业' } }]);
  const place = (await findPlace(made.mall._id, made.shops[0]![0]!.unit))!;
  reported = await reportPlace({ mall: made.mall, now: NOW }, place, { what: 'broken', words: zh('路灯不亮') });
});

const { doing, act } = actsIn(() => made);
const follow = (form: Record<string, string> = {}, hours = 5) => followRequest(FollowSchema.parse({ ...reported, ...form }), { address: '1', now: later(hours) });
const give = (to: string) => actOnParts(doing(manager, 2), reported.number, { intent: 'give', to, limit: '1d', words: undefined }, zh('GIVEN-WORDS'));

describe('Whoever follows a report by its code', () => {
  it('sees which parts are with whom and until when: a partner by its name, a volunteer by her role alone, no word of what was given', async () => {
    await act(manager, reported.number, { type: 'takeOn', doing: true }, 1);
    await give('partner:wuye');
    await give(`person:${assistant.account}`);
    const view = await follow();
    expect(view.parts.map(({ n, state, holder, dueAt }) => [n, state, holder.kind, holder.names, holder.role, dueAt instanceof Date])).toEqual([
      [1, 'offered', 'partner', { zh: '金桥物业' }, null, true],
      [2, 'offered', 'person', null, 'assistant', true],
    ]);
    const told = JSON.stringify(view);
    for (const hidden of ['GIVEN-WORDS', assistant.account, manager.account]) expect(told).not.toContain(hidden);
  });

  it('answers the two questions once it is closed: both or neither, once', async () => {
    await act(manager, reported.number, { type: 'takeOn', doing: true }, 1);
    await act(manager, reported.number, { type: 'markDone', outcome: 'not-ours' }, 2, '供电局，95598');
    const done = await follow();
    expect(done.closing).toBe(false);
    const closed = await follow({ intent: 'yes', turn: String(done.turn) });
    expect(closed).toMatchObject({ stage: 'closed', closing: true });
    expect(await follow({ intent: 'answer-closing', solved: 'half', treated: 'nonsense' })).toMatchObject({ closing: true });
    expect(await ClosingTallies.countDocuments({ mall: made.mall._id })).toBe(0);
    expect(await follow({ intent: 'answer-closing', solved: 'half', treated: 'well' })).toMatchObject({ closing: false });
    expect(await ClosingTallies.find({ mall: made.mall._id }, { counted: 1 }).lean()).toMatchObject([{ counted: { answers: 1, solved: 0, half: 1, treatedWell: 1 } }]);
  });
});
