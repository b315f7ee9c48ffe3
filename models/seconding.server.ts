import { defineModel, type InMall, text } from './define-model.server.ts';

/** Somebody said "me too" of a request about a place, instead of one of her own. Who it was is known from her own alone. */
export interface Seconding extends InMall {
  /** The one that stays. */
  request: string;
  /** The one that was withdrawn for it. */
  own: string;
}
export const Secondings = defineModel<Seconding>('Seconding', {
  collection: 'secondings',
  scope: 'mall',
  about: { subject: 'none', readers: 'nobody', keep: 'as long as the request’s skeleton; until it is taken back' },
  fields: {
    request: text('how many say the same, without names'),
    own: text('it is taken back from there'),
  },
  indexes: [[{ own: 1 }, { unique: true }], [{ request: 1 }]],
});
