import mongoose from 'mongoose';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Rounds } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { type LiveEvent, onEvent } from '#app/platform/events.server.ts';
import { figures } from '#app/platform/figures.server.ts';
import { forgetWritten } from '#app/platform/memory.server.ts';
import { cutRelease } from '#app/office/releases.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { recordOfferOnly, recordVisit } from '#app/visits/commands.server.ts';
import { recordDayLooks } from '#app/visits/day-looks.server.ts';
import { VISIT_RULES } from '#app/visits/keeping.server.ts';
import { printSheet, shredSheet, typeIn } from '#app/visits/paper/commands.server.ts';
import { getOwnSheet, linesOf } from '#app/visits/paper/queries.server.ts';
import { remindOfSheets } from '#app/visits/paper/reminding.server.ts';
import { carryOutWishes, recountTallies } from '#app/visits/round-commands.server.ts';
import { finishDueRounds, openDueRounds } from '#app/visits/rounds/commands.server.ts';
import { giveWishes, sealAnew } from '#app/visits/sealing-anew.server.ts';
import { answerOffer } from '#app/visits/shop-commands.server.ts';
import { buildOfficer, buildOfficial, buildVolunteer } from '#tests/factories/account.ts';
import { buildRound, type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { call, houseRoutes, paramsOf } from './house-routes.ts';
import { cookieOf } from './world.ts';

const ROUTES = await houseRoutes();
const SHOPS = 12;
/** The shop that it is about; it has an owner, a volunteer whose part of the grid it is in, and colleagues. */
const X = 4;
/** Everything happens at these moments, whatever the world: working hours of two days, one step every half hour. */
const START = Date.parse('2026-03-02T04:00:00Z');
const step = (n: number): Date => new Date(START + n * 30 * 60_000);

/** What happens about shop X; everything else is the same in all worlds. */
interface World {
  before?: (at: Doing) => Promise<void>;
  /** In the round, at an hour when nobody walks yet. */
  early?: (at: Doing) => Promise<void>;
  /** At the step at which the volunteer of its grid walks past. */
  then?: (at: Doing & { volunteer: Actor; paper: string }) => Promise<unknown>;
}
interface Doing {
  made: MadeMall;
  owner: Actor;
  merchant: string;
  now: Date;
}
const phone = (answer: 'no-thanks' | 'not-now' | 'never') => ({ made, owner, merchant, now }: Doing) => answerOffer({ mall: made.mall, actor: owner, now }, { merchant, answer });
const visited = (outcome: 'not-met' | 'closed' | 'postponed') => ({ made, volunteer, merchant, now }: Doing & { volunteer: Actor }) =>
  recordVisit({ mall: made.mall, actor: volunteer, now }, merchant, { clientId: '01890000-0000-7000-8000-00000000000a', outcome, language: 'zh', note: '', carbon: false, needs: [], promises: [] });

/** Typed in from the numbered sheet that its volunteer printed before she walked. */
async function typed({ made, volunteer, paper, now }: Doing & { volunteer: Actor; paper: string }, merchants: readonly string[], outcome: string): Promise<void> {
  const doing = { mall: made.mall, actor: volunteer, now };
  const lines = await linesOf(doing, await getOwnSheet(doing, paper));
  const places = merchants.map((merchant) => lines.findIndex((line) => line.merchant === merchant));
  expect(places).not.toContain(-1);
  expect(await typeIn(doing, paper, Object.fromEntries(places.flatMap((at) => [[`outcome-${at}`, outcome], [`half-${at}`, 'am']])), 'zh')).toEqual({});
}

const NOBODY_THERE: World = { then: visited('not-met') };
const OTHERS: Record<string, World> = {
  'the door was closed': { then: visited('closed') },
  'nobody was there, as the printed list says': { then: (at) => typed(at, [at.merchant], 'not-met') },
  'the door was closed, as the printed list says': { then: (at) => typed(at, [at.merchant], 'closed') },
  'it wished another day': { then: visited('postponed') },
  'it said no at the counter': { then: ({ made, volunteer, merchant, now }) => recordOfferOnly({ mall: made.mall, actor: volunteer, now }, { merchant, clientId: '01890000-0000-7000-8000-00000000000b' }) },
  '“no thanks” on its phone': { then: phone('no-thanks') },
  '“not now” on its phone': { then: phone('not-now') },
  '“never” on its phone': { then: phone('never') },
  '“never”, long before the round': { before: phone('never') },
  '“no thanks”, before anybody was at work in its grid': { early: phone('no-thanks') },
};

/** Everything that somebody could hold in her hands, with names in the place of ids. */
interface Seen {
  dump: string[];
  pages: Record<string, string>;
  /** What the socket told officers, the grid and the office, step by step. */
  told: string[];
  /** The process's own counts of writes. */
  counted: unknown;
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Known ids get their names; of others only what they tell: a moment in a UUIDv7, nothing in a drawn one. */
function namer(known: Map<string, string>) {
  return (text: string): string => text.replace(ID, (id, version) => known.get(id) ?? (version === '7' ? 'tells a moment' : 'drawn'));
}

async function dumpOf(name: (text: string) => string): Promise<string[]> {
  const rows: string[] = [];
  const sums = new Map<string, { offered: number; updatedAt: string }>();
  for (const collection of (await mongoose.connection.db?.collections()) ?? []) {
    if (['sessions', 'mallkeys', 'ratelimits'].includes(collection.collectionName)) continue;
    for await (const row of collection.find({})) {
      if (collection.collectionName === 'coveragetallies') {
        // Which of a grid's rows a shop is in follows from its id, and ids are drawn anew in every world.
        const { grid, offered, updatedAt } = row as unknown as { grid: string; offered: number; updatedAt: Date };
        const sum = sums.get(grid) ?? { offered: 0, updatedAt: '' };
        sums.set(grid, { offered: sum.offered + offered, updatedAt: [sum.updatedAt, updatedAt.toISOString()].sort().at(-1) ?? '' });
        continue;
      }
      const text = JSON.stringify(row, function (this: Record<string, unknown>, key, value: unknown) {
        const stored = this[key];
        if (stored instanceof mongoose.mongo.Binary) return `${stored.length()} bytes`;
        if (key === 'number' && collection.collectionName === 'walkingsheets') return 'drawn';
        // It follows from a shop's id, and ids are drawn anew in every world.
        if (key === 'slice' && collection.collectionName === 'merchants') return 'drawn';
        // Keyed with the mall's id, which is another one in every world: how many there are is all that they tell.
        if (key === 'keys' && collection.collectionName === 'searchentries') return `${(value as unknown[]).length} keys`;
        return key === 'hash' || key === 'previous' ? 'hash' : value;
      });
      rows.push(`${collection.collectionName} ${name(text)}`);
    }
  }
  for (const [grid, sum] of sums) rows.push(`coveragetallies ${name(grid)} ${JSON.stringify(sum)}`);
  return rows.sort();
}

/** What moves while a round runs; every other page is looked at once more at its end. */
const MOVING = /visits|map|rounds|office|home|^m\/:mall$|manage$/;

/** In a day taken along: whose it is and the house's stamp, which follow from an account's id. */
const SEALS = /(\\?"(?:owner|stamp)\\?":\\?")[\w-]+/g;
/** The code on the screen in the hall is drawn from the mall's address, which is another one in every world. */
const DRAWN = /(<path d=\\?")[^"\\]+/g;

async function pagesFor(cookie: string, params: Record<string, string>, name: (text: string) => string, all: boolean): Promise<Record<string, string>> {
  const pages: Record<string, string> = {};
  for (const { pattern, loader } of ROUTES.filter((route) => all || MOVING.test(route.pattern))) {
    // Sessions tell the moment of a sign-in, and codes are drawn: different in any two malls.
    if (/sessions$|codes/.test(pattern)) continue;
    if (!loader || !paramsOf(pattern).every((one) => one in params)) continue;
    const { status, body } = await call(loader, { pattern, params, cookie });
    pages[pattern] = `${status} ${name(JSON.stringify(body ?? null)).replace(SEALS, '$1drawn').replace(DRAWN, '$1drawn')}`;
  }
  return pages;
}

async function play(world: World): Promise<Seen> {
  await emptyDatabase();
  forgetWritten();
  vi.setSystemTime(step(-60));
  const made = await makeMall({ now: step(-60), grids: 2, shops: SHOPS });
  const { mall } = made;
  await Rounds.deleteMany({ mall: mall._id });
  const round = await buildRound(mall._id, { state: 'planned', opensOn: '2026-03-02', closesOn: '2026-03-20', inScope: 2 * SHOPS });
  const team = await Promise.all([0, 1].map((grid) => Promise.all((['manager', 'assistant'] as const).map((role) => buildVolunteer(mall._id, made.grids[grid]!, role, { now: step(-60) })))));
  const [mine, colleague] = team[0]! as [Actor, Actor];
  const officer = await buildOfficer(mall._id, { now: step(-60) });
  const official = await buildOfficial(made.office, { now: step(-60) });
  const shop = made.shops[0]![X]!;
  const known = new Map<string, string>([[mall._id, 'mall'], [made.office, 'office'], [made.level, 'level'], [round, 'round'], [officer.account, 'officer'], [official.account, 'official']]);
  made.grids.forEach((id, i) => known.set(id, `grid ${i}`));
  team.flat().forEach(({ account }, i) => known.set(account, `volunteer ${i}`));
  for (const [i, one] of made.shops.flat().entries()) {
    known.set(one.merchant, `shop ${i}`).set(one.unit, `unit ${i}`).set(one.owner.account, `owner ${i}`);
  }
  const name = namer(known);
  const at = (n: number) => ({ made, owner: shop.owner, merchant: shop.merchant, now: step(n) });
  await giveWishes(mall._id, step(-50));
  vi.setSystemTime(step(-20));
  await world.before?.(at(-20));

  const counts = await writesCounted();
  const told: string[] = [];
  const rooms = [`mall-officers:${mall._id}`, `mall:${mall._id}`, `office:${made.office}`, ...made.grids.map((grid) => `grid:${grid}`), ...team.flat().map(({ account }) => `account:${account}`)];
  let now = 0;
  const end = onEvent((event: LiveEvent) => {
    const heard = event.rooms.filter((room) => rooms.includes(room));
    if (heard.length > 0) told.push(name(`${now}: ${event.type} ${event.id} ${heard.join(' ')}`));
  });
  const tick = async (n: number) => {
    const moment = new Date(step(n).getTime() + 4 * 60_000);
    vi.setSystemTime(moment);
    await finishDueRounds(mall, moment);
    await openDueRounds(mall, moment);
    await carryOutWishes(mall, moment);
    await remindOfSheets(mall, moment);
    await cutRelease(mall, moment, 60_000);
  };
  const met = (volunteer: Actor, grid: number, place: number, n: number) =>
    recordVisit({ mall, actor: volunteer, now: step(n) }, made.shops[grid]![place]!.merchant, { clientId: `01890000-0000-7000-8000-0000000${grid}00${String(place).padStart(2, '0')}`, outcome: 'met', language: 'zh', note: '', carbon: false, needs: [], promises: [] });

  let paper = '';
  const pages: Record<string, string> = {};
  const look = async (n: number) => {
    const params = { mall: mall.slug, office: made.office, level: made.level, grid: made.grids[0]!, round, unit: shop.unit, paper };
    for (const [who, { account }] of Object.entries({ officer, official, colleague })) {
      for (const [pattern, text] of Object.entries(await pagesFor(await cookieOf(account), { ...params, merchant: made.shops[0]![9]!.merchant }, name, n === 6))) pages[`${n} ${who} ${pattern}`] = text;
    }
  };
  await tick(0);
  vi.setSystemTime(new Date(step(0).getTime() + 10 * 60_000));
  await world.early?.({ ...at(0), now: new Date(step(0).getTime() + 10 * 60_000) });
  await tick(0.5);
  await look(0);
  // The round, step by step. Shop X is passed at the third.
  const walks: [n: number, who: Actor, grid: number, places: number[]][] = [[1, team[1]![0]!, 1, [0, 1, 2]], [2, mine, 0, [0, 1]], [3, mine, 0, [2, 3]], [4, colleague, 0, [8, 10]], [5, team[1]![1]!, 1, [3, 4, 5, 6]]];
  for (const [n, who, grid, places] of walks) {
    now = n;
    vi.setSystemTime(step(n));
    await recordDayLooks({ mall, actor: who, now: step(n) });
    if (n === 2) known.set((paper = await printSheet({ mall, actor: mine, now: step(n) })), 'paper');
    // At one stop her results come from the paper, at the others from her phone.
    if (n === 3) await typed({ ...at(n), volunteer: mine, paper }, places.map((place) => made.shops[grid]![place]!.merchant), 'met');
    else for (const place of places) await met(who, grid, place, n);
    if (n === 2) await world.then?.({ ...at(n), volunteer: mine, paper });
    await tick(n);
    if (n === 2) await look(n);
  }
  now = 6;
  const night = new Date('2026-03-21T00:30:00Z');
  vi.setSystemTime(night);
  await finishDueRounds(mall, night);
  await recountTallies(mall._id, night);
  await remindOfSheets(mall, new Date('2026-03-21T06:30:00Z'));
  await shredSheet({ mall, actor: mine, now: night }, paper);
  for (const rule of VISIT_RULES) await rule.run(mall._id, night);
  await sealAnew(mall._id);
  await look(6);
  end();
  return { dump: await dumpOf(name), pages, told, counted: changeOf(counts, await writesCounted()) };
}

async function writesCounted(): Promise<Record<string, number>> {
  const { values } = await figures().commands.get();
  return Object.fromEntries(values.filter(({ metricName }) => metricName?.endsWith('_count')).map(({ labels, value }) => [`${labels.command} ${labels.outcome}`, value]));
}
const changeOf = (before: Record<string, number>, after: Record<string, number>) => Object.fromEntries(Object.entries(after).flatMap(([key, value]) => (value === before[key] ? [] : [[key, value - (before[key] ?? 0)]])));

/** Of two lists in which things may come several times, what one has more. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const one of other) left.set(one, (left.get(one) ?? 0) + 1);
  return list.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
}

describe('a refuser can’t be found', () => {
  let nobodyThere: Seen;
  beforeAll(async () => {
    registerPrograms();
    vi.useFakeTimers({ toFake: ['Date'] });
    nobodyThere = await play(NOBODY_THERE);
    return () => vi.useRealTimers();
  }, 120_000);
  afterEach(() => vi.setSystemTime(step(0)));

  it('looks at enough: pages of officer, office and colleague, a dump of offers, looks and audit rows, and figures in motion', () => {
    expect(Object.values(nobodyThere.pages).filter((text) => text.startsWith('200')).length).toBeGreaterThan(60);
    // Files too: a day taken along, and the round's report as a workbook.
    for (const file of ['colleague m/:mall/visits/pack', 'officer m/:mall/manage/rounds/:round/report.xlsx', 'official office/:office/round-report.xlsx']) {
      expect([file, Object.entries(nobodyThere.pages).some(([page, text]) => page.endsWith(file) && text.startsWith('200') && text.length > 500)]).toEqual([file, true]);
    }
    for (const collection of ['offers', 'visits', 'texts', 'coveragetallies', 'auditevents', 'accessevents', 'releases', 'deliveries', 'merchants', 'walkingsheets']) {
      expect([collection, nobodyThere.dump.some((row) => row.startsWith(`${collection} `))]).toEqual([collection, true]);
    }
    expect(nobodyThere.dump.filter((row) => row.startsWith('offers ') && row.includes(`"shop ${X}"`))).toHaveLength(1);
    expect(nobodyThere.told.length).toBeGreaterThan(10);
  });

  it.each(Object.entries(OTHERS))('%s: the same as where nobody was there', { timeout: 120_000 }, async (_, world) => {
    const seen = await play(world);
    expect({ more: without(seen.dump, nobodyThere.dump), less: without(nobodyThere.dump, seen.dump) }).toEqual({ more: [], less: [] });
    expect(Object.keys(nobodyThere.pages).filter((page) => seen.pages[page] !== nobodyThere.pages[page])).toEqual([]);
    expect({ more: without(seen.told, nobodyThere.told), less: without(nobodyThere.told, seen.told) }).toEqual({ more: [], less: [] });
    expect(seen.counted).toEqual(nobodyThere.counted);
  });

  it('and one that was visited can be told from both, so that the comparison sees something', { timeout: 120_000 }, async () => {
    const seen = await play({ then: ({ made, volunteer, merchant, now }) => recordVisit({ mall: made.mall, actor: volunteer, now }, merchant, { clientId: '01890000-0000-7000-8000-00000000000c', outcome: 'met', language: 'zh', note: '', carbon: false, needs: [], promises: [] }) });
    expect(seen.dump).not.toEqual(nobodyThere.dump);
  });
});
