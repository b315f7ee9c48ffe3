import { beforeAll, describe, expect, it } from 'vitest';
import { Attachments } from '#models/attachment.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { RequestEvents, Requests } from '#models/request.server.ts';
import { Erasures, Texts } from '#models/text.server.ts';
import type { Actor, GridRole } from '#app/platform/actor.ts';
import { type LiveEvent, onEvent } from '#app/platform/events.server.ts';
import { keepMall } from '#app/platform/keeping.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { bothActors, buildOfficer, buildOfficial, buildStaff, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { actOnRequest, tickRequest } from './acting.server.ts';
import { getCase } from './case.server.ts';
import { readFactWords } from './known-facts.server.ts';
import { codeFits, hashCode } from './codes.server.ts';
import { openRequest, type OpenRequest } from './commands.server.ts';
import type { RequestCommand } from './engine/commands.ts';
import { replay } from './engine/state.ts';
import { readNumber } from './numbers.ts';
import { rowOf } from './row.ts';

/** Wednesday morning in Urumqi. */
const NOW = new Date('2026-03-11T05:00:00Z');
const later = (hours: number): Date => new Date(NOW.getTime() + hours * 3600_000);

let made: MadeMall;
let amina: Actor;
let shop: string;
let manager: Actor;
let assistant: Actor;
let leader: Actor;
let supervisor: Actor;
let council: Actor;
let lead: Actor;
let official: Actor;

beforeAll(async () => {
  registerPrograms();
  made = await makeMall({ now: NOW });
  const [grid = ''] = made.grids;
  const first = made.shops[0]![0]!;
  amina = first.owner;
  shop = first.merchant;
  const mall = made.mall._id;
  const volunteer = (role: GridRole) => buildVolunteer(mall, grid, role, { now: NOW });
  [manager, assistant, leader, supervisor] = [await volunteer('manager'), await volunteer('assistant'), await volunteer('leader'), await volunteer('supervisor')];
  [council, lead] = [await buildOfficer(mall, { now: NOW }), await buildOfficer(mall, { now: NOW, post: 'lead' })];
  official = await buildOfficial(made.office, { now: NOW });
});

const asked = (input: Partial<OpenRequest> = {}, now = NOW) =>
  openRequest({ mall: made.mall, actor: amina, now }, { account: amina.account, role: 'merchant', merchant: shop, kind: 'borrow', words: { language: 'ug', words: 'شوتا كېرەك' }, channel: 'ask', ...input });

const act = (actor: Actor, number: string, command: RequestCommand, { words, turn, now = later(1) }: { words?: string; turn?: number; now?: Date } = {}) =>
  actOnRequest({ mall: made.mall, actor, now }, number, { command, turn, words: words ? { language: 'zh', words } : undefined });

const refusalOf = async (doing: Promise<unknown>): Promise<string> => {
  const error = await doing.then(() => null, (caught: unknown) => caught);
  if (error instanceof Refusal) return error.reason.key;
  throw error ?? new Error('It was not refused.');
};
const statusOf = async (doing: Promise<unknown>): Promise<number> => {
  const error = await doing.then(() => null, (caught: unknown) => caught);
  return error instanceof Response ? error.status : 0;
};
const stored = async (number: string) => {
  const row = await Requests.findOne({ mall: made.mall._id, number }).lean();
  if (!row) throw new Error('Not stored.');
  return row;
};
const templatesFor = async (account: string): Promise<string[]> => {
  const deliveries = await Deliveries.find({ mall: made.mall._id, account }).sort({ order: 1 }).lean();
  const notices = await Notices.find({ mall: made.mall._id, _id: { $in: deliveries.map((one) => one.notice) } }).lean();
  return notices.map((notice) => notice.template ?? '');
};

