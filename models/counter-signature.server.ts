import { date, defineModel, type InMall, maybeText, text } from './define-model.server.ts';

export interface CounterKey extends InMall {
  merchant: string;
  account: string;
  /** The public half, SPKI in base64; the private one never leaves its phone. */
  publicKey: string;
}
/** A shop's phone that signs at the counter, registered by its owner beforehand. */
export const CounterKeys = defineModel<CounterKey>('CounterKey', {
  collection: 'counterkeys',
  scope: 'mall',
  about: { subject: 'shop', readers: 'subject', keep: 'until taken back' },
  fields: {
    merchant: text('which shop it signs for'),
    account: text('whose phone it is'),
    publicKey: text('by which its signatures are checked'),
  },
  indexes: [[{ merchant: 1, account: 1 }], [{ account: 1 }]],
});

export interface CounterSignature extends InMall {
  /** What was signed: a number that follows from one visit's words (app/visits/counter/statement.ts). */
  code: string;
  /** The whole that the number is a part of; absent: the number was typed, and it alone was signed. */
  digest?: string;
  key: string;
  merchant: string;
  account: string;
  publicKey: string;
  signature: string;
  arrivedAt: Date;
}
/** What a shop's phone signed and whose visit hasn't arrived yet. */
export const CounterSignatures = defineModel<CounterSignature>('CounterSignature', {
  collection: 'countersignatures',
  scope: 'mall',
  about: { subject: 'shop', readers: 'subject', keep: 'until its visit arrives, 14 days at most' },
  fields: {
    code: text('which visit it is about'),
    digest: maybeText('all of it that was signed'),
    key: text('which phone signed'),
    merchant: text('for which shop'),
    account: text('whose phone it was'),
    publicKey: text('by which it is checked'),
    signature: text('that the shop said: right'),
    arrivedAt: date('when it arrived'),
  },
  indexes: [[{ code: 1, key: 1 }, { unique: true }], [{ arrivedAt: 1 }], [{ merchant: 1 }]],
});
