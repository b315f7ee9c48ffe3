import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Offers } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { closeDatabase, connectDatabase } from '#app/platform/database.server.ts';
import { newId } from '#app/platform/ids.ts';
import { giveWishes } from '#app/visits/sealing-anew.server.ts';
import { buildOfficer, buildOfficial, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { startPortal, type TestPortal } from '#tests/setup/portal.ts';
import { readRunFile } from '../../scripts/bootstrap/data-lock.mjs';
import { cookieOf } from './world.ts';

const TOKEN = 'a token of sixteen signs or more';
/** The shop that it is about. */
const X = 4;
let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal({ env: { MONGODB_URI: '', DEMO_EMPTY: 'true', LOG_LEVEL: 'info', METRICS_TOKEN: TOKEN } });
  await closeDatabase();
  await connectDatabase(String(readRunFile(portal.dataDir, 'database')?.uri));
}, 240_000);
afterAll(async () => {
  await closeDatabase();
  await portal.stop();
});

interface Here {
  made: MadeMall;
  volunteer: string;
  owner: string;
  merchant: string;
}
const ask = (path: string, cookie: string, body?: Record<string, string>) => fetch(new URL(path, portal.url), { method: body ? 'POST' : 'GET', redirect: 'manual', headers: { Cookie: cookie, Origin: portal.url }, ...(body && { body: new URLSearchParams(body) }) });

/** As a browser without script does: the page, its form, and where that leads. */
async function fillIn(page: string, cookie: string, body: Record<string, string>): Promise<void> {
  expect((await ask(page, cookie)).status).toBe(200);
  const answer = await ask(page, cookie, body);
  expect([page, answer.status]).toEqual([page, 302]);
  expect((await ask(answer.headers.get('location') ?? '', cookie)).status).toBe(200);
}
const visit = (outcome: string) => ({ made, volunteer, merchant }: Here) => fillIn(`/m/${made.mall.slug}/visits/${merchant}`, volunteer, { clientId: newId(), outcome });
const said = (answer: string) => ({ owner, merchant }: Here) => fillIn(`/me/record/${merchant}`, owner, { intent: 'answer-offer', merchant, answer });

const WORLDS: Record<string, (here: Here) => Promise<void>> = {
  'the door was closed': visit('closed'),
  'it wished another day': visit('postponed'),
  'it said no at the counter': ({ made, volunteer, merchant }) => fillIn(`/m/${made.mall.slug}/visits`, volunteer, { intent: 'offer-only', merchant, clientId: newId() }),
  '“no thanks” on its phone': said('no-thanks'),
  '“not now” on its phone': said('not-now'),
  '“never” on its phone': said('never'),
};

type Line = Record<string, unknown> & { route?: string; status?: number };
const linesSince = (at: number): Line[] => portal.output().slice(at).split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Line);
/** The counts are asked for beside the walk, at an address that is no page's: its line may come before or after. */
const requestsSince = (at: number) => linesSince(at).filter(({ route }) => route !== undefined && route !== 'unknown');

/** How many requests the process itself has counted, by method, route and status. */
async function counted(): Promise<Record<string, number>> {
  const text = await (await fetch(new URL('/metrics', portal.url), { headers: { Authorization: `Bearer ${TOKEN}` } })).text();
  return Object.fromEntries([...text.matchAll(/^http_request_seconds_count\{(.*?)\} (\d+)$/gm)].flatMap(([, labels = '', count]) => (labels.includes('/metrics') ? [] : [[labels, Number(count)]])));
}

interface Seen {
  lines: string[];
  counted: Record<string, number>;
  /** What the officer's coverage page says after each step. */
  coverage: string[];
}
/** A round with people at work, looked at by officer, office and colleague after each step; shop X is passed in the middle. */
async function play(about: (here: Here) => Promise<void>): Promise<Seen> {
  const made = await makeMall({ now: new Date(), grids: 2, shops: 8 });
  const { mall } = made;
  await giveWishes(mall._id, new Date());
  const enter = async ({ account }: Actor) => cookieOf(account);
  const volunteer = await enter(await buildVolunteer(mall._id, made.grids[0]!, 'manager', { now: new Date() }));
  const colleague = await enter(await buildVolunteer(mall._id, made.grids[1]!, 'manager', { now: new Date() }));
  const officer = await enter(await buildOfficer(mall._id, { now: new Date() }));
  const official = await enter(await buildOfficial(made.office, { now: new Date() }));
  const { merchant, owner } = made.shops[0]![X]!;
  const here = { made, volunteer, owner: await enter(owner), merchant };
  const [before, began] = [await counted(), portal.output().length];
  const coverage: string[] = [];
  let requests = 0;
  const look = async () => {
    const page = await ask(`/m/${mall.slug}/visits/coverage`, officer);
    coverage.push(String(await Offers.countDocuments({ mall: mall._id })));
    expect(page.status).toBe(200);
    for (const [path, cookie] of [[`/m/${mall.slug}/manage/rounds/${made.round}`, officer], [`/office/${made.office}`, official], [`/m/${mall.slug}/map`, colleague]] as const) expect([path, (await ask(path, cookie)).status]).toEqual([path, 200]);
    requests += 4;
  };
  const met = (cookie: string, grid: number, place: number) => fillIn(`/m/${mall.slug}/visits/${made.shops[grid]![place]!.merchant}`, cookie, { clientId: newId(), outcome: 'met' });
  await look();
  await met(volunteer, 0, 0);
  await met(colleague, 1, 0);
  await look();
  await about(here);
  await look();
  await met(volunteer, 0, 1);
  await look();
  const expected = requests + 12;
  for (let patience = 100; patience > 0 && requestsSince(began).length < expected; patience -= 1) await new Promise((next) => setTimeout(next, 50));
  const told = requestsSince(began);
  expect(told).toHaveLength(expected);
  const after = await counted();
  const names = [merchant, owner.account, mall.slug, 'no-thanks', 'not-met'];
  for (const line of linesSince(began)) expect(names.filter((one) => JSON.stringify(line).includes(one))).toEqual([]);
  const bare = ({ time: _time, request: _request, ms: _ms, ...line }: Line) => JSON.stringify(line);
  return { lines: told.map(bare), counted: Object.fromEntries(Object.entries(after).flatMap(([key, value]) => (value === before[key] ? [] : [[key, value - (before[key] ?? 0)]]))), coverage };
}

describe('a refuser can’t be found in what the portal logs and counts of its requests', () => {
  let nobodyThere: Seen;
  beforeAll(async () => {
    nobodyThere = await play(visit('not-met'));
  }, 120_000);

  it('looks at figures in motion, and at lines that name other pages', () => {
    expect(nobodyThere.coverage).toEqual(['0', '2', '3', '4']);
    expect(nobodyThere.lines.some((line) => line.includes('"/office/:office"'))).toBe(true);
    expect(nobodyThere.lines.filter((line) => line.includes('POST')).length).toBe(4);
  });

  it.each(Object.entries(WORLDS))('%s: the same lines in the same order, and the same counts, as where nobody was there', { timeout: 60_000 }, async (_, world) => {
    expect(await play(world)).toEqual(nobodyThere);
  });
});
