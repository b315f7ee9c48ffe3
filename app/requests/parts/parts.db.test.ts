import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Attachments } from '#models/attachment.server.ts';
import { AccessEvents, AuditEvents } from '#models/audit.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { Partners } from '#models/partner.server.ts';
import { RequestParts } from '#models/request-part.server.ts';
import { RequestEvents } from '#models/request.server.ts';
import { Texts } from '#models/text.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { type LiveEvent, onEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { endPartner } from '#app/accounts/partners/commands.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficer, buildOfficial, buildPartner, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { actsIn, later, NOW, refusalOf, zh } from '#tests/factories/request-acts.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { tickRequest } from '../acting.server.ts';
import { openRequest } from '../commands.server.ts';
import { getRequestDetail } from '../detail.server.ts';
import type { RequestCommand } from '../engine/commands.ts';
import { eventOf, getCase } from '../case.server.ts';
import { replay } from '../engine/state.ts';
import { takeFromEnded } from '../jobs.server.ts';
import { actOnParts, answerPart, getHeldPart } from './commands.server.ts';
import { answerBySlip, enterTask, viewTask } from './entering.server.ts';
import { offeredHolders } from './holders.server.ts';
import { listTasks, taskView } from './queries.server.ts';
import { makeSlip } from './slip.server.ts';

const SECRET = 'SAID-BY-HER';
const GIVEN = 'CHANGE-THE-LAMP';

let made: MadeMall;
let fixit: string;
let amina: Actor;
let manager: Actor;
let assistant: Actor;
let partner: Actor;
let otherPartner: Actor;
let neighbour: Actor;

beforeAll(() => registerPrograms());
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: NOW, grids: 2 });
  const mall = made.mall._id;
  amina = made.shops[0]![0]!.owner;
  fixit = newId();
  await Partners.create([{ _id: fixit, mall, kind: 'property', names: { zh: '物业', en: 'Property management' } }]);
  manager = await buildVolunteer(mall, made.grids[0]!, 'manager', { now: NOW });
  assistant = await buildVolunteer(mall, made.grids[0]!, 'assistant', { now: NOW });
  neighbour = await buildVolunteer(mall, made.grids[1]!, 'manager', { now: NOW });
  partner = await buildPartner(mall, fixit, { now: NOW });
  otherPartner = await buildPartner(mall, newId(), { now: NOW });
});

const { doing, act } = actsIn(() => made);
const picture = () => ({ kind: 'image' as const, type: 'image/webp', bytes: Buffer.from('picture') });
const give = (number: string, to = `partner:${fixit}`, more: { evidence?: 'photo' | 'words'; words?: string; limit?: '2h' | '1d' } = {}) =>
  actOnParts(doing(manager, 2), number, { intent: 'give', to, limit: more.limit ?? '1d', evidence: more.evidence, words: undefined }, zh(more.words ?? GIVEN));
const partsOf = async (number: string) => (await getCase(made.mall._id, number)).state.parts;
const firstOf = async (number: string) => (await partsOf(number))[0]!.id;
const tasksOf = (actor: Actor, hours = 3) => listTasks(actor, made.mall, later(hours));

/** Asked by Amina and taken on by the manager. */
async function taken(kind = 'borrow'): Promise<string> {
  const { number } = await openRequest(doing(amina, 0), { account: amina.account, role: 'merchant', merchant: made.shops[0]![0]!.merchant, kind, words: zh(SECRET), channel: 'ask', files: [picture()] });
  await act(manager, number, { type: 'takeOn', doing: true }, 1);
  return number;
}

