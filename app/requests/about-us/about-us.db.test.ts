import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Aparts } from '#models/apart.server.ts';
import { AuditEvents } from '#models/audit.server.ts';
import { Deliveries, Notices } from '#models/notice.server.ts';
import { Requests } from '#models/request.server.ts';
import { type Actor, isOfficer } from '#app/platform/actor.ts';
import { type LiveEvent, onEvent } from '#app/platform/events.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { exportRecord } from '#app/record/export.server.ts';
import { getRecord } from '#app/record/queries.server.ts';
import { findVisitables } from '#app/visits/visitable.server.ts';
import { bothActors, buildOfficer, buildOfficial, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { actsIn, later, NOW } from '#tests/factories/request-acts.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { forgetAparts } from '../apart.server.ts';
import { openRequest } from '../commands.server.ts';
import { getRequestDetail } from '../detail.server.ts';
import { followRequest } from '../follow.server.ts';
import { listRequests, showsOf } from '../queries.server.ts';
import { countOpenInMall, countWaitingRequests } from '../waiting.server.ts';
import { declineNamed, letKnow, openAboutUs, typeInAboutUs } from './commands.server.ts';

const SECRET = 'HE-SHOUTED-AT-ME';
const words = { language: 'zh', words: SECRET };
const first = () => 0;

let made: MadeMall;
let amina: Actor;
let shop: string;
let rude: Actor;
let council: Actor[];
let others: Actor[];

beforeAll(() => registerPrograms());
beforeEach(async () => {
  await emptyDatabase();
  made = await makeMall({ now: NOW });
  const mall = made.mall._id;
  const [grid = ''] = made.grids;
  amina = made.shops[0]![0]!.owner;
  shop = made.shops[0]![0]!.merchant;
  rude = await buildVolunteer(mall, grid, 'manager', { now: NOW });
  council = await Promise.all([1, 2, 3].map(() => buildOfficer(mall, { now: NOW })));
  const officer = await buildOfficer(mall, { now: NOW });
  const ofHerGrid = bothActors(officer, await buildVolunteer(mall, grid, 'leader', { now: NOW, account: officer.account }));
  others = [ofHerGrid, await buildOfficer(mall, { now: NOW, post: 'lead' }), await buildVolunteer(mall, grid, 'supervisor', { now: NOW }), await buildVolunteer(mall, grid, 'assistant', { now: NOW }), await buildOfficial(made.office, { now: NOW }), made.shops[0]![1]!.owner];
});

const { doing, act } = actsIn(() => made);
const complain = () => openAboutUs(doing(amina, 0), { words, person: rude.account });
const stored = async (number: string) => (await Requests.findOne({ mall: made.mall._id, number }).lean())!;
const keepersOf = async (number: string) => {
  const { named: two = [] } = await stored(number);
  return council.filter(({ account }) => two.includes(account));
};
let named: string[] = [];
const statusOf = async (trying: Promise<unknown>): Promise<number> => {
  const error = await trying.then(() => null, (caught: unknown) => caught);
  return error instanceof Response ? error.status : 0;
};
const refusalOf = async (trying: Promise<unknown>): Promise<string> => {
  const error = await trying.then(() => null, (caught: unknown) => caught);
  if (error instanceof Refusal) return error.reason.key;
  throw error ?? new Error('It was not refused.');
};
const templatesFor = async (account: string): Promise<string[]> => {
  const deliveries = await Deliveries.find({ mall: made.mall._id, account }).sort({ order: 1 }).lean();
  return (await Notices.find({ mall: made.mall._id, _id: { $in: deliveries.map((one) => one.notice) } }).lean()).map(({ template }) => template ?? '');
};

/** Everything that the portal would answer this person, as one text. */
async function everyDoor(actor: Actor, number: string): Promise<string> {
  const now = later(2);
  const out: unknown[] = [];
  await getRequestDetail(actor, made.mall, number, now).then((detail) => out.push(detail), () => undefined);
  for (const show of showsOf(actor, made.mall._id, true)) out.push(await listRequests(actor, made.mall, show, 1, now));
  out.push(await exportRecord(actor, now), await getRecord(actor, 'me', 1, now), await templatesFor(actor.account));
  return JSON.stringify(out);
}

describe('RIGHTS: About us', () => {
  it('is given to two of the council, by lot, outside the grid of the person whom it is about', async () => {
    const { number } = await complain();
    const row = await stored(number);
    expect(row).toMatchObject({ kind: 'about-us', confidential: true, ladder: 'named', rung: 'named', holder: { kind: 'named' } });
    expect(row.grid ?? row.unit).toBeUndefined();
    expect(row.named).toHaveLength(2);
    for (const account of row.named ?? []) {
      expect(council.map((one) => one.account)).toContain(account);
      expect(await templatesFor(account)).toEqual(['request-received']);
    }
  });

  it('isn’t there for the person whom it is about, her grid, the programs, other officers and the office, behind any door', async () => {
    const heard: LiveEvent[] = [];
    const stop = onEvent((event) => void heard.push(event));
    const { number } = await complain();
    stop();
    named = (await stored(number)).named ?? [];
    const two = await keepersOf(number);
    expect(two).toHaveLength(2);
    await act(two[0]!, number, { type: 'takeOn', doing: true }, 1);
    await act(two[0]!, number, { type: 'say' }, 1, 'WE-WILL-SEE');
    const outside = [rude, ...others, ...council.filter(({ account }) => !named.includes(account))];
    for (const actor of outside) {
      const seen = await everyDoor(actor, number);
      for (const secret of [SECRET, 'WE-WILL-SEE', number]) expect(seen, actor.account).not.toContain(secret);
      expect(await statusOf(act(actor, number, { type: 'say' }, 2, 'x'))).toBe(404);
    }
    for (const actor of [amina, ...two]) {
      const seen = await everyDoor(actor, number);
      for (const secret of [SECRET, 'WE-WILL-SEE', number]) expect(seen).toContain(secret);
    }
    for (const { rooms } of heard.filter(({ type }) => type === 'request:changed')) expect([...rooms].sort()).toEqual([amina.account, ...named].map((account) => `account:${account}`).sort());
    expect(JSON.stringify(await AuditEvents.find({ mall: made.mall._id }).lean())).not.toContain(rude.account);
    expect(await countWaitingRequests(two[1]!, made.mall._id, 'officer')).toBe(0);
    expect((await countOpenInMall(made.mall._id, later(3))).open.count).toBe(0);
  });

  it('she opens nothing of that shop meanwhile, as if it weren’t there, and opens it again when it is over', async () => {
    const before = await openRequest(doing(amina, 0), { account: amina.account, role: 'merchant', merchant: shop, kind: 'borrow', words: { language: 'zh', words: 'LADDER' }, channel: 'ask' });
    expect(await findVisitables(doing(rude, 0), [shop])).toHaveProperty('size', 1);
    const { number } = await complain();
    expect(await findVisitables(doing(rude, 1), [shop])).toHaveProperty('size', 0);
    expect(await statusOf(getRequestDetail(rude, made.mall, before.number, later(1)))).toBe(404);
    for (const show of showsOf(rude, made.mall._id, false)) expect(JSON.stringify(await listRequests(rude, made.mall, show, 1, later(1)))).not.toContain('LADDER');
    expect(JSON.stringify(await exportRecord(rude, later(1)))).not.toContain(shop);
    await act(amina, number, { type: 'withdraw' }, 2);
    expect(await findVisitables(doing(rude, 3), [shop])).toHaveProperty('size', 1);
    expect((await getRequestDetail(rude, made.mall, before.number, later(3))).sight).toBe('full');
    expect(await forgetAparts(made.mall._id, later(24 * 91))).toBe(1);
    expect(await Aparts.countDocuments({ mall: made.mall._id })).toBe(0);
  });

  it('she learns of it when whoever asked agrees, and then nothing but that two of the council will talk with her', async () => {
    const { number } = await complain();
    const [keeper] = await keepersOf(number);
    expect(await refusalOf(letKnow(doing(keeper!, 1), number))).toBe('requests:refusal.not-yours');
    expect(await templatesFor(rude.account)).toEqual([]);
    await letKnow(doing(amina, 1), number);
    expect(await templatesFor(rude.account)).toEqual(['about-us-told']);
    const hers = await AuditEvents.find({ mall: made.mall._id, subject: `account:${rude.account}` }).lean();
    expect(hers.map(({ command, target }) => [command, target])).toEqual([['request:letKnow', undefined]]);
    expect(await statusOf(getRequestDetail(rude, made.mall, number, later(2)))).toBe(404);
    expect(await refusalOf(letKnow(doing(amina, 2), number))).toBe('requests:refusal.asked-once');
  });

  it('whoever asked may have somebody else of the two, and has the last word', async () => {
    const { number } = await complain();
    const [one = '', other = ''] = (await stored(number)).named ?? [];
    const third = council.map(({ account }) => account).find((account) => account !== one && account !== other);
    await declineNamed(doing(amina, 1), number, one, first);
    expect((await stored(number)).named).toEqual([other, third]);
    expect(await statusOf(getRequestDetail(council.find(({ account }) => account === one)!, made.mall, number, later(1)))).toBe(404);
    const keeper = council.find(({ account }) => account === third)!;
    await act(keeper, number, { type: 'takeOn', doing: true }, 2);
    await act(keeper, number, { type: 'markDone', outcome: 'solved' }, 3, '谈过了');
    await act(amina, number, { type: 'confirm' }, 4);
    expect(await stored(number)).toMatchObject({ stage: 'closed', outcome: 'solved' });
  });

  it('comes from a box on paper too, typed in by the council, never by the one whom it is about; number and code follow it', async () => {
    const [typist] = council;
    const { number, code } = await typeInAboutUs(doing(typist!, 1), { words, person: rude.account, booth: undefined });
    expect(await stored(number)).toMatchObject({ ladder: 'named', channel: 'desk' });
    expect((await stored(number)).requester).toMatch(/^passer:slip-/);
    expect(await followRequest({ number, code, intent: 'show' }, { address: '192.0.2.9', now: later(1) })).toMatchObject({ holder: { kind: 'council' } });
    expect(await refusalOf(typeInAboutUs(doing(typist!, 1), { words, person: typist!.account }))).toBe('about-us:refused.yourself');
    expect(await statusOf(typeInAboutUs(doing(rude, 1), { words }))).toBe(404);
    expect(isOfficer(others[1]!, made.mall._id)).toBe(true);
    expect(await statusOf(typeInAboutUs(doing(others[1]!, 1), { words }))).toBe(404);
  });

  it('can be asked for nowhere else, and nothing is sorted into it', async () => {
    const head = { account: amina.account, role: 'merchant', merchant: shop, words, channel: 'ask' } as const;
    expect(await refusalOf(openRequest(doing(amina, 0), { ...head, kind: 'about-us' }))).toBe('form.not-a-choice');
    const { number } = await openRequest(doing(amina, 0), { ...head, confidential: true });
    const lead = others[1]!;
    await act(lead, number, { type: 'takeOn', doing: false }, 1);
    expect(await refusalOf(act(lead, number, { type: 'sort', program: 'unsorted', kind: 'about-us' }, 2))).toBe('requests:refusal.not-now');
  });
});
