import { Accounts, Memberships } from '#models/account.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { findShops } from '#app/mall/queries.server.ts';
import { standing } from '../members/queries.server.ts';
import { findPhone } from './phone-cookie.server.ts';
import { MOST_PEOPLE } from './rules.ts';

export interface PersonHere {
  account: string;
  names: Localized;
  /** Name on the sign and booth of the first shop of hers; null for whoever has none. */
  shop: { names: Localized; unit: string | null } | null;
  until: Date;
  shared: boolean;
}

/** Who has a PIN on the phone that this cookie is of: what its sign-in page shows, and nobody else's. */
export async function listPeopleHere(cookieHeader: string | null, now: Date): Promise<PersonHere[]> {
  const phone = await findPhone(cookieHeader);
  if (!phone) return [];
  const rows = await Accounts.find({ 'phones.id': phone.id, status: 'active' }, { names: 1, phones: 1 }).sort({ _id: 1 }).limit(MOST_PEOPLE + 1).lean();
  const people = rows.flatMap(({ _id, names, phones }) => {
    const row = phones?.find(({ id, expiresAt }) => id === phone.id && expiresAt > now);
    return row ? [{ account: _id, names, until: row.expiresAt, shared: row.shared || rows.length > 1 }] : [];
  });
  const shops = await shopsOf(people.map(({ account }) => account), now);
  return people.map((person) => ({ ...person, shop: shops.get(person.account) ?? null }));
}

/** Name on the sign and booth of the first shop of each. */
export async function shopsOf(accounts: string[], now: Date): Promise<Map<string, PersonHere['shop']>> {
  const rows = await Memberships.find({ account: { $in: accounts }, kind: { $in: ['owner', 'staff'] }, ...standing(now) }, { account: 1, mall: 1, merchant: 1 }).sort({ kind: 1, from: 1 }).limit(50).lean();
  const found = new Map<string, PersonHere['shop']>();
  for (const { account, mall, merchant } of rows) {
    if (found.has(account) || !mall || !merchant) continue;
    const shop = (await findShops(mall, [merchant])).get(merchant);
    if (shop) found.set(account, { names: shop.names, unit: shop.unit?.number ?? null });
  }
  return found;
}

export interface PhoneCard {
  id: string;
  browser?: string;
  shared: boolean;
  here: boolean;
  usedAt: Date;
  until: Date;
}

/** The phones on which one's own PIN opens, the one before one's eyes first. */
export async function listPhones(account: string, cookieHeader: string | null, now: Date): Promise<PhoneCard[]> {
  const [row, here] = await Promise.all([Accounts.findOne({ _id: account }, { phones: 1 }).lean(), findPhone(cookieHeader)]);
  const cards = (row?.phones ?? []).filter(({ expiresAt }) => expiresAt > now).map(({ id, browser, shared, usedAt, madeAt, expiresAt }) => ({ id, browser, shared, here: id === here?.id, usedAt: usedAt ?? madeAt, until: expiresAt }));
  return cards.toSorted((a, b) => Number(b.here) - Number(a.here) || b.usedAt.getTime() - a.usedAt.getTime());
}
