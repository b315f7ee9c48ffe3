import type { Holder } from '#models/request.server.ts';
import type { Outcome, Purpose } from './commands.ts';
import type { Asked, Draft, RequestEvent } from './events.ts';
import type { Kind } from './kind.ts';
import type { Rung } from './ladder.ts';
import { isMeetingEvent, type Meeting, meetingAfter } from './meeting.ts';
import { isPartEvent, type Part, type PartEvent } from './parts.ts';
import { isReviewEvent, type Review, reviewAfter, withoutReviewer } from './review.ts';
import { type Side, sideOf } from './rooms.ts';
import type { Stage } from './stages.ts';

/** A line of the list of what is to be done; `text`: id of its words. */
export interface Step {
  id: string;
  text?: string;
  done: boolean;
}

export interface Passed {
  office: string;
  /** `words`, `thread` and ids of attachments. */
  parts: string[];
  purpose: Purpose;
  at: Date;
  takenBackAt?: Date;
}

/** Everything that follows from the events of one request. */
export interface RequestState extends Omit<Asked, 'text' | 'rung' | 'holder' | 'stage' | 'kind' | 'program' | 'named'> {
  kind: string;
  program: string;
  title?: string;
  /** Number of the event that set them last. */
  factsAt: number;
  stage: Stage;
  holder: Holder;
  rung: Rung;
  /** Number of the last event. */
  seq: number;
  /** Number of the last event that changed stage or holder: what a second person at the same time is held against. */
  turn: number;
  /** Stage, holder and rung to return to after waiting or after the office. */
  before?: { stage: Stage; holder: Holder };
  /** Account that took it on last; reopening goes back to it. */
  worker?: string;
  /** Everybody who ever worked on it, and everybody who supervised: never one person in both. */
  workers: string[];
  supervisors: string[];
  /** Whoever stepped aside: nothing of it is hers to do any more. */
  recused: string[];
  /** Who last held each rung, for handing back. */
  held: Partial<Record<Rung, Holder>>;
  /** Came to its rung by silence, and nobody took it on there yet: title and clock only. */
  bySilence: boolean;
  /** Since when it waits for the requester, and how often somebody tried to reach her since. */
  silentSince?: Date;
  attempts: number;
  /** `first-response@1:80`, `first-response@1:out`: each is sent once. */
  told: string[];
  demanded: boolean;
  suggested?: string;
  officeAsked: boolean;
  passed?: Passed;
  sharedWithShop: boolean;
  /** `words` and ids of pictures that a person has read and opened to everybody. */
  shown?: string[];
  /** Its kind has two sides. */
  sided: boolean;
  /** The other side: an account, or what stands for whoever has the code; `otherIn`: she takes part. */
  other?: string;
  otherIn: boolean;
  /** Who has it by name, and whether the person whom it is about may know of it. */
  named: string[];
  letKnow: boolean;
  /** Pieces of the work, in the order in which they were given. */
  parts: Part[];
  /** What is to be done, as those who have a hand in it wrote it down. */
  steps: Step[];
  /** Whoever asked has answered the two questions on closing. */
  answered: boolean;
  /** Which sides said that it is done, and which would rather have had another mediator. */
  confirmedBy: Side[];
  declined: Side[];
  /** The last time to meet about it. */
  meeting?: Meeting;
  /** The last review of how it is handled. */
  review?: Review;
  outcome?: Outcome;
  /** Whose business it is, where it isn't the association's: its key, and the id of the words. */
  whose?: { key?: string; text?: string };
  openedAt: Date;
  closedAt?: Date;
}

/** Drafts in their place in the order, as they are stored: without fields that have no value. */
export function inOrder(drafts: readonly Draft[], after: number, by: { at: Date; actor: string; role: string }): RequestEvent[] {
  return drafts.map((draft, index) => {
    const facts = Object.fromEntries(Object.entries(draft.facts).filter(([, value]) => value !== undefined));
    return { type: draft.type, facts, seq: after + index + 1, ...by } as RequestEvent;
  });
}

