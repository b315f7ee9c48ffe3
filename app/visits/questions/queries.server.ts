import { type QuestionList, QuestionLists, type QuestionProposal, QuestionProposals, type VisitQuestion } from '#models/visit-question.server.ts';
import { type Round, Rounds, type Visit } from '#models/visit.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { namesOf } from '#app/mall/queries.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { LIMITS } from './schema.ts';
import { type Difference, differencesOf, listOn, passableFrom } from './rules.ts';

/** Versions and proposals on one page; each takes a week to come, so more are years. */
const SHOWN = 60;

export interface ListLine extends Pick<QuestionList, 'version' | 'from' | 'why' | 'at'> {
  /** Null: not said to whoever passes by. */
  by: Localized | null;
}
export interface ProposalLine extends Pick<QuestionProposal, 'kind' | 'about' | 'words' | 'why' | 'shownAt' | 'state' | 'version'> {
  id: string;
  by: Localized | null;
  byId: string;
  passableFrom: Date;
}

type Zoned = Pick<KnownMall, '_id' | 'zone'>;

export type ListInForce = Pick<QuestionList, 'version' | 'from' | 'questions'>;

/** The list that holds today; null before the first one. Of the newest ones only those that were passed today don't hold yet. */
export async function findListInForce({ _id: mall, zone }: Zoned, now: Date): Promise<ListInForce | null> {
  const newest = await QuestionLists.find({ mall }, { version: 1, from: 1, questions: 1 }).sort({ version: -1 }).limit(LIMITS.list).lean();
  return pick(listOn(newest, dayIn(now, zone)));
}

export type Asked = Pick<VisitQuestion, 'id' | 'words'>;

/** The questions of a round, in the words of the version that it keeps, in the list's order. */
export async function askedIn(mall: string, round: Pick<Round, 'asks'> | null): Promise<Asked[]> {
  const asks = round?.asks;
  if (!asks) return [];
  const list = await QuestionLists.findOne({ mall, version: asks.version }, { questions: 1 }).lean();
  return (list?.questions ?? []).flatMap(({ id, words }) => (asks.questions.includes(id) ? [{ id, words }] : []));
}

/**
 * How the questions of some visits read, each in its round's version. One look at the rounds and one at the lists, and none
 * where nothing was answered.
 */
export async function wordingsOf(mall: string, visits: readonly Pick<Visit, 'round' | 'replies'>[]): Promise<(round: string, question: string) => Localized> {
  const ids = [...new Set(visits.flatMap(({ round, replies = [] }) => (replies.length > 0 ? [round] : [])))];
  if (ids.length === 0) return () => ({});
  const rounds = await Rounds.find({ mall, _id: { $in: ids } }, { asks: 1 }).lean();
  const versions = [...new Set(rounds.flatMap(({ asks }) => asks?.version ?? []))];
  const lists = new Map((await QuestionLists.find({ mall, version: { $in: versions } }, { version: 1, questions: 1 }).lean()).map((list) => [list.version, list.questions]));
  const versionOf = new Map(rounds.map(({ _id, asks }) => [_id, asks?.version ?? 0]));
  return (round, question) => lists.get(versionOf.get(round) ?? 0)?.find(({ id }) => id === question)?.words ?? {};
}

export interface QuestionsView {
  today: string;
  inForce: ListInForce | null;
  /** Newest first. */
  versions: ListLine[];
  proposals: ProposalLine[];
  compared: { from: number; to: number; differences: Difference[] } | null;
}

/**
 * All that anybody may read of the questions.
 * @param compare two versions, 0 for "none yet"; without, the newest and the one before it
 * @param withNames to members; whoever passes by reads that it was the council
 */
export async function readQuestions({ _id: mall, zone }: Zoned, now: Date, { compare, withNames }: { compare: { from?: number; to?: number }; withNames: boolean }): Promise<QuestionsView> {
  const today = dayIn(now, zone);
  const [lists, proposals] = await Promise.all([
    QuestionLists.find({ mall }).sort({ version: -1 }).limit(SHOWN).lean(),
    QuestionProposals.find({ mall, state: 'shown' }).sort({ shownAt: -1 }).limit(SHOWN).lean(),
  ]);
  const names = withNames ? await namesOf([...lists, ...proposals].map(({ by }) => by)) : null;
  const nameOf = (account: string) => names && (names.get(account) ?? {});
  return {
    today,
    inForce: pick(listOn(lists, today)),
    versions: lists.map(({ version, from, why, at, by }) => ({ version, from, why, at, by: nameOf(by) })),
    proposals: proposals.map((row) => lineOf(row, nameOf(row.by))),
    compared: comparedOf(lists, compare),
  };
}

const pick = (list: ListInForce | null): ListInForce | null => list && { version: list.version, from: list.from, questions: list.questions };

function comparedOf(lists: readonly QuestionList[], { from, to }: { from?: number; to?: number }): QuestionsView['compared'] {
  const later = lists.find(({ version }) => version === to) ?? lists[0];
  if (!later) return null;
  const earlier = lists.find(({ version }) => version === (from ?? later.version - 1));
  return { from: earlier?.version ?? 0, to: later.version, differences: differencesOf(earlier?.questions ?? [], later.questions) };
}

const lineOf = (row: QuestionProposal, by: Localized | null): ProposalLine => {
  const { _id: id, kind, about, words, why, shownAt, state, version } = row;
  return { id, kind, about, words, why, shownAt, state, version, by, byId: row.by, passableFrom: passableFrom(row) };
};

export interface ProposalView extends ProposalLine {
  /** The words that it would change. */
  before: VisitQuestion | null;
  decidedAt: Date | null;
}

/** @throws a 404 Response when there is none in this mall */
export async function getProposal(mall: string, id: string): Promise<ProposalView> {
  const row = await QuestionProposals.findOne({ mall, _id: id }).lean();
  if (!row) throw notFound();
  const [names, list] = await Promise.all([namesOf([row.by]), QuestionLists.findOne({ mall }).sort({ version: -1 }).lean()]);
  const before = row.kind === 'reword' ? (list?.questions.find((question) => question.id === row.question) ?? null) : null;
  return { ...lineOf(row, names.get(row.by) ?? {}), before, decidedAt: row.decidedAt ?? null };
}

/** The question that is to be changed. @throws a 404 Response */
export async function getNewest(mall: string, question: string): Promise<VisitQuestion> {
  const list = await QuestionLists.findOne({ mall }).sort({ version: -1 }).lean();
  const found = list?.questions.find(({ id }) => id === question);
  if (!found) throw notFound();
  return found;
}
