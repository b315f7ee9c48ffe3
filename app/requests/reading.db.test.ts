import { beforeAll, describe, expect, it } from 'vitest';
import { AccessEvents } from '#models/audit.server.ts';
import { RequestEvents, Requests, TranslationWishes } from '#models/request.server.ts';
import type { Actor, GridRole } from '#app/platform/actor.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { keepMall } from '#app/platform/keeping.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficer, buildOfficial, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { actOnRequest } from './acting.server.ts';
import { openRequest, type OpenRequest } from './commands.server.ts';
import { getRequestDetail, wayOf } from './detail.server.ts';
import type { RequestCommand } from './engine/commands.ts';
import { runClocks } from './jobs.server.ts';
import { registerRequestKeeping } from './keeping.server.ts';
import { listRequests, showsOf } from './queries.server.ts';
import { listWantedTranslations, translateRequestText, wantTranslation } from './translations.server.ts';
import { countWaitingRequests, listWaitingForMerchant } from './waiting.server.ts';

const NOW = new Date('2026-03-11T05:00:00Z');
const later = (hours: number): Date => new Date(NOW.getTime() + hours * 3600_000);

let made: MadeMall;
let amina: Actor;
let shop: string;
const people = {} as Record<'manager' | 'assistant' | 'leader' | 'supervisor' | 'information' | 'council' | 'lead' | 'official' | 'neighbor' | 'elsewhere', Actor>;

beforeAll(async () => {
  registerPrograms();
  registerRequestKeeping();
  made = await makeMall({ now: NOW });
  const mall = made.mall._id;
  const first = made.shops[0]![0]!;
  amina = first.owner;
  shop = first.merchant;
  const volunteer = (role: GridRole, translates: string[] = []) => buildVolunteer(mall, made.grids[0]!, role, { now: NOW, translates });
  people.manager = await volunteer('manager');
  people.assistant = await volunteer('assistant', ['zh', 'ug']);
  people.leader = await volunteer('leader', ['ru']);
  people.supervisor = await volunteer('supervisor');
  people.information = await volunteer('information');
  people.council = await buildOfficer(mall, { now: NOW });
  people.lead = await buildOfficer(mall, { now: NOW, post: 'lead' });
  people.official = await buildOfficial(made.office, { now: NOW });
  people.neighbor = made.shops[0]![1]!.owner;
  people.elsewhere = await buildVolunteer(mall, made.grids[1]!, 'manager', { now: NOW, translates: ['zh', 'ug'] });
});

const asked = (input: Partial<OpenRequest> = {}) =>
  openRequest({ mall: made.mall, actor: amina, now: NOW }, { account: amina.account, role: 'merchant', merchant: shop, kind: 'borrow', words: { language: 'ug', words: 'شوتا كېرەك' }, channel: 'ask', ...input });
const act = (actor: Actor, number: string, command: RequestCommand, words?: string, now = later(1)) =>
  actOnRequest({ mall: made.mall, actor, now }, number, { command, words: words ? { language: 'zh', words } : undefined });
const seen = (actor: Actor, number: string, now = later(2)) => getRequestDetail(actor, made.mall, number, now).catch((error: unknown) => (error instanceof Response ? error.status : Promise.reject(error)));
const sightBy = async (number: string) => Object.fromEntries(await Promise.all(Object.entries(people).map(async ([name, actor]) => [name, ((found) => (typeof found === 'object' ? found.sight : found))(await seen(actor, number))])));