describe('Asking', () => {
  it('gives a number that checks, a code that is stored as a keyed hash only, and tells the manager', async () => {
    const { number, code, id } = await asked();
    expect(readNumber(number)).toBe(number);
    const row = await stored(number);
    expect(row).toMatchObject({ _id: id, stage: 'received', rung: 'manager', grid: made.grids[0], requester: amina.account, version: 1 });
    expect([await codeFits(number, code, row?.codeHash), await codeFits(number, 'K7RM4QDT', row?.codeHash), await codeFits(number, code, undefined)]).toEqual([true, false, false]);
    // Salted: the same code of another request, or drawn twice, is never the same stored words.
    expect([await hashCode(number, code), await hashCode(number, code)]).not.toContain(row?.codeHash);
    expect(JSON.stringify(row)).not.toContain(code);
    expect(await templatesFor(manager.account)).toContain('request-received');
    expect(await templatesFor(assistant.account)).not.toContain('request-received');
  });

  it('needs words, a picture, voice or a wish to be called', async () => {
    expect(await refusalOf(asked({ words: undefined }))).toBe('requests:refusal.words-needed');
    expect((await stored((await asked({ words: undefined, callBack: true })).number)).title).toBeUndefined();
  });

  it('a kind that isn’t there, or isn’t of that program, is refused by the field', async () => {
    expect(await refusalOf(asked({ kind: 'nothing' }))).toBe('form.not-a-choice');
    expect(await refusalOf(asked({ kind: 'borrow', program: 'legal' }))).toBe('form.not-a-choice');
  });

  it('draws again when the number is taken', async () => {
    const first = await openRequest({ mall: made.mall, actor: amina, now: NOW }, { account: amina.account, role: 'merchant', words: { language: 'zh', words: 'a' }, channel: 'ask' }, () => 7);
    const draws = [7, 7, 8];
    const second = await openRequest({ mall: made.mall, actor: amina, now: NOW }, { account: amina.account, role: 'merchant', words: { language: 'zh', words: 'b' }, channel: 'ask' }, (below) => (draws.shift() ?? 1) % below);
    expect(second.number).not.toBe(first.number);
  });

  it('thirty at once get thirty numbers', async () => {
    const numbers = await Promise.all(Array.from({ length: 30 }, () => asked()));
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(30);
  });
});

