import { defineModel, type InMall, localized, maybeDate, maybeText, oneOf } from './define-model.server.ts';
import type { Localized } from './mall.server.ts';

export const PARTNER_KINDS = ['property', 'contractor', 'clinic', 'lawyer', 'interpreter', 'trainer', 'mediator'] as const;
export type PartnerKind = (typeof PARTNER_KINDS)[number];

export interface Partner extends InMall {
  kind: PartnerKind;
  names: Localized;
  /** Id of the encrypted text that says how the association reaches it. */
  contact?: string;
  endedAt?: Date;
}
export const Partners = defineModel<Partner>('Partner', {
  collection: 'partners',
  scope: 'mall',
  about: { subject: 'none', readers: 'mall', keep: 'as long as the mall' },
  fields: {
    kind: oneOf(PARTNER_KINDS, 'for what it is asked'),
    names: localized('its name'),
    contact: maybeText('id of how to reach it, encrypted', { readers: 'officers', keep: 'until it is ended' }),
    endedAt: maybeDate('nothing is given to it any more'),
  },
  indexes: [[{ endedAt: 1 }]],
});
