import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccessEvents, AuditEvents } from '#models/audit.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { Requests } from '#models/request.server.ts';
import { Texts } from '#models/text.server.ts';
import { Ties } from '#models/tie.server.ts';
import type { Actor, GridRole } from '#app/platform/actor.ts';
import { type LiveEvent, onEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { eraseAccount } from '#app/record/erase.server.ts';
import { exportRecord } from '#app/record/export.server.ts';
import { getExportView } from '#app/record/export-view.server.ts';
import { getRecord } from '#app/record/queries.server.ts';
import { buildOfficer, buildOfficial, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { actsIn, later, NOW } from '#tests/factories/request-acts.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { openRequest } from '../commands.server.ts';
import { getRequestDetail } from '../detail.server.ts';
import type { Room } from '../engine/rooms.ts';
import { followRequest } from '../follow.server.ts';
import { isByCode } from '../passer.ts';
import { listRequests, showsOf } from '../queries.server.ts';
import { listWantedTranslations, wantTranslation } from '../translations.server.ts';
import { countWaitingRequests, listWaitingForMerchant } from '../waiting.server.ts';
import { actAsSide, enterSide, inviteOther, joinSide } from './commands.server.ts';
import { getSideView } from './queries.server.ts';
import { SideSchema } from './schema.ts';

const at = { address: '192.0.2.7', now: later(2) };

const SECRET = { asker: 'ASKER-TO-MEDIATOR', title: 'ASKED-FIRST', other: 'OTHER-TO-MEDIATOR' };

let made: MadeMall;
let amina: Actor;
let botur: Actor;
let lead: Actor;
let otherLead: Actor;
let outsiders: Actor[];

beforeAll(() => registerPrograms());
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: NOW });
  const mall = made.mall._id;
  const [one, two, three] = made.shops[0]!;
  [amina, botur] = [one!.owner, two!.owner];
  [lead, otherLead] = [await buildOfficer(mall, { now: NOW, post: 'lead' }), await buildOfficer(mall, { now: NOW, post: 'lead' })];
  const volunteer = (role: GridRole) => buildVolunteer(mall, made.grids[0]!, role, { now: NOW });
  outsiders = [three!.owner, await buildOfficer(mall, { now: NOW }), await buildOfficial(made.office, { now: NOW }), ...(await Promise.all((['manager', 'leader', 'assistant', 'information', 'supervisor'] as const).map(volunteer)))];
});

const { doing, act } = actsIn(() => made);
const say = (actor: Actor, number: string, room: Room, words: string, hours = 5) => act(actor, number, { type: 'say', room }, hours, words);

const asked = () => openRequest(doing(amina, 0), { account: amina.account, role: 'merchant', merchant: made.shops[0]![0]!.merchant, kind: 'mediation', words: { language: 'zh', words: SECRET.title }, facts: { 'other-side': 'a-shop' }, channel: 'ask' });
const stored = async (number: string) => (await Requests.findOne({ mall: made.mall._id, number }).lean())!;
const bySlip = (number: string, code: string) => enterSide(number, code, at);
const input = (number: string, code: string, over: Record<string, string> = {}) => SideSchema.parse({ number, code, ...over });

/** As far as both talking to each other and to the mediator, who is `lead`. */
async function underWay(join?: Actor): Promise<{ number: string; code: string; follow: string }> {
  const { number, code: follow } = await asked();
  const code = await inviteOther(doing(amina, 1), number, { language: 'zh', words: '请来谈谈' });
  if (join) await joinSide(await bySlip(number, code), join, later(2));
  if (join) await act(join, number, { type: 'takePart' }, 3);
  else await actAsSide(await bySlip(number, code), input(number, code, { intent: 'take-part', wish: 'ug' }), 'zh', later(3));
  await act(lead, number, { type: 'takeOn', doing: true }, 4);
  await say(amina, number, 'asker', SECRET.asker);
  if (join) await say(join, number, 'other', SECRET.other);
  else await actAsSide(await bySlip(number, code), input(number, code, { intent: 'say', room: 'other', words: SECRET.other }), 'zh', later(5));
  await say(lead, number, 'joint', 'TO-BOTH');
  return { number, code, follow };
}

