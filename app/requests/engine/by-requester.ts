import { canConfirm, canConsent, isRequester } from '../policy.ts';
import { confirmByBoth } from './by-sides.ts';
import { workerOrRung } from './by-supervisor.ts';
import { sideOf } from './rooms.ts';
import type { Outcome } from './commands.ts';
import { allow, type Decider, refuse } from './verdict.ts';

const DAY = 24 * 3600_000;
/** How long a closed request is reopened in one tap; its words are erased on the same day. */
export const REOPEN_DAYS = 90;

const confirm: Decider<'confirm'> = (found) => {
  const { kind, state, stage, context } = found;
  if (kind.closes === 'both-parties') return confirmByBoth(found);
  return canConfirm(context.actor, state, kind.closes) ? allow({ type: 'confirmed', facts: { stage, holder: { kind: 'nobody' } } }) : refuse('not-yours');
};

/** The shop has spoken, it was about people, goods or conduct, or one of two sides wanted no more: nobody opens that again. */
export const FINAL: readonly Outcome[] = ['inside', 'set-aside', 'no-agreement', 'not-taking-part'];

/** From "done" and from "closed" alike: back to who did it, and the clocks begin again. */
const notSolved: Decider<'notSolved'> = (found, { text }) => {
  const { state, stage, context } = found;
  if (!sideOf(context.actor.account, state)) return refuse('not-yours');
  if (state.outcome && FINAL.includes(state.outcome)) return refuse('not-now');
  if (state.closedAt && context.now.getTime() - state.closedAt.getTime() > REOPEN_DAYS * DAY) return refuse('too-late');
  return allow({ type: 'reopened', facts: { text, stage, holder: workerOrRung(found) } });
};

/** Once the other side takes part too, it is ended, not withdrawn. */
const withdraw: Decider<'withdraw'> = ({ state, stage, context }) => {
  if (!isRequester(context.actor, state)) return refuse('not-yours');
  return state.otherIn ? refuse('not-now') : allow({ type: 'withdrawn', facts: { stage, holder: { kind: 'nobody' } } });
};

const share: Decider<'share'> = ({ state, context }, { on }) => (isRequester(context.actor, state) ? allow({ type: 'shared', facts: { on } }) : refuse('not-yours'));

/** By the requester alone, or by the owner of the shop that it lies in, on her own device: which office, which words and pictures, what for. RIGHTS.md, "The office apart". */
const passOn: Decider<'passOn'> = ({ state, stage, context }, { office, parts, purpose }) => {
  if (!canConsent(context.actor, state)) return refuse('not-yours');
  if (!context.offices.includes(office)) return refuse('not-this-office');
  if (parts.length === 0) return refuse('parts-needed');
  const known = new Set(['words', 'thread', ...state.attachments]);
  if (parts.some((part) => !known.has(part))) return refuse('parts-needed');
  return allow({ type: 'passed-on', facts: { office, parts, purpose, stage, holder: { kind: 'office', office } } });
};

/** One tap, at any time: the office sees nothing of it from that moment on, and the request goes on inside the association. */
const takeBack: Decider<'takeBack'> = ({ state, stage, context }) => {
  if (!canConsent(context.actor, state)) return refuse('not-yours');
  if (!state.passed || state.passed.takenBackAt) return refuse('not-now');
  return allow({ type: 'taken-back', facts: stage ? { stage, holder: state.before?.holder } : {} });
};

/** Once, by whoever asked. Of what is confidential no figure about its outcome is made: RIGHTS.md, "Figures". */
const answerClosing: Decider<'answerClosing'> = ({ kind, state, context }) => {
  if (!isRequester(context.actor, state)) return refuse('not-yours');
  const asked = !kind.confidential && !state.confidential && state.ladder !== 'shop' && state.ladder !== 'named';
  const open = state.closedAt !== undefined && context.now.getTime() - state.closedAt.getTime() <= REOPEN_DAYS * DAY;
  return asked && open && !state.answered ? allow({ type: 'closing-answered', facts: {} }) : refuse('not-now');
};

const declineOffice: Decider<'declineOffice'> = ({ state, context }) => {
  if (!canConsent(context.actor, state)) return refuse('not-yours');
  return state.suggested ? allow({ type: 'office-declined', facts: {} }) : refuse('not-now');
};

export const REQUESTER_COMMANDS = { confirm, notSolved, withdraw, share, passOn, takeBack, declineOffice, answerClosing };
