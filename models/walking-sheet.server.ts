import { defineModel, type InMall, maybeDate, maybeText, number, oneOf, text } from './define-model.server.ts';

export interface WalkingSheet extends InMall {
  /** Printed on it, six digits drawn at random. */
  number: string;
  /** Who printed it: her part of the day's walk, and nobody else's to read. */
  account: string;
  round: string;
  day: string;
  /** Which of her sheets of that day. */
  turn: number;
  /** `shredded`: she said that the paper is gone. */
  state: 'out' | 'shredded';
  /** Id of the shops' ids in the order printed, sealed to one length: which shops weren't on it would name who said no. */
  lines?: string;
  shreddedAt?: Date;
  remindedAt?: Date;
}
/** A numbered walking list that was printed: docs/decisions/0087. */
export const WalkingSheets = defineModel<WalkingSheet>('WalkingSheet', {
  collection: 'walkingsheets',
  scope: 'mall',
  about: { subject: 'account', readers: 'subject', keep: '90 days after the round' },
  fields: {
    number: text('which paper'),
    account: text('who printed it'),
    round: text('for which round'),
    day: text('for which day'),
    turn: number('pressed twice, one sheet', { readers: 'nobody' }),
    state: oneOf(['out', 'shredded'], 'whether the paper is still about'),
    lines: maybeText('id of the shops on it, sealed', { keep: 'until it is shredded' }),
    shreddedAt: maybeDate('when she ticked it off'),
    remindedAt: maybeDate('reminded once', { readers: 'nobody' }),
  },
  indexes: [
    [{ number: 1 }, { unique: true }],
    [{ account: 1, day: 1, turn: 1 }, { unique: true }],
    [{ account: 1, state: 1 }],
    [{ state: 1, day: 1 }],
    [{ round: 1 }],
  ],
});