describe('A part given to a partner with an account', () => {
  it('is in its list with words, booth and clock; it is taken on, done, and the stored state is the replay of the log', async () => {
    const number = await taken();
    await give(number);
    const [task] = await tasksOf(partner);
    expect(task).toMatchObject({ number, n: 1, state: 'offered', what: { words: GIVEN } });
    expect(task?.place).toBeTruthy();
    await answerPart(doing(partner, 3), task!.id, 'accept', undefined);
    await answerPart(doing(partner, 4), task!.id, 'done', zh('换好了'), [picture()]);
    expect((await partsOf(number))[0]).toMatchObject({ state: 'done', by: partner.account });
    expect(await tasksOf(partner, 5)).toEqual([]);
    const found = await getCase(made.mall._id, number);
    const stored = await RequestEvents.find({ mall: made.mall._id, request: found.row._id }).sort({ seq: 1 }).lean();
    expect(replay(found.kind, stored.map(eventOf))).toEqual(found.state);
    expect(await RequestParts.findOne({ mall: made.mall._id, request: found.row._id }).lean()).toMatchObject({ state: 'done', open: false, holder: `partner:${fixit}` });
  });

  it('shows the partner neither the request, its words, its pictures, its talk nor anybody’s name', async () => {
    const number = await taken();
    await act(amina, number, { type: 'say' }, 2, 'HER-NEXT-WORD');
    await give(number);
    const id = await firstOf(number);
    expect(await refusalOf(getRequestDetail(partner, made.mall, number, later(3)))).toBe(404);
    for (const command of [{ type: 'say' }, { type: 'takeOn', doing: true }, { type: 'markDone', outcome: 'solved' }] as RequestCommand[]) expect(await refusalOf(act(partner, number, command, 3, 'x'))).toBe(404);
    const { found, facts, part } = await getHeldPart(doing(partner, 3), id);
    const view = JSON.stringify(await taskView(made.mall, found, part, facts, later(3)));
    expect(view).toContain(GIVEN);
    for (const hidden of [SECRET, 'HER-NEXT-WORD', amina.account, manager.account, amina.name, manager.name].filter(Boolean)) expect(view).not.toContain(hidden);
    const all = await Texts.find({ mall: made.mall._id }).lean();
    const opened = await readTexts(made.mall._id, all.map(({ _id }) => _id), [`part:${id}`, `account:${partner.account}`, `partner:${fixit}`]);
    expect([...opened.values()].map(({ words }) => words)).toEqual([GIVEN]);
    expect(await Attachments.find({ mall: made.mall._id, readers: `part:${id}` }).lean()).toEqual([]);
  });

  it('is a 404 for another partner, the shop, other grids and the office', async () => {
    const number = await taken();
    await give(number);
    const id = await firstOf(number);
    const official = await buildOfficial(made.office, { now: NOW });
    for (const actor of [otherPartner, amina, neighbour, assistant, official, manager]) {
      expect(await refusalOf(getHeldPart(doing(actor, 3), id))).toBe(404);
      expect(await refusalOf(answerPart(doing(actor, 3), id, 'accept', undefined))).toBe(404);
      expect(await tasksOf(actor)).toEqual([]);
    }
  });

  it('shows on the requester’s page, record and looks at once, and she is told', async () => {
    const number = await taken();
    await give(number);
    const id = await firstOf(number);
    await answerPart(doing(partner, 3), id, 'say', zh('明天来'));
    const detail = await getRequestDetail(amina, made.mall, number, later(4));
    expect(detail.parts).toMatchObject([{ n: 1, state: 'offered', holder: { kind: 'partner', names: { en: 'Property management' } } }]);
    expect(detail.parts[0]?.clock.dueAt).toBeInstanceOf(Date);
    expect(detail.can.givePart).toBe(false);
    expect(detail.happened.filter(({ facts }) => facts.part === id).map(({ words }) => words?.words)).toEqual([GIVEN, '明天来']);
    const rows = await AuditEvents.find({ mall: made.mall._id, subject: `account:${amina.account}` }).lean();
    expect(rows.map(({ command, role }) => `${command} ${role}`)).toEqual(expect.arrayContaining(['request:givePart manager', 'request:sayOnPart partner']));
    const sent = await Notices.find({ mall: made.mall._id, template: { $in: ['part-given-out', 'part-said'] } }).lean();
    expect(sent.map(({ template }) => template).sort()).toEqual(['part-given-out', 'part-said']);
  });

  it('is declined with a reason that the manager reads, and given to somebody else', async () => {
    const number = await taken();
    await give(number);
    const id = await firstOf(number);
    expect(await refusalOf(answerPart(doing(partner, 3), id, 'decline', undefined))).toBe('requests:refusal.reason-needed');
    await answerPart(doing(partner, 3), id, 'decline', zh('没有梯子'));
    await give(number, `person:${assistant.account}`);
    expect(await tasksOf(partner)).toEqual([]);
    expect(await tasksOf(assistant)).toMatchObject([{ number, n: 2 }]);
    expect((await getRequestDetail(manager, made.mall, number, later(4))).happened.some(({ words }) => words?.words === '没有梯子')).toBe(true);
  });

  it('keeps the request from being done until it is, and is taken back with it when it is withdrawn', async () => {
    const number = await taken();
    await give(number);
    expect(await refusalOf(act(manager, number, { type: 'markDone', outcome: 'solved' }, 3))).toBe('requests:refusal.parts-open');
    await act(amina, number, { type: 'withdraw' }, 4);
    expect((await partsOf(number)).map(({ state }) => state)).toEqual(['taken-back']);
    expect(await tasksOf(partner, 5)).toEqual([]);
  });

  it('tells once that its time is over, and a list shows what is late first', async () => {
    const number = await taken();
    await give(number, `partner:${fixit}`, { limit: '1d', words: 'SLOW' });
    await give(number, `partner:${fixit}`, { limit: '2h', words: 'FAST' });
    expect((await tasksOf(partner)).map(({ what }) => what?.words)).toEqual(['FAST', 'SLOW']);
    const fast = (await RequestParts.findOne({ mall: made.mall._id, number, n: 2 }).lean())!;
    for (let run = 0; run < 3; run += 1) await tickRequest(made.mall, number, fast.dueAt!);
    expect(await RequestEvents.countDocuments({ mall: made.mall._id, request: fast.request, type: 'part-ran-out' })).toBe(1);
    const told = await Notices.find({ mall: made.mall._id, template: 'part-late' }).lean();
    expect(told.length).toBe(1);
    expect(await Deliveries.countDocuments({ mall: made.mall._id, notice: told[0]!._id, account: manager.account })).toBe(1);
    expect((await getRequestDetail(manager, made.mall, number, new Date(fast.dueAt!.getTime() + 60_000))).parts[0]).toMatchObject({ n: 2, ranOut: true, clock: { state: 'over' } });
  });

  it('is heard by its holder as a part, never as the request', async () => {
    const number = await taken();
    await give(number);
    const heard: LiveEvent[] = [];
    const stop = onEvent((event) => heard.push(event));
    await act(amina, number, { type: 'say' }, 3, 'x');
    const id = await firstOf(number);
    await answerPart(doing(partner, 4), id, 'accept', undefined);
    await act(amina, number, { type: 'say' }, 5, 'y');
    stop();
    const mine = heard.filter(({ rooms }) => rooms.includes(`account:${partner.account}`));
    expect(mine.map(({ type, id: of }) => [type, of])).toEqual([['part:changed', id]]);
    expect(await Deliveries.countDocuments({ mall: made.mall._id, account: partner.account })).toBe(0);
  });
});