describe('Working on a request', () => {
  it('the stored state is the replay of the stored events, through every step', async () => {
    const { number } = await asked();
    const steps: [Actor, RequestCommand, string?][] = [
      [manager, { type: 'takeOn', doing: false }],
      [manager, { type: 'waitForRequester' }, '哪一种梯子？'],
      [amina, { type: 'say' }, 'ئۇزۇنى'],
      [manager, { type: 'handUp' }, '我没有'],
      [leader, { type: 'takeOn', doing: true }],
      [leader, { type: 'markDone', outcome: 'solved' }],
      [amina, { type: 'notSolved' }],
      [leader, { type: 'markDone', outcome: 'half-fixed' }, '只有短的'],
      [amina, { type: 'confirm' }],
    ];
    for (const [index, [actor, command, words]] of steps.entries()) {
      const now = later(1 + index / 10);
      await act(actor, number, command, { words, now });
      const { row, kind, events } = await getCase(made.mall._id, number);
      const { zone, calendar } = made.mall;
      expect(row).toMatchObject(JSON.parse(JSON.stringify({ ...rowOf(kind, replay(kind, events), events, now, { zone, calendar }), openedAt: undefined, closedAt: undefined, dueAt: undefined, nextCheckAt: undefined })));
      expect(row.version).toBe(events.length);
    }
    const row = await stored(number);
    expect(row).toMatchObject({ stage: 'closed', outcome: 'half-fixed', holder: { kind: 'nobody' }, worker: leader.account });
    expect(row.dueAt).toBeUndefined();
  });

  it('three taps of one volunteer, one yes of the requester', async () => {
    const { number } = await asked();
    await act(assistant, number, { type: 'takeOn', doing: true });
    await act(assistant, number, { type: 'markDone', outcome: 'solved' });
    await act(amina, number, { type: 'confirm' });
    expect(await stored(number)).toMatchObject({ stage: 'closed', outcome: 'solved' });
  });

  it('of ten who take it on at once one wins, and nine are told that it changed', async () => {
    const { number } = await asked();
    const tries = Array.from({ length: 10 }, (_, i) => act(i % 2 ? manager : assistant, number, { type: 'takeOn', doing: true }, { turn: 1 }));
    const results = await Promise.allSettled(tries);
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const reasons = results.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Refusal).reason?.key ?? String(one.reason)] : []));
    expect(new Set(reasons)).toEqual(new Set(['form.changed-meanwhile']));
    expect((await getCase(made.mall._id, number)).events.map((event) => event.type)).toEqual(['asked', 'taken-on', 'started']);
  });

  it('what several say at once is all kept, in an order', async () => {
    const { number } = await asked();
    await act(manager, number, { type: 'takeOn', doing: true });
    await Promise.all([amina, manager, amina, manager, amina].map((actor, i) => act(actor, number, { type: 'say' }, { words: `${i}`, turn: 1 })));
    const { row, events } = await getCase(made.mall._id, number);
    const said = await readTexts(made.mall._id, events.map((event) => ('text' in event.facts ? event.facts.text : undefined)), [`request:${row._id}`]);
    expect([...said.values()].map((text) => text.words).sort()).toEqual(['0', '1', '2', '3', '4', 'شوتا كېرەك'].sort());
  });

  it('a sentence written after the turn changed is kept for another try, not lost in the request', async () => {
    const { number } = await asked();
    await act(manager, number, { type: 'takeOn', doing: true });
    const before = await Texts.countDocuments({ mall: made.mall._id });
    expect(await refusalOf(act(leader, number, { type: 'handUp' }, { words: 'x', turn: 1 }))).toBe('form.changed-meanwhile');
    expect(await Texts.countDocuments({ mall: made.mall._id })).toBe(before);
  });

  it('each act leaves one audit row on the requester’s record, with names of fields and never words', async () => {
    const { number, id } = await asked();
    await act(manager, number, { type: 'takeOn', doing: false });
    await act(manager, number, { type: 'handUp' }, { words: '秘密的理由' });
    const rows = await AuditEvents.find({ mall: made.mall._id, target: id }).sort({ _id: 1 }).lean();
    expect(rows.map((row) => row.command)).toEqual(['request:ask', 'request:takeOn', 'request:handUp']);
    expect(rows.every((row) => row.subject === `account:${amina.account}`)).toBe(true);
    const events = await RequestEvents.find({ mall: made.mall._id, request: id }).lean();
    expect(JSON.stringify([rows, events])).not.toMatch(/秘密|شوتا/);
  });

  it('what is told live holds ids and versions only, and for a confidential request never names a grid', async () => {
    const heard: LiveEvent[] = [];
    const stop = onEvent((event) => heard.push(event));
    const open = await asked();
    const hidden = await asked({ kind: 'wages', words: { language: 'ug', words: 'مائاش' } });
    stop();
    const of = (id: string) => heard.find((event) => event.type === 'request:changed' && event.id === id);
    expect(of(open.id)?.rooms).toContain(`grid:${made.grids[0]}`);
    expect(of(hidden.id)?.rooms.sort()).toEqual([`account:${amina.account}`, `mall-officers:${made.mall._id}`].sort());
    expect(Object.keys(of(open.id)!).sort()).toEqual(['id', 'rooms', 'type', 'version']);
  });
});

describe('RIGHTS: Subjects', () => {
  it('whoever may not see a request finds nothing there: other shops, other grids, other malls, officials', async () => {
    const { number } = await asked();
    const elsewhere = await makeMall({ now: NOW, grids: 1, shops: 1 });
    const strangers = [
      made.shops[0]![1]!.owner,
      made.shops[1]![0]!.owner,
      await buildVolunteer(made.mall._id, made.grids[1]!, 'manager', { now: NOW }),
      official,
      elsewhere.shops[0]![0]!.owner,
    ];
    for (const stranger of strangers) expect(await statusOf(act(stranger, number, { type: 'say' }, { words: 'x' }))).toBe(404);
    expect(await statusOf(actOnRequest({ mall: elsewhere.mall, actor: amina, now: NOW }, number, { command: { type: 'withdraw' } }))).toBe(404);
  });

  it('a request stays with the account that asked: her shop’s owner finds nothing until she shares it', async () => {
    const hand = await buildStaff(made.mall._id, shop, { now: NOW });
    const { number } = await openRequest({ mall: made.mall, actor: hand, now: NOW }, { account: hand.account, role: 'merchant', merchant: shop, kind: 'wages', words: { language: 'ug', words: 'x' }, channel: 'ask' });
    expect(await statusOf(act(amina, number, { type: 'say' }, { words: 'x' }))).toBe(404);
    await act(hand, number, { type: 'share', on: true });
    expect(await statusOf(act(amina, number, { type: 'say' }, { words: 'x' })), 'confidential stays hers even so').toBe(404);
  });
});

