import { z } from 'zod';
import { MOST_TITLE, MOST_WORDS } from './limits.ts';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { OUTCOMES, PURPOSES, type RequestCommand } from './engine/commands.ts';
import { DaySchema, TimeSchema } from '#app/platform/form-fields.ts';
import { newId } from '#app/platform/ids.ts';
import { SOLVED, TREATED } from './closing/answers.ts';
import { REPLIES } from './replies.ts';
import { ROOMS } from './engine/rooms.ts';
import { OUTSIDE, REPORTED } from './reported.ts';


const id = z.string().min(1).max(80);
const box = z.literal('on').optional().transform((value) => value === 'on');
const blank = <T extends z.ZodTypeAny>(schema: T) => z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema);

/** One sentence, a picture, voice or a wish to be called; the command says when all are missing. */
export const AskSchema = z.object({
  words: blank(z.string().trim().max(MOST_TITLE).optional()),
  /** Id of one of my shops, or `shared`: a place near it that belongs to all. */
  place: blank(id.optional()),
  program: blank(id.optional()),
  kind: blank(id.optional()),
  confidential: box,
  callBack: box,
});

export const INTENTS = [
  'do-it', 'take-on', 'start', 'assign', 'say', 'ask', 'hand-up', 'hand-back', 'done', 'attempt', 'close', 'sort', 'set-facts', 'suggest-office',
  'demand', 'send-back', 'confirm', 'not-solved', 'withdraw', 'share', 'unshare', 'take-back', 'decline-office', 'recuse', 'keep-inside', 'give-on', 'set-aside', 'translate', 'show-all', 'hide-all', 'unsecond',
  'take-part', 'stay-out', 'agreement', 'end-talks', 'decline-worker', 'let-know', 'decline-named', 'note', 'add-step', 'tick-step', 'untick-step', 'answer-closing', 'reply', 'open-review', 'drop-review', 'take-review', 'close-review', 'review-again', 'propose-meeting', 'agree-meeting', 'decline-meeting', 'call-off-meeting', 'sign', 'not-ours',
] as const;
export type Intent = (typeof INTENTS)[number];

/** Every button of a request's page posts here: what is meant, and what goes with it. */
export const ActSchema = z.object({
  intent: z.enum(INTENTS),
  turn: blank(z.coerce.number().int().positive().optional()),
  words: blank(z.string().trim().max(MOST_WORDS).optional()),
  outcome: blank(z.enum(OUTCOMES).default('solved')),
  account: blank(id.optional()),
  /** `partner:…`, `office:…`, `receiver:…`: whose business it is. */
  whose: blank(z.string().max(120).optional()),
  /** For whom it is said, in a matter between two. */
  room: blank(z.enum(ROOMS).optional()),
  /** In which language the other side would like to talk. */
  wish: blank(z.enum(CONTENT_LANGUAGES).optional()),
  how: blank(z.enum(['phone', 'person']).default('phone')),
  office: blank(id.optional()),
  /** `mutual-aid/borrow` */
  sorted: blank(z.string().max(120).optional()),
  /** A line of the list of what is to be done. */
  step: blank(id.optional()),
  /** A time to meet about it, of the mall's zone, and a room of the house. */
  meeting: blank(id.optional()),
  day: blank(DaySchema.optional()),
  from: blank(TimeSchema.optional()),
  until: blank(TimeSchema.optional()),
  hall: blank(id.optional()),
  /** The two questions on closing. */
  solved: blank(z.enum(SOLVED).optional()),
  treated: blank(z.enum(TREATED).optional()),
  /** A ready-made reply. */
  reply: blank(z.enum(REPLIES).optional()),
  /** A text to translate. */
  text: blank(id.optional()),
  /** What everybody may see: `words`, ids of pictures. */
  part: z.array(id).max(20).default([]),
});
export type ActInput = z.infer<typeof ActSchema>;

