import { LevelTerms, Memberships, RoleTerms } from '#models/account.server.ts';
import { Merchants, Tenancies } from '#models/merchant.server.ts';
import type { NoticeAudience } from '#models/notice.server.ts';
import { Units } from '#models/plan.server.ts';
import { listGrids } from '#app/mall/queries.server.ts';
import type { GridRole } from '#app/platform/actor.ts';
import { participantsOf } from './audience-sources.server.ts';
import { BATCH } from './rules.ts';

/** Rows fetched at a time; nothing of a big mall is held whole but its accounts' ids. */
const FETCH = 500;

const standing = (at: Date) => ({ from: { $lte: at }, $or: [{ to: { $exists: false } }, { to: { $gt: at } }] });
const serving = (at: Date) => ({ from: { $lte: at }, to: { $gt: at } });

const placesOf = (audience: NoticeAudience) => ({
  grids: audience.kind === 'grids' ? audience.ids : audience.kind === 'places' ? audience.grids : [],
  levels: audience.kind === 'levels' ? audience.ids : audience.kind === 'places' ? audience.levels : [],
});

/** Merchants that traded in the audience's places at this moment; of a mall-wide one, in the whole mall. */
export async function merchantsOf(mall: string, audience: NoticeAudience, at: Date): Promise<string[]> {
  const { grids, levels } = placesOf(audience);
  if (audience.kind === 'mall') return tradingIn(mall, {}, at);
  const units = grids.length + levels.length > 0 ? await unitsOf(mall, grids, levels) : [];
  const here = units.length > 0 ? await tradingIn(mall, { unit: { $in: units } }, at) : [];
  const trades = audience.kind === 'places' ? (audience.trades ?? []) : [];
  if (trades.length === 0) return here;
  const ofTrade = await Merchants.find({ mall, status: 'open', trade: { $in: trades } }, { _id: 1 }).lean();
  const still = await tradingIn(mall, { merchant: { $in: ofTrade.map((row) => row._id) } }, at);
  return [...new Set([...here, ...still])];
}

async function tradingIn(mall: string, where: { unit?: { $in: string[] }; merchant?: { $in: string[] } }, at: Date): Promise<string[]> {
  const rows = await Tenancies.find({ mall, ...where, ...standing(at) }, { merchant: 1 }).lean();
  return [...new Set(rows.map((row) => row.merchant))];
}

async function unitsOf(mall: string, grids: readonly string[], levels: readonly string[]): Promise<string[]> {
  const [inGrids, onLevels] = await Promise.all([
    Units.find({ mall, grid: { $in: [...grids] } }, { _id: 1 }).lean(),
    Units.find({ mall, level: { $in: [...levels] }, lettable: true }, { _id: 1 }).lean(),
  ]);
  return [...new Set([...inGrids, ...onLevels].map((unit) => unit._id))];
}

async function* accountsIn(mall: string, audience: NoticeAudience, at: Date, shops?: readonly string[]): AsyncGenerator<string> {
  if (audience.kind === 'accounts') return yield* audience.ids;
  if (audience.kind === 'mall') {
    const members = Memberships.find({ mall, kind: { $in: ['owner', 'staff', 'officer'] }, ...standing(at) }, { account: 1 }).lean();
    for await (const row of members.cursor({ batchSize: FETCH })) yield row.account;
    const five = RoleTerms.find({ mall, ...serving(at) }, { account: 1 }).lean();
    for await (const row of five.cursor({ batchSize: FETCH })) yield row.account;
    return yield* headsOf(mall, {}, at);
  }
  const merchants = shops ?? (await merchantsOf(mall, audience, at));
  for (let from = 0; from < merchants.length; from += FETCH) {
    const shops = { $in: merchants.slice(from, from + FETCH) };
    const members = await Memberships.find({ mall, kind: { $in: ['owner', 'staff'] }, merchant: shops, ...standing(at) }, { account: 1 }).lean();
    for (const row of members) yield row.account;
  }
  yield* holdersIn(mall, audience, at);
  const { grids, levels } = placesOf(audience);
  if (grids.length + levels.length === 0) return;
  const all = await listGrids(mall);
  const touched = all.filter((grid) => grid.levels.some((level) => levels.includes(level)));
  const terms = await RoleTerms.find({ mall, grid: { $in: [...grids, ...touched.map((grid) => grid._id)] }, ...serving(at) }, { account: 1 }).lean();
  for (const term of terms) yield term.account;
  const above = all.filter((grid) => grids.includes(grid._id)).flatMap((grid) => grid.levels);
  yield* headsOf(mall, { level: { $in: [...new Set([...levels, ...above])] } }, at);
}

/** Holders of roles in any grid, and participants of programs. */
async function* holdersIn(mall: string, audience: NoticeAudience, at: Date): AsyncGenerator<string> {
  if (audience.kind !== 'places') return;
  const { roles = [], programs = [] } = audience;
  if (roles.length > 0) {
    const holders = RoleTerms.find({ mall, role: { $in: roles as GridRole[] }, ...serving(at) }, { account: 1 }).lean();
    for await (const row of holders.cursor({ batchSize: FETCH })) yield row.account;
  }
  for (const program of programs) yield* await participantsOf(mall, program, at);
}

/** Level heads know what the grids that they look after were told. */
async function* headsOf(mall: string, where: { level?: { $in: string[] } }, at: Date): AsyncGenerator<string> {
  const heads = await LevelTerms.find({ mall, ...where, ...serving(at) }, { account: 1 }).limit(2_000).lean();
  for (const head of heads) yield head.account;
}

/**
 * Accounts of an audience in pages of at most 150, each account once: members of its shops, the five of its grids and the
 * heads of its levels, holders of its roles and participants of its programs, and for the whole mall its officers too. `at` freezes it: asked again later, it answers for the same moment.
 * @param shops its merchants, where the caller knows them already
 */
export async function* pagesOfAccounts(mall: string, audience: NoticeAudience, at: Date, shops?: readonly string[]): AsyncGenerator<string[]> {
  const known = new Set<string>();
  let page: string[] = [];
  for await (const account of accountsIn(mall, audience, at, shops)) {
    if (known.has(account)) continue;
    known.add(account);
    page.push(account);
    if (page.length < BATCH) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

export interface Reach {
  shops: number;
  accounts: number;
  /** Shops without any account, and the grids that they are in: a notice on paper reaches them. */
  unreached: number;
  unreachedIn: string[];
}

/** How many a notice would reach now. Counts shops and accounts; nobody is named. */
export async function countReach(mall: string, audience: NoticeAudience, now: Date): Promise<Reach> {
  const merchants = await merchantsOf(mall, audience, now);
  let accounts = 0;
  for await (const page of pagesOfAccounts(mall, audience, now, merchants)) accounts += page.length;
  const members = await Memberships.find({ mall, kind: { $in: ['owner', 'staff'] }, merchant: { $in: merchants }, ...standing(now) }, { merchant: 1 }).lean();
  const reached = new Set(members.map((row) => row.merchant));
  const unreached = merchants.filter((merchant) => !reached.has(merchant));
  if (unreached.length === 0) return { shops: merchants.length, accounts, unreached: 0, unreachedIn: [] };
  const tenancies = await Tenancies.find({ mall, merchant: { $in: unreached }, ...standing(now) }, { unit: 1 }).lean();
  const units = await Units.find({ mall, _id: { $in: tenancies.map((row) => row.unit) } }, { grid: 1 }).lean();
  return { shops: merchants.length, accounts, unreached: unreached.length, unreachedIn: [...new Set(units.flatMap((unit) => unit.grid ?? []))] };
}
