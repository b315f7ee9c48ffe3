import { defineModel, type InMall, maybeDate, maybeText, oneOf, text } from './define-model.server.ts';

export const BOOTH_CHANGES = ['give-booth', 'move', 'leave', 'close'] as const;
export type BoothChangeKind = (typeof BOOTH_CHANGES)[number];
/** `seen`: an officer has read why it couldn't be done. */
export type ShopPlanState = 'planned' | 'done' | 'refused' | 'seen' | 'taken-back';

/** A change of a shop's booths that takes effect on a coming day, as that day begins. Tenancies themselves know no future. */
export interface ShopPlan extends InMall {
  merchant: string;
  kind: BoothChangeKind;
  /** The tenancy that ends: of `move` and `leave`. */
  tenancy?: string;
  /** The booth that it gets: of `move` and `give-booth`. Its number may change until then. */
  unit?: string;
  part?: string;
  /** In the mall's zone. */
  day: string;
  state: ShopPlanState;
  /** What stood in the way on that day: a key of `roster:refused`. */
  reason?: string;
  by: string;
  /** When it was done, refused or taken back. */
  endedAt?: Date;
}
export const ShopPlans = defineModel<ShopPlan>('ShopPlan', {
  collection: 'shopplans',
  scope: 'mall',
  about: { subject: 'shop', readers: 'officers', keep: '30 days after it was done or taken back' },
  fields: {
    merchant: text('which shop'),
    kind: oneOf(BOOTH_CHANGES, 'what will change'),
    tenancy: maybeText('which of its booths it leaves'),
    unit: maybeText('which booth it gets'),
    part: maybeText('which part of it'),
    day: text('on which day'),
    state: oneOf(['planned', 'done', 'refused', 'seen', 'taken-back'], 'whether it still waits for its day'),
    reason: maybeText('why it couldn’t be done on its day'),
    by: text('who planned it', { subject: 'account' }),
    endedAt: maybeDate('when it was done or given up'),
  },
  indexes: [[{ state: 1, day: 1 }], [{ merchant: 1, state: 1 }], [{ state: 1, endedAt: 1 }]],
});
