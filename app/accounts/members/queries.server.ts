import { Accounts, Memberships } from '#models/account.server.ts';
import type { Localized } from '#models/mall.server.ts';

export const standing = (now: Date) => ({ from: { $lte: now }, $or: [{ to: { $exists: false } }, { to: { $gt: now } }] });

/** Confirmed owners of a shop: who is told of its members, and decides about them. */
export async function listOwners(mall: string, merchant: string, now: Date): Promise<string[]> {
  const rows = await Memberships.find({ mall, merchant, kind: 'owner', confirmedAt: { $exists: true }, ...standing(now) }, { account: 1 }).limit(50).lean();
  return [...new Set(rows.map((row) => row.account))];
}

export interface MemberCard {
  membership: string;
  account: string;
  names: Localized;
  kind: 'owner' | 'staff';
  since: Date;
  /** Nobody has confirmed her yet. */
  waits: boolean;
}

/** Everybody of a shop, owners first. The caller owns it. */
export async function listMembers(mall: string, merchant: string, now: Date): Promise<MemberCard[]> {
  const rows = await Memberships.find({ mall, merchant, kind: { $in: ['owner', 'staff'] }, ...standing(now) }).sort({ kind: 1, from: 1 }).limit(200).lean();
  const accounts = await Accounts.find({ _id: { $in: rows.map((row) => row.account) } }, { names: 1 }).lean();
  const names = new Map(accounts.map((row) => [row._id, row.names]));
  return rows.map(({ _id, account, kind, from, confirmedAt }) => ({ membership: _id, account, names: names.get(account) ?? {}, kind: kind as 'owner' | 'staff', since: from, waits: !confirmedAt }));
}
