import { date, defineModel, maybeText, oneOf, plain, type Stored, text, texts } from './define-model.server.ts';

export type RecoveryState = 'vouching' | 'waiting' | 'done' | 'stopped' | 'expired';

/** Who said at the counter that it is she, with the grids held then. */
export interface Voucher {
  account: string;
  grids: string[];
  at: Date;
}

export interface Recovery extends Stored {
  account: string;
  way: 'card' | 'people';
  /** `vouching`: two people are still to come; `waiting`: everybody was told and can stop it. */
  state: RecoveryState;
  lost: 'password' | 'both';
  /** Keyed hash of the number that she says to the two people. */
  codeKey?: string;
  /** What she typed herself; taken away when it ends. */
  passwordHash?: string;
  /** Shops whose members are told and can stop it. */
  shops: string[];
  vouchers: Voucher[];
  /** When the state ends by itself. */
  endsAt: Date;
  stoppedBy?: string;
}
export const Recoveries = defineModel<Recovery>('Recovery', {
  collection: 'recoveries',
  scope: 'installation',
  remembered: true,
  about: { subject: 'account', readers: 'subject', keep: '90 days' },
  fields: {
    account: text('whose way in it is'),
    way: oneOf(['card', 'people'], 'by what'),
    state: oneOf(['vouching', 'waiting', 'done', 'stopped', 'expired'], 'where it stands'),
    lost: oneOf(['password', 'both'], 'what is made anew', { readers: 'nobody' }),
    codeKey: maybeText('two people find it by its number', { readers: 'nobody' }),
    passwordHash: maybeText('proves the person once it is done', { readers: 'nobody' }),
    shops: texts('whose members are told', { readers: 'nobody' }),
    vouchers: plain('who said that it is she'),
    endsAt: date('when its state ends'),
    stoppedBy: maybeText('who stopped it'),
  },
  indexes: [
    [{ account: 1, state: 1 }],
    [{ shops: 1, state: 1 }],
    [{ codeKey: 1 }],
    [{ state: 1, endsAt: 1 }],
    [{ endsAt: 1 }, { expireAfterSeconds: 90 * 24 * 3600 }],
  ],
});
