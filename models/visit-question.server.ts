import { date, defineModel, type InMall, localized, maybeDate, maybeText, number, oneOf, plain, text } from './define-model.server.ts';
import type { Localized } from './mall.server.ts';

export type QuestionAbout = 'booth' | 'building' | 'service';

export interface VisitQuestion {
  id: string;
  about: QuestionAbout;
  words: Localized;
}

export interface QuestionProposal extends InMall {
  kind: 'add' | 'reword' | 'remove';
  /** Which question; of a new one the id that it gets. */
  question: string;
  about: QuestionAbout;
  words: Localized;
  why: Localized;
  by: string;
  /** From then on every shop can read it. */
  shownAt: Date;
  state: 'shown' | 'passed' | 'withdrawn';
  decidedBy?: string;
  decidedAt?: Date;
  version: number;
}
export const QuestionProposals = defineModel<QuestionProposal>('QuestionProposal', {
  collection: 'questionproposals',
  scope: 'mall',
  about: { subject: 'none', readers: 'everyone', keep: 'as long as the mall' },
  fields: {
    kind: oneOf(['add', 'reword', 'remove'], 'what it would change'),
    question: text('which question of the list'),
    about: oneOf(['booth', 'building', 'service'], 'booth, building or service, never a person'),
    words: localized('the question in every language'),
    why: localized('why it is proposed'),
    by: text('who proposed it', { subject: 'account', readers: 'mall' }),
    shownAt: date('shown to all shops since'),
    state: oneOf(['shown', 'passed', 'withdrawn'], 'what became of it'),
    decidedBy: maybeText('who decided for the council', { subject: 'account', readers: 'mall' }),
    decidedAt: maybeDate('when that was'),
    version: number('two who decide at once'),
  },
  indexes: [[{ state: 1, shownAt: -1 }], [{ question: 1, state: 1 }]],
});

/** One version of the published list. Rows are never changed. */
export interface QuestionList extends InMall {
  version: number;
  /** First day in the mall's zone. */
  from: string;
  questions: VisitQuestion[];
  why: Localized;
  /** Who passed what made it. */
  by: string;
  at: Date;
  proposal: string;
}
export const QuestionLists = defineModel<QuestionList>('QuestionList', {
  collection: 'questionlists',
  scope: 'mall',
  about: { subject: 'none', readers: 'everyone', keep: 'as long as the mall' },
  fields: {
    version: number('its place in the history'),
    from: text('in effect from this day on'),
    questions: plain('what a visit may ask'),
    why: localized('why it differs from the one before'),
    by: text('who passed it for the council', { subject: 'account', readers: 'mall' }),
    at: date('when it was published'),
    proposal: text('what it came of'),
  },
  indexes: [[{ version: 1 }, { unique: true }]],
});
