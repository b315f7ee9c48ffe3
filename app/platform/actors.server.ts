import { type Account, Accounts, LevelTerms, Memberships, type MembershipRow, RoleTerms } from '#models/account.server.ts';
import { Grids } from '#models/plan.server.ts';
import type { Localized } from '#models/mall.server.ts';
import type { Actor, Membership } from './actor.ts';
import { onEvent } from './events.server.ts';
import { singleton } from './singleton.server.ts';
import { Together } from './together.ts';

export interface KnownAccount {
  account: string;
  names: Localized;
  language?: string;
  translates: string[];
  demo: boolean;
  /** Has a second factor: an app, a passkey, or a phone enrolled as one. */
  guarded: boolean;
  recoveredAt?: Date;
  memberships: Membership[];
}

const CACHE = 5_000;
/** Each at most 200 accounts that weren't known, and no two at once. */
const ROUND = { inOne: 200, atOnce: 1, gap: 20 };

/** What an account may act as, known for five seconds and dropped at once when a role is given or taken in this process. */
const cache = () =>
  singleton('actor-cache', () => {
    const known = new Map<string, { until: number; account: KnownAccount }>();
    onEvent((event) => event.type === 'memberships:changed' && known.delete(event.id));
    return known;
  });

/** Accounts that many pages ask for in the same moment are one question, of the latest of these moments. */
const rounds = () =>
  singleton('actor-rounds', () => {
    const readAll = async (questions: { ids: readonly string[]; now: Date }[]) => {
      const latest = new Date(Math.max(...questions.map(({ now }) => now.getTime())));
      const read = await readAccounts([...new Set(questions.flatMap(({ ids }) => ids))], latest);
      return questions.map(() => read);
    };
    return new Together(readAll, ROUND);
  });

/** @returns null when there is no such account or it was stopped */
export async function findAccount(id: string, now: Date): Promise<KnownAccount | null> {
  return (await findAccounts([id], now)).get(id) ?? null;
}

/** The same for many at once; those that aren't known are read together. */
export async function findAccounts(ids: readonly string[], now: Date): Promise<Map<string, KnownAccount>> {
  const found = new Map<string, KnownAccount>();
  for (const id of ids) {
    const known = cache().get(id);
    if (known && known.until > now.getTime()) found.set(id, known.account);
  }
  const unknown = [...new Set(ids)].filter((id) => !found.has(id));
  if (unknown.length === 0) return found;
  const read = await rounds().ask({ ids: unknown, now });
  if (cache().size > 20_000) cache().clear();
  // Absence isn't remembered: an account is asked for a moment before it is made, and is somebody's from then on.
  for (const id of unknown) {
    const account = read.get(id);
    if (!account) continue;
    cache().set(id, { until: now.getTime() + CACHE, account });
    found.set(id, account);
  }
  return found;
}

/** Several accounts as the database has them now, in three queries; who was stopped is missing. */
export async function readAccounts(ids: readonly string[], now: Date): Promise<Map<string, KnownAccount>> {
  const current = { account: { $in: [...ids] }, from: { $lte: now } };
  const most = 200 * ids.length;
  const [accounts, rows, terms, heads] = await Promise.all([
    Accounts.find({ _id: { $in: [...ids] }, status: 'active' }, { names: 1, language: 1, translates: 1, demo: 1, secondFactor: 1, passkeys: 1, 'phones.factor': 1, recoveredAt: 1 }).lean(),
    // By account alone, which its index covers: docs/decisions/0063.
    Memberships.find({ account: current.account }).limit(most).lean(),
    RoleTerms.find({ ...current, to: { $gt: now } }).setOptions({ dangerouslyAcrossMalls: true }).limit(most).lean(),
    LevelTerms.find({ ...current, to: { $gt: now } }, { account: 1, mall: 1, level: 1 }).setOptions({ dangerouslyAcrossMalls: true }).limit(most).lean(),
  ]);
  const levels = await gridsOnLevels(heads);
  const held = new Map<string, Membership[]>(accounts.map(({ _id }) => [_id, []]));
  const isCurrent = ({ from, to }: MembershipRow) => from <= now && (!to || to > now);
  for (const row of rows.filter(isCurrent)) held.get(row.account)?.push(membershipOf(row));
  for (const { account, mall, grid, role } of terms) held.get(account)?.push({ kind: 'volunteer', mall, grid, role });
  for (const { account, mall, level } of heads) held.get(account)?.push({ kind: 'level-head', mall, level, grids: levels.get(`${mall} ${level}`) ?? [] });
  return new Map(
    accounts.map(({ _id, names, language, translates, demo, recoveredAt, ...secrets }) => {
      return [_id, { account: _id, names, language, translates, demo, recoveredAt, guarded: isGuarded(secrets), memberships: held.get(_id) ?? [] }];
    }),
  );
}

/** Grids of the levels that have a head among those asked for; no query where there is none. */
async function gridsOnLevels(heads: readonly { mall: string; level: string }[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { mall, level } of heads) {
    const key = `${mall} ${level}`;
    if (!found.has(key)) found.set(key, (await Grids.find({ mall, levels: level, endedAt: { $exists: false } }, { _id: 1 }).limit(2_000).lean()).map((grid) => grid._id));
  }
  return found;
}

/** Whether a password alone opens nothing. */
export function isGuarded({ secondFactor, passkeys, phones }: Pick<Account, 'secondFactor' | 'passkeys'> & { phones?: { factor: boolean }[] }): boolean {
  return Boolean(secondFactor) || (passkeys?.length ?? 0) > 0 || Boolean(phones?.some(({ factor }) => factor));
}

/** A stored membership as what it is; an official's has no `mall`, not even an undefined one. A shop's that carries no confirmation waits for one. */
export function membershipOf({ kind, mall, merchant, office, partner, post, confirmedAt }: MembershipRow): Membership {
  const waits = (kind === 'owner' || kind === 'staff') && !confirmedAt ? true : undefined;
  const fields = { kind, mall, merchant, office, partner, post, waits };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as unknown as Membership;
}

export function actorOf(known: KnownAccount, session: string, name: string): Actor {
  return { account: known.account, name, session, recoveredAt: known.recoveredAt, memberships: known.memberships };
}
