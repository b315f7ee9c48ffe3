import { QuestionLists, type VisitQuestion } from '#models/visit-question.server.ts';
import { type Round, Rounds } from '#models/visit.server.ts';
import type { NeedProgram } from '../form-limits.ts';
import { needsBetween, type NeedsDifference, needsOf } from '../rounds/needs.ts';
import { type Difference, differencesOf } from './rules.ts';

/** Rounds on the page for everybody; older ones are years ago. */
const SHOWN = 12;

/** What the visits of one round ask and note: a plan never changes it, so that the round's number is the form's version. */
export interface RoundForm {
  round: number;
  opensOn: string;
  /** Version of the published list; 0: it asks nothing. */
  version: number;
  questions: VisitQuestion[];
  needs: NeedProgram[];
  /** What differs from the form before; null: it is the first one, or older than what is shown. */
  differs: { needs: NeedsDifference; questions: Difference[] } | null;
}

/** The forms of rounds that have begun, newest first: a plan may still be taken back. Nobody's answers, nor which shops it is for. */
export async function listForms(mall: string): Promise<RoundForm[]> {
  const rounds = await Rounds.find({ mall, state: { $in: ['open', 'finished'] } }, { number: 1, opensOn: 1, asks: 1, needs: 1 }).sort({ number: -1 }).limit(SHOWN + 1).lean();
  const versions = [...new Set(rounds.flatMap(({ asks }) => asks?.version ?? []))];
  const lists = new Map((versions.length > 0 ? await QuestionLists.find({ mall, version: { $in: versions } }, { version: 1, questions: 1 }).lean() : []).map((list) => [list.version, list.questions]));
  const forms = rounds.map((round) => formOf(round, lists));
  return forms.slice(0, SHOWN).map((form, at) => ({ ...form, differs: differenceOf(forms[at + 1], form) }));
}

function formOf({ number, opensOn, asks, needs }: Pick<Round, 'number' | 'opensOn' | 'asks' | 'needs'>, lists: ReadonlyMap<number, VisitQuestion[]>): Omit<RoundForm, 'differs'> {
  const questions = (lists.get(asks?.version ?? 0) ?? []).filter(({ id }) => asks?.questions.includes(id));
  return { round: number, opensOn, version: asks?.version ?? 0, questions, needs: needsOf({ needs }) };
}

function differenceOf(before: Omit<RoundForm, 'differs'> | undefined, now: Omit<RoundForm, 'differs'>): RoundForm['differs'] {
  return before ? { needs: needsBetween(before.needs, now.needs), questions: differencesOf(before.questions, now.questions) } : null;
}
