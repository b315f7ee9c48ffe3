import { defineModel, type InMall, date, maybeDate, maybeText, number, oneOf, text } from './define-model.server.ts';

export const DOORS = ['open311', 'hook'] as const;
export type Door = (typeof DOORS)[number];

/** A key by which another system sends reports about places. It opens nothing that isn't everybody's. */
export interface DoorKey extends InMall {
  door: Door;
  /** Which system it was made for. */
  name: string;
  /** Keyed hash of the key; of a hook nothing is stored: its secret is worked out from the row's id. */
  hash?: string;
  madeBy: string;
  madeAt: Date;
  endedBy?: string;
  endedAt?: Date;
  /** Reports taken by it. */
  taken: number;
  /** Day of the last one, in the mall's zone. */
  lastOn?: string;
}
export const DoorKeys = defineModel<DoorKey>('DoorKey', {
  collection: 'doorkeys',
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: 'as long as the mall' },
  fields: {
    door: oneOf(DOORS, 'which way in it is for'),
    name: text('which system it was made for'),
    hash: maybeText('finds it by what was sent; a hash with the installation’s key', { readers: 'nobody' }),
    madeBy: text('which officer made it', { subject: 'account' }),
    madeAt: date('when'),
    endedBy: maybeText('which officer ended it', { subject: 'account' }),
    endedAt: maybeDate('when it ended'),
    taken: number('how many reports came by it'),
    lastOn: maybeText('whether it is still in use'),
  },
  indexes: [[{ hash: 1 }], [{ madeAt: -1 }]],
});