describe('RIGHTS: Ladders', () => {
  it('a volunteer can’t work on her own shop’s request', async () => {
    const own = made.shops[0]![1]!;
    const tied = bothActors(await buildVolunteer(made.mall._id, made.grids[0]!, 'assistant', { now: NOW, account: own.owner.account }), own.owner);
    const { number } = await openRequest({ mall: made.mall, actor: own.owner, now: NOW }, { account: own.owner.account, role: 'merchant', merchant: own.merchant, kind: 'borrow', words: { language: 'ru', words: 'x' }, channel: 'ask' });
    expect(await refusalOf(act(tied, number, { type: 'takeOn', doing: true }))).toBe('requests:refusal.not-yours');
  });

  it('silence hands up by itself, once, whoever runs the clock how often', async () => {
    const { number } = await asked();
    const over = later(30);
    await Promise.all([tickRequest(made.mall, number, over), tickRequest(made.mall, number, over), tickRequest(made.mall, number, over)]);
    const { events, row } = await getCase(made.mall._id, number);
    expect(events.filter((event) => event.type === 'ran-out' && event.facts.rung)).toHaveLength(1);
    expect(row).toMatchObject({ rung: 'leader', bySilence: true, stage: 'handed-up' });
    expect(await templatesFor(leader.account)).toContain('request-handed-up');
    expect(await templatesFor(amina.account)).toContain('request-handed-up');
  });

  it('a confidential request is told to the program’s lead and to nobody of the grid or council', async () => {
    const before = await Deliveries.countDocuments({ mall: made.mall._id });
    await asked({ kind: 'mediation' });
    const fresh = await Deliveries.find({ mall: made.mall._id }).sort({ order: -1 }).limit((await Deliveries.countDocuments({ mall: made.mall._id })) - before).lean();
    expect(fresh.map((one) => one.account)).toEqual([lead.account]);
    const { number } = await asked({ kind: 'mediation' });
    for (const actor of [manager, leader, supervisor, council]) expect(await statusOf(act(actor, number, { type: 'takeOn', doing: true }))).toBe(404);
  });
});

describe('RIGHTS: The office apart', () => {
  it('the office reads what the consent names, and nothing after it was taken back', async () => {
    const { number, id } = await asked();
    await act(manager, number, { type: 'takeOn', doing: true });
    await act(manager, number, { type: 'say' }, { words: '内部', now: later(2) });
    expect(await statusOf(act(official, number, { type: 'officeTakesOn' }))).toBe(404);
    await act(amina, number, { type: 'passOn', office: made.office, parts: ['words'], purpose: 'building' }, { now: later(3) });
    const ids = (await getCase(made.mall._id, number)).events.map((event) => ('text' in event.facts ? event.facts.text : undefined));
    const reading = async () => [...(await readTexts(made.mall._id, ids, [`office:${made.office}`])).values()].map((text) => text.words);
    expect(await reading()).toEqual(['شوتا كېرەك']);
    await act(official, number, { type: 'officeTakesOn' }, { now: later(4) });
    await act(amina, number, { type: 'takeBack' }, { now: later(5) });
    expect(await reading()).toEqual([]);
    expect(await statusOf(act(official, number, { type: 'officeAnswers', outcome: 'solved' }, { words: 'x', now: later(6) }))).toBe(404);
    expect(await stored(number)).toMatchObject({ _id: id, stage: 'in-progress' });
  });
});