/** Events that a log can't have: out of order, or a stage that the kind doesn't know. */
export class BrokenLog extends Error {}

const SUPERVISION = new Set<RequestEvent['type']>(['answer-demanded', 'sent-back', 'review-opened', 'review-taken', 'review-ended']);
const WORK = new Set<RequestEvent['type']>(['taken-on', 'started', 'question-asked', 'handed-up', 'handed-back', 'marked-done']);

function begin(kind: Kind, event: Extract<RequestEvent, { type: 'asked' }>): RequestState {
  const { text, ...asked } = event.facts;
  return {
    ...asked,
    factsAt: event.seq,
    title: text,
    seq: event.seq,
    turn: event.seq,
    workers: [],
    supervisors: [],
    recused: [],
    held: {},
    bySilence: false,
    attempts: 0,
    told: [],
    demanded: false,
    officeAsked: false,
    sharedWithShop: event.facts.inside ?? false,
    sided: kind.sides === 'two',
    otherIn: false,
    named: event.facts.named ?? [],
    letKnow: false,
    parts: [],
    steps: [],
    answered: false,
    confirmedBy: [],
    declined: [],
    openedAt: event.at,
  };
}

const withOne = (all: string[], one: string): string[] => (all.includes(one) ? all : [...all, one]);

/** The state after one more event. Pure; answers a new object. */
function apply(kind: Kind, was: RequestState, event: RequestEvent): RequestState {
  const moves = event.facts as { stage?: Stage; holder?: Holder; rung?: Rung };
  const state: RequestState = { ...was, ...definedMoves(moves), seq: event.seq };
  if (moves.stage !== undefined || moves.holder !== undefined) state.turn = event.seq;
  if (SUPERVISION.has(event.type)) state.supervisors = withOne(was.supervisors, event.actor);
  if (WORK.has(event.type)) state.workers = withOne(was.workers, event.actor);
  if (state.rung !== was.rung) state.held = { ...was.held, [was.rung]: was.holder };
  if (isPartEvent(event)) notePart(was, state, event);
  else if (isMeetingEvent(event)) state.meeting = meetingAfter(was.meeting, event, was.requester);
  else if (isReviewEvent(event)) state.review = reviewAfter(was.review, event);
  else note(was, state, event);
  const waits = kind.stages[state.stage]?.waits;
  if (!waits) throw new BrokenLog(`The kind ${kind.id} has no stage ${state.stage}.`);
  if (state.stage === 'withdrawn' && state.review && !state.review.ended) state.review = { ...state.review, ended: 'gone', endedSeq: event.seq };
  if (waits === 'nobody') state.closedAt ??= event.at;
  else delete state.closedAt;
  if (waits !== 'requester') delete state.silentSince;
  else if (moves.stage !== undefined || event.actor === state.requester) {
    state.silentSince = event.at;
    state.attempts = 0;
  }
  return state;
}

function definedMoves(moves: { stage?: Stage; holder?: Holder; rung?: Rung }): Partial<RequestState> {
  return Object.fromEntries(Object.entries({ stage: moves.stage, holder: moves.holder, rung: moves.rung }).filter(([, value]) => value !== undefined));
}

