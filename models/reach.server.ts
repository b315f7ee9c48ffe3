import { defineModel, type InMall, maybeText, oneOf, text } from './define-model.server.ts';

/** To whom a volunteer shows something of hers; each includes those before. `grid`: the shops that she looks after. */
export const REACH = ['nobody', 'grid', 'mall', 'anyone'] as const;
export type ReachTo = (typeof REACH)[number];

export interface Reach extends InMall {
  account: string;
  /** Id of the encrypted number. */
  phone?: string;
  /** Id of the encrypted hours. */
  hours?: string;
  phoneTo: ReachTo;
  nameTo: 'mall' | 'anyone';
}
/** How a volunteer may be reached in this mall, as far as and when she agreed. Without a row: her name, to the mall. */
export const Reaches = defineModel<Reach>('Reach', {
  collection: 'reaches',
  scope: 'mall',
  about: { subject: 'account', readers: 'subject', keep: 'until taken back or the last role ends' },
  fields: {
    account: text('who'),
    phone: maybeText('id of the number', { readers: 'everyone' }),
    hours: maybeText('id of the hours in which calls may come', { readers: 'everyone' }),
    phoneTo: oneOf(['nobody', 'grid', 'mall', 'anyone'], 'who is shown the number'),
    nameTo: oneOf(['mall', 'anyone'], 'who is shown the name'),
  },
  indexes: [[{ account: 1 }, { unique: true }]],
});