describe('RIGHTS: Ladders', () => {
  it('on the grid’s ladder the manager and the supervisor see all, colleagues the head, all others nothing', async () => {
    const { number } = await asked();
    expect(await sightBy(number)).toEqual({ manager: 'full', supervisor: 'full', assistant: 'head', leader: 'head', information: 'head', council: 404, lead: 404, official: 404, neighbor: 404, elsewhere: 404 });
  });

  it('a head holds no thread, no reasons and no files', async () => {
    const { number } = await asked({ files: [{ kind: 'image', type: 'image/webp', bytes: Buffer.from('x'), width: 1, height: 1 }] });
    await act(people.manager, number, { type: 'takeOn', doing: true });
    await act(people.manager, number, { type: 'say' }, '只给您');
    const head = await seen(people.assistant, number);
    expect(JSON.stringify(head)).not.toContain('只给您');
    expect(typeof head === 'object' && head.happened.flatMap((one) => one.files)).toEqual([]);
    expect(typeof head === 'object' && head.title?.words).toBe('شوتا كېرەك');
  });

  it('a confidential request is there for its asker and the program’s lead, for nobody else', async () => {
    const { number } = await asked({ kind: 'wages' });
    expect(await sightBy(number)).toEqual({ manager: 404, supervisor: 404, assistant: 404, leader: 404, information: 404, council: 404, lead: 'full', official: 404, neighbor: 404, elsewhere: 404 });
    for (const [name, actor] of Object.entries(people)) {
      for (const show of showsOf(actor, made.mall._id, false)) {
        const { cards } = await listRequests(actor, made.mall, show, 1, NOW);
        expect(cards.some((card) => card.number === number), `${name} in ${show}`).toBe(name === 'lead' && show === 'program');
      }
    }
  });

  it('officers see of what is with a grid that it is there, and none of its words', async () => {
    const { number } = await asked();
    const { cards } = await listRequests(people.council, made.mall, 'all', 1, NOW);
    const card = cards.find((one) => one.number === number);
    expect(card).toMatchObject({ title: null, stage: 'received', kind: 'borrow' });
  });

  it('the page offers exactly what the engine would allow', async () => {
    const { number } = await asked();
    const [manager, mine, supervisor] = await Promise.all([seen(people.manager, number), seen(amina, number), seen(people.supervisor, number)]);
    expect(typeof manager === 'object' && manager.can).toMatchObject({ takeOn: true, handUp: true, say: true, confirm: false, withdraw: false, passOn: false });
    expect(typeof mine === 'object' && mine.can).toMatchObject({ takeOn: false, say: true, withdraw: true, passOn: true });
    expect(typeof supervisor === 'object' && supervisor.can).toMatchObject({ takeOn: false, demandAnswer: true, say: false });
  });
});

describe('The desk', () => {
  it('sorts by what runs out first and says how long is left', async () => {
    const fresh = await makeMall({ now: NOW, grids: 1, shops: 2 });
    const manager = await buildVolunteer(fresh.mall._id, fresh.grids[0]!, 'manager', { now: NOW });
    const by = (index: number, kind: string, now: Date) => {
      const { owner, merchant } = fresh.shops[0]![index]!;
      return openRequest({ mall: fresh.mall, actor: owner, now }, { account: owner.account, role: 'merchant', merchant, kind, words: { language: 'zh', words: kind }, channel: 'ask' });
    };
    const slow = await by(0, 'repair', NOW);
    const urgent = await by(1, 'hazard', NOW);
    const { cards } = await listRequests(manager, fresh.mall, 'desk', 1, later(0.5));
    expect(cards.map((card) => card.number)).toEqual([urgent.number, slow.number]);
    expect(cards[0]).toMatchObject({ leftMinutes: 30, yourTurn: true, title: { words: 'hazard', language: 'zh' } });
    expect((await listRequests(manager, fresh.mall, 'desk', 1, later(3))).cards[0]?.leftMinutes).toBe(-120);
    expect(await countWaitingRequests(manager, fresh.mall._id, 'volunteer')).toBe(2);
  });

  it('pages by twenty', async () => {
    const fresh = await makeMall({ now: NOW, grids: 1, shops: 1 });
    const { owner, merchant } = fresh.shops[0]![0]!;
    for (let i = 0; i < 21; i += 1) await openRequest({ mall: fresh.mall, actor: owner, now: NOW }, { account: owner.account, role: 'merchant', merchant, words: { language: 'zh', words: `${i}` }, channel: 'ask' });
    const [first, second] = await Promise.all([listRequests(owner, fresh.mall, 'asked', 1, NOW), listRequests(owner, fresh.mall, 'asked', 2, NOW)]);
    expect([first.cards.length, first.hasNext, second.cards.length, second.hasNext]).toEqual([20, true, 1, false]);
    expect(new Set([...first.cards, ...second.cards].map((card) => card.number)).size).toBe(21);
  });
});

