import { date, defineModel, type InMall, maybeDate, maybeText, oneOf, plain, text } from './define-model.server.ts';
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
  /**
   * Id of the encrypted text with its standing wishes about visits ("never", "not this person"). Made for every shop
   * with its first offer, always of the same length: whether there is a wish in it can't be told from outside.
   */
  visitWish?: string;
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
    visitWish: maybeText('id of what it wishes about visits, encrypted', { readers: 'subject' }),
  },
  indexes: [[{ status: 1, trade: 1 }]],
});

export interface Tenancy extends InMall {
  merchant: string;
  unit: string;
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
    from: date('since when'),
    to: maybeDate('until when'),
  },
  indexes: [
    [{ merchant: 1, to: 1 }],
    [{ unit: 1, to: 1 }],
  ],
});
