import type { Localized } from '#models/mall.server.ts';
import { type VisitChoice, VisitChoices } from '#models/visit-choice.server.ts';
import { type Visit, Visits } from '#models/visit.server.ts';
import { findShops, namesOf } from '#app/mall/queries.server.ts';
import { mergedInto } from '#app/mall/roster/doubles/queries.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { type ReadText, readTexts } from '#app/platform/texts.server.ts';
import { addDays } from '../days.ts';
import { canAnswerFor } from '../policy.ts';
import { wordingsOf } from '../questions/queries.server.ts';
import { type Doing, getVisitable } from '../visitable.server.ts';
import { type Choice, isOpenDay, type MergedField, mergeVersions, type Version } from './rules.ts';

/** Most visits to one shop on one day that are laid side by side. */
const MOST = 100;
/** How far back a volunteer is asked about her own, in days: as long as drafts live. */
const ASKED_DAYS = 7;

type Words = ReadonlyMap<string, Pick<ReadText, 'language' | 'words'>>;
type Written = Pick<Visit, '_id' | 'needs' | 'promises' | 'replies' | 'note'>;
interface Line {
  words: string;
  language: string;
  dueOn?: string;
}

/** What a visit says in each part. What has been erased or became a request says nothing more. */
function linesOf({ needs, promises, replies = [], note }: Written, words: Words): Map<string, Line[]> {
  const lines = new Map<string, Line[]>();
  const add = (field: string, text: string | undefined, dueOn?: string) => {
    const read = words.get(text ?? '');
    if (read) lines.set(field, [...(lines.get(field) ?? []), { words: read.words, language: read.language, ...(dueOn && { dueOn }) }]);
  };
  for (const { program, text, state } of needs) if (state === 'draft') add(`need-${program}`, text);
  for (const { text, dueOn } of promises) add('promises', text, dueOn);
  for (const { question, text } of replies) add(`reply-${question}`, text);
  add('note', note);
  return lines;
}

export const textsOf = ({ needs, promises, replies = [], note }: Written): (string | undefined)[] => [...needs, ...promises, ...replies].map(({ text }) => text).concat(note ?? []);

/** In the same words whatever the order of the rows and whoever's screen they were typed on. */
const versionOf = (visit: Written, words: Words): Version => ({
  id: visit._id,
  fields: Object.fromEntries([...linesOf(visit, words)].map(([field, lines]) => [field, JSON.stringify(lines.map(({ words: said, dueOn }) => [dueOn, said]).sort())])),
});
const choiceOf = ({ _id, field, seen, stands, replaces }: VisitChoice): Choice => ({ id: _id, field, seen, stands, replaces });

/** The visits of one shop on one day, part by part. */
export function merge(visits: readonly Written[], words: Words, choices: readonly VisitChoice[]): MergedField[] {
  return mergeVersions(visits.map((visit) => versionOf(visit, words)), choices.map(choiceOf));
}

/** Days of these visits, all of one shop, on which somebody has to choose. @param words what their reader may read */
export function openDaysOf(visits: readonly Visit[], words: Words, choices: readonly VisitChoice[]): string[] {
  const days = [...new Set(visits.map(({ day }) => day))];
  return days.filter((day) => isOpenDay(merge(visits.filter((visit) => visit.day === day), words, choices.filter((choice) => choice.day === day))));
}

export interface ChosenCard {
  id: string;
  field: string;
  at: Date;
  by: Localized;
  role: string;
  /** Visits whose words stood. */
  stands: string[];
}
export interface FieldCard extends Pick<MergedField, 'field' | 'state' | 'stands'> {
  program: string | null;
  question: Localized | null;
  said: { visit: string; lines: Line[] }[];
}
/** Two visits or more of one day, beside each other. */
export interface VersionsView {
  day: string;
  names: Localized;
  visits: { id: string; author: Localized; half: 'am' | 'pm'; onPaper: boolean }[];
  fields: FieldCard[];
  /** What was chosen so far, newest first. */
  history: ChosenCard[];
  /** What the page has seen: what arrived or changed since isn't chosen blindly. */
  seen: string;
}

/** Whose the choice is: the shop reads all of its visits, a volunteer those that she wrote herself. */
export type Chooser = 'shop' | 'author';

export interface Group {
  visits: Visit[];
  words: Words;
  choices: VisitChoice[];
}