const refusalOf = async (trying: Promise<unknown>): Promise<string> => {
  const error = await trying.then(() => null, (caught: unknown) => caught);
  if (error instanceof Refusal) return error.reason.key;
  throw error ?? new Error('It was not refused.');
};
const statusOf = async (trying: Promise<unknown>): Promise<number> => {
  const error = await trying.then(() => null, (caught: unknown) => caught);
  return error instanceof Response ? error.status : 0;
};
const templatesFor = async (account: string): Promise<string[]> => {
  const deliveries = await Deliveries.find({ mall: made.mall._id, account }).sort({ order: 1 }).lean();
  const notices = await Notices.find({ mall: made.mall._id, _id: { $in: deliveries.map((one) => one.notice) } }).lean();
  return notices.map((notice) => notice.template ?? '');
};

/** Everything that the portal would answer this person about it, as one text. */
async function everyDoor(actor: Actor, number: string): Promise<string> {
  const now = later(6);
  const out: unknown[] = [];
  await getRequestDetail(actor, made.mall, number, now).then((detail) => out.push(detail), () => undefined);
  for (const show of showsOf(actor, made.mall._id, true)) out.push(await listRequests(actor, made.mall, show, 1, now));
  out.push(await listWaitingForMerchant(actor, made.mall._id), await listWantedTranslations(made.mall._id, actor), await exportRecord(actor, now), await getExportView(actor, 'zh', true, now), await getRecord(actor, 'me', 1, now));
  return JSON.stringify(out);
}

describe('Inviting the other side', () => {
  it('gives a code once, stored as a hash; a new one shuts the one before, and a wrong one says the same as no request', async () => {
    const { number } = await asked();
    const first = await inviteOther(doing(amina, 1), number, undefined);
    const row = await stored(number);
    expect(row).toMatchObject({ stage: 'other-invited', holder: { kind: 'side', account: row.other } });
    expect(isByCode(row.other ?? '')).toBe(true);
    expect(row.otherCodeHash).not.toContain(first);
    const second = await inviteOther(doing(amina, 2), number, undefined);
    expect(await refusalOf(bySlip(number, first))).toBe('codes:follow.wrong');
    expect(await refusalOf(bySlip('ZL-2026-0000000', second))).toBe('codes:follow.wrong');
    expect((await bySlip(number, second)).found.row.number).toBe(number);
  });

  it('shows her who asks and what is meant for her, and nothing of what was asked; she needs no account', async () => {
    const { number } = await asked();
    const code = await inviteOther(doing(amina, 1), number, { language: 'zh', words: '想请您来谈谈' });
    const view = await getSideView(await bySlip(number, code), null, later(2));
    expect(view).toMatchObject({ stage: 'other-invited', can: { takePart: true, stayOut: true }, mayJoin: false });
    expect(view.talk.map(({ words }) => words?.words)).toEqual(['想请您来谈谈']);
    expect(JSON.stringify(view)).not.toContain(SECRET.title);
    expect(JSON.stringify(view)).not.toContain('a-shop');
  });

  it('can be declined in one tap without a reason: it closes, is told as such, and nobody opens it again', async () => {
    const { number } = await asked();
    const code = await inviteOther(doing(amina, 1), number, undefined);
    await actAsSide(await bySlip(number, code), input(number, code, { intent: 'stay-out' }), 'zh', later(2));
    expect(await stored(number)).toMatchObject({ stage: 'closed', outcome: 'not-taking-part', holder: { kind: 'nobody' } });
    expect(await templatesFor(amina.account)).toEqual(['sides-declined']);
    expect(await refusalOf(act(amina, number, { type: 'notSolved' }, 3))).toBe('requests:refusal.not-now');
  });

  it('is nobody’s but the asker’s and the mediator’s', async () => {
    const { number } = await asked();
    for (const actor of outsiders) expect(await statusOf(inviteOther(doing(actor, 1), number, undefined)), actor.account).toBe(404);
  });
});

