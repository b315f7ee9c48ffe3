import { Attachments } from '#models/attachment.server.ts';
import { Texts } from '#models/text.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { eraseFiles } from '#app/platform/files.server.ts';
import { keptDays } from '#app/platform/mall-settings.ts';
import { settingsOf } from '#app/platform/malls.server.ts';
import { eraseTexts, letRead, stopReading, writeText } from '#app/platform/texts.server.ts';
import { type RequestEvent, wordsIn } from './engine/events.ts';
import { isPartEvent } from './engine/parts.ts';
import { type Room, sideOf } from './engine/rooms.ts';
import type { Passed, RequestState } from './engine/state.ts';
import { subjectOf } from './policy.ts';

export interface Words {
  /** A content language, or `und` where nobody said. */
  language: string;
  words: string;
  /** The same in the other languages, where the house has it ready. */
  translations?: { language: string; words: string; at: Date }[];
}

const DAY = 24 * 3600_000;
const readerOf = (request: string) => `request:${request}`;

type About = Pick<RequestState, 'requester' | 'confidential' | 'inside' | 'merchant'> & Partial<Pick<RequestState, 'other' | 'sided'>>;

/** Who may read what is written now, and on whose record it is: of a part also whoever has that part; in a matter between two each side's own is hers, and what the mediator says to both is the case's. */
export function placeOf(request: string, about: About, author: string, room: Room | undefined, part?: string): { subject: string; readers: string[] } {
  if (!about.sided || !room) return { subject: subjectOf(about), readers: [readerOf(request), ...(part ? [`part:${part}`] : [])] };
  const side = room === 'joint' ? sideOf(author, about) : room;
  const subject = side === 'other' ? `account:${about.other}` : side === 'asker' ? subjectOf(about) : readerOf(request);
  return { subject, readers: [`${readerOf(request)}:${room}`] };
}

/** Writes what somebody says in a request. It is about its requester, or the shop that it lies in, whoever said it. */
export function writeWords(tx: Tx, request: string, about: About, author: string, { language, words, translations }: Words, room?: Room, part?: string): Promise<string> {
  return writeText(tx, { language, words, translations, author, ...placeOf(request, about, author, room, part), confidential: about.confidential });
}

/** A text that was written before the request was, e.g. a need at a visit. */
export async function adoptText(tx: Tx, request: string, text: string): Promise<void> {
  await letRead(tx, [text], readerOf(request));
  await Texts.updateOne({ mall: tx.mall, _id: text }, { $unset: { eraseAt: 1 } }, { session: tx.session });
}

/** Ids of texts and files that a consent covers: what had been said when it was given. */
export function coveredBy(passed: Passed, state: Pick<RequestState, 'title'>, events: readonly RequestEvent[]): { texts: string[]; attachments: string[] } {
  // Nor is what was said about parts of the work, in a review, about a meeting, noted about it, signed, or listed: it was meant for those who do it.
  const before = events.filter((event) => event.at <= passed.at && !isPartEvent(event) && !event.type.startsWith('review-') && !event.type.startsWith('meeting-') && event.type !== 'noted' && event.type !== 'signed' && event.type !== 'step-added');
  // What its kind asks for is no part that a consent names.
  const facts = new Set(before.map((event) => (event.facts as { details?: string }).details));
  const said = wordsIn(before).texts.filter((text) => !facts.has(text));
  return {
    texts: said.filter((text) => passed.parts.includes(text === state.title ? 'words' : 'thread')),
    attachments: passed.parts.filter((part) => part !== 'words' && part !== 'thread'),
  };
}

/** A consent that stands: the office and when it was given. */
const standing = ({ passed }: RequestState): Passed | undefined => (passed && !passed.takenBackAt ? passed : undefined);

/** Opens to the office exactly what the consent names, and closes all of it when it ends. */
export async function readByOffice(tx: Tx, before: RequestState, state: RequestState, events: readonly RequestEvent[]): Promise<void> {
  const [was, is] = [standing(before), standing(state)];
  if (was?.at.getTime() === is?.at.getTime()) return;
  if (was) {
    const { texts, attachments } = wordsIn(events);
    await stopReading(tx, texts, `office:${was.office}`);
    await Attachments.updateMany({ mall: tx.mall, _id: { $in: attachments } }, { $pull: { readers: `office:${was.office}` } }, { session: tx.session });
  }
  if (is) {
    const { texts, attachments } = coveredBy(is, state, events);
    await letRead(tx, texts, `office:${is.office}`);
    await Attachments.updateMany({ mall: tx.mall, _id: { $in: attachments } }, { $addToSet: { readers: `office:${is.office}` } }, { session: tx.session });
  }
}

/** Who reads what a person has opened to everybody. */
export const ALL = 'all';

/** Opens exactly the parts that were shown to all, and closes those that no longer are. */
export async function readByAll(tx: Tx, before: RequestState, state: RequestState): Promise<void> {
  const [was, is] = [before.shown ?? [], state.shown ?? []];
  const [closed, opened] = [was.filter((part) => !is.includes(part)), is.filter((part) => !was.includes(part))];
  const textsOf = (parts: string[]) => (parts.includes('words') && state.title ? [state.title] : []);
  const filesOf = (parts: string[]) => ({ mall: tx.mall, _id: { $in: parts.filter((part) => part !== 'words') } });
  if (closed.length > 0) {
    await stopReading(tx, textsOf(closed), ALL);
    await Attachments.updateMany(filesOf(closed), { $pull: { readers: ALL } }, { session: tx.session });
  }
  if (opened.length > 0) {
    await letRead(tx, textsOf(opened), ALL);
    await Attachments.updateMany(filesOf(opened), { $addToSet: { readers: ALL } }, { session: tx.session });
  }
}

/** While the office has it, requester and office talk to each other: both may read what either says. */
export async function talkWithOffice(tx: Tx, state: RequestState, actor: string, text: string): Promise<void> {
  const passed = standing(state);
  const holder = state.holder.kind === 'office' ? state.holder : undefined;
  const byOffice = actor !== state.requester && holder?.account === actor;
  if (passed && holder && (byOffice || actor === state.requester)) await letRead(tx, [text], `office:${passed.office}`);
}

/** 90 days after closing, or sooner where the mall says so, everything said in it is erased; reopening takes the day away again. Voice keeps its own thirty days. */
export async function dateWords(tx: Tx, before: RequestState, state: RequestState, events: readonly RequestEvent[]): Promise<void> {
  if (!before.closedAt && !state.closedAt) return;
  const { texts, attachments } = wordsIn(events);
  const days = keptDays({ settings: await settingsOf(tx.mall, tx.now) }, 'threads');
  const change = state.closedAt ? { $set: { eraseAt: new Date(state.closedAt.getTime() + days * DAY) } } : { $unset: { eraseAt: 1 } };
  await Texts.updateMany({ mall: tx.mall, _id: { $in: texts } }, change, { session: tx.session });
  await Attachments.updateMany({ mall: tx.mall, _id: { $in: attachments }, kind: 'image' }, change, { session: tx.session });
}

/** What was said about people, goods or conduct is kept by nobody: words and pictures go in the same moment. */
export async function eraseSaid(tx: Tx, events: readonly RequestEvent[]): Promise<void> {
  const { texts, attachments } = wordsIn(events);
  await eraseTexts(tx, texts);
  await eraseFiles(tx, attachments);
}
