import { beforeAll, describe, expect, it } from 'vitest';
import { AccessEvents } from '#models/audit.server.ts';
import { Requests } from '#models/request.server.ts';
import { SearchEntries } from '#models/search-entry.server.ts';
import { REQUESTS_FOUND } from '#app/operations/upgrade-search.server.ts';
import type { Actor, GridRole } from '#app/platform/actor.ts';
import { keepMall } from '#app/platform/keeping.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficer, buildOfficial, buildStaff, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { actOnRequest } from './acting.server.ts';
import { openRequest, type OpenRequest } from './commands.server.ts';
import { getRequestDetail } from './detail.server.ts';
import type { RequestCommand } from './engine/commands.ts';
import { searchRequests } from './finding.server.ts';
import { listWantedTranslations, translateRequestText, wantTranslation } from './translations.server.ts';

const NOW = new Date('2026-03-11T05:00:00Z');
const later = (hours: number): Date => new Date(NOW.getTime() + hours * 3600_000);
let made: MadeMall;
let amina: Actor;
const people: Record<string, Actor> = {};

beforeAll(async () => {
  registerPrograms();
  made = await makeMall({ now: NOW });
  const [mall, shop] = [made.mall._id, made.shops[0]![0]!];
  amina = shop.owner;
  const volunteer = (role: GridRole, grid = 0) => buildVolunteer(mall, made.grids[grid]!, role, { now: NOW, translates: ['zh', 'ug'] });
  Object.assign(people, {
    requester: amina,
    staff: await buildStaff(mall, shop.merchant, { now: NOW }),
    manager: await volunteer('manager'),
    assistant: await volunteer('assistant'),
    supervisor: await volunteer('supervisor'),
    council: await buildOfficer(mall, { now: NOW }),
    lead: await buildOfficer(mall, { now: NOW, post: 'lead' }),
    official: await buildOfficial(made.office, { now: NOW }),
    neighbor: made.shops[0]![1]!.owner,
    elsewhere: await volunteer('manager', 1),
  });
});

const asked = async (input: Partial<OpenRequest>) => (await openRequest({ mall: made.mall, actor: amina, now: NOW }, { account: amina.account, role: 'merchant', merchant: made.shops[0]![0]!.merchant, channel: 'ask', ...input })).number;
const act = (actor: Actor, number: string, command: RequestCommand, words?: string) => actOnRequest({ mall: made.mall, actor, now: later(1) }, number, { command, words: words ? { language: 'zh', words } : undefined });
const find = async (actor: Actor, query: string, shared = false) => (await searchRequests(actor, made.mall, query, { shared, now: later(2) })).cards.map((card) => card.number);
/** Who of all finds the request by these words. */
const findersOf = async (number: string, query: string) => (await Promise.all(Object.entries(people).map(async ([name, actor]) => ((await find(actor, query)).includes(number) ? [name] : [])))).flat();
/** Who of all sees it on its page, as much as its title. */
const readersOf = async (number: string) => (await Promise.all(Object.entries(people).map(async ([name, actor]) => ((await getRequestDetail(actor, made.mall, number, later(2)).catch(() => null)) ? [name] : [])))).flat();

const KINDS: [name: string, input: Partial<OpenRequest>][] = [
  ['on the grid’s ladder', { kind: 'borrow', words: { language: 'ug', words: 'شوتا لازىم قىزىل' } }],
  ['on the program’s ladder', { kind: 'find-staff', words: { language: 'ug', words: 'شوتا لازىم قىزىل' } }],
  ['confidential', { kind: 'mediation', words: { language: 'ug', words: 'شوتا لازىم قىزىل' } }],
  ['wages', { kind: 'wages', words: { language: 'ug', words: 'شوتا لازىم قىزىل' } }],
  ['about a place', { kind: 'hazard', words: { language: 'ug', words: 'شوتا لازىم قىزىل' } }],
];