describe('Talking it over', () => {
  it('begins when both take part and somebody mediates, and closes when both said yes', async () => {
    const { number } = await asked();
    await act(lead, number, { type: 'takeOn', doing: true }, 1);
    expect(await stored(number)).toMatchObject({ stage: 'taken-on' });
    expect(await refusalOf(act(lead, number, { type: 'start' }, 1))).toBe('requests:refusal.other-side-first');
    const code = await inviteOther(doing(lead, 1), number, undefined);
    await actAsSide(await bySlip(number, code), input(number, code, { intent: 'take-part', wish: 'ug' }), 'zh', later(2));
    await act(lead, number, { type: 'start' }, 3);
    await act(lead, number, { type: 'markDone', outcome: 'agreement' }, 4, '周五前退一半');
    await act(amina, number, { type: 'confirm' }, 5);
    expect(await stored(number)).toMatchObject({ stage: 'done' });
    const entered = await bySlip(number, code);
    expect((await getSideView(entered, null, later(6))).talk.map(({ words }) => words?.words)).toEqual(['ug', '周五前退一半']);
    await actAsSide(entered, input(number, code, { intent: 'confirm' }), 'zh', later(6));
    expect(await stored(number)).toMatchObject({ stage: 'closed', outcome: 'agreement' });
  });

  it('either side may end it at any time, or have another mediator once', async () => {
    const { number, code } = await underWay();
    await act(amina, number, { type: 'declineWorker' }, 6);
    expect(await stored(number)).toMatchObject({ stage: 'sent-back', holder: { kind: 'program' } });
    expect(await statusOf(act(lead, number, { type: 'takeOn', doing: true }, 6))).toBe(404);
    await act(otherLead, number, { type: 'takeOn', doing: true }, 6);
    expect(await refusalOf(act(amina, number, { type: 'declineWorker' }, 7))).toBe('requests:refusal.asked-once');
    await actAsSide(await bySlip(number, code), input(number, code, { intent: 'end-talks' }), 'zh', later(8));
    expect(await stored(number)).toMatchObject({ stage: 'closed', outcome: 'no-agreement' });
  });

  it('is kept in her own account where she has one, and then the code opens nothing any more', async () => {
    const { number } = await asked();
    const code = await inviteOther(doing(amina, 1), number, undefined);
    expect(await refusalOf(joinSide(await bySlip(number, code), amina, later(2)))).toBe('requests:refusal.own-shop');
    await joinSide(await bySlip(number, code), botur, later(2));
    expect(await stored(number)).toMatchObject({ other: botur.account });
    expect(await refusalOf(bySlip(number, code))).toBe('codes:follow.wrong');
    expect(await countWaitingRequests(botur, made.mall._id, 'merchant')).toBe(1);
    expect((await listRequests(botur, made.mall, 'asked', 1, later(3))).cards).toMatchObject([{ number, title: null, yourTurn: true }]);
    await act(botur, number, { type: 'stayOut' }, 3);
    expect((await listRequests(botur, made.mall, 'asked-over', 1, later(3))).cards).toMatchObject([{ number, stage: 'closed' }]);
  });

  it('is mediated by nobody who declared a tie with a shop of either side', async () => {
    const { number } = await asked();
    const code = await inviteOther(doing(amina, 1), number, undefined);
    await joinSide(await bySlip(number, code), botur, later(2));
    await act(botur, number, { type: 'takePart' }, 2);
    await Ties.create({ _id: newId(), mall: made.mall._id, account: lead.account, merchant: made.shops[0]![1]!.merchant, since: NOW });
    expect(await statusOf(act(lead, number, { type: 'takeOn', doing: true }, 3))).toBe(404);
    await act(otherLead, number, { type: 'takeOn', doing: true }, 3);
    expect(await stored(number)).toMatchObject({ worker: otherLead.account });
  });
});

