import { date, defineModel, type InMall, maybeDate, maybeText, number, oneOf, plain, text } from './define-model.server.ts';

export type Side = 'office' | 'mall';

export interface PlanTask {
  id: string;
  /** Id of the text. */
  words: string;
  /** Working minutes of the mall, from the council's yes on. */
  minutes: number;
  doneAt?: Date;
}
export interface PlanLoan {
  id: string;
  kind: 'room' | 'people' | 'equipment';
  /** Who lends; the other side borrows. */
  from: Side;
  /** Id of the text. */
  words: string;
  /** Day on which it is to be back, in the mall's zone. */
  until: string;
  lentAt?: Date;
  returnedAt?: Date;
}
export interface HelpPlan extends InMall {
  office: string;
  author: string;
  /** Id of the text. */
  missing: string;
  tasks: PlanTask[];
  loans: PlanLoan[];
  state: 'offered' | 'accepted' | 'declined' | 'done';
  offeredAt: Date;
  answeredAt?: Date;
  answeredBy?: string;
  endedAt?: Date;
  version: number;
}
/** What an office offers a mall after looking together: tasks that are the office's, and what each side lends the other. Of places and equipment, never of a shop or person. */
export const HelpPlans = defineModel<HelpPlan>('HelpPlan', {
  collection: 'helpplans',
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: '90 days after it ended' },
  fields: {
    office: text('who offers'),
    author: text('which official wrote it'),
    missing: text('id of the text that says what is missing'),
    tasks: plain('what the office does, until when, and when it was done'),
    loans: plain('rooms, people and equipment that one side lends the other'),
    state: oneOf(['offered', 'accepted', 'declined', 'done'], 'how far it is'),
    offeredAt: date('when it was offered'),
    answeredAt: maybeDate('begins the office’s clocks'),
    answeredBy: maybeText('who answered for the council'),
    endedAt: maybeDate('begins its days of keeping'),
    version: number('two who act at once'),
  },
  indexes: [[{ office: 1, offeredAt: -1 }], [{ offeredAt: -1 }], [{ state: 1, endedAt: 1 }], [{ state: 1, offeredAt: 1 }]],
});
