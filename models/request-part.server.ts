import { defineModel, flag, type InMall, maybeDate, maybeText, number, oneOf, text } from './define-model.server.ts';

/** One piece of the work of a request as lists need it: what follows from the request's log, and the code of its slip. */
export interface RequestPartRow extends InMall {
  request: string;
  /** The request's number, to find it by. */
  number: string;
  /** First, second, … of its request. */
  n: number;
  /** `person:<account>`, `grid:<id>`, `partner:<id>`, `program:<id>`. */
  holder: string;
  state: 'offered' | 'accepted' | 'declined' | 'done' | 'taken-back';
  open: boolean;
  dueAt?: Date;
  codeHash?: string;
  codeUntil?: Date;
}
export const RequestParts = defineModel<RequestPartRow>('RequestPart', {
  collection: 'requestparts',
  scope: 'mall',
  about: { subject: 'case', readers: 'case', keep: 'as long as the request’s skeleton' },
  fields: {
    request: text('of which request'),
    number: text('the number of that request'),
    n: number('its place among the parts of that request'),
    holder: text('who has it to do'),
    state: oneOf(['offered', 'accepted', 'declined', 'done', 'taken-back'], 'where it stands'),
    open: flag('still to be done'),
    dueAt: maybeDate('sorting lists by urgency'),
    codeHash: maybeText('lets a partner without an account read and answer this part', { readers: 'nobody', keep: 'until its slip expires' }),
    codeUntil: maybeDate('when its slip expires', { readers: 'nobody', keep: 'until its slip expires' }),
  },
  indexes: [
    [{ request: 1, n: 1 }, { unique: true }],
    [{ number: 1, n: 1 }],
    [{ holder: 1, open: 1, dueAt: 1 }],
  ],
});
