import { canKeepFacts, canMove, canSpeak, canTakeOn, isForAll, isRequester, isTied, isWorker, roomsOf } from '../policy.ts';
import { type Draft, type RequestEvent, wordsIn } from './events.ts';
import type { Kind } from './kind.ts';
import { type ActorFacts, rungAbove, rungBelow, rungHolder, standsOn, WORKING_ROLES } from './ladder.ts';
import { silenceEnds } from './clocks.ts';
import { openParts } from './parts.ts';
import { openReviewOf } from './review.ts';
import { roomOf, sideOf } from './rooms.ts';
import { allow, type Case, type Decider, refuse } from './verdict.ts';
import type { Holder } from '#models/request.server.ts';
import type { RequestState } from './state.ts';

/** The holder once a person has it in her hands. */
export function heldBy(actor: Pick<ActorFacts, 'account' | 'roles'>, state: RequestState): Holder {
  const { account } = actor;
  if (state.rung === 'lead') return { kind: 'program', program: state.program, account };
  if (state.rung === 'named') return { kind: 'named', account };
  if (state.rung === 'council') return { kind: 'council', account };
  const rung = state.rung === 'leader' ? 'leader' : 'manager';
  const role = actor.roles.includes(rung) ? rung : (actor.roles.find((held) => WORKING_ROLES.includes(held)) ?? rung);
  return { kind: 'role', role, grid: state.grid ?? '', account };
}

/** Why she can't: her own shop, her supervising it, or simply not hers. */
export function notHers({ state, context: { actor } }: Case) {
  if (isTied(actor, state)) return refuse(sideOf(actor.account, state) ? 'not-yours' : 'own-shop');
  return refuse(state.supervisors.includes(actor.account) ? 'worker-and-supervisor' : 'not-yours');
}

const takeOn: Decider<'takeOn'> = (found, { doing }) => {
  const { state, stage, context } = found;
  if (!canTakeOn(context.actor, state)) return notHers(found);
  const holder = heldBy(context.actor, state);
  const events: Draft[] = [{ type: 'taken-on', facts: { stage, holder } }];
  if (doing && (!state.sided || state.otherIn)) events.push({ type: 'started', facts: { stage: 'in-progress' } });
  return allow(...events);
};

const start: Decider<'start'> = (found) => {
  if (!isWorker(found.context.actor, found.state)) return notHers(found);
  return found.state.sided && !found.state.otherIn ? refuse('other-side-first') : allow({ type: 'started', facts: { stage: found.stage } });
};

const assign: Decider<'assign'> = (found, { account }) => {
  const { state, stage, context } = found;
  if (!canMove(context.actor, state)) return notHers(found);
  const member = context.team.find((one) => one.account === account && WORKING_ROLES.includes(one.role) && !one.tied);
  if (!member || state.ladder !== 'grid') return refuse('not-in-team');
  if (state.supervisors.includes(account)) return refuse('worker-and-supervisor');
  return allow({ type: 'assigned', facts: { stage, account, holder: { kind: 'role', role: member.role, grid: state.grid ?? '', account } } });
};

/** One box for everybody's sentences: what the requester says while she is waited for is her answer. */
const say: Decider<'say'> = (found, command) => {
  const { text, attachments = [] } = command;
  const { state, stage, context } = found;
  if (!canSpeak(context.actor, state)) return notHers(found);
  if (state.sided && !roomsOf(context.actor, state).includes(roomOf(command, state))) return refuse(roomOf(command, state) === 'joint' ? 'other-side-first' : 'not-yours');
  if (!text && attachments.length === 0) return refuse('words-needed');
  const answers = isRequester(context.actor, state) && stage !== undefined;
  return allow(answers ? { type: 'answered', facts: { text, attachments, stage, holder: state.before?.holder } } : { type: 'said', facts: { text, attachments } });
};

const waitForRequester: Decider<'waitForRequester'> = (found, { text }) => {
  const { state, stage, context } = found;
  if (!canMove(context.actor, state)) return notHers(found);
  if (!text) return refuse('words-needed');
  return allow({ type: 'question-asked', facts: { text, stage, holder: { kind: 'requester', account: state.requester } } });
};

const handUp: Decider<'handUp'> = (found, { text }) => {
  const { state, stage, context } = found;
  if (!canMove(context.actor, state)) return notHers(found);
  if (!text) return refuse('reason-needed');
  const rung = rungAbove(state.ladder, state.rung, context.team, context.actor.account);
  if (!rung) return refuse('nobody-above');
  return allow({ type: 'handed-up', facts: { text, stage, rung, holder: rungHolder(rung, state) } });
};

const handBack: Decider<'handBack'> = (found, { text }) => {
  const { state, stage, context } = found;
  if (!canMove(context.actor, state)) return notHers(found);
  if (!text) return refuse('reason-needed');
  const rung = rungBelow(state.ladder, state.rung, context.team);
  if (!rung) return refuse('nobody-below');
  const held = state.held[rung];
  const stillThere = held && 'account' in held && context.team.some((one) => one.account === held.account && !one.tied);
  return allow({ type: 'handed-back', facts: { text, stage, rung, holder: stillThere ? held : rungHolder(rung, state) } });
};

