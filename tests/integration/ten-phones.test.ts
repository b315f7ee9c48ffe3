import { afterAll, beforeAll, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { Texts } from '#models/text.server.ts';
import { Offers, Tallies, Visits } from '#models/visit.server.ts';
import { closeDatabase, connectDatabase } from '#app/platform/database.server.ts';
import { newId } from '#app/platform/ids.ts';
import type { BatchAnswer } from '#app/visits/offline/answers.ts';
import type { Pack } from '#app/visits/offline/pack.ts';
import type { SentVisit } from '#app/visits/offline/schema.ts';
import { recountTallies } from '#app/visits/round-commands.server.ts';
import { tallyOf } from '#app/visits/rules.ts';
import { buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { startPortal, type TestPortal } from '#tests/setup/portal.ts';
import { readRunFile } from '../../scripts/bootstrap/data-lock.mjs';
import { cookieOf } from './world.ts';

const GRIDS = 5;
/** Two volunteers in each grid: they walk the same shops on the same day. */
const PHONES = 2 * GRIDS;
const SHOPS = 60;
const EACH = 500;
/** Visits of one go: phones send few or many at once. */
const GOES = [100, 40, 10];
const DAY = 24 * 3600_000;

interface Phone {
  cookie: string;
  pack: Pack;
  /** How far its clock is ahead, in ms. */
  wrong: number;
  go: number;
  visits: SentVisit[];
  stored: number;
}

let portal: TestPortal;
let made: MadeMall;
let phones: Phone[];
/** Answers other than "wait a moment" while portal or database were away, and what the portal's log says of them. */
const failures: number[] = [];
const troubles = () => portal.output().split('\n').filter((line) => /(route|request) failed/.test(line)).join('\n');
beforeAll(async () => {
  portal = await startPortal({ env: { MONGODB_URI: '', DEMO_EMPTY: 'true' } });
  await closeDatabase();
  await connectDatabase(String(readRunFile(portal.dataDir, 'database')?.uri));
  made = await makeMall({ now: new Date(), grids: GRIDS, shops: SHOPS });
  phones = await Promise.all(Array.from({ length: PHONES }, (_none, at) => takeDay(at)));
}, 240_000);
afterAll(async () => {
  await closeDatabase();
  await portal.stop();
});

const inMall = () => ({ mall: made.mall._id });
const address = (path: string) => `${portal.url}/m/${made.mall.slug}/visits/${path}`;

async function takeDay(at: number): Promise<Phone> {
  const grid = Math.floor(at / 2);
  const volunteer = await buildVolunteer(made.mall._id, made.grids[grid]!, at % 2 === 0 ? 'manager' : 'assistant', { now: new Date() });
  const cookie = await cookieOf(volunteer.account);
  const pack = (await (await fetch(address('pack'), { headers: { Cookie: cookie } })).json()) as Pack;
  const wrong = ((at % 3) - 1) * 3 * DAY;
  const taken = { device: pack.server + wrong, server: pack.server, stamp: pack.stamp };
  const visits = Array.from({ length: EACH }, (_none, n): SentVisit => {
    const note: Record<string, string> = n % 10 === 0 ? { note: `خاتىرە ${at}-${n}` } : {};
    return { clientId: newId(), merchant: made.shops[grid]![(n * 7 + at) % SHOPS]!.merchant, form: pack.form, round: pack.round!.id, at: taken.device + n, taken, language: 'ug', fields: { outcome: 'met', ...note } };
  });
  return { cookie, pack, wrong, go: GOES[at % GOES.length]!, visits, stored: 0 };
}

/** One go, again and again until the house answers it, as a phone does; a request that is cut off may have arrived. */
async function sendGo({ cookie, pack, wrong }: Phone, visits: readonly SentVisit[]): Promise<BatchAnswer> {
  for (;;) {
    const body = new FormData();
    body.set('batch', JSON.stringify({ owner: pack.owner, sentAt: Date.now() + wrong, visits }));
    const answer = await fetch(address('send'), { method: 'POST', headers: { Cookie: cookie, Origin: portal.url }, body, signal: AbortSignal.timeout(20_000) }).catch(() => null);
    const said = answer?.ok ? ((await answer.json().catch(() => null)) as BatchAnswer | null) : null;
    if (said) return said;
    if (answer && !answer.ok && answer.status !== 503) failures.push(answer.status);
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** @param told after each go, with how many visits were stored by it and how many had arrived before */
async function sendAll(phone: Phone, told: (stored: number, there: number) => void): Promise<void> {
  for (let from = 0; from < EACH; from += phone.go) {
    const some = phone.visits.slice(from, from + phone.go);
    const { answers } = await sendGo(phone, some);
    expect(answers.map(({ clientId }) => clientId)).toEqual(some.map(({ clientId }) => clientId));
    expect(answers.filter(({ state }) => state !== 'stored' && state !== 'there')).toEqual([]);
    const stored = answers.filter(({ state }) => state === 'stored').length;
    told(stored, answers.length - stored);
  }
}

const rows = async () => ({
  visits: await Visits.countDocuments(inMall()),
  offers: await Offers.countDocuments(inMall()),
  logged: await AuditEvents.countDocuments({ ...inMall(), command: 'visit:record' }),
  notes: await Texts.countDocuments({ ...inMall(), language: 'ug' }),
  offered: (await Tallies.find(inMall()).lean()).reduce((sum, { offered }) => sum + offered, 0),
});

it('ten phones at once send 500 visits each while portal and database are killed: 5,000 are there, once, and the tallies are exact', async () => {
  let answered = 0;
  let over = false;
  const count = (stored: number, there: number) => (answered += stored + there);
  const sending = Promise.all(phones.map((phone) => sendAll(phone, count))).finally(() => (over = true));
  let kills = 0;
  for (const [goal, what] of [[500, 'portal'], [1_500, 'database'], [2_500, 'portal'], [3_500, 'portal']] as const) {
    while (answered < goal && !over) await new Promise((next) => setTimeout(next, 5));
    if (over) break;
    portal.kill(what);
    kills += 1;
  }
  await sending;
  expect({ kills, answered, failures }, troubles()).toEqual({ kills: 4, answered: PHONES * EACH, failures: [] });

  const once = { visits: PHONES * EACH, offers: GRIDS * SHOPS, logged: PHONES * EACH, notes: (PHONES * EACH) / 10, offered: GRIDS * SHOPS };
  expect(await rows()).toEqual(once);
  const offers = await Offers.find(inMall(), { grid: 1, merchant: 1 }).lean();
  const stored = (await Tallies.find(inMall()).lean()).map(({ grid, slot, offered }) => ({ grid, slot, offered }));
  expect(new Map(stored.map((row) => [`${row.grid} ${row.slot}`, row]))).toEqual(tallyOf(offers));
  expect(await recountTallies(made.mall._id, new Date())).toBe(0);

  // Everything once more, and nothing is added.
  let twice = 0;
  await Promise.all(phones.map((phone) => sendAll(phone, (fresh) => (twice += fresh))));
  expect(twice).toBe(0);
  expect(await rows()).toEqual(once);
}, 240_000);