/** What each type of event leaves behind besides its moves. */
function note(was: RequestState, state: RequestState, event: RequestEvent): void {
  switch (event.type) {
    case 'taken-on':
      state.worker = event.actor;
      state.bySilence = false;
      state.demanded = false;
      break;
    case 'assigned':
      state.worker = event.facts.account;
      state.workers = withOne(state.workers, event.facts.account);
      state.bySilence = false;
      break;
    case 'handed-over':
      giveTo(was, state, event.facts.next, event.facts.account);
      break;
    case 'named-changed': {
      const { account, instead } = event.facts;
      state.named = [...was.named.filter((one) => one !== account), ...(instead ? [instead] : [])];
      state.recused = withOne(was.recused, account);
      if (was.worker === account) delete state.worker;
      break;
    }
    case 'let-know':
      state.letKnow = true;
      break;
    case 'other-invited':
      state.other = event.facts.other;
      break;
    case 'other-joined':
      state.other = event.facts.account;
      break;
    case 'other-agreed':
      state.otherIn = true;
      break;
    case 'other-declined':
      state.outcome = 'not-taking-part';
      break;
    case 'talks-ended':
      state.outcome = 'no-agreement';
      break;
    case 'worker-declined':
      state.recused = withOne(was.recused, event.facts.account);
      state.declined = [...was.declined, sideOf(event.actor, was) ?? 'asker'];
      delete state.worker;
      break;
    case 'confirmed':
      if (was.sided) state.confirmedBy = [...was.confirmedBy, sideOf(event.actor, was) ?? 'asker'];
      break;
    case 'recused':
      state.recused = withOne(was.recused, event.facts.account);
      state.named = was.named.filter((one) => one !== event.facts.account);
      if (event.facts.next) giveTo(was, state, event.facts.next);
      break;
    case 'said':
      if (event.actor !== state.requester) state.demanded = false;
      break;
    case 'question-asked':
      state.before = { stage: was.stage, holder: was.holder };
      state.demanded = false;
      break;
    case 'passed-on':
      state.before = { stage: was.stage, holder: was.holder };
      state.passed = { office: event.facts.office, parts: event.facts.parts, purpose: event.facts.purpose, at: event.at };
      delete state.suggested;
      break;
    case 'handed-up':
      delete state.worker;
      state.bySilence = false;
      state.demanded = false;
      break;
    case 'handed-back':
      if ('account' in state.holder && state.holder.account) state.worker = state.holder.account;
      else delete state.worker;
      state.bySilence = false;
      state.demanded = false;
      break;
    case 'marked-done':
    case 'office-answered':
      state.outcome = event.facts.outcome;
      if (event.type === 'marked-done' && event.facts.outcome === 'not-ours') state.whose = whoseOf(event.facts);
      else delete state.whose;
      state.demanded = false;
      state.confirmedBy = [];
      break;
    case 'closed-without-answer':
      state.outcome = 'without-answer';
      break;
    case 'reopened':
      delete state.outcome;
      delete state.whose;
      state.confirmedBy = [];
      break;
    case 'attempted':
      state.attempts += 1;
      break;
    case 'facts-set':
      if (event.facts.details) state.details = event.facts.details;
      else delete state.details;
      state.factsAt = event.seq;
      break;
    case 'sorted':
      state.program = event.facts.program;
      state.kind = event.facts.kind;
      break;
    case 'answer-demanded':
      state.demanded = true;
      break;
    case 'office-suggested':
      state.suggested = event.facts.office;
      state.officeAsked = true;
      break;
    case 'office-declined':
      delete state.suggested;
      break;
    case 'taken-back':
      if (was.passed) state.passed = { ...was.passed, takenBackAt: event.at };
      break;
    case 'office-handed-back':
      if (was.passed) state.passed = { ...was.passed, takenBackAt: event.at };
      break;
    case 'shared':
      state.sharedWithShop = event.facts.on;
      break;
    case 'grid-changed':
      state.grid = event.facts.grid;
      state.held = {};
      if (event.facts.before) state.before = event.facts.before;
      if (!event.facts.kept) delete state.worker;
      if (was.review && !was.review.ended) state.review = withoutReviewer(was.review);
      break;
    case 'shop-merged':
      state.merchant = event.facts.merchant;
      if (state.holder.kind === 'shop') state.holder = { kind: 'shop', merchant: event.facts.merchant };
      break;
    case 'kept-inside':
      state.outcome = 'inside';
      break;
    case 'given-on':
      state.ladder = event.facts.ladder;
      state.held = {};
      break;
    case 'set-aside':
      state.outcome = 'set-aside';
      break;
    case 'shown-to-all':
      if (event.facts.parts.length > 0) state.shown = event.facts.parts;
      else delete state.shown;
      break;
    case 'step-added':
      state.steps = [...was.steps, { id: event.facts.step, done: false, ...(event.facts.text ? { text: event.facts.text } : {}) }];
      break;
    case 'step-ticked': {
      const { step: id, done } = event.facts;
      state.steps = was.steps.map((step) => (step.id === id ? { ...step, done } : step));
      break;
    }
    case 'closing-answered':
      state.answered = true;
      break;
    case 'ran-out':
      state.told = [...was.told, `${event.facts.clock}:out`];
      if (event.facts.rung) {
        delete state.worker;
        state.bySilence = true;
      }
      break;
    case 'warned':
      state.told = [...was.told, `${event.facts.clock}:${event.facts.percent}`];
      break;
    default:
      break;
  }
}

