import { date, defineModel, type InMall, text } from './define-model.server.ts';

export interface Tie extends InMall {
  account: string;
  merchant: string;
  since: Date;
}
/** Somebody said herself that she has a tie with a shop: she visits, holds and supervises nothing of it. Why isn't stored. */
export const Ties = defineModel<Tie>('Tie', {
  collection: 'ties',
  scope: 'mall',
  about: { subject: 'account', readers: 'subject', keep: 'until taken back' },
  fields: {
    account: text('who said so'),
    merchant: text('with which shop'),
    since: date('since when'),
  },
  indexes: [[{ account: 1, merchant: 1 }, { unique: true }]],
});
