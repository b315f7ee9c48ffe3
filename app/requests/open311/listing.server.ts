import { Attachments } from '#models/attachment.server.ts';
import { RequestEvents, Requests, type RequestRow } from '#models/request.server.ts';
import { contentLanguageOf, type Language } from '#app/i18n/languages.ts';
import { localizedFor } from '#app/i18n/localized.server.ts';
import { getT } from '#app/i18n/server.server.ts';
import type { Value } from '#app/platform/door-answers.ts';
import { env } from '#app/platform/env.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { type ReadText, readTexts } from '#app/platform/texts.server.ts';
import { readNumber } from '../numbers.ts';
import { isForAll } from '../policy.ts';
import { ALL } from '../words.server.ts';
import type { Span, Status } from './asked.ts';
import { kindName } from './kinds.server.ts';

/** Filter for what {@link isForAll} lets everybody know of. */
const FOR_ALL = { about: 'place', confidential: false, ladder: { $in: ['grid', 'program'] }, inside: { $ne: true }, outcome: { $ne: 'set-aside' } } as const;
/** Nothing of who asked, who works on it, or where it is. */
const SHOWN = { number: 1, kind: 1, about: 1, confidential: 1, ladder: 1, inside: 1, outcome: 1, stage: 1, openedAt: 1, closedAt: 1, dueAt: 1, title: 1, shown: 1 } as const;
type Row = Pick<RequestRow, '_id' | keyof typeof SHOWN>;

export interface ListQuestion {
  span: Span;
  kinds: string[] | null;
  status: Status | null;
  skip: number;
  limit: number;
}

/** What belongs to all, newest first. */
export function listForAll(mall: string, { span, kinds, status, skip, limit }: ListQuestion): Promise<Row[]> {
  const where = { ...(kinds ? { kind: { $in: kinds } } : {}), ...(status ? { closedAt: { $exists: status === 'closed' } } : {}) };
  return Requests.find({ mall, openedAt: { $gte: span.from, $lt: span.until }, ...FOR_ALL, ...where }, SHOWN).sort({ openedAt: -1, _id: -1 }).skip(skip).limit(limit).lean();
}

/** Those of these numbers that belong to all, in the order asked for. */
export async function findForAll(mall: string, typed: readonly string[]): Promise<Row[]> {
  const numbers = [...new Set(typed.flatMap((one) => readNumber(one) ?? []))];
  if (numbers.length === 0) return [];
  const rows = await Requests.find({ mall, number: { $in: numbers } }, SHOWN).lean();
  const byNumber = new Map(rows.filter(isForAll).map((row) => [row.number, row]));
  return numbers.flatMap((number) => byNumber.get(number) ?? []);
}

/** The same by their ids. */
export async function findForAllById(mall: string, ids: readonly string[]): Promise<Row[]> {
  const rows = ids.length > 0 ? await Requests.find({ mall, _id: { $in: [...ids] } }, SHOWN).lean() : [];
  return rows.filter(isForAll);
}

interface Step {
  request: string;
  seq: number;
  at: Date;
  stage: string;
}

function stepsOf(rows: readonly { request: string; seq: number; at: Date; facts: Record<string, unknown> }[]): Step[] {
  return rows.flatMap(({ request, seq, at, facts }) => (typeof facts?.stage === 'string' ? [{ request, seq, at, stage: facts.stage }] : []));
}
const STEP = { request: 1, seq: 1, at: 1, 'facts.stage': 1 } as const;
type StepRow = Parameters<typeof stepsOf>[0][number];

/** Every change of stage of these requests, oldest first. */
export async function stepsOfRequests(mall: string, requests: readonly string[]): Promise<Step[]> {
  if (requests.length === 0) return [];
  return stepsOf(await RequestEvents.find({ mall, request: { $in: [...requests] } }, STEP).sort({ request: 1, seq: 1 }).lean<StepRow[]>());
}

