import type { Model } from 'mongoose';
import { Accounts, Memberships, RoleTerms } from '#models/account.server.ts';
import { Merchants, Tenancies } from '#models/merchant.server.ts';
import { Grids, Levels, Units } from '#models/plan.server.ts';
import { Requests } from '#models/request.server.ts';
import { Offers, Rounds, Tallies, Visits } from '#models/visit.server.ts';
import { nameKeys, sliceOf } from '#app/mall/roster/name-keys.ts';
import { newId } from '#app/platform/ids.ts';
import { buildOfficer, buildOwner, buildVolunteer } from '#tests/factories/account.ts';
import { buildMall, buildRound } from '#tests/factories/mall.ts';
import { buildLevel } from '#tests/factories/place.ts';
import { cookieOf } from '../integration/world.ts';

const ON_A_LEVEL = 112;
const IN_A_GRID = 25;
const AT_ONCE = 1_000;
const WORDS = ['天山', '丝路', '绿洲', '金桥', '明月', '雪莲', '胡杨', '古丽', '阿凡提', '北园'];

/** Straight into the collections: what a bench measures is reading. */
async function fill<T>(model: Model<T>, rows: readonly object[], at: Date): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await model.collection.insertMany(rows.slice(from, from + AT_ONCE).map((row) => ({ createdAt: at, updatedAt: at, ...row })) as never, { ordered: false });
  }
}

export interface ScaledMall {
  slug: string;
  grids: readonly string[];
  params: Record<string, string>;
  cookies: { merchant: string; officer: string; manager: string };
}