describe('RIGHTS: Words', () => {
  it('words are nowhere but in texts, encrypted', async () => {
    const { id } = await asked({ words: { language: 'zh', words: '独一无二的句子' } });
    const [row, events, texts] = await Promise.all([Requests.findOne({ mall: made.mall._id, _id: id }).lean(), RequestEvents.find({ mall: made.mall._id, request: id }).lean(), Texts.find({ mall: made.mall._id }).lean()]);
    expect(JSON.stringify([row, events])).not.toContain('独一无二');
    expect(texts.some((text) => Buffer.from(text.cipher.buffer).toString('utf8').includes('独一无二'))).toBe(false);
  });

  it('90 days after closing the words are erased and entered in the register; the skeleton still replays', async () => {
    const { number } = await asked();
    await act(assistant, number, { type: 'takeOn', doing: true });
    await act(assistant, number, { type: 'markDone', outcome: 'solved' });
    await act(amina, number, { type: 'confirm' });
    const { row, state } = await getCase(made.mall._id, number);
    await keepMall(made.mall._id, later(24 * 89));
    expect(await Texts.exists({ mall: made.mall._id, _id: row.title })).not.toBeNull();
    await keepMall(made.mall._id, later(24 * 91));
    expect(await Texts.exists({ mall: made.mall._id, _id: row.title })).toBeNull();
    expect(await Erasures.exists({ mall: made.mall._id, collectionName: 'texts', ids: row.title })).not.toBeNull();
    const again = await getCase(made.mall._id, number);
    expect(again.state).toEqual(state);
  });

  it('reopening takes the day of erasing away again', async () => {
    const { number } = await asked();
    await act(assistant, number, { type: 'takeOn', doing: true });
    await act(assistant, number, { type: 'markDone', outcome: 'solved' });
    await act(amina, number, { type: 'confirm' });
    const { title } = await stored(number);
    expect((await Texts.findOne({ mall: made.mall._id, _id: title }).lean())?.eraseAt).toBeDefined();
    await act(amina, number, { type: 'notSolved' });
    expect((await Texts.findOne({ mall: made.mall._id, _id: title }).lean())?.eraseAt).toBeUndefined();
  });

  it('voice goes after thirty days, whether or not the request is closed', async () => {
    const bytes = Buffer.from('voice');
    const { id } = await asked({ files: [{ kind: 'audio', type: 'audio/webm', bytes }] });
    const [voice] = (await Requests.findOne({ mall: made.mall._id, _id: id }).lean())!.attachments;
    expect(Buffer.from((await Attachments.findOne({ mall: made.mall._id, _id: voice }).lean())!.cipher.buffer).includes(bytes)).toBe(false);
    await keepMall(made.mall._id, later(24 * 31));
    expect(await Attachments.exists({ mall: made.mall._id, _id: voice })).toBeNull();
  });
});

