import { Accounts, Memberships } from '#models/account.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { Offices } from '#models/office.server.ts';
import { namesOf } from '#app/mall/queries.server.ts';
import { standing } from '../members/queries.server.ts';
import { inTreeOrder, type OfficeLevel } from './rules.ts';

export interface OfficeCard {
  id: string;
  level: OfficeLevel;
  name: Localized;
  parent?: string;
  depth: number;
}

/** Every office of the installation in the order of its tree. */
export async function listOffices(): Promise<OfficeCard[]> {
  const rows = await Offices.find({}, { level: 1, name: 1, parent: 1 }).sort({ _id: 1 }).limit(2_000).lean();
  return inTreeOrder(rows.map(({ _id, level, name, parent }) => ({ id: _id, level, name, parent })));
}

export interface Holder {
  membership: string;
  account: string;
  names: Localized;
  since: Date;
  post: 'council' | 'secretary' | 'lead';
}

/** Names of who holds a post of the house or of a mall now: public on the roster too. */
async function holders(where: { office: string } | { mall: string; kind: 'officer' }, now: Date): Promise<Holder[]> {
  const rows = await Memberships.find({ ...where, ...standing(now) }, { account: 1, from: 1, post: 1 }).limit(200).lean();
  const names = await namesOf(rows.map((row) => row.account));
  return rows.map(({ _id, account, from, post = 'council' }) => ({ membership: _id, account, post, names: names.get(account) ?? {}, since: from }));
}

export const listOfficials = (office: string, now: Date) => holders({ office }, now);
export const listOfficers = (mall: string, now: Date) => holders({ mall, kind: 'officer' }, now);

/** Accounts that an operator stopped, newest first. At most fifty. */
export async function listStopped(): Promise<{ id: string; names: Localized; userName: string }[]> {
  const rows = await Accounts.find({ status: 'stopped' }, { names: 1, userName: 1 }).sort({ updatedAt: -1 }).limit(50).lean();
  return rows.map(({ _id, names, userName }) => ({ id: _id, names, userName }));
}
