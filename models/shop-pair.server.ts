import { date, defineModel, type InMall, maybeDate, maybeNumber, maybePlain, oneOf, text } from './define-model.server.ts';

export interface ShopPair extends InMall {
  /** Merchant ids, the older (smaller) one first. */
  one: string;
  other: string;
  /** `chosen`: an officer named them herself. */
  why: 'same-name' | 'similar-name' | 'contact' | 'same-booth' | 'chosen';
  /** `apart`: somebody looked and said that they are two shops. */
  state: 'open' | 'apart' | 'merging' | 'merged';
  /** While merging: which shop stays, and who said so. */
  merge?: { stays: string; goes: string; by: string; started: Date };
  noticedAt: Date;
  decidedAt?: Date;
  /** Counted up by whoever decides, so that of two the second sees the first. */
  meetings?: number;
}
/** Two shops that may be one. A person decides; the house only points. */
export const ShopPairs = defineModel<ShopPair>('ShopPair', {
  collection: 'shoppairs',
  scope: 'mall',
  about: { subject: 'shop', readers: 'officers', keep: 'as long as both shops are listed' },
  fields: {
    one: text('the older shop'),
    other: text('the younger shop'),
    why: oneOf(['same-name', 'similar-name', 'contact', 'same-booth', 'chosen'], 'what is alike'),
    state: oneOf(['open', 'apart', 'merging', 'merged'], 'what a person decided'),
    merge: maybePlain('which of the two stays, while what belongs to the other moves'),
    noticedAt: date('since when'),
    decidedAt: maybeDate('when somebody decided'),
    meetings: maybeNumber('of two decisions at once the second sees the first', { readers: 'nobody' }),
  },
  indexes: [[{ one: 1, other: 1 }, { unique: true }], [{ state: 1, _id: 1 }], [{ other: 1 }]],
});
