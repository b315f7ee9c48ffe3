import { QuestionLists, QuestionProposals, type VisitQuestion } from '#models/visit-question.server.ts';
import type { Filling } from './filling.server.ts';
import type { DemoMall } from './plan.ts';
import { questionReasons, questionWords } from './words/question-words.ts';

/** Version and questions that the open round asks. */
export const DEMO_ASKS = { version: 2, questions: ['light', 'lift'] } as const;

/** Two versions of the published list, and a question that is shown to all shops now. */
export function addQuestions(filling: Filling, demo: DemoMall): void {
  const [light = {}, shutter = {}, lift = {}, minutes = {}, waste = {}] = questionWords();
  const [often = {}, exactly = {}, contract = {}] = questionReasons();
  const { mall } = filling;
  const council = filling.id('account', demo.memberships.find(({ post }) => post === 'council')?.person ?? '');
  const id = (key: string) => filling.id('question', key);
  const question = (key: string, about: VisitQuestion['about'], words: VisitQuestion['words']): VisitQuestion => ({ id: id(key), about, words });
  const list = (version: number, day: number, why: VisitQuestion['words'], questions: VisitQuestion[]) => {
    const at = filling.moment(day, '11:00');
    filling.add(QuestionLists, { _id: filling.id('question-list', version), mall, version, from: filling.day(day + 1), questions, why, by: council, at, proposal: filling.id('proposal', version) }, at);
  };
  list(1, -80, often, [question('light', 'booth', light), question('shutter', 'booth', shutter), question('lift', 'building', lift)]);
  list(2, -50, exactly, [question('light', 'booth', light), question('shutter', 'booth', shutter), question('lift', 'building', minutes)]);
  const shownAt = filling.moment(-3, '12:00');
  const shown = { kind: 'add', question: id('waste'), about: 'service', words: waste, why: contract, by: filling.id('account', 'officer'), shownAt, state: 'shown', version: 1 } as const;
  filling.add(QuestionProposals, { _id: id('waste'), mall, ...shown }, shownAt);
}