/** A mall of so many merchants with the floors, grids, people, requests and offers that go with them, and so many visits of earlier rounds. */
export async function buildScaledMall(merchants: number, now: Date, visits = merchants): Promise<ScaledMall> {
  const mall = await buildMall();
  const at = { mall: mall._id };
  const nth = Array.from({ length: merchants }, (_nothing, place) => place);
  const first = await buildLevel(mall._id);
  const { building } = (await Levels.findOne({ ...at, _id: first }).lean())!;
  const levels = Array.from({ length: Math.ceil(merchants / ON_A_LEVEL) }, (_nothing, level) => (level === 0 ? first : newId()));
  await fill(Levels, levels.slice(1).map((_id, level) => ({ _id, ...at, building, ordinal: level + 1, shortName: `F${level + 2}`, name: { zh: `${level + 2}层`, en: `Floor ${level + 2}` } })), now);
  const grids = Array.from({ length: Math.ceil(merchants / IN_A_GRID) }, () => newId());
  const levelOf = (place: number) => levels[Math.floor(place / ON_A_LEVEL)]!;
  const gridOf = (place: number) => grids[Math.floor(place / IN_A_GRID)]!;
  await fill(Grids, grids.map((_id, grid) => ({ _id, ...at, number: grid + 1, hue: (grid % 8) + 1, weave: (grid % 3) + 1, levels: [levelOf(grid * IN_A_GRID)], shops: IN_A_GRID })), now);
  const [units, shops, accounts] = [nth.map(() => newId()), nth.map(() => newId()), nth.map(() => newId())];
  const square = (place: number) => {
    const [x, y] = [(place % ON_A_LEVEL % 14) * 4, Math.floor((place % ON_A_LEVEL) / 14) * 5];
    return [[x, y], [x + 4, y], [x + 4, y + 4], [x, y + 4], [x, y]];
  };
  await fill(Units, nth.map((place) => ({ _id: units[place], ...at, level: levelOf(place), number: `F${Math.floor(place / ON_A_LEVEL) + 1}-${String(place % ON_A_LEVEL).padStart(3, '0')}`, category: 'retail', lettable: true, grid: gridOf(place), shape: [[square(place)]] })), now);
  const named = (place: number) => ({ zh: `${WORDS[place % 10]}${WORDS[Math.floor(place / 10) % 10]}${place}号店` });
  await fill(Merchants, nth.map((place) => ({ _id: shops[place], ...at, names: named(place), trade: 'fabrics', status: 'open', nameKeys: nameKeys(named(place)), slice: sliceOf(shops[place]!) })), now);
  await fill(Tenancies, nth.map((place) => ({ _id: newId(), ...at, merchant: shops[place], unit: units[place], from: now })), now);
  await fill(Accounts, nth.map((place) => ({ _id: accounts[place], userName: `u-${accounts[place]}`, names: { zh: '店主' }, translates: [], cardOffered: false, status: 'active', demo: false })), now);
  const since = new Date(now.getTime() - 1_000);
  await fill(Memberships, nth.map((place) => ({ _id: newId(), ...at, account: accounts[place], kind: 'owner', merchant: shops[place], from: since, confirmedAt: since })), now);
  const until = new Date(now.getTime() + 365 * 24 * 3600_000);
  await fill(RoleTerms, grids.flatMap((grid, place) => (['manager', 'supervisor'] as const).map((role, second) => ({ _id: newId(), ...at, account: accounts[(place * IN_A_GRID + second) % merchants], grid, role, from: since, to: until, appointedBy: 'shops' }))), now);
  const dayAt = (days: number) => new Date(now.getTime() + days * 24 * 3600_000).toISOString().slice(0, 10);
  const round = await buildRound(mall._id, { inScope: merchants, opensOn: dayAt(-20), closesOn: dayAt(20) });
  const earlier = newId();
  await fill(Rounds, [{ _id: earlier, ...at, number: 0, name: { zh: '上一轮' }, opensOn: dayAt(-90), closesOn: dayAt(-40), state: 'finished', inScope: merchants, finishedAt: since }], now);
  const half = nth.filter((place) => place % 2 === 0);
  await fill(Offers, half.map((place) => ({ _id: newId(), ...at, round, merchant: shops[place], grid: gridOf(place), day: '2026-03-10', half: 'am', met: true })), now);
  await fill(Tallies, grids.map((grid) => ({ _id: newId(), ...at, round, grid, slot: '0', offered: IN_A_GRID / 2 })), now);
  // Two of three requests are closed, as in a mall that has run for a while.
  await fill(Requests, nth.map((place) => {
    const open = place % 3 === 0;
    const stage = open ? { stage: 'received', holder: { kind: 'role', role: 'manager', grid: gridOf(place) }, dueAt: until } : { stage: 'closed', holder: { kind: 'nobody' }, closedAt: since, outcome: 'solved' };
    return { _id: newId(), ...at, number: `TS-${merchants}-${place}`, codeHash: newId(), program: 'mutual-aid', kind: 'borrow', about: 'own', confidential: false, ladder: 'grid', rung: 'manager', bySilence: false, channel: 'ask', requester: accounts[place], merchant: shops[place], sharedWithShop: false, grid: gridOf(place), attachments: [], openedAt: since, version: 1, ...stage };
  }), now);
  const officer = await buildOfficer(mall._id, { now });
  const owner = await buildOwner(mall._id, shops[0]!, { now });
  const manager = await buildVolunteer(mall._id, grids[0]!, 'manager', { now });
  // A visit in ten has a promise; all of a grid are its volunteer's, those of the first grid the one's who is measured.
  const visitOf = (place: number) => {
    const shop = place % merchants;
    const grid = Math.floor(shop / IN_A_GRID);
    const day = new Date(now.getTime() - (40 + (place % 50)) * 24 * 3600_000);
    const promises = place % 10 === 0 ? [{ id: newId(), text: newId(), dueOn: day.toISOString().slice(0, 10), keptAt: day }] : [];
    return { _id: newId(), ...at, clientId: newId(), round: earlier, merchant: shops[shop], grid: grids[grid], author: grid === 0 ? manager.account : accounts[grid * IN_A_GRID], day: day.toISOString().slice(0, 10), half: 'am', at: day, outcome: 'met', needs: [], promises, noteAgreed: false, answer: 'none', version: 1 };
  };
  for (let from = 0; from < visits; from += 50 * AT_ONCE) await fill(Visits, Array.from({ length: Math.min(50 * AT_ONCE, visits - from) }, (_nothing, place) => visitOf(from + place)), now);
  const cookies = { merchant: await cookieOf(owner.account), officer: await cookieOf(officer.account), manager: await cookieOf(manager.account) };
  return { slug: mall.slug, grids, cookies, params: { mall: mall.slug, round, merchant: shops[0]!, unit: units[0]!, level: first, grid: grids[0]! } };
}
