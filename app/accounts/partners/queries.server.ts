import { Memberships } from '#models/account.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { type PartnerKind, Partners } from '#models/partner.server.ts';
import { namesOf } from '#app/mall/queries.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { standing } from '../members/queries.server.ts';
import { listOpenSlips, type SlipCard } from '../invitations/queries.server.ts';

export const readerOf = (partner: string): string => `partner:${partner}`;

export interface PartnerCard {
  id: string;
  kind: PartnerKind;
  names: Localized;
  contact: string | null;
  accounts: { membership: string; names: Localized; since: Date }[];
  slips: SlipCard[];
}

/** Every partner that stands now, with its accounts, for officers. At most two hundred. */
export async function listPartners(mall: string, now: Date): Promise<PartnerCard[]> {
  const rows = await Partners.find({ mall, endedAt: { $exists: false } }).sort({ _id: 1 }).limit(200).lean();
  const members = await Memberships.find({ mall, kind: 'partner', partner: { $in: rows.map((row) => row._id) }, ...standing(now) }).limit(1_000).lean();
  const [names, contacts, slips] = await Promise.all([
    namesOf(members.map((member) => member.account)),
    readTexts(mall, rows.map((row) => row.contact), rows.map((row) => readerOf(row._id))),
    Promise.all(rows.map((row) => listOpenSlips({ mall, as: 'partner', partner: row._id }, now))),
  ]);
  return rows.map((row, at) => ({
    id: row._id,
    kind: row.kind,
    names: row.names,
    contact: contacts.get(row.contact ?? '')?.words ?? null,
    accounts: members.filter((member) => member.partner === row._id).map(({ _id, account, from }) => ({ membership: _id, names: names.get(account) ?? {}, since: from })),
    slips: slips[at] ?? [],
  }));
}

/** What a partner's own first page says of it. */
export async function partnersOf(mall: string, ids: readonly string[]): Promise<{ id: string; kind: PartnerKind; names: Localized }[]> {
  const rows = await Partners.find({ mall, _id: { $in: [...ids] }, endedAt: { $exists: false } }, { kind: 1, names: 1 }).limit(20).lean();
  return rows.map(({ _id, kind, names }) => ({ id: _id, kind, names }));
}
