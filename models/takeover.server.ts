import { defineModel, type InMall, text } from './define-model.server.ts';

export interface Takeover extends InMall {
  round: string;
  merchant: string;
  /** Who visits it now. */
  account: string;
}
/** A shop that volunteers of a grid swapped among themselves, in one round. Why isn't stored. */
export const Takeovers = defineModel<Takeover>('Takeover', {
  collection: 'takeovers',
  scope: 'mall',
  about: { subject: 'shop', readers: 'grid', keep: '90 days after the round' },
  fields: {
    round: text('in which round'),
    merchant: text('which shop'),
    account: text('who visits it'),
  },
  indexes: [[{ round: 1, merchant: 1 }, { unique: true }]],
});
