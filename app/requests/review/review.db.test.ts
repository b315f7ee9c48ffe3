import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { RequestEvents, Requests } from '#models/request.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { actsIn, later, NOW, refusalOf, zh } from '#tests/factories/request-acts.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { tickRequest } from '../acting.server.ts';
import { eventOf, getCase } from '../case.server.ts';
import { openRequest } from '../commands.server.ts';
import { replay } from '../engine/state.ts';
import { listRequests, showsOf } from '../queries.server.ts';
import { coveredBy } from '../words.server.ts';

let made: MadeMall;
let amina: Actor;
let manager: Actor;
let leader: Actor;
let supervisor: Actor;
let council: Actor;

beforeAll(registerPrograms);
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: NOW, grids: 1, shops: 2 });
  amina = made.shops[0]![0]!.owner;
  const grid = made.grids[0]!;
  manager = await buildVolunteer(made.mall._id, grid, 'manager', { now: NOW });
  leader = await buildVolunteer(made.mall._id, grid, 'leader', { now: NOW });
  supervisor = await buildVolunteer(made.mall._id, grid, 'supervisor', { now: NOW });
  council = await buildOfficer(made.mall._id, { now: NOW, post: 'council' });
});

const { doing, act, seen } = actsIn(() => made);
const inReview = async (actor: Actor, hours = 5) => (await listRequests(actor, made.mall, 'review', 1, later(hours))).cards.map(({ number }) => number);
const toldOf = async (actor: Actor) => {
  const ids = (await Deliveries.find({ mall: made.mall._id, account: actor.account }).lean()).map(({ notice }) => notice);
  return (await Notices.find({ mall: made.mall._id, _id: { $in: ids } }).lean()).flatMap(({ template }) => (template?.startsWith('review') ? [template] : [])).sort();
};

async function opened(): Promise<string> {
  const { number } = await openRequest(doing(amina, 0), { account: amina.account, role: 'merchant', merchant: made.shops[0]![0]!.merchant, kind: 'borrow', words: zh('借梯子'), channel: 'ask' });
  await act(manager, number, { type: 'takeOn', doing: true }, 1);
  await act(manager, number, { type: 'say' }, 1, '在找');
  await act(supervisor, number, { type: 'openReview' }, 2, '等了太久');
  return number;
}

describe('A review that the supervisor opened', () => {
  it('is shown with its reason to whoever asked and whoever works on it, and waits in the list of whoever may look at it', async () => {
    const number = await opened();
    for (const actor of [amina, manager, supervisor]) {
      const { review, reviewWords } = await seen(actor, number);
      expect(review).toMatchObject({ rung: 'leader', by: null, ended: null, leftMinutes: expect.any(Number) as number });
      expect(reviewWords.text?.words).toBe('等了太久');
    }
    expect([await inReview(supervisor), await inReview(leader), await inReview(manager), await inReview(council)]).toEqual([[number], [number], [], []]);
    expect([showsOf(manager, made.mall._id, false).includes('review'), showsOf(council, made.mall._id, false).includes('review')]).toEqual([false, true]);
    expect([await toldOf(amina), await toldOf(manager), await toldOf(leader), await toldOf(council)]).toEqual([['review-opened'], ['review-opened'], ['review-asked'], []]);
    expect(await refusalOf(act(council, number, { type: 'takeReview' }, 3))).toBe(404);
    expect(await refusalOf(act(manager, number, { type: 'takeReview' }, 3))).toBe('requests:refusal.worker-and-supervisor');
    expect((await listRequests(amina, made.mall, 'asked', 1, later(3))).cards[0]).toMatchObject({ number, inReview: true });
  });

  it('opens the words to the leader once she looks at it, and sends the work back with her answer', async () => {
    const number = await opened();
    expect([(await seen(leader, number)).sight, (await seen(leader, number)).can.takeReview]).toEqual(['head', true]);
    expect(await refusalOf(act(leader, number, { type: 'closeReview' }, 3, '好'))).toBe('requests:refusal.not-yours');
    await act(leader, number, { type: 'takeReview' }, 3);
    expect(await seen(leader, number)).toMatchObject({ sight: 'full', can: { closeReview: true, reviewAgain: true } });
    expect(await refusalOf(act(leader, number, { type: 'reviewAgain' }, 3))).toBe('requests:refusal.reason-needed');
    await act(leader, number, { type: 'reviewAgain' }, 4, '今天就回话');
    const mine = await seen(amina, number);
    expect([mine.stage, mine.review?.ended, mine.reviewWords.answer?.words]).toEqual(['sent-back', 'again', '今天就回话']);
    expect([await inReview(supervisor), (await toldOf(supervisor)).at(-1)]).toEqual([[], 'review-ended']);
    const found = await getCase(made.mall._id, number);
    const stored = await RequestEvents.find({ mall: made.mall._id, request: found.row._id }).sort({ seq: 1 }).lean();
    expect(replay(found.kind, stored.map(eventOf))).toEqual(found.state);
    expect(await Requests.findOne({ mall: made.mall._id, number }).lean()).not.toHaveProperty('reviewRung');
    const audited = await AuditEvents.find({ mall: made.mall._id, subject: `account:${amina.account}`, command: /eview/ }).sort({ _id: 1 }).lean();
    expect(audited.map(({ command, role, reason }) => [command, role, reason !== undefined])).toEqual([['request:openReview', 'supervisor', true], ['request:takeReview', 'leader', false], ['request:reviewAgain', 'leader', true]]);
  });

  it('goes to the council by silence, which sees title and clock until one of it looks at it, and its head again afterwards', async () => {
    const number = await opened();
    await tickRequest(made.mall, number, later(24 * 5));
    const at = 24 * 5 + 1;
    expect([await inReview(council, at), await inReview(leader, at), await toldOf(council)]).toEqual([[number], [], ['review-asked']]);
    const head = await seen(council, number, at);
    expect([head.sight, head.title?.words, head.reviewWords.text, head.can.takeReview]).toEqual(['head', '借梯子', null, true]);
    await act(council, number, { type: 'takeReview' }, at);
    expect((await seen(council, number, at)).reviewWords.text?.words).toBe('等了太久');
    await act(council, number, { type: 'closeReview' }, at, '已经尽力');
    expect([(await seen(council, number, at)).sight, (await seen(amina, number, at)).review?.ended]).toEqual(['head', 'in-order']);
  });

  it('goes to no office with the talk', async () => {
    const number = await opened();
    const { state, events } = await getCase(made.mall._id, number);
    const { texts } = coveredBy({ office: 'o', parts: ['words', 'thread'], purpose: 'advice', at: later(4) }, state, events);
    expect(state.review?.text).toBeDefined();
    expect([texts.length, texts.includes(state.review?.text ?? '')]).toEqual([2, false]);
  });
});
