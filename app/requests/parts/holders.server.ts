import { Memberships, RoleTerms } from '#models/account.server.ts';
import { Partners } from '#models/partner.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { listGrids, namesOf } from '#app/mall/queries.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { type TeamMember, WORKING_ROLES } from '../engine/ladder.ts';
import { holderKey, type PartHolder } from '../engine/parts.ts';
import { getCase } from '../case.server.ts';
import { listOpenKinds } from '../kinds.server.ts';
import { teamOf } from '../people.server.ts';

/** Whom a page names as the holder of a part. */
export interface HolderCard {
  key: string;
  kind: PartHolder['kind'];
  /** Of a person or a partner. */
  names: Localized | null;
  /** Of a grid. */
  grid: number | null;
  /** Of a program. */
  program: string | null;
  /** Of a person: in the request's grid. */
  role: string | null;
}

const MOST_PARTNERS = 200;
const openPartners = (mall: string) => Partners.find({ mall, endedAt: { $exists: false } }, { names: 1 }).sort({ _id: 1 }).limit(MOST_PARTNERS).lean();
const programsOf = (mall: KnownMall): string[] => [...new Set(listOpenKinds(mall).filter(({ confidential, program }) => !confidential && program !== 'unsorted').map(({ program }) => program))];

/** Keys of everybody who may have a part of a request, its own grid's people aside. */
export async function holderKeys(mall: KnownMall): Promise<string[]> {
  const [grids, partners] = await Promise.all([listGrids(mall._id), openPartners(mall._id)]);
  return [...grids.map(({ _id }) => `grid:${_id}`), ...partners.map(({ _id }) => `partner:${_id}`), ...programsOf(mall).map((id) => `program:${id}`)];
}

/** What a form offers, people of the grid first, then partners, other grids and programs. */
export async function listHolders(mall: KnownMall, grid: string | undefined, team: readonly TeamMember[], besides: string): Promise<HolderCard[]> {
  const members = team.filter((one) => WORKING_ROLES.includes(one.role) && !one.tied && one.account !== besides);
  const once = members.filter((one, at) => members.findIndex(({ account }) => account === one.account) === at);
  const [names, partners, grids] = await Promise.all([namesOf(once.map(({ account }) => account)), openPartners(mall._id), listGrids(mall._id)]);
  const bare = { names: null, grid: null, program: null, role: null };
  return [
    ...once.map(({ account, role }): HolderCard => ({ ...bare, key: `person:${account}`, kind: 'person', names: names.get(account) ?? {}, role })),
    ...partners.map((partner): HolderCard => ({ ...bare, key: `partner:${partner._id}`, kind: 'partner', names: partner.names })),
    ...grids.filter(({ _id }) => _id !== grid).sort((a, b) => a.number - b.number).map((one): HolderCard => ({ ...bare, key: `grid:${one._id}`, kind: 'grid', grid: one.number })),
    ...programsOf(mall).map((id): HolderCard => ({ ...bare, key: `program:${id}`, kind: 'program', program: id })),
  ];
}

/** A key as it came from a form; null for what is none. */
export function holderOf(key: string, grid: string | undefined): PartHolder | null {
  const at = key.indexOf(':');
  const [kind, id] = [key.slice(0, at), key.slice(at + 1)];
  if (at < 1 || !id) return null;
  if (kind === 'person') return { kind, account: id, grid: grid ?? '' };
  if (kind === 'grid') return { kind, grid: id };
  if (kind === 'partner') return { kind, partner: id };
  return kind === 'program' ? { kind, program: id } : null;
}

/** The holders of parts that exist, by key; a partner keeps its name after it was ended. */
export async function holderCards(mall: string, holders: readonly PartHolder[], team: readonly TeamMember[] = []): Promise<Map<string, HolderCard>> {
  const accounts = holders.flatMap((one) => (one.kind === 'person' ? [one.account] : []));
  const ids = holders.flatMap((one) => (one.kind === 'partner' ? [one.partner] : []));
  const [names, partners, grids] = await Promise.all([
    namesOf(accounts),
    ids.length > 0 ? Partners.find({ mall, _id: { $in: ids } }, { names: 1 }).lean() : [],
    holders.some(({ kind }) => kind === 'grid') ? listGrids(mall) : [],
  ]);
  const cardOf = (one: PartHolder): HolderCard => ({
    key: holderKey(one),
    kind: one.kind,
    names: one.kind === 'person' ? (names.get(one.account) ?? {}) : one.kind === 'partner' ? (partners.find(({ _id }) => _id === one.partner)?.names ?? {}) : null,
    grid: one.kind === 'grid' ? (grids.find(({ _id }) => _id === one.grid)?.number ?? null) : null,
    program: one.kind === 'program' ? one.program : null,
    role: one.kind === 'person' ? (team.find(({ account }) => account === one.account)?.role ?? null) : null,
  });
  return new Map(holders.map((one) => [holderKey(one), cardOf(one)]));
}

const standing = (now: Date) => ({ from: { $lte: now }, $or: [{ to: { $exists: false } }, { to: { $gt: now } }] });

/** Accounts that answer for a holder: told of what happens to its part. */
export async function accountsOf(mall: string, holder: PartHolder, now: Date): Promise<string[]> {
  if (holder.kind === 'person') return [holder.account];
  if (holder.kind === 'grid') {
    const terms = await RoleTerms.find({ mall, grid: holder.grid, from: { $lte: now }, to: { $gt: now } }, { account: 1, role: 1 }).limit(200).lean();
    const managers = terms.filter(({ role }) => role === 'manager' || role === 'leader');
    return [...new Set((managers.length > 0 ? managers : terms.filter(({ role }) => WORKING_ROLES.includes(role))).map(({ account }) => account))];
  }
  const held = holder.kind === 'partner' ? { kind: 'partner' as const, partner: holder.partner } : { kind: 'officer' as const, post: 'lead' as const };
  const rows = await Memberships.find({ mall, ...held, ...standing(now) }, { account: 1 }).limit(60).lean();
  return [...new Set(rows.map(({ account }) => account))];
}


/** What the form of a request offers to whoever has it. */
export async function offeredHolders(mall: KnownMall, number: string, account: string, now: Date): Promise<HolderCard[]> {
  const { state } = await getCase(mall._id, number);
  return listHolders(mall, state.grid, state.ladder === 'grid' ? await teamOf(mall._id, state.grid, state, now) : [], account);
}
