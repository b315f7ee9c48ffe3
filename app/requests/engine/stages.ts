import type { CommandType } from './commands.ts';

/** Where a request can stand: the glossary's words, for all kinds. */
export const STAGES = [
  /** The shop that it lies in has it alone, for one working day. */
  'with-shop',
  'received',
  /** The other side was asked, and hasn't said yet whether it takes part. */
  'other-invited',
  'both-agreed',
  'taken-on',
  'in-progress',
  'waiting-for-you',
  'handed-up',
  'passed-on',
  'sent-back',
  'done',
  'closed',
  'reopened',
  'withdrawn',
  'expired',
] as const;
export type Stage = (typeof STAGES)[number];

/** Where nothing moves any more; a closed one may be reopened for a while. */
export const OVER_STAGES = ['closed', 'withdrawn', 'expired'] as const satisfies Stage[];
export const OPEN_STAGES: readonly Stage[] = STAGES.filter((stage) => !(OVER_STAGES as readonly Stage[]).includes(stage));

/** Who must move next. With the requester, and with the other side, the clocks stand still. */
export type Waits = 'shop' | 'rung' | 'worker' | 'requester' | 'side' | 'office' | 'nobody';

/** One stage of a kind as data: who must move, and where each command leads. `same`: it stays. `before`: where it was before waiting. */
export interface StageRule {
  waits: Waits;
  on: Partial<Record<CommandType, Stage | 'same' | 'before'>>;
}
export type StageMap = Partial<Record<Stage, StageRule>>;

/** What the requester can do while nobody is through with it. */
const REQUESTER_OPEN = { say: 'same', withdraw: 'withdrawn', share: 'same', passOn: 'passed-on', declineOffice: 'same', handOver: 'same', recuse: 'same' } as const;
const ALWAYS = { share: 'same', takeBack: 'same', showToAll: 'same' } as const;
/** Hands change, and people step aside, also while it waits for somebody else. */
const HANDS = { handOver: 'same', recuse: 'same' } as const;
/** Notes of those who work on it, and the list of what is to be done. */
const NOTES = { note: 'same', addStep: 'same', tickStep: 'same' } as const;
/** A meeting that was proposed is answered whatever else happens. */
const MEETING = { agreeMeeting: 'same', declineMeeting: 'same', callOffMeeting: 'same' } as const;
/** A review of how it is handled, beside everything else. */
const REVIEW = { openReview: 'same', dropReview: 'same', takeReview: 'same', closeReview: 'same' } as const;
/** Parts of the work go on whatever else happens; they are given, meetings proposed, and what was received signed, once somebody has the request in hand. */
const PARTS = { acceptPart: 'same', declinePart: 'same', donePart: 'same', sayOnPart: 'same', takeBackPart: 'same' } as const;
const GIVING = { ...PARTS, givePart: 'same', proposeMeeting: 'same', sign: 'same' } as const;
const OPEN = { ...REQUESTER_OPEN, ...NOTES, setFacts: 'same', demandAnswer: 'same', suggestOffice: 'same', sort: 'same', setAside: 'closed', showToAll: 'same', tick: 'same' } as const;
const WORKING = {
  ...OPEN,
  ...MEETING,
  ...REVIEW,
  reviewAgain: 'sent-back',
  assign: 'in-progress',
  handUp: 'handed-up',
  handBack: 'sent-back',
  waitForRequester: 'waiting-for-you',
  markDone: 'done',
} as const;

/**
 * The way of a request that one person does and the requester closes. Most kinds take it as it is; a kind with stages
 * of its own writes its own map from these words.
 */
export const STANDARD_STAGES = {
  'with-shop': { waits: 'shop', on: { keepInside: 'closed', giveOn: 'received', setAside: 'closed', tick: 'received' } },
  received: { waits: 'rung', on: { ...WORKING, ...PARTS, takeOn: 'taken-on', markDone: undefined, waitForRequester: undefined } },
  'taken-on': { waits: 'worker', on: { ...WORKING, ...GIVING, start: 'in-progress' } },
  'in-progress': { waits: 'worker', on: { ...WORKING, ...GIVING } },
  'waiting-for-you': { waits: 'requester', on: { ...REQUESTER_OPEN, ...GIVING, ...NOTES, ...REVIEW, ...MEETING, setFacts: 'same', say: 'before', attempt: 'same', closeUnanswered: 'closed', showToAll: 'same', tick: 'same' } },
  'handed-up': { waits: 'rung', on: { ...WORKING, ...PARTS, takeOn: 'taken-on', markDone: undefined, waitForRequester: undefined } },
  'passed-on': {
    waits: 'office',
    on: { ...ALWAYS, ...HANDS, ...PARTS, ...NOTES, ...REVIEW, ...MEETING, say: 'same', withdraw: 'withdrawn', takeBack: 'before', officeTakesOn: 'same', officeAnswers: 'done', officeHandsBack: 'sent-back', tick: 'same' },
  },
  'sent-back': { waits: 'worker', on: { ...WORKING, ...GIVING, takeOn: 'taken-on', start: 'in-progress' } },
  done: {
    waits: 'requester',
    on: { ...ALWAYS, ...HANDS, ...NOTES, ...REVIEW, ...MEETING, say: 'same', withdraw: 'withdrawn', confirm: 'closed', notSolved: 'reopened', sendBack: 'sent-back', reviewAgain: 'sent-back', attempt: 'same', closeUnanswered: 'closed', tick: 'same' },
  },
  reopened: { waits: 'worker', on: { ...WORKING, ...GIVING, takeOn: 'taken-on', start: 'in-progress' } },
  closed: { waits: 'nobody', on: { ...ALWAYS, ...REVIEW, notSolved: 'reopened', reviewAgain: 'reopened', answerClosing: 'same', tick: 'same' } },
  withdrawn: { waits: 'nobody', on: ALWAYS },
} as const satisfies StageMap;

