import { Memberships, RoleTerms } from '#models/account.server.ts';
import { Aparts } from '#models/apart.server.ts';
import { Ties } from '#models/tie.server.ts';
import { findShops, listGrids, namesOf } from '#app/mall/queries.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { type Actor, GRID_ROLES, isOfficer, shopsIn } from '#app/platform/actor.ts';
import type { Candidate } from './rules.ts';

const MOST = 1_000;
/** Within a grid in the order of the roster, and not in that of ids, which say when somebody came. */
const rankOf = (role: string): number => GRID_ROLES.findIndex((one) => one === role);
const standing = (now: Date) => ({ from: { $lte: now }, $or: [{ to: { $exists: false } }, { to: { $gt: now } }] });

export interface Person {
  account: string;
  names: Localized;
  role: string;
  grid: number | null;
}

/** Everybody with a role or a post, those of the reader's own grids first: whom it may be about. Public within the mall, as the roster is. */
export async function listPeople(mall: string, actor: Actor, now: Date): Promise<Person[]> {
  const [terms, officers, grids, shops] = await Promise.all([
    RoleTerms.find({ mall, from: { $lte: now }, to: { $gt: now } }, { account: 1, role: 1, grid: 1 }).limit(MOST).lean(),
    Memberships.find({ mall, kind: 'officer', ...standing(now) }, { account: 1, post: 1 }).limit(MOST).lean(),
    listGrids(mall),
    findShops(mall, shopsIn(actor, mall)),
  ]);
  const own = new Set([...shops.values()].flatMap(({ grid }) => grid?._id ?? []));
  const numberOf = new Map(grids.map(({ _id, number }) => [_id, number]));
  const near = (grid: string) => (own.has(grid) ? 0 : 2);
  const ordered = [
    ...terms.map(({ account, role, grid }) => ({ account, role: role as string, grid: numberOf.get(grid) ?? null, order: near(grid) })),
    ...officers.map(({ account, post }) => ({ account, role: post === 'lead' ? 'lead' : 'council', grid: null, order: 1 })),
  ].sort((a, b) => a.order - b.order || (a.grid ?? 0) - (b.grid ?? 0) || rankOf(a.role) - rankOf(b.role));
  const names = await namesOf(ordered.map(({ account }) => account));
  const once = new Map(ordered.filter(({ account }) => account !== actor.account).map(({ account, role, grid }) => [account, { account, names: names.get(account) ?? {}, role, grid }]));
  return [...once.values()];
}

/** The council now, with grids, shops and ties of each. */
export async function listCandidates(mall: string, now: Date): Promise<Candidate[]> {
  const officers = await Memberships.find({ mall, kind: 'officer', post: { $in: ['council', 'secretary'] }, ...standing(now) }, { account: 1 }).limit(MOST).lean();
  const accounts = [...new Set(officers.map(({ account }) => account))];
  const [terms, members, ties] = await Promise.all([
    RoleTerms.find({ mall, account: { $in: accounts }, from: { $lte: now }, to: { $gt: now } }, { account: 1, grid: 1 }).limit(MOST).lean(),
    Memberships.find({ mall, account: { $in: accounts }, kind: { $in: ['owner', 'staff'] }, ...standing(now) }, { account: 1, merchant: 1 }).limit(MOST).lean(),
    Ties.find({ mall, account: { $in: accounts } }, { account: 1, merchant: 1 }).limit(MOST).lean(),
  ]);
  const shops = await findShops(mall, members.flatMap(({ merchant }) => merchant ?? []));
  return accounts.map((account) => {
    const own = members.flatMap((row) => (row.account === account && row.merchant ? [row.merchant] : []));
    const grids = [...terms.flatMap((row) => (row.account === account ? [row.grid] : [])), ...own.flatMap((merchant) => shops.get(merchant)?.grid?._id ?? [])];
    return { account, grids, shops: own, ties: ties.flatMap((row) => (row.account === account ? [row.merchant] : [])) };
  });
}

export async function gridsOfPerson(mall: string, account: string, now: Date): Promise<string[]> {
  return (await RoleTerms.find({ mall, account, from: { $lte: now }, to: { $gt: now } }, { grid: 1 }).limit(100).lean()).map(({ grid }) => grid);
}

/** Whom a request is about; null where nobody was named, or it is forgotten. */
export async function concernedBy(mall: string, request: string): Promise<string | null> {
  return (await Aparts.findOne({ mall, request }, { account: 1 }).lean())?.account ?? null;
}

/** Papers from the box are typed in by the council. */
export const mayTypeIn = (actor: Actor, mall: string): boolean => isOfficer(actor, mall) && actor.memberships.some((held) => held.kind === 'officer' && held.mall === mall && held.post !== 'lead');
