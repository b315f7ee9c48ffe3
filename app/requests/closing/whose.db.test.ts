import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Partners } from '#models/partner.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { findPlace } from '#app/mall/codes/places.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficer, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { actsIn, later, NOW, refusalOf, zh } from '#tests/factories/request-acts.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { openRequest } from '../commands.server.ts';
import type { RequestCommand } from '../engine/commands.ts';
import { followRequest } from '../follow.server.ts';
import { reportPlace } from '../report.server.ts';

let made: MadeMall;
let amina: Actor;
let manager: Actor;

beforeAll(registerPrograms);
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: NOW, grids: 1, shops: 1 });
  amina = made.shops[0]![0]!.owner;
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: NOW });
  await buildOfficer(made.mall._id, { post: 'lead', now: NOW });
  await Partners.create([{ _id: 'wuye', mall: made.mall._id, kind: 'property', names: { zh: '金桥物业', en: 'Jinqiao property' } }]);
});

const { doing, act, seen } = actsIn(() => made);
const notOurs = (whose?: string): RequestCommand => ({ type: 'markDone', outcome: 'not-ours', whose });

async function taken(): Promise<string> {
  const { number } = await openRequest(doing(amina, 0), { account: amina.account, role: 'merchant', merchant: made.shops[0]![0]!.merchant, kind: 'borrow', words: zh('电表坏了'), channel: 'ask' });
  await act(manager, number, { type: 'takeOn', doing: true }, 1);
  return number;
}

describe('What isn’t the association’s business', () => {
  it('is closed with the name of whose it is, and with words how to get there; the last word stays with whoever asked', async () => {
    const number = await taken();
    expect((await seen(manager, number)).whoseOffered.map(({ key }) => key)).toContain('partner:wuye');
    expect(await refusalOf(act(manager, number, notOurs('partner:wuye'), 2))).toBe('requests:refusal.reason-needed');
    expect(await refusalOf(act(manager, number, notOurs('partner:elsewhere'), 2, 'x'))).toBe('requests:refusal.no-such-holder');
    await act(manager, number, notOurs('partner:wuye'), 2, '一楼东门，电话 0991-1234567');
    const mine = await seen(amina, number);
    expect(mine).toMatchObject({ stage: 'done', outcome: 'not-ours', mine: true, whose: { names: { zh: '金桥物业' }, words: { words: '一楼东门，电话 0991-1234567' } }, can: { confirm: true, notSolved: true } });
    expect(await AuditEvents.countDocuments({ mall: made.mall._id, command: 'request:markDone', subject: `account:${amina.account}` })).toBe(1);
    await act(amina, number, { type: 'confirm' }, 3);
    expect(await seen(amina, number)).toMatchObject({ stage: 'closed', whose: { names: { zh: '金桥物业' } } });
    await act(amina, number, { type: 'notSolved' }, 4);
    expect((await seen(amina, number)).whose).toBeNull();
  });

  it('may be anybody’s, in words alone', async () => {
    const number = await taken();
    await act(manager, number, notOurs(), 2, '供电局，95598');
    expect((await seen(amina, number)).whose).toMatchObject({ names: null, words: { words: '供电局，95598' } });
  });

  it('is told to whoever reported without an account, by her code', async () => {
    const place = (await findPlace(made.mall._id, made.shops[0]![0]!.unit))!;
    const { number, code } = await reportPlace({ mall: made.mall, now: NOW }, place, { what: 'broken', words: zh('路灯不亮') });
    await act(manager, number, { type: 'takeOn', doing: true }, 1);
    await act(manager, number, notOurs('partner:wuye'), 2, '打 0991-1234567');
    const view = await followRequest({ number, code, intent: 'show' }, { address: '1', now: later(3) });
    expect(view).toMatchObject({ answers: true, whose: { names: { zh: '金桥物业' }, words: { words: '打 0991-1234567', language: 'zh' } } });
  });
});