describe('A part given to another grid', () => {
  it('stands on that grid’s desk with its words alone, and makes its worker no reader of the request', async () => {
    const number = await taken();
    await give(number, `grid:${made.grids[1]!}`);
    const [task] = await tasksOf(neighbour);
    expect(task).toMatchObject({ number, what: { words: GIVEN } });
    expect(task?.grid).toBeGreaterThan(0);
    await answerPart(doing(neighbour, 3), task!.id, 'accept', undefined);
    expect(await refusalOf(getRequestDetail(neighbour, made.mall, number, later(4)))).toBe(404);
    expect((await AuditEvents.findOne({ mall: made.mall._id, command: 'request:acceptPart' }).lean())?.role).toBe('manager');
    const told = await Deliveries.find({ mall: made.mall._id, account: neighbour.account }).lean();
    expect(told.length).toBe(1);
  });

  it('one page has all parts of an incident over several grids: holder, state and clock', async () => {
    const number = await taken();
    await give(number, `grid:${made.grids[1]!}`, { words: 'STAIRS' });
    await give(number, `partner:${fixit}`, { words: 'PIPE', limit: '2h' });
    await give(number, `person:${assistant.account}`, { words: 'SIGN' });
    const [stairs] = await tasksOf(neighbour);
    await answerPart(doing(neighbour, 3), stairs!.id, 'done', undefined);
    const { parts } = await getRequestDetail(manager, made.mall, number, later(3));
    expect(parts.map(({ n, state, holder }) => `${n} ${holder.kind} ${state}`)).toEqual(['2 partner offered', '3 person offered', '1 grid done']);
    expect(parts.every(({ clock }) => clock.limitMinutes > 0)).toBe(true);
  });

  it('is offered with people of the own grid, partners, the other grids and programs', async () => {
    const number = await taken();
    const kinds = (await offeredHolders(made.mall, number, manager.account, later(2))).map(({ key }) => key);
    expect(kinds).toEqual(expect.arrayContaining([`person:${assistant.account}`, `partner:${fixit}`, `grid:${made.grids[1]!}`]));
    expect(kinds).not.toContain(`grid:${made.grids[0]!}`);
    expect(kinds).not.toContain(`person:${manager.account}`);
  });
});