/** Most events of one span that are looked through. */
const MOST_EVENTS = 20_000;
export async function stepsInSpan(mall: string, { from, until }: Span): Promise<Step[]> {
  return stepsOf(await RequestEvents.find({ mall, at: { $gte: from, $lt: until } }, STEP).sort({ at: 1 }).limit(MOST_EVENTS).lean<StepRow[]>());
}

/** W3C date and time, whole seconds. */
const moment = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, 'Z');
const statusOfRow = ({ closedAt }: Pick<Row, 'closedAt'>): Status => (closedAt ? 'closed' : 'open');
const statusOfStage = (stage: string): Status => (stage === 'closed' || stage === 'withdrawn' || stage === 'expired' ? 'closed' : 'open');

function stageWord(language: Language, stage: string): string {
  const t = getT(language, ['requests', 'words']);
  return stage === 'waiting-for-you' ? t('requests:detail.waits-requester') : t(`words:stage.${stage as 'received'}`);
}

/** Words in the reader's language where somebody has translated them, else as they were written. */
function spoken(text: ReadText | undefined, language: Language): { words: string; language: string } | null {
  const found = text?.translations.find((one) => one.language === contentLanguageOf(language)) ?? text;
  return found ? { words: found.words, language: found.language } : null;
}

/** Pictures that everybody may see. */
async function openPictures(mall: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await Attachments.find({ mall, _id: { $in: [...ids] } }, { readers: 1, kind: 1 }).lean();
  return new Set(rows.filter(({ readers, kind }) => kind === 'image' && readers.includes(ALL)).map(({ _id }) => _id));
}

/** Rows as GeoReport v2 has them: without booth, trade or name, and with words and a picture only where a person has read them. */
export async function viewsOf(mall: KnownMall, rows: readonly Row[], language: Language): Promise<Value[]> {
  const shown = rows.filter((row) => (row.shown ?? []).length > 0);
  const titles = shown.flatMap((row) => (row.shown?.includes('words') ? (row.title ?? []) : []));
  const [texts, pictures, steps] = await Promise.all([
    readTexts(mall._id, titles, [ALL]),
    openPictures(mall._id, shown.flatMap((row) => row.shown ?? [])),
    stepsOfRequests(mall._id, rows.map(({ _id }) => _id)),
  ]);
  const changedAt = new Map(steps.map(({ request, at }) => [request, at]));
  const agency = localizedFor(mall.name, language)?.text ?? '';
  return rows.map((row): Value => {
    const words = row.shown?.includes('words') ? spoken(texts.get(row.title ?? ''), language) : null;
    const picture = row.shown?.find((part) => pictures.has(part));
    return {
      service_request_id: row.number,
      status: statusOfRow(row),
      status_notes: stageWord(language, row.stage),
      service_name: kindName(language, row.kind),
      service_code: row.kind,
      description: words?.words ?? null,
      agency_responsible: agency,
      service_notice: null,
      requested_datetime: moment(row.openedAt),
      updated_datetime: moment(changedAt.get(row._id) ?? row.openedAt),
      expected_datetime: row.dueAt && !row.closedAt ? moment(row.dueAt) : null,
      address: null,
      address_id: null,
      zipcode: null,
      lat: null,
      long: null,
      media_url: picture ? `${env().PUBLIC_URL.replace(/\/$/, '')}/open311/v2/photos/${picture}?jurisdiction_id=${mall.slug}` : null,
      stage: row.stage,
      description_language: words?.language ?? null,
    };
  });
}

/** Changes of stage of what belongs to all, oldest first. */
export function updatesOf(rows: readonly Row[], steps: readonly Step[], language: Language): Value[] {
  const numbers = new Map(rows.map(({ _id, number }) => [_id, number]));
  return steps.flatMap(({ request, seq, at, stage }): Value[] => {
    const number = numbers.get(request);
    return number ? [{ update_id: `${number}-${seq}`, service_request_id: number, status: statusOfStage(stage), stage, updated_datetime: moment(at), description: stageWord(language, stage) }] : [];
  });
}