describe('a request is found by its words', () => {
  it.each(KINDS)('%s: by whoever sees its page, where it isn’t confidential; by its requester in any case', async (_name, input) => {
    const number = await asked(input);
    const confidential = (await Requests.findOne({ mall: made.mall._id, number }, { confidential: 1 }).lean())!.confidential;
    expect(await findersOf(number, 'قىزىل شوتا')).toEqual(confidential ? ['requester'] : await readersOf(number));
  });

  it('by what was said in it only by its parties, and by its shop once it is shared', async () => {
    const number = await asked({ kind: 'borrow', words: { language: 'zh', words: '借一台验钞机' } });
    await act(people.manager!, number, { type: 'takeOn', doing: true });
    await act(amina, number, { type: 'say' }, '放在收银台下面');
    expect(await findersOf(number, '收银台')).toEqual(['requester', 'manager']);
    expect(await findersOf(number, '验钞机')).toEqual(['requester', 'manager', 'assistant', 'supervisor']);
    await act(amina, number, { type: 'share', on: true });
    expect(await findersOf(number, '收银台')).toEqual(['requester', 'staff', 'manager']);
    await act(amina, number, { type: 'share', on: false });
    expect(await findersOf(number, '收银台')).toEqual(['requester', 'manager']);
  });

  it('by the council once it is theirs', async () => {
    const number = await asked({ kind: 'borrow', words: { language: 'ru', words: 'Нужна стремянка повыше' } });
    await act(people.manager!, number, { type: 'handUp' }, '没有');
    expect(await findersOf(number, 'стремянки')).toContain('council');
  });

  it('by its facts in the reader’s own language, by a translation, and by its number', async () => {
    const number = await asked({ kind: 'hazard', words: { language: 'zh', words: '有东西挡着' }, facts: { danger: 'slippery' } });
    for (const query of ['slippery', number, number.toLowerCase()]) expect(await find(people.manager!, query)).toContain(number);
    const { title } = (await Requests.findOne({ mall: made.mall._id, number }).lean())!;
    await wantTranslation({ mall: made.mall, actor: people.manager!, now: later(1) }, number, title!, 'ug');
    const [wish] = (await listWantedTranslations(made.mall._id, people.assistant!)).filter((one) => one.number === number);
    await translateRequestText({ mall: made.mall, actor: people.assistant!, now: later(1) }, wish!.id, 'يولنى توسۇپ قويۇپتۇ');
    for (const query of ['توسۇپ', 'توسۇش']) expect(await find(people.manager!, query)).toContain(number);
    expect(await find(people.neighbor!, number)).toEqual([]);
  });

  it('as a look on its requester’s record, once a day; her own is none', async () => {
    const number = await asked({ kind: 'borrow', words: { language: 'en', words: 'A zebra blanket' } });
    const looks = () => AccessEvents.countDocuments({ mall: made.mall._id, subject: `account:${amina.account}`, purpose: 'search' });
    const before = await looks();
    expect(await find(amina, 'zebra')).toEqual([number]);
    expect(await looks()).toBe(before);
    const curious = await buildVolunteer(made.mall._id, made.grids[0]!, 'information', { now: NOW });
    for (let nth = 0; nth < 2; nth += 1) expect(await find(curious, 'zebra')).toEqual([number]);
    expect(await looks()).toBe(before + 1);
  });

  it('and not on a phone of several people where it is confidential', async () => {
    const number = await asked({ kind: 'legal-question', words: { language: 'en', words: 'Quince contract' } }).catch(() => asked({ kind: 'mediation', words: { language: 'en', words: 'Quince contract' } }));
    expect(await find(amina, 'quince')).toEqual([number]);
    expect(await find(amina, 'quince', true)).toEqual([]);
  });

  it('no more once its words are erased', async () => {
    const number = await asked({ kind: 'borrow', words: { language: 'en', words: 'Marigold lantern' } });
    await act(amina, number, { type: 'withdraw' });
    expect(await find(amina, 'marigold')).toEqual([number]);
    await keepMall(made.mall._id, later(24 * 100));
    expect((await searchRequests(amina, made.mall, 'marigold', { shared: false, now: later(24 * 100) })).cards).toEqual([]);
    const { _id } = (await Requests.findOne({ mall: made.mall._id, number }, { _id: 1 }).lean())!;
    expect(await SearchEntries.countDocuments({ mall: made.mall._id, target: _id })).toBe(0);
  });

  it('of before, once the data is brought up to date; and what is stored holds no word', async () => {
    const number = await asked({ kind: 'borrow', words: { language: 'en', words: 'Juniper stool' } });
    await SearchEntries.deleteMany({ mall: made.mall._id });
    await REQUESTS_FOUND.run();
    expect(await find(people.manager!, 'juniper')).toEqual([number]);
    const rows = JSON.stringify(await SearchEntries.find({ mall: made.mall._id }).lean());
    expect(rows).not.toMatch(/juniper|stool|junip/i);
    const { _id } = (await Requests.findOne({ mall: made.mall._id, number }, { _id: 1 }).lean())!;
    const [one, other] = await SearchEntries.find({ mall: made.mall._id, target: _id }).lean();
    expect(one?.keys.length).toBeGreaterThan(5);
    expect(one?.keys.filter((key) => other?.keys.includes(key))).toEqual([]);
  });
});