/** @throws a 404 Response for a shop that isn't the actor's own, or hers to visit */
export async function getGroup(doing: Doing, { merchant, day, as }: { merchant: string; day: string; as: Chooser }): Promise<Group> {
  const { mall, actor } = doing;
  if (as === 'shop' && !canAnswerFor(actor, mall._id, merchant)) throw notFound();
  if (as === 'author') await getVisitable(doing, merchant);
  const [rows, choices] = await Promise.all([
    Visits.find({ mall: mall._id, merchant, day }).sort({ _id: 1 }).limit(MOST).lean(),
    VisitChoices.find({ mall: mall._id, merchant, day }).sort({ _id: -1 }).limit(200).lean(),
  ]);
  const visits = rows.filter(({ outcome, author }) => outcome === 'met' && (as === 'shop' || author === actor.account));
  const readers = as === 'shop' ? [merchant, ...(await mergedInto(mall._id, merchant))].map((shop) => `shop:${shop}`) : [`account:${actor.account}`];
  const words = await readTexts(mall._id, visits.flatMap(textsOf), readers);
  return { visits, choices, words };
}

export const seenOf = (visits: readonly Visit[]): string => visits.map(({ _id, version }) => `${_id}:${version}`).join(',');

export async function getVersions(doing: Doing, asked: { merchant: string; day: string; as: Chooser }): Promise<VersionsView> {
  const { mall } = doing;
  const { visits, words, choices } = await getGroup(doing, asked);
  const [names, shops, questions] = await Promise.all([namesOf([...visits.map(({ author }) => author), ...choices.map(({ by }) => by)]), findShops(mall._id, [asked.merchant]), wordingsOf(mall._id, visits)]);
  const lines = new Map(visits.map((visit) => [visit._id, linesOf(visit, words)]));
  const round = visits[0]?.round ?? '';
  const shown = new Set(visits.map(({ _id }) => _id));
  return {
    day: asked.day,
    names: shops.get(asked.merchant)?.names ?? {},
    visits: visits.map(({ _id, author, half, onPaper = false }) => ({ id: _id, author: names.get(author) ?? {}, half, onPaper })),
    fields: merge(visits, words, choices).map(({ field, state, stands, versions }) => ({
      field,
      state,
      stands,
      program: field.startsWith('need-') ? field.slice('need-'.length) : null,
      question: field.startsWith('reply-') ? questions(round, field.slice('reply-'.length)) : null,
      said: versions.map((visit) => ({ visit, lines: lines.get(visit)?.get(field) ?? [] })),
    })),
    history: choices.filter(({ seen }) => seen.every((visit) => shown.has(visit))).map(({ _id, field, createdAt, by, role, stands }) => ({ id: _id, field, at: createdAt, by: names.get(by) ?? {}, role, stands })),
    seen: seenOf(visits),
  };
}

/** Visits to one shop on one day each. */
function groupBy<V extends Pick<Visit, 'merchant' | 'day'>>(visits: readonly V[]): V[][] {
  const groups = new Map<string, V[]>();
  for (const visit of visits) groups.set(`${visit.merchant} ${visit.day}`, [...(groups.get(`${visit.merchant} ${visit.day}`) ?? []), visit]);
  return [...groups.values()];
}

export interface OwnDay {
  merchant: string;
  day: string;
  names: Localized;
}
/** Days on which she wrote more than one visit to the same shop, in other words, and nobody has chosen yet. */
export async function listOwnOpenDays({ mall, actor }: Doing, today: string): Promise<OwnDay[]> {
  const known = await Visits.find({ mall: mall._id, author: actor.account, day: { $gte: addDays(today, -ASKED_DAYS) } }, { merchant: 1, day: 1, outcome: 1 }).limit(1_000).lean();
  const groups = groupBy(known.filter(({ outcome }) => outcome === 'met')).filter((visits) => visits.length > 1);
  if (groups.length === 0) return [];
  const several = groupBy(await Visits.find({ mall: mall._id, _id: { $in: groups.flat().map(({ _id }) => _id) } }).lean());
  const merchants = several.flatMap(([first]) => first?.merchant ?? []);
  const [words, choices, shops] = await Promise.all([
    readTexts(mall._id, several.flat().flatMap(textsOf), [`account:${actor.account}`]),
    VisitChoices.find({ mall: mall._id, merchant: { $in: merchants } }).limit(1_000).lean(),
    findShops(mall._id, merchants),
  ]);
  return several.flatMap((visits) => {
    const { merchant = '', day = '' } = visits[0] ?? {};
    const open = openDaysOf(visits, words, choices.filter((choice) => choice.merchant === merchant));
    return open.length > 0 ? [{ merchant, day, names: shops.get(merchant)?.names ?? {} }] : [];
  });
}
