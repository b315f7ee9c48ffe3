import { date, defineModel, type InMall, maybeDate, maybePlain, oneOf, text } from './define-model.server.ts';

/** Which of the two a field of the merged shop comes from. */
export type PairSide = 'one' | 'other';

export interface ShopPair extends InMall {
  /** Merchant ids, the older (smaller) one first. */
  one: string;
  other: string;
  why: 'same-name' | 'similar-name' | 'contact';
  /** `apart`: somebody looked and said that they are two shops. */
  state: 'open' | 'apart' | 'merging' | 'merged';
  /** While merging: which shop stays, which side each field is of, and how far the moving is. */
  merge?: { stays: string; goes: string; fields: Record<string, PairSide>; by: string; step: number; started: Date };
  noticedAt: Date;
  decidedAt?: Date;
}
/** Two shops that may be one. A person decides; the house only points. */
export const ShopPairs = defineModel<ShopPair>('ShopPair', {
  collection: 'shoppairs',
  scope: 'mall',
  about: { subject: 'shop', readers: 'officers', keep: 'as long as both shops are listed' },
  fields: {
    one: text('the older shop'),
    other: text('the younger shop'),
    why: oneOf(['same-name', 'similar-name', 'contact'], 'what is alike'),
    state: oneOf(['open', 'apart', 'merging', 'merged'], 'what a person decided'),
    merge: maybePlain('what stays of which, and how far it is'),
    noticedAt: date('since when'),
    decidedAt: maybeDate('when somebody decided'),
  },
  indexes: [[{ one: 1, other: 1 }, { unique: true }], [{ state: 1, _id: 1 }], [{ other: 1 }]],
});