/** The stages a page draws in a row: the straight way, from data. */
export const STANDARD_WAY: readonly Stage[] = ['received', 'taken-on', 'in-progress', 'done', 'closed'];

/** While two sides talk: nobody climbs or closes it by silence, and each may end it. */
const TALKS = { say: 'same', setFacts: 'same', joinSide: 'same', handOver: 'same', recuse: 'same', declineWorker: 'sent-back', handUp: 'handed-up', handBack: 'sent-back', endTalks: 'closed', tick: 'same' } as const;
/** The other side isn't asked yet, or may be asked anew; once both take part, the engine itself refuses what asks her. */
const ASKING = { ...TALKS, inviteOther: 'other-invited', withdraw: 'withdrawn', sort: 'same' } as const;

/** The way of a matter between two: the second comes by invitation and may stay out, and both close it. No office has a part in it. */
export const TWO_SIDED_STAGES = {
  received: { waits: 'rung', on: { ...ASKING, takeOn: 'taken-on' } },
  'taken-on': { waits: 'worker', on: { ...ASKING, start: 'in-progress' } },
  'other-invited': {
    waits: 'side',
    on: { say: 'same', setFacts: 'same', joinSide: 'same', handOver: 'same', recuse: 'same', inviteOther: 'same', takePart: 'both-agreed', stayOut: 'closed', withdraw: 'withdrawn', endTalks: 'closed', tick: 'same' },
  },
  'both-agreed': { waits: 'rung', on: { ...TALKS, takeOn: 'taken-on', start: 'in-progress' } },
  'in-progress': { waits: 'worker', on: { ...TALKS, markDone: 'done' } },
  'handed-up': { waits: 'rung', on: { ...ASKING, takeOn: 'taken-on' } },
  'sent-back': { waits: 'worker', on: { ...ASKING, takeOn: 'taken-on', start: 'in-progress' } },
  done: { waits: 'requester', on: { say: 'same', joinSide: 'same', handOver: 'same', recuse: 'same', confirm: 'closed', notSolved: 'reopened', endTalks: 'closed', tick: 'same' } },
  reopened: { waits: 'worker', on: { ...TALKS, takeOn: 'taken-on', start: 'in-progress', markDone: 'done' } },
  closed: { waits: 'nobody', on: { notSolved: 'reopened' } },
  withdrawn: { waits: 'nobody', on: {} },
} as const satisfies StageMap;

export const TWO_SIDED_WAY: readonly Stage[] = ['received', 'other-invited', 'both-agreed', 'in-progress', 'done', 'closed'];

const WITH_NAMED = { say: 'same', recuse: 'same', declineNamed: 'same', letKnow: 'same', tick: 'same' } as const;
const NAMED_OPEN = { ...WITH_NAMED, withdraw: 'withdrawn', takeOn: 'taken-on' } as const;

/** The way of what only people by name hold: whoever asked may have another of them, and says herself when somebody else may know. */
export const NAMED_STAGES = {
  received: { waits: 'rung', on: NAMED_OPEN },
  'taken-on': { waits: 'worker', on: { ...NAMED_OPEN, start: 'in-progress', waitForRequester: 'waiting-for-you', markDone: 'done' } },
  'in-progress': { waits: 'worker', on: { ...NAMED_OPEN, waitForRequester: 'waiting-for-you', markDone: 'done' } },
  'waiting-for-you': { waits: 'requester', on: { ...WITH_NAMED, say: 'before', withdraw: 'withdrawn' } },
  done: { waits: 'requester', on: { ...WITH_NAMED, withdraw: 'withdrawn', confirm: 'closed', notSolved: 'reopened' } },
  reopened: { waits: 'worker', on: { ...NAMED_OPEN, start: 'in-progress', waitForRequester: 'waiting-for-you', markDone: 'done' } },
  closed: { waits: 'nobody', on: { notSolved: 'reopened' } },
  withdrawn: { waits: 'nobody', on: {} },
} as const satisfies StageMap;
