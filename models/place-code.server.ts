import { defineModel, type InMall, number, text } from './define-model.server.ts';

/** Stands for all codes of the mall at once, where a place's id is. */
export const ALL_PLACES = '*';

/**
 * How often the codes of a place, or all of a mall's, were made void. A place without a row never was. The generation in a
 * printed code is the sum of both, so every voiding makes it larger and no older code fits again.
 */
export interface PlaceCode extends InMall {
  place: string;
  voided: number;
}

export const PlaceCodes = defineModel<PlaceCode>('PlaceCode', {
  collection: 'placecodes',
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: 'as long as the mall' },
  fields: {
    place: text('the unit or amenity whose code it is, or all of them'),
    voided: number('printed codes of before are refused'),
  },
  indexes: [[{ place: 1 }, { unique: true }]],
});