/** The engine's command for a button; null for what isn't one (asking for a translation). */
export function commandOf(input: ActInput): RequestCommand | null {
  const [program = '', kind = ''] = (input.sorted ?? '').split('/');
  const commands: Record<Intent, RequestCommand | null> = {
    'do-it': { type: 'takeOn', doing: true },
    'take-on': { type: 'takeOn', doing: false },
    start: { type: 'start' },
    assign: { type: 'assign', account: input.account ?? '' },
    say: { type: 'say', room: input.room },
    ask: { type: 'waitForRequester' },
    'hand-up': { type: 'handUp' },
    'hand-back': { type: 'handBack' },
    done: { type: 'markDone', outcome: input.outcome },
    'not-ours': { type: 'markDone', outcome: 'not-ours', whose: input.whose },
    attempt: { type: 'attempt', how: input.how },
    close: { type: 'closeUnanswered' },
    sort: { type: 'sort', program, kind },
    'set-facts': { type: 'setFacts' },
    'suggest-office': { type: 'suggestOffice', office: input.office ?? '' },
    demand: { type: 'demandAnswer' },
    'send-back': { type: 'sendBack' },
    confirm: { type: 'confirm' },
    'not-solved': { type: 'notSolved' },
    withdraw: { type: 'withdraw' },
    share: { type: 'share', on: true },
    unshare: { type: 'share', on: false },
    'take-back': { type: 'takeBack' },
    'decline-office': { type: 'declineOffice' },
    recuse: { type: 'recuse' },
    'keep-inside': { type: 'keepInside' },
    'give-on': { type: 'giveOn' },
    'set-aside': { type: 'setAside' },
    'show-all': { type: 'showToAll', parts: input.part.length > 0 ? input.part : ['nothing'] },
    'hide-all': { type: 'showToAll', parts: [] },
    'take-part': { type: 'takePart' },
    'stay-out': { type: 'stayOut' },
    agreement: { type: 'markDone', outcome: 'agreement' },
    'end-talks': { type: 'endTalks' },
    'decline-worker': { type: 'declineWorker' },
    note: { type: 'note' },
    'add-step': { type: 'addStep', step: newId() },
    'tick-step': { type: 'tickStep', step: input.step ?? '', done: true },
    'untick-step': { type: 'tickStep', step: input.step ?? '', done: false },
    reply: { type: 'say' },
    sign: { type: 'sign' },
    // Its day and times are the mall's: meetings/commands.server.ts.
    'propose-meeting': null,
    'agree-meeting': { type: 'agreeMeeting', meeting: input.meeting ?? '' },
    'decline-meeting': { type: 'declineMeeting', meeting: input.meeting ?? '' },
    'call-off-meeting': { type: 'callOffMeeting', meeting: input.meeting ?? '' },
    'open-review': { type: 'openReview' },
    'drop-review': { type: 'dropReview' },
    'take-review': { type: 'takeReview' },
    'close-review': { type: 'closeReview' },
    'review-again': { type: 'reviewAgain' },
    // Its two answers are counted in the same transaction: closing/commands.server.ts.
    'answer-closing': null,
    // These two are more than one command: about-us/commands.server.ts.
    'let-know': null,
    'decline-named': null,
    translate: null,
    unsecond: null,
  };
  return commands[input.intent];
}

export const PassOnSchema = z.object({
  office: id,
  purpose: z.enum(PURPOSES),
  parts: z.array(id).max(20),
  agreed: z.literal('on', { errorMap: () => ({ message: 'form.required' }) }),
  turn: blank(z.coerce.number().int().positive().optional()),
});

export const TranslateSchema = z.object({ wish: id, words: z.string().trim().min(1).max(MOST_WORDS) });

/** What a passer-by says about a place. */
export const ReportSchema = z.object({
  what: z.enum(REPORTED, { errorMap: () => ({ message: 'form.required' }) }),
  /** Id of the shop inside of which it is; `outside` and nothing at all mean before the booth. */
  inside: blank(id.optional()).transform((value) => (value === OUTSIDE ? undefined : value)),
  words: z.string().trim().min(1).max(MOST_TITLE),
});

/** "Me too" of another one, instead of what was just sent. */
export const SecondSchema = z.object({ intent: z.literal('me-too'), other: z.string().min(1).max(40) });
