import { defineModel, type InMall, text } from './define-model.server.ts';

/** What a hook was sent once is taken once, however often it is sent again. */
export interface DoorReceipt extends InMall {
  /** The hook's row. */
  key: string;
  /** Hash of the sender's own id: it may hold anything. */
  sender: string;
  /** Number of the request that was made of it. */
  number: string;
}
export const DoorReceipts = defineModel<DoorReceipt>('DoorReceipt', {
  collection: 'doorreceipts',
  scope: 'mall',
  about: { subject: 'none', readers: 'nobody', keep: 'as long as the request’s skeleton' },
  fields: {
    key: text('by which hook it came'),
    sender: text('the same message sent again gets the same answer'),
    number: text('which request it became'),
  },
  indexes: [[{ key: 1, sender: 1 }, { unique: true }]],
});