const whoseOf = ({ whose: key, text }: { whose?: string; text?: string }) => ({ ...(key ? { key } : {}), ...(text ? { text } : {}) });

const PART_STANDS = { 'part-accepted': 'accepted', 'part-declined': 'declined', 'part-done': 'done', 'part-taken-back': 'taken-back' } as const;

/** What an event leaves behind of its part. A partner is no worker of the request: it hears and sees nothing else of it. */
function notePart(was: RequestState, state: RequestState, event: PartEvent): void {
  if (event.type === 'part-given') {
    const { part: id, to: holder, minutes, evidence, text: what } = event.facts;
    state.parts = [...was.parts, { id, n: was.parts.length + 1, holder, minutes, state: 'offered', givenAt: event.at, ranOut: false, ...(what ? { what } : {}), ...(evidence ? { evidence } : {}) }];
    state.demanded = false;
    return;
  }
  const { part: id, paper } = event.facts;
  const change = (more: Partial<Part>) => (state.parts = was.parts.map((part) => (part.id === id ? { ...part, ...more } : part)));
  if (event.type === 'part-ran-out') change({ ranOut: true });
  else if (event.type !== 'part-said') {
    const stands = PART_STANDS[event.type];
    change({ state: stands, ...(stands === 'accepted' ? { by: event.actor } : { endedAt: event.at }) });
    const holder = was.parts.find((part) => part.id === id)?.holder.kind;
    if ((stands === 'accepted' || stands === 'done') && (paper || holder !== 'partner')) state.workers = withOne(state.workers, event.actor);
  }
}

/** The work is another's from now on, also where it is only waited for an answer. */
function giveTo(was: RequestState, state: RequestState, next: Holder, account?: string): void {
  if (account) {
    state.worker = account;
    state.workers = withOne(was.workers, account);
  } else delete state.worker;
  if (was.before) state.before = { stage: account ? was.before.stage : 'sent-back', holder: next };
}

/** Every state on the way, oldest first, beside its event. @throws {BrokenLog} */
export function* replaySteps(kind: Kind, events: readonly RequestEvent[]): Generator<{ event: RequestEvent; state: RequestState }> {
  let state: RequestState | undefined;
  for (const event of events) {
    if (event.seq !== (state?.seq ?? 0) + 1) throw new BrokenLog(`Event ${event.seq} is out of order.`);
    if (!state) {
      if (event.type !== 'asked') throw new BrokenLog('A log begins with what was asked.');
      state = begin(kind, event);
    } else state = apply(kind, state, event);
    yield { event, state };
  }
}

/** The state that follows from the whole log. @throws {BrokenLog} when it is empty or out of order */
export function replay(kind: Kind, events: readonly RequestEvent[]): RequestState {
  let last: RequestState | undefined;
  for (const step of replaySteps(kind, events)) last = step.state;
  if (!last) throw new BrokenLog('The log is empty.');
  return last;
}