describe('What a kind asks for', () => {
  const detailsOf = async (number: string) => {
    const { row, state } = await getCase(made.mall._id, number);
    return readFactWords((await readTexts(made.mall._id, [state.details], [`request:${row._id}`])).get(state.details ?? '')?.words);
  };
  const change = (actor: Actor, number: string, facts: Record<string, string>, turn?: number) => actOnRequest({ mall: made.mall, actor, now: later(1) }, number, { command: { type: 'setFacts' }, facts, turn });
  /** Whole rows, as they would stand in a stolen database. */
  const dumped = async (number: string) => {
    const row = await stored(number);
    return JSON.stringify([row, await RequestEvents.find({ mall: made.mall._id, request: row._id }).lean()]);
  };

  it('comes with the asking, sealed like words: neither row nor log holds a value', async () => {
    const { number } = await asked({ facts: { thing: 'trolley', from: '2026-03-12', until: '', danger: 'gas' } });
    expect(await detailsOf(number)).toEqual({ thing: 'trolley', from: '2026-03-12' });
    expect(await dumped(number)).not.toMatch(/trolley|2026-03-12/);
  });

  it.each([[{ thing: 'a gun' }, 'form.not-a-choice'], [{ from: '2026-02-31' }, 'form.not-a-date']])('refuses %j at its field, and nothing is asked', async (facts, reason) => {
    const before = await Requests.countDocuments({ mall: made.mall._id });
    const error = await asked({ facts: facts as Record<string, string> }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ reason: { key: reason }, field: `fact-${Object.keys(facts)[0]}` });
    expect(await Requests.countDocuments({ mall: made.mall._id })).toBe(before);
  });

  it('is changed by one act with its audit row; whoever had older facts on her screen is told, and the same again changes nothing', async () => {
    const { number } = await asked();
    await change(manager, number, { thing: 'trolley' }, 1);
    const { _id } = await stored(number);
    expect(await AuditEvents.countDocuments({ mall: made.mall._id, target: _id, command: 'request:setFacts' })).toBe(1);
    expect(await refusalOf(change(amina, number, { thing: 'scale' }, 1))).toBe('form.changed-meanwhile');
    await change(amina, number, { thing: 'trolley' }, 2);
    expect(await detailsOf(number)).toEqual({ thing: 'trolley' });
    expect(await dumped(number)).not.toContain('trolley');
    expect((await stored(number)).version).toBe(2);
    await change(amina, number, {}, 2);
    expect(await detailsOf(number)).toEqual({});
  });

  it('of another kind stays as it was, and is there again when it is sorted back', async () => {
    const { number } = await asked({ facts: { thing: 'ladder' } });
    await act(manager, number, { type: 'sort', program: 'mutual-aid', kind: 'mind-shop' });
    await change(manager, number, { hours: '2' });
    expect(await detailsOf(number)).toEqual({ thing: 'ladder', hours: 2 });
  });

  it('is erased with the words, and the log is replayed without it', async () => {
    const { number } = await asked({ facts: { thing: 'ladder' } });
    const { state } = await getCase(made.mall._id, number);
    await act(assistant, number, { type: 'takeOn', doing: true });
    await act(assistant, number, { type: 'markDone', outcome: 'solved' });
    await act(amina, number, { type: 'confirm' });
    expect((await Texts.findOne({ mall: made.mall._id, _id: state.details }).lean())?.eraseAt).toBeInstanceOf(Date);
    await keepMall(made.mall._id, later(24 * 100));
    expect(await Texts.findOne({ mall: made.mall._id, _id: state.details }).lean()).toBeNull();
    expect(await detailsOf(number)).toEqual({});
  });

  it('is no part that goes to the office with a consent', async () => {
    const { number } = await asked({ facts: { thing: 'ladder' } });
    const { state } = await getCase(made.mall._id, number);
    await act(amina, number, { type: 'passOn', office: made.office, parts: ['words', 'thread'], purpose: 'advice' });
    const readers = async (id: string | undefined) => (await Texts.findOne({ mall: made.mall._id, _id: id }).lean())?.readers ?? [];
    expect(await readers(state.title)).toContain(`office:${made.office}`);
    expect(await readers(state.details)).not.toContain(`office:${made.office}`);
  });
});

describe('What belongs to all', () => {
  it('is closed by a second person of the grid, and the requester hears of it', async () => {
    const { number } = await asked({ kind: 'hazard', facts: { danger: 'exit-blocked' } });
    await act(assistant, number, { type: 'takeOn', doing: true });
    expect(await refusalOf(act(assistant, number, { type: 'markDone', outcome: 'solved' }))).toBe('requests:refusal.photo-needed');
    const after = { kind: 'image' as const, type: 'image/webp', bytes: Buffer.from('swept'), width: 1, height: 1 };
    await actOnRequest({ mall: made.mall, actor: assistant, now: later(2) }, number, { command: { type: 'markDone', outcome: 'solved' }, files: [after] });
    expect(await refusalOf(act(assistant, number, { type: 'confirm' }, { now: later(3) }))).toBe('requests:refusal.not-yours');
    await act(supervisor, number, { type: 'confirm' }, { now: later(3) });
    expect((await stored(number)).stage).toBe('closed');
    expect(await Notices.countDocuments({ mall: made.mall._id, template: 'request-closed-second', sentAt: later(3) })).toBeGreaterThan(0);
    await act(amina, number, { type: 'notSolved' }, { now: later(4) });
    expect((await stored(number)).stage).toBe('reopened');
  });
});
