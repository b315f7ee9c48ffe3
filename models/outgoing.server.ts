import { date, defineModel, type InMall, maybeDate, maybeText, number, oneOf, text } from './define-model.server.ts';

export const OUTGOING_STATES = ['waiting', 'sent', 'given-up'] as const;

/** One message to a receiver: number, kind, stage and time of what belongs to all, and nothing else. */
export interface Outgoing extends InMall {
  receiver: string;
  type: 'opened' | 'changed';
  number: string;
  kind: string;
  stage: string;
  /** When it happened. */
  at: Date;
  state: (typeof OUTGOING_STATES)[number];
  tries: number;
  /** When trying began: 24 hours later it is given up. */
  since: Date;
  nextAt?: Date;
  lastAt?: Date;
  /** A status, or a closed word: `unreachable`, `private-address`, `redirect`, `too-late`, `no-secret`, `not-allowed`. */
  answer?: string;
  /** It arrived at least once, whatever was answered: on the public list since then. */
  reachedAt?: Date;
  /** The number that the other side gave it. */
  theirs?: string;
}
export const Outgoings = defineModel<Outgoing>('Outgoing', {
  collection: 'outgoings',
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: 'as long as the request’s skeleton' },
  fields: {
    receiver: text('to whom'),
    type: oneOf(['opened', 'changed'], 'what it tells'),
    number: text('of which request'),
    kind: text('its kind, one about places'),
    stage: text('where it stood'),
    at: date('when that was'),
    state: oneOf(OUTGOING_STATES, 'whether it arrived'),
    tries: number('how often it was tried'),
    since: date('when trying began'),
    nextAt: maybeDate('when it is tried again', { readers: 'nobody' }),
    lastAt: maybeDate('when it was tried last'),
    answer: maybeText('what the other side answered, in one word'),
    reachedAt: maybeDate('the public list tells it since'),
    theirs: maybeText('the other side’s number for it'),
  },
  indexes: [[{ state: 1, nextAt: 1 }], [{ at: -1 }]],
});

/** With what a receiver knows that a message is ours, or what lets us in there. */
export interface OutgoingKey extends InMall {
  receiver: string;
  /** Counted up with each new secret, which is worked out from it. */
  generation: number;
  /** Id of the encrypted text with the key that the other side gave. */
  key?: string;
}
export const OutgoingKeys = defineModel<OutgoingKey>('OutgoingKey', {
  collection: 'outgoingkeys',
  scope: 'mall',
  about: { subject: 'none', readers: 'nobody', keep: 'as long as the mall' },
  fields: {
    receiver: text('whose'),
    generation: number('which secret is the newest'),
    key: maybeText('id of the key that the other side gave, encrypted'),
  },
  indexes: [[{ receiver: 1 }, { unique: true }]],
});
