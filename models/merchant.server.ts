import type { ClientSession } from 'mongoose';
import { date, defineModel, type InMall, maybeDate, maybeFlag, maybeText, number, oneOf, plain, text, texts } from './define-model.server.ts';
import type { Localized } from './mall.server.ts';

export interface Merchant extends InMall {
  /** Names as on its sign, per language. */
  names: Localized;
  /** Of the closed vocabulary: `fabrics`, `naan-bakery` … */
  trade: string;
  status: 'open' | 'closed';
  /** Wished visiting time, `11:00-13:00` in the mall's zone. */
  wishedTime?: string;
  /** Id of the encrypted text that holds its contact phone. */
  contact?: string;
  /** The shop asked for a visit; cleared when it was met. */
  askedForVisitAt?: Date;
  /** A visit was offered to it in a round whose rows are erased; met or not, and when, is gone with them. */
  offeredBefore?: boolean;
  /** It asked for somebody who interprets; between which languages isn't stored. */
  interpreter?: boolean;
  /**
   * Id of the encrypted text with its standing wishes about visits ("never", "not this person"). Made for every shop
   * every night, always of the same length: whether there is a wish in it can't be told from outside.
   */
  visitWish?: string;
  /** What a search and the look for doubles compare, made from the names alone: app/mall/roster/name-keys.ts. */
  nameKeys: string[];
  /** Which of 64 parts of a mall's shops it is in, by its id alone: what a search samples. */
  slice: number;
  /** Keyed hash of the contact phone: two shops with the same number may be doubles. */
  contactKey?: string;
  /** A double that was merged into this shop; it stays closed for good. */
  mergedInto?: string;
}
export const Merchants = defineModel<Merchant>('Merchant', {
  collection: 'merchants',
  scope: 'mall',
  remembered: true,
  about: { subject: 'shop', readers: 'mall', keep: 'as long as it trades here' },
  fields: {
    names: plain('finding the shop'),
    trade: text('finding the shop; from the closed list'),
    status: oneOf(['open', 'closed'], 'whether it trades'),
    wishedTime: maybeText('when a visit suits', { readers: 'grid' }),
    contact: maybeText('id of its phone number, encrypted', { readers: 'case' }),
    askedForVisitAt: maybeDate('the shop asked for a visit', { readers: 'grid', keep: 'until visited' }),
    offeredBefore: maybeFlag('it isn’t one that was never yet offered a visit', { readers: 'officers' }),
    interpreter: maybeFlag('the shop asked for an interpreter at visits', { readers: 'grid', keep: 'until taken back' }),
    visitWish: maybeText('id of what it wishes about visits, encrypted', { readers: 'subject' }),
    nameKeys: texts('finding the shop by any part of a name'),
    slice: number('a sample of all shops; drawn by its id alone', { readers: 'nobody' }),
    contactKey: maybeText('finds doubles; a hash with the installation’s key', { readers: 'nobody' }),
    mergedInto: maybeText('which shop this double became part of', { readers: 'officers' }),
  },
  indexes: [
    [{ status: 1, trade: 1 }],
    [{ status: 1, _id: 1 }],
    [{ nameKeys: 1 }],
    [{ slice: 1, nameKeys: 1 }],
    [{ askedForVisitAt: 1 }],
    [{ interpreter: 1 }],
    [{ contactKey: 1, status: 1 }],
    [{ mergedInto: 1, status: 1 }],
  ],
});

export interface Tenancy extends InMall {
  merchant: string;
  unit: string;
  /** Which part of the booth, as on its door: `A`. Absent: the booth as a whole. */
  part?: string;
  from: Date;
  to?: Date;
}
export const Tenancies = defineModel<Tenancy>('Tenancy', {
  collection: 'tenancies',
  scope: 'mall',
  remembered: true,
  about: { subject: 'shop', readers: 'mall', keep: 'as long as the mall' },
  fields: {
    merchant: text('who'),
    unit: text('where'),
    part: maybeText('which part of a booth that several shops share'),
    from: date('since when'),
    to: maybeDate('until when'),
  },
  indexes: [
    [{ merchant: 1, to: 1 }],
    [{ unit: 1, to: 1 }],
  ],
});

/**
 * Tenancies that haven't ended, of these booths or these shops. Former ones are left out here and not by the query: the embedded
 * engine reads the whole collection for a condition that its index doesn't cover (docs/decisions/0063).
 */
export async function openTenancies(where: { mall: string } & ({ unit: string | { $in: readonly string[] } } | { merchant: string | { $in: readonly string[] } }), session?: ClientSession): Promise<Pick<Tenancy, '_id' | 'merchant' | 'unit' | 'part'>[]> {
  const rows = await Tenancies.find(where, { merchant: 1, unit: 1, part: 1, to: 1 }, session ? { session } : {}).lean();
  return rows.flatMap(({ to, ...row }) => (to ? [] : [row]));
}
