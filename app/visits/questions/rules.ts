import type { QuestionProposal, VisitQuestion } from '#models/visit-question.server.ts';

/** How long a new question is shown to all shops before the council may pass it, in days: RIGHTS.md, "What a visit stores". */
export const SHOWN_DAYS = 7;
const DAY = 24 * 3600_000;

type Change = Pick<QuestionProposal, 'kind' | 'question' | 'about' | 'words'>;

/** From when on the council may pass it. To ask less needs no waiting. */
export function passableFrom({ kind, shownAt }: Pick<QuestionProposal, 'kind' | 'shownAt'>): Date {
  return kind === 'remove' ? shownAt : new Date(shownAt.getTime() + SHOWN_DAYS * DAY);
}

/** The list as it would be. @returns null where there is nothing to change: the question isn't there any more, or is there already */
export function listWith(questions: readonly VisitQuestion[], { kind, question: id, about, words }: Change): VisitQuestion[] | null {
  const there = questions.some((question) => question.id === id);
  if (there === (kind === 'add')) return null;
  if (kind === 'add') return [...questions, { id, about, words }];
  if (kind === 'remove') return questions.filter((question) => question.id !== id);
  return questions.map((question) => (question.id === id ? { id, about, words } : question));
}

/** The list that holds on a day: of all that are in effect by then the newest. */
export function listOn<L extends { version: number; from: string }>(lists: readonly L[], day: string): L | null {
  return lists.reduce<L | null>((found, list) => (list.from <= day && (!found || list.version > found.version) ? list : found), null);
}

export type Difference =
  | { kind: 'added'; id: string; now: VisitQuestion }
  | { kind: 'removed'; id: string; before: VisitQuestion }
  | { kind: 'reworded'; id: string; before: VisitQuestion; now: VisitQuestion };

const isSame = (one: VisitQuestion, other: VisitQuestion): boolean =>
  one.about === other.about && [...new Set([...Object.keys(one.words), ...Object.keys(other.words)])].every((language) => one.words[language as 'zh'] === other.words[language as 'zh']);

/** What differs between two versions of the list, whichever two. */
export function differencesOf(before: readonly VisitQuestion[], now: readonly VisitQuestion[]): Difference[] {
  const was = new Map(before.map((question) => [question.id, question]));
  const is = new Set(now.map(({ id }) => id));
  const after = now.flatMap((question): Difference[] => {
    const earlier = was.get(question.id);
    if (!earlier) return [{ kind: 'added', id: question.id, now: question }];
    return isSame(earlier, question) ? [] : [{ kind: 'reworded', id: question.id, before: earlier, now: question }];
  });
  return [...after, ...before.flatMap((question): Difference[] => (is.has(question.id) ? [] : [{ kind: 'removed', id: question.id, before: question }]))];
}
