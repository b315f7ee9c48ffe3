import { defineModel, localized, maybeText, oneOf, type Stored } from './define-model.server.ts';
import type { Localized } from './mall.server.ts';

export type OfficeLevel = 'community' | 'subdistrict' | 'district' | 'city';
export interface Office extends Stored {
  level: OfficeLevel;
  name: Localized;
  parent?: string;
}

export const Offices = defineModel<Office>('Office', {
  collection: 'offices',
  scope: 'installation',
  remembered: true,
  about: { subject: 'none', readers: 'everyone', keep: 'as long as the office' },
  fields: {
    level: oneOf(['community', 'subdistrict', 'district', 'city'], 'its place in the tree'),
    name: localized('its name'),
    parent: maybeText('the office above it'),
  },
  indexes: [[{ parent: 1 }]],
});