describe('A confidential request', () => {
  it('gives no parts, and its page doesn’t offer it', async () => {
    const lead = await buildOfficer(made.mall._id, { now: NOW, post: 'lead' });
    const { number } = await openRequest(doing(amina, 0), { account: amina.account, role: 'merchant', merchant: made.shops[0]![0]!.merchant, kind: 'borrow', confidential: true, words: zh(SECRET), channel: 'ask' });
    await act(lead, number, { type: 'takeOn', doing: true }, 1);
    expect((await getRequestDetail(lead, made.mall, number, later(2))).can.givePart).toBe(false);
    expect(await refusalOf(actOnParts(doing(lead, 2), number, { intent: 'give', to: `partner:${fixit}`, limit: '1d', evidence: undefined, words: undefined }, zh('x')))).toBe('requests:refusal.no-parts');
    expect(await Texts.countDocuments({ mall: made.mall._id, readers: /^part:/ })).toBe(0);
  });
});

describe('A slip', () => {
  const at = (hours: number) => ({ address: '192.0.2.9', now: later(hours) });

  it('lets a partner without an account read and answer its part, and nothing else', async () => {
    const number = await taken();
    await give(number, undefined, { evidence: 'photo' });
    await give(number, undefined, { words: 'ANOTHER-PART' });
    const slip = await makeSlip(doing(manager, 3), number, await firstOf(number));
    expect(slip.number).toBe(`${number}/1`);
    expect(JSON.stringify(slip)).not.toContain(SECRET);
    const entered = await enterTask(slip.number.toLowerCase(), slip.code, at(4));
    const view = await viewTask(entered, later(4));
    expect(view.what?.words).toBe(GIVEN);
    expect(JSON.stringify(view)).not.toMatch(/SAID-BY-HER|ANOTHER-PART/);
    expect(await AccessEvents.findOne({ mall: made.mall._id, subject: `account:${amina.account}` }).lean()).toMatchObject({ role: 'partner', purpose: 'request' });
    await answerBySlip(entered, 'accept', undefined, [], later(4));
    expect(await refusalOf(answerBySlip(entered, 'done', zh('换好了'), [], later(5)))).toBe('requests:refusal.photo-needed');
    await answerBySlip(entered, 'done', zh('换好了'), [picture()], later(5));
    expect((await partsOf(number)).map(({ state }) => state)).toEqual(['done', 'offered']);
    expect((await AuditEvents.find({ mall: made.mall._id, command: 'request:donePart' }).lean()).map(({ role, subject }) => [role, subject])).toEqual([['partner', `account:${amina.account}`]]);
    // Over: the slip opens nothing any more.
    expect(await refusalOf(enterTask(slip.number, slip.code, at(6)))).toBe('codes:follow.wrong');
  });

  it('is a hash in the database, is shut by the next one, expires, and ends with its partner', async () => {
    const number = await taken();
    await give(number);
    const id = await firstOf(number);
    const first = await makeSlip(doing(manager, 3), number, id);
    const second = await makeSlip(doing(manager, 4), number, id);
    expect(JSON.stringify(await RequestParts.findOne({ mall: made.mall._id, _id: id }).lean())).not.toContain(second.code.replace(' ', ''));
    expect(await refusalOf(enterTask(first.number, first.code, at(5)))).toBe('codes:follow.wrong');
    expect(await refusalOf(enterTask(`${number}/2`, second.code, at(5)))).toBe('codes:follow.wrong');
    expect(await refusalOf(enterTask(number, second.code, at(5)))).toBe('codes:follow.wrong');
    expect((await enterTask(second.number, second.code, at(5))).part).toBe(id);
    expect(await refusalOf(enterTask(second.number, second.code, at(24 * 15)))).toBe('codes:follow.wrong');
    await endPartner(doing(await buildOfficer(made.mall._id, { now: NOW }), 6), fixit);
    expect(await refusalOf(enterTask(second.number, second.code, at(7)))).toBe('codes:follow.wrong');
  });

  it('goes back to whoever gave it when its partner ends, once, and she is told', async () => {
    const number = await taken();
    await give(number);
    await give(number, `person:${assistant.account}`);
    expect(await takeFromEnded(made.mall, later(3))).toBe(0);
    await endPartner(doing(await buildOfficer(made.mall._id, { now: NOW }), 3), fixit);
    expect(await takeFromEnded(made.mall, later(4))).toBe(1);
    expect((await partsOf(number)).map(({ state }) => state)).toEqual(['taken-back', 'offered']);
    expect(await takeFromEnded(made.mall, later(5))).toBe(0);
    const { seq } = (await getCase(made.mall._id, number)).state;
    await tickRequest(made.mall, number, later(5));
    expect((await getCase(made.mall._id, number)).state.seq).toBe(seq);
    const told = await Notices.find({ mall: made.mall._id, template: 'part-left' }).lean();
    expect(told).toHaveLength(1);
    expect(await Deliveries.find({ mall: made.mall._id, notice: told[0]!._id }, { account: 1 }).lean()).toMatchObject([{ account: manager.account }]);
  });

  it('is guessed at no more than a few times', async () => {
    const number = await taken();
    await give(number);
    const slip = await makeSlip(doing(manager, 3), number, await firstOf(number));
    for (let guess = 0; guess < 12; guess += 1) expect(await refusalOf(enterTask(slip.number, 'AAAAAAAA', at(4)))).toBe('codes:follow.wrong');
    expect(await refusalOf(enterTask(slip.number, slip.code, at(4)))).toBe('codes:follow.too-often');
  });

  it('is made by whoever has the request, for a partner’s open part only; what came back on paper is typed in by the same, and the log says so', async () => {
    const number = await taken();
    await give(number);
    await give(number, `person:${assistant.account}`);
    const [mine, theirs] = await partsOf(number);
    expect(await refusalOf(makeSlip(doing(manager, 3), number, theirs!.id))).toBe('requests:refusal.not-now');
    expect(await refusalOf(makeSlip(doing(neighbour, 3), number, mine!.id))).toBe(404);
    expect(await refusalOf(makeSlip(doing(partner, 3), number, mine!.id))).toBe(404);
    await actOnParts(doing(manager, 4), number, { intent: 'paper-done', part: mine!.id, words: undefined }, zh('纸上写：换好了'));
    const last = (await getCase(made.mall._id, number)).events.at(-1)!;
    expect([last.type, last.actor, last.facts]).toMatchObject(['part-done', manager.account, { paper: true }]);
    expect(await refusalOf(actOnParts(doing(manager, 4), number, { intent: 'paper-done', part: theirs!.id, words: undefined }, undefined))).toBe('requests:refusal.not-yours');
    expect(await AccessEvents.countDocuments({ mall: made.mall._id })).toBe(0);
  });
});
