import { date, defineModel, flag, type InMall, maybeDate, maybeText, oneOf, text } from './define-model.server.ts';

export interface Letter extends InMall {
  /** `office:<id>` or `council`. */
  box: string;
  asker: string;
  /** Id of the text. */
  words: string;
  /** Wished by its asker; shown to everybody only once it is answered, and not where the answer keeps it closed. */
  open: boolean;
  /** What whoever answers, and everybody of an open one, reads of who asks. */
  signed: 'nobody' | 'name' | 'shop';
  merchant?: string;
  askedAt: Date;
  state: 'asked' | 'answered';
  answer?: string;
  answeredAt?: Date;
  /** Answered, open, and neither kept closed by the answer nor taken off by the asker. */
  published: boolean;
}
/** A question to the office over the mall, or into the council's letter box: one clock, one answer, no grid. */
export const Letters = defineModel<Letter>('Letter', {
  collection: 'letters',
  scope: 'mall',
  about: { subject: 'account', readers: 'author and subject', keep: '90 days after the answer' },
  fields: {
    box: text('whom it is to: an office or the council'),
    asker: text('who asks', { readers: 'subject' }),
    words: text('id of the question'),
    open: flag('its asker wants question and answer to be public'),
    signed: oneOf(['nobody', 'name', 'shop'], 'what is told of who asks'),
    merchant: maybeText('the shop that it is signed with'),
    askedAt: date('begins the clock of the answer'),
    state: oneOf(['asked', 'answered'], 'whether it waits for its answer'),
    answer: maybeText('id of the answer'),
    answeredAt: maybeDate('ends the clock'),
    published: flag('question and answer are on the public page', { readers: 'everyone' }),
  },
  indexes: [[{ box: 1, state: 1, askedAt: 1 }], [{ asker: 1, askedAt: 1 }], [{ published: 1, answeredAt: 1 }], [{ state: 1, answeredAt: 1 }]],
});