describe('RIGHTS: Accounts, lists on a shared phone', () => {
  it('say of what is confidential its number and stage only; everything else, and another phone, says all', async () => {
    const fresh = await makeMall({ now: NOW, grids: 1, shops: 1 });
    const { owner, merchant } = fresh.shops[0]![0]!;
    const lead = await buildOfficer(fresh.mall._id, { now: NOW, post: 'lead' });
    const open = (kind: string, words: string) => openRequest({ mall: fresh.mall, actor: owner, now: NOW }, { account: owner.account, role: 'merchant', merchant, kind, words: { language: 'zh', words }, channel: 'ask' });
    const [wages, ladder] = [await open('wages', '三个月没发工资'), await open('borrow', '借梯子')];
    await actOnRequest({ mall: fresh.mall, actor: lead, now: NOW }, wages.number, { command: { type: 'takeOn', doing: true } });
    await actOnRequest({ mall: fresh.mall, actor: lead, now: NOW }, wages.number, { command: { type: 'waitForRequester' }, words: { language: 'zh', words: '哪个月？' } });
    for (const [actor, show] of [[owner, 'asked'], [lead, 'program']] as const) {
      const [mine, shared] = await Promise.all([listRequests(actor, fresh.mall, show, 1, NOW), listRequests(actor, fresh.mall, show, 1, NOW, true)]);
      const cardOf = ({ cards }: typeof mine, number: string) => cards.find((card) => card.number === number);
      expect(cardOf(mine, wages.number)).toMatchObject({ locked: false, title: { words: '三个月没发工资' }, kind: 'wages' });
      const locked = cardOf(shared, wages.number);
      expect(locked).toMatchObject({ locked: true, title: null, kind: 'unsorted', program: 'unsorted', stage: 'waiting-for-you', shop: null, grid: null });
      expect(JSON.stringify(locked)).not.toMatch(/wages|labor|工资/);
      expect(cardOf(shared, ladder.number)).toEqual(cardOf(mine, ladder.number));
    }
    const waits = (shared: boolean) => listWaitingForMerchant(owner, fresh.mall._id, shared);
    expect([(await waits(false))[0]?.title?.words, (await waits(true))[0]?.title]).toEqual(['三个月没发工资', null]);
  });
});

describe('"I need this in Chinese"', () => {
  it('goes to people of the grid who offered both languages, and their words stand beside the original', async () => {
    const { number, id } = await asked();
    const { title } = (await Requests.findOne({ mall: made.mall._id, _id: id }).lean())!;
    await wantTranslation({ mall: made.mall, actor: people.manager, now: later(1) }, number, title!, 'zh');
    await wantTranslation({ mall: made.mall, actor: people.manager, now: later(1) }, number, title!, 'zh');
    expect(await TranslationWishes.countDocuments({ mall: made.mall._id, text: title })).toBe(1);
    expect((await listWantedTranslations(made.mall._id, people.leader)).length).toBe(0);
    expect((await listWantedTranslations(made.mall._id, people.elsewhere)).length).toBe(0);
    const wishes = await listWantedTranslations(made.mall._id, people.assistant);
    const wish = wishes.find((one) => one.number === number)!;
    expect(wish).toMatchObject({ language: 'zh', original: { words: 'شوتا كېرەك', language: 'ug' } });
    await translateRequestText({ mall: made.mall, actor: people.assistant, now: later(2) }, wish.id, '需要一把梯子');
    const found = await seen(people.manager, number);
    expect(typeof found === 'object' && found.title).toMatchObject({ words: 'شوتا كېرەك', translations: [{ language: 'zh', words: '需要一把梯子' }] });
    expect(await listWantedTranslations(made.mall._id, people.assistant)).toEqual([]);
  });

  it('asking for the language that it is in, or for somebody else’s text, gives nothing', async () => {
    const [mine, other] = [await asked(), await asked()];
    const titleOf = async (id: string) => (await Requests.findOne({ mall: made.mall._id, _id: id }).lean())!.title!;
    const same = wantTranslation({ mall: made.mall, actor: people.manager, now: NOW }, mine.number, await titleOf(mine.id), 'ug');
    await expect(same).rejects.toBeInstanceOf(Refusal);
    await expect(wantTranslation({ mall: made.mall, actor: people.manager, now: NOW }, mine.number, await titleOf(other.id), 'zh')).rejects.toMatchObject({ status: 404 });
  });

  it('for a confidential request nobody of the grid is asked', async () => {
    const { number, id } = await asked({ kind: 'legal-question' });
    const { title } = (await Requests.findOne({ mall: made.mall._id, _id: id }).lean())!;
    await wantTranslation({ mall: made.mall, actor: people.lead, now: NOW }, number, title!, 'zh');
    expect((await listWantedTranslations(made.mall._id, people.assistant)).some((wish) => wish.number === number)).toBe(false);
  });
});

