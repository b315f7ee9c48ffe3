import { beforeAll, describe, expect, it } from 'vitest';
import { AccessEvents } from '#models/audit.server.ts';
import { Requests } from '#models/request.server.ts';
import { SearchEntries } from '#models/search-entry.server.ts';
import type { Actor, GridRole } from '#app/platform/actor.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { actOnRequest } from '#app/requests/acting.server.ts';
import { openRequest, type OpenRequest } from '#app/requests/commands.server.ts';
import type { RequestCommand } from '#app/requests/engine/commands.ts';
import { searchRequests } from '#app/requests/finding.server.ts';
import { buildOfficer, buildOfficial, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { searchPassedOn } from './passed-on.server.ts';

const NOW = new Date('2026-03-11T05:00:00Z');
const later = (hours: number): Date => new Date(NOW.getTime() + hours * 3600_000);
const WORDS = 'Crimson awning torn';
let made: MadeMall;
let asker: Actor;
const people: Record<string, Actor> = {};

beforeAll(async () => {
  registerPrograms();
  made = await makeMall({ now: NOW });
  const [mall, shop] = [made.mall._id, made.shops[0]![0]!];
  asker = shop.owner;
  const volunteer = (role: GridRole, grid = 0) => buildVolunteer(mall, made.grids[grid]!, role, { now: NOW });
  Object.assign(people, {
    official: await buildOfficial(made.office, { now: NOW }),
    manager: await volunteer('manager'),
    supervisor: await volunteer('supervisor'),
    council: await buildOfficer(mall, { now: NOW }),
    lead: await buildOfficer(mall, { now: NOW, post: 'lead' }),
    asker,
    neighbor: made.shops[0]![1]!.owner,
  });
});

const asked = async (input: Partial<OpenRequest>) => (await openRequest({ mall: made.mall, actor: asker, now: NOW }, { account: asker.account, role: 'merchant', merchant: made.shops[0]![0]!.merchant, channel: 'ask', words: { language: 'en', words: WORDS }, ...input })).number;
const act = (actor: Actor, number: string, command: RequestCommand, words?: string, hours = 1) => actOnRequest({ mall: made.mall, actor, now: later(hours) }, number, { command, words: words ? { language: 'en', words } : undefined });
const passOn = (parts: string[]): RequestCommand => ({ type: 'passOn', office: made.office, parts, purpose: 'advice' });
const find = async (actor: Actor, query: string) => (await searchPassedOn(actor, made.office, made.mall, query, later(5))).map(({ number }) => number);

describe('an office finds', () => {
  it.each(['borrow', 'repair', 'hazard', 'cleaning', 'find-staff', 'legal-question', 'mediation', 'wages'])('%s: only once it was passed on to it, where it isn’t confidential; nobody but an official does so', async (kind) => {
    const number = await asked({ kind });
    for (const actor of Object.values(people)) expect(await find(actor, 'crimson')).not.toContain(number);
    const passed = await act(asker, number, passOn(['words'])).then(() => true, () => false);
    const { confidential } = (await Requests.findOne({ mall: made.mall._id, number }, { confidential: 1 }).lean())!;
    for (const [name, actor] of Object.entries(people)) expect((await find(actor, 'crimson awning')).includes(number), `${kind} ${name}`).toBe(name === 'official' && passed && !confidential);
    if (!passed) return;
    await act(asker, number, { type: 'takeBack' }, undefined, 2);
    expect(await find(people.official!, 'crimson')).not.toContain(number);
    expect(JSON.stringify(await SearchEntries.find({ mall: made.mall._id, scope: `office:${made.office}` }).lean())).not.toMatch(/crimson/i);
  });

  it('exactly the words that were passed on: not those of the talk, where the consent doesn’t name them', async () => {
    const number = await asked({ kind: 'borrow' });
    await act(people.manager!, number, { type: 'takeOn', doing: true });
    await act(asker, number, { type: 'say' }, 'My cousin Zebulon has the key', 2);
    await act(asker, number, passOn(['words']), undefined, 3);
    expect(await find(people.official!, 'crimson')).toContain(number);
    expect(await find(people.official!, 'zebulon')).toEqual([]);
    await act(asker, number, { type: 'say' }, 'Periwinkle afterwards', 4);
    expect(await find(people.official!, 'periwinkle')).toEqual([]);

    const whole = await asked({ kind: 'borrow' });
    await act(people.manager!, whole, { type: 'takeOn', doing: true });
    await act(asker, whole, { type: 'say' }, 'Marmalade in the cellar', 2);
    await act(asker, whole, passOn(['words', 'thread']), undefined, 3);
    expect(await find(people.official!, 'marmalade')).toEqual([whole]);
  });

  it('as a look that the asker reads, one a day; and in the mall’s own box an official finds nothing', async () => {
    const number = await asked({ kind: 'borrow', words: { language: 'en', words: 'Saffron ladder' } });
    await act(asker, number, passOn(['words']));
    const looks = () => AccessEvents.countDocuments({ mall: made.mall._id, subject: `account:${asker.account}`, viewer: people.official!.account, purpose: 'search' });
    const before = await looks();
    for (let nth = 0; nth < 2; nth += 1) expect(await find(people.official!, 'saffron')).toEqual([number]);
    expect(await looks()).toBeLessThanOrEqual(before + 1);
    expect(await looks()).toBeGreaterThan(0);
    expect((await searchRequests(people.official!, made.mall, 'saffron', { shared: false, now: later(5) })).cards).toEqual([]);
  });
});
