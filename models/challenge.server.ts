import { date, defineModel, maybeText, oneOf, type Stored } from './define-model.server.ts';

export type ChallengeFor = 'add' | 'sign-in' | 'second' | 'confirm';
export const CHALLENGE_FOR: readonly ChallengeFor[] = ['add', 'sign-in', 'second', 'confirm'];

export interface Challenge extends Stored {
  purpose: ChallengeFor;
  account?: string;
  expiresAt: Date;
}
/** `_id` is the random challenge that a passkey signs, once; taken out when its answer comes. */
export const Challenges = defineModel<Challenge>('Challenge', {
  collection: 'challenges',
  scope: 'installation',
  about: { subject: 'account', readers: 'nobody', keep: 'five minutes' },
  fields: {
    purpose: oneOf(CHALLENGE_FOR, 'an answer opens what was asked for, nothing else'),
    account: maybeText('whose passkey has to answer'),
    expiresAt: date('when it is deleted'),
  },
  indexes: [[{ expiresAt: 1 }, { expireAfterSeconds: 0 }]],
});