describe('RIGHTS: each side sees what is meant for it', () => {
  it('neither side finds the other’s words behind any door, nor does anybody else; whoever mediates has them all', async () => {
    const { number, follow } = await underWay(botur);
    const [hers, his, theirs] = [await everyDoor(amina, number), await everyDoor(botur, number), await everyDoor(lead, number)];
    for (const secret of Object.values(SECRET)) expect(theirs).toContain(secret);
    for (const seen of [hers, his]) expect(seen).toContain('TO-BOTH');
    expect(hers).toContain(SECRET.asker);
    expect(hers).not.toContain(SECRET.other);
    expect(his).toContain(SECRET.other);
    for (const secret of [SECRET.asker, SECRET.title]) expect(his).not.toContain(secret);
    for (const actor of [otherLead, ...outsiders]) {
      const seen = await everyDoor(actor, number);
      for (const secret of [...Object.values(SECRET), 'TO-BOTH']) expect(seen, actor.account).not.toContain(secret);
    }
    const followed = JSON.stringify(await followRequest({ number, code: follow, intent: 'show' }, at));
    for (const secret of [...Object.values(SECRET), 'TO-BOTH']) expect(followed).not.toContain(secret);
  });

  it('nor by her code, by asking for a translation, or by writing where she has no part', async () => {
    const { number, code } = await underWay();
    const view = JSON.stringify(await getSideView(await bySlip(number, code), null, later(6)));
    expect(view).toContain(SECRET.other);
    for (const secret of [SECRET.asker, SECRET.title]) expect(view).not.toContain(secret);
    const textOf = async (author: string, words: string) => {
      const ids = (await Texts.find({ mall: made.mall._id, author }, { readers: 1 }).lean()).map(({ _id, readers }) => ({ _id, readers }));
      for (const { _id, readers } of ids) if ((await readTexts(made.mall._id, [_id], readers)).get(_id)?.words === words) return _id;
      throw new Error('Not stored.');
    };
    const row = await stored(number);
    const private2 = await textOf(row.other ?? '', SECRET.other);
    expect(await statusOf(wantTranslation(doing(amina, 6), number, private2, 'kk'))).toBe(404);
    expect(await refusalOf(say(amina, number, 'other', 'x'))).toBe('requests:refusal.not-yours');
    expect(await statusOf(say(otherLead, number, 'joint', 'x'))).toBe(0);
    expect(await refusalOf(say(otherLead, number, 'joint', 'x'))).toBe('requests:refusal.not-yours');
  });

  it('not even that something was said to the mediator reaches the other side: no notice, no event, no row on her record', async () => {
    const { number } = await underWay(botur);
    const before = { notices: await templatesFor(amina.account), rows: await AuditEvents.countDocuments({ mall: made.mall._id, subject: `account:${amina.account}` }) };
    const heard: LiveEvent[] = [];
    const stop = onEvent((event) => void heard.push(event));
    await say(botur, number, 'other', 'AGAIN', 6);
    await say(lead, number, 'other', 'ANSWER', 6);
    stop();
    const changes = heard.filter(({ type }) => type === 'request:changed');
    expect(changes).toHaveLength(2);
    for (const { rooms } of changes) expect([...rooms].sort()).toEqual([`account:${botur.account}`, `account:${lead.account}`].sort());
    expect(JSON.stringify(heard)).not.toContain('AGAIN');
    expect(await templatesFor(amina.account)).toEqual(before.notices);
    expect(await AuditEvents.countDocuments({ mall: made.mall._id, subject: `account:${amina.account}` })).toBe(before.rows);
  });

  it('what both may know of stands on the records of both', async () => {
    const { number } = await underWay(botur);
    const rowsOf = async (actor: Actor) => (await AuditEvents.find({ mall: made.mall._id, subject: `account:${actor.account}`, target: (await stored(number))._id }).sort({ at: 1 }).lean()).map(({ command }) => command);
    expect(await rowsOf(amina)).toEqual(expect.arrayContaining(['request:ask', 'request:inviteOther', 'request:takePart', 'request:takeOn', 'request:say']));
    expect(await rowsOf(botur)).toEqual(expect.arrayContaining(['request:joinSide', 'request:takePart', 'request:takeOn', 'request:say']));
    expect(await rowsOf(botur)).not.toContain('request:ask');
    expect(await AccessEvents.countDocuments({ mall: made.mall._id, viewer: lead.account })).toBe(0);
    expect((await getRequestDetail(lead, made.mall, number, later(6))).look).toEqual([`account:${amina.account}`, `account:${botur.account}`]);
  });

  it('whoever is erased leaves it, with her words; the other side’s stay hers', async () => {
    const { number } = await underWay(botur);
    await eraseAccount({ actor: botur, now: later(7) });
    expect(await stored(number)).toMatchObject({ stage: 'closed', outcome: 'no-agreement' });
    const left = await everyDoor(lead, number);
    expect(left).not.toContain(SECRET.other);
    expect(left).toContain(SECRET.asker);
  });
});