const markDone: Decider<'markDone'> = (found, { outcome, whose, text, attachments = [] }) => {
  const { state, stage, context } = found;
  if (!isWorker(context.actor, state)) return notHers(found);
  if (!found.kind.outcomes.includes(outcome)) return refuse('not-now');
  if (state.sided && !state.otherIn) return refuse('other-side-first');
  if (openParts(state.parts).length > 0) return refuse('parts-open');
  if (outcome !== 'solved' && !text) return refuse(outcome === 'agreement' ? 'agreement-needed' : 'reason-needed');
  if (whose !== undefined && (outcome !== 'not-ours' || !(context.whose ?? []).includes(whose))) return refuse('no-such-holder');
  if (outcome === 'solved' && found.kind.evidence === 'photo' && attachments.length === 0 && !isShown(found)) return refuse('photo-needed');
  if (outcome === 'solved' && found.kind.evidence === 'signature' && !isSigned(found)) return refuse('signature-needed');
  return allow({ type: 'marked-done', facts: { outcome, whose, text, attachments, stage, holder: { kind: 'requester', account: state.requester } } });
};

/** Whether whoever worked on it, or on a part of it, sent a picture since it was asked for, or opened again. */
function isShown({ state, context }: Case): boolean {
  const again = context.events.findLastIndex(({ type }) => type === 'reopened' || type === 'sent-back');
  return context.events.slice(again + 1).some(({ type, actor, facts }) => actor !== state.requester && (type === 'part-done' || state.workers.includes(actor)) && ((facts as { attachments?: string[] }).attachments ?? []).length > 0);
}

/** Whether somebody signed that she received it, since it was asked for, or opened again. */
function isSigned({ context: { events } }: Case): boolean {
  const again = events.findLastIndex(({ type }) => type === 'reopened' || type === 'sent-back');
  return events.slice(again + 1).some(({ type }) => type === 'signed');
}

/** By whoever asked, works on it, or keeps its facts. */
const setFacts: Decider<'setFacts'> = (found, { text }) =>
  canKeepFacts(found.context.actor, found.state) ? allow({ type: 'facts-set', facts: { details: text } }) : notHers(found);

const attempt: Decider<'attempt'> = (found, { how }) =>
  canMove(found.context.actor, found.state) ? allow({ type: 'attempted', facts: { how } }) : notHers(found);

/** Counted apart, never as solved: after five silent working days and one try by person or phone. */
const closeUnanswered: Decider<'closeUnanswered'> = (found) => {
  const { state, stage, context } = found;
  if (!canMove(context.actor, state) && !context.actor.house) return notHers(found);
  if (state.confidential) return refuse('not-by-silence');
  const ends = silenceEnds(state, context.working);
  if (!ends || context.now < ends) return refuse('still-time');
  if (state.attempts === 0) return refuse('attempt-first');
  return allow({ type: 'closed-without-answer', facts: { stage, holder: { kind: 'nobody' } } });
};

/** Whoever took it on says which program and kind it is; its ladder stays, so nobody new gets to see it by sorting. */
const sort: Decider<'sort'> = (found, { program, kind: id }) => {
  const { state, context } = found;
  if (!canMove(context.actor, state)) return notHers(found);
  const kind = context.findKind(id);
  if (!kind || kind.program !== program) return refuse('not-now');
  if (kind.confidential && !state.confidential) return refuse('same-ladder');
  if (kind.ladder === 'named') return refuse('same-ladder');
  if (state.other || !knowsAll(kind, context.events) || (openReviewOf(state) && !kind.stages[state.stage]?.on.closeReview)) return refuse('not-now');
  const holder: Holder | undefined = state.holder.kind === 'program' ? { ...state.holder, program } : undefined;
  return allow({ type: 'sorted', facts: { program, kind: id, ...(holder ? { holder } : {}) } });
};

/** Every stage that the request has been in is one of the kind's too. */
const knowsAll = ({ stages }: Kind, events: readonly RequestEvent[]): boolean => events.every(({ facts }) => !('stage' in facts) || facts.stage === undefined || stages[facts.stage] !== undefined);

/** The council may propose an office once; passing on is the requester's own act. */
const suggestOffice: Decider<'suggestOffice'> = (found, { office }) => {
  const { state, context } = found;
  if (!canMove(context.actor, state) || !standsOn('council', context.actor)) return notHers(found);
  if (state.officeAsked) return refuse('asked-once');
  if (!context.offices.includes(office)) return refuse('not-this-office');
  return allow({ type: 'office-suggested', facts: { office } });
};

/**
 * Whoever has it in hand has read the words and looked at the pictures (RIGHTS.md, "Speaking about others"). She takes it back, and so
 * does whoever asked.
 */
const showToAll: Decider<'showToAll'> = (found, { parts }) => {
  const { state, context } = found;
  const takenBack = parts.length === 0;
  if (!isForAll(state) || (takenBack && !state.shown)) return refuse('not-now');
  if (!canMove(context.actor, state) && !(takenBack && isRequester(context.actor, state))) return notHers(found);
  const there = ['words', ...wordsIn(context.events.filter(({ type }) => type !== 'signed')).attachments].filter((part) => part !== 'words' || state.title !== undefined);
  return parts.every((part) => there.includes(part)) ? allow({ type: 'shown-to-all', facts: { parts } }) : refuse('parts-needed');
};

export const WORKER_COMMANDS = { takeOn, start, assign, say, waitForRequester, handUp, handBack, markDone, attempt, closeUnanswered, sort, setFacts, suggestOffice, showToAll };
