import { Accounts, LevelTerms, Memberships, RoleTerms } from '#models/account.server.ts';
import type { Localized } from '#models/mall.server.ts';
import type { Actor, GridRole, Membership, OfficerPost } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';

const YEAR = 365 * 24 * 3600_000;

export interface AccountOverrides {
  _id?: string;
  userName?: string;
  names?: Localized;
  language?: string;
  translates?: string[];
  passwordHash?: string;
}

/** An active account without a password. @returns its id */
export async function buildAccount(overrides: AccountOverrides = {}): Promise<string> {
  const _id = overrides._id ?? newId();
  await Accounts.create({ _id, userName: `u-${_id}`, names: { zh: '测试', en: 'Test' }, translates: [], status: 'active', demo: false, ...overrides });
  return _id;
}

/** What `authorised` would hand to a page for this account. Nothing is read or written. */
export function actorOf(account: string, memberships: readonly Membership[] = []): Actor {
  return { account, name: 'Test', session: `session-of-${account}`, memberships };
}

/** Both as one: an actor who may act as all that either is. */
export function bothActors(one: Actor, other: Actor): Actor {
  return { ...one, memberships: [...one.memberships, ...other.memberships] };
}

interface Being extends AccountOverrides {
  now: Date;
  /** An account that exists already; otherwise one is made. */
  account?: string;
}

async function become(membership: Exclude<Membership, { kind: 'volunteer' | 'level-head' }>, { now, account, ...overrides }: Being): Promise<Actor> {
  const id = account ?? (await buildAccount(overrides));
  const from = new Date(now.getTime() - YEAR);
  const { waits, ...row } = { waits: undefined, ...membership };
  await Memberships.create({ account: id, from, confirmedAt: 'merchant' in row && !waits ? from : undefined, ...row });
  return actorOf(id, [membership]);
}

/** Appointed a year ago by the council, for another year. */
export async function buildVolunteer(mall: string, grid: string, role: GridRole, { now, account, ...overrides }: Being): Promise<Actor> {
  const id = account ?? (await buildAccount(overrides));
  const term = { from: new Date(now.getTime() - YEAR), to: new Date(now.getTime() + YEAR), appointedBy: 'shops' };
  await RoleTerms.create({ mall, account: id, grid, role, ...term });
  return actorOf(id, [{ kind: 'volunteer', mall, grid, role }]);
}

/** Head of a level for a year. @param grids those with units on it */
export async function buildLevelHead(mall: string, level: string, grids: readonly string[], { now, account, ...overrides }: Being): Promise<Actor> {
  const id = account ?? (await buildAccount(overrides));
  await LevelTerms.create({ mall, account: id, level, from: new Date(now.getTime() - YEAR), to: new Date(now.getTime() + YEAR), appointedBy: 'shops' });
  return actorOf(id, [{ kind: 'level-head', mall, level, grids }]);
}

export const buildOwner = (mall: string, merchant: string, being: Being) => become({ kind: 'owner', mall, merchant }, being);
/** Came by a slip, and nobody has confirmed yet that the shop is hers. */
export const buildWaiting = (mall: string, merchant: string, being: Being) => become({ kind: 'owner', mall, merchant, waits: true }, being);
export const buildStaff = (mall: string, merchant: string, being: Being) => become({ kind: 'staff', mall, merchant }, being);
export const buildOfficer = (mall: string, being: Being & { post?: OfficerPost }) => {
  const { post = 'council', ...rest } = being;
  return become({ kind: 'officer', mall, post }, rest);
};
export const buildPartner = (mall: string, partner: string, being: Being) => become({ kind: 'partner', mall, partner }, being);
export const buildOfficial = (office: string, being: Being) => become({ kind: 'official', office }, being);
export const buildOperator = (being: Being) => become({ kind: 'operator' }, being);
