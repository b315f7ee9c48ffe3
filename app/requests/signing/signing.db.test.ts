import sharp from 'sharp';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Attachments } from '#models/attachment.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { Notices } from '#models/notice.server.ts';
import { RequestEvents } from '#models/request.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { type ReadyFile, readPicture } from '#app/platform/files.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { actsIn, later, NOW, refusedAt, zh } from '#tests/factories/request-acts.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { eventOf, getCase } from '../case.server.ts';
import { openRequest } from '../commands.server.ts';
import { replay } from '../engine/state.ts';
import { coveredBy } from '../words.server.ts';

let made: MadeMall;
let amina: Actor;
let manager: Actor;
let drawn: ReadyFile;

beforeAll(async () => {
  registerPrograms();
  drawn = await readPicture(await sharp({ create: { width: 600, height: 220, channels: 3, background: '#fff' } }).png().toBuffer(), 'pictures');
});
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: NOW, grids: 1, shops: 1 });
  amina = made.shops[0]![0]!.owner;
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: NOW });
});

const { doing, act, seen } = actsIn(() => made);

async function taken(): Promise<string> {
  const { number } = await openRequest(doing(amina, 0), { account: amina.account, role: 'merchant', merchant: made.shops[0]![0]!.merchant, kind: 'mind-shop', words: zh('看一小时店'), channel: 'ask' });
  await act(manager, number, { type: 'takeOn', doing: true }, 1);
  return number;
}

describe('A shop that was minded', () => {
  it('is solved once its owner has signed on her own phone; her picture is kept like any other', async () => {
    const number = await taken();
    expect(await seen(manager, number)).toMatchObject({ evidence: 'signature', signed: null, can: { sign: true, markDone: true, solve: false } });
    expect(await refusedAt(act(manager, number, { type: 'markDone', outcome: 'solved' }, 2))).toEqual(['form', 'requests:refusal.signature-needed']);
    await act(amina, number, { type: 'sign' }, 2, undefined, [drawn]);
    const mine = await seen(manager, number);
    expect([mine.signed?.files.length, mine.can.solve]).toEqual([1, true]);
    expect(await Attachments.findOne({ mall: made.mall._id }).lean()).toMatchObject({ kind: 'image', type: 'image/webp', subject: `account:${amina.account}` });
    await act(manager, number, { type: 'markDone', outcome: 'solved' }, 3);
    expect(await AuditEvents.countDocuments({ mall: made.mall._id, command: 'request:sign', subject: `account:${amina.account}` })).toBe(1);
    const found = await getCase(made.mall._id, number);
    const stored = await RequestEvents.find({ mall: made.mall._id, request: found.row._id }).sort({ seq: 1 }).lean();
    expect(replay(found.kind, stored.map(eventOf))).toEqual(found.state);
  });

  it('is signed on the phone of whoever minded it with a name, which the owner is told of', async () => {
    const number = await taken();
    expect(await refusedAt(act(manager, number, { type: 'sign' }, 2, undefined, [drawn]))).toEqual(['words', 'requests:refusal.signature-name']);
    await act(manager, number, { type: 'sign' }, 2, '古丽');
    expect((await seen(amina, number)).signed).toMatchObject({ words: { words: '古丽' }, by: { role: 'manager' } });
    expect(await Notices.countDocuments({ mall: made.mall._id, template: 'request-signed' })).toBe(1);
    const { state, events } = await getCase(made.mall._id, number);
    expect(coveredBy({ office: 'o', parts: ['words', 'thread'], purpose: 'advice', at: later(4) }, state, events).texts).toEqual([state.title]);
  });
});
