import { Accounts, Memberships, RoleTerms } from '#models/account.server.ts';
import type { Localized } from '#models/mall.server.ts';
import type { Actor, Membership } from './actor.ts';
import { onEvent } from './events.server.ts';
import { singleton } from './singleton.server.ts';

export interface KnownAccount {
  account: string;
  names: Localized;
  language?: string;
  translates: string[];
  demo: boolean;
  memberships: Membership[];
}

const CACHE = 5_000;

/** What an account may act as, known for five seconds and dropped at once when a role is given or taken in this process. */
const cache = () =>
  singleton('actor-cache', () => {
    const known = new Map<string, { until: number; account: KnownAccount | null }>();
    onEvent((event) => event.type === 'memberships:changed' && known.delete(event.id));
    return known;
  });

/** @returns null when there is no such account or it was stopped */
export async function findAccount(id: string, now: Date): Promise<KnownAccount | null> {
  const known = cache().get(id);
  if (known && known.until > now.getTime()) return known.account;
  const account = await readAccount(id, now);
  if (cache().size > 20_000) cache().clear();
  cache().set(id, { until: now.getTime() + CACHE, account });
  return account;
}

async function readAccount(id: string, now: Date): Promise<KnownAccount | null> {
  const current = { account: id, from: { $lte: now } };
  const [account, rows, terms] = await Promise.all([
    Accounts.findOne({ _id: id, status: 'active' }, { names: 1, language: 1, translates: 1, demo: 1 }).lean(),
    Memberships.find({ ...current, $or: [{ to: { $exists: false } }, { to: { $gt: now } }] }).limit(200).lean(),
    RoleTerms.find({ ...current, to: { $gt: now } }).setOptions({ dangerouslyAcrossMalls: true }).limit(200).lean(),
  ]);
  if (!account) return null;
  const memberships = [
    ...rows.map((row) => ({ kind: row.kind, mall: row.mall, merchant: row.merchant, office: row.office, partner: row.partner, post: row.post }) as Membership),
    ...terms.map(({ mall, grid, role }): Membership => ({ kind: 'volunteer', mall, grid, role })),
  ];
  return { account: id, names: account.names, language: account.language, translates: account.translates, demo: account.demo, memberships };
}

export function actorOf(known: KnownAccount, session: string, name: string): Actor {
  return { account: known.account, name, session, memberships: known.memberships };
}