describe('The job of the clocks', () => {
  it('looks only at what is due, and a second run finds nothing to do', async () => {
    const fresh = await makeMall({ now: NOW, grids: 1, shops: 1 });
    const { owner, merchant } = fresh.shops[0]![0]!;
    await buildVolunteer(fresh.mall._id, fresh.grids[0]!, 'manager', { now: NOW });
    await buildVolunteer(fresh.mall._id, fresh.grids[0]!, 'leader', { now: NOW });
    await openRequest({ mall: fresh.mall, actor: owner, now: NOW }, { account: owner.account, role: 'merchant', merchant, words: { language: 'zh', words: 'x' }, channel: 'ask' });
    expect(await runClocks(fresh.mall, later(1))).toBe(0);
    expect(await runClocks(fresh.mall, later(2.1))).toBe(1);
    expect(await runClocks(fresh.mall, later(2.1))).toBe(0);
    expect(await runClocks(fresh.mall, later(29))).toBe(1);
    const types = (await RequestEvents.find({ mall: fresh.mall._id }).sort({ seq: 1 }).lean()).map((event) => event.type);
    expect(types.filter((type) => type === 'ran-out').length).toBeGreaterThan(0);
    expect(types[1]).toBe('warned');
  });
});

describe('RIGHTS: Keeping', () => {
  it('wishes for translations go 90 days after the request closed', async () => {
    const { number, id } = await asked();
    const { title } = (await Requests.findOne({ mall: made.mall._id, _id: id }).lean())!;
    await wantTranslation({ mall: made.mall, actor: people.manager, now: NOW }, number, title!, 'kk');
    await act(people.manager, number, { type: 'takeOn', doing: true });
    await act(people.manager, number, { type: 'markDone', outcome: 'solved' });
    await act(amina, number, { type: 'confirm' });
    await keepMall(made.mall._id, later(24 * 89));
    expect(await TranslationWishes.countDocuments({ mall: made.mall._id, request: id })).toBe(1);
    await keepMall(made.mall._id, later(24 * 91));
    expect(await TranslationWishes.countDocuments({ mall: made.mall._id, request: id })).toBe(0);
  });
});

describe('Where a request stands on its way', () => {
  it('a stage beside the way stands where it interrupts it', () => {
    const way = ['received', 'taken-on', 'in-progress', 'done', 'closed'] as const;
    expect(wayOf(way, 'handed-up', ['received', 'taken-on', 'in-progress', 'handed-up']).map(({ stage, state }) => `${stage}:${state}`)).toEqual(['received:done', 'taken-on:done', 'handed-up:now', 'done:next', 'closed:next']);
    expect(wayOf(way, 'passed-on', ['received', 'passed-on']).map(({ stage }) => stage)).toEqual(['received', 'passed-on', 'in-progress', 'done', 'closed']);
    expect(wayOf(way, 'closed', way).every(({ state }) => state === 'done')).toBe(true);
    expect(wayOf(way, 'withdrawn', ['received', 'withdrawn']).map(({ stage }) => stage)).toEqual(['received', 'withdrawn']);
  });
});

it('reading through the query alone leaves no look: pages record them', async () => {
  const before = await AccessEvents.countDocuments({ mall: made.mall._id });
  const { number } = await asked();
  const found = await seen(people.manager, number);
  expect(typeof found === 'object' && found.look).toEqual([`account:${amina.account}`]);
  expect(await AccessEvents.countDocuments({ mall: made.mall._id })).toBe(before);
});
