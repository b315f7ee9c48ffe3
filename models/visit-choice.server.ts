import { defineModel, type InMall, text, texts } from './define-model.server.ts';

export interface VisitChoice extends InMall {
  merchant: string;
  round: string;
  /** Of the visits that it is about. */
  day: string;
  /** `need-<program>`, `promises`, `reply-<question>`, `note`. */
  field: string;
  /** Visits that said something in that field when it was chosen, and those whose words stand. */
  seen: string[];
  stands: string[];
  /** Earlier choices that it takes the place of. */
  replaces: string[];
  by: string;
  role: string;
}
/** What a person chose where two visits of one day say different things. Rows are added, never changed; words stay with the visits. */
export const VisitChoices = defineModel<VisitChoice>('VisitChoice', {
  collection: 'visitchoices',
  scope: 'mall',
  about: { subject: 'shop', readers: 'author and subject', keep: '90 days after the round' },
  fields: {
    merchant: text('about which shop'),
    round: text('of which round'),
    day: text('of the visits of which day'),
    field: text('which part of them'),
    seen: texts('which visits said something there'),
    stands: texts('whose words stand'),
    replaces: texts('which earlier choices it takes the place of', { readers: 'nobody' }),
    by: text('who chose'),
    role: text('in which role'),
  },
  indexes: [[{ merchant: 1, day: -1 }], [{ round: 1 }]],
});
