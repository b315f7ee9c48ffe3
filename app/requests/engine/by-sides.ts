import { canConfirm, isOther, isRequester, mediates } from '../policy.ts';
import { passTo } from './by-hands.ts';
import { workerOrRung } from './by-supervisor.ts';
import { notHers } from './by-worker.ts';
import type { Draft } from './events.ts';
import { sideOf } from './rooms.ts';
import { allow, type Case, type Decider, refuse, type Verdict } from './verdict.ts';

/** By whoever asked, or whoever mediates; again as long as the other side hasn't answered, e.g. because the slip got lost. */
const inviteOther: Decider<'inviteOther'> = (found, { other, text }) => {
  const { state, stage, context } = found;
  if (!isRequester(context.actor, state) && !mediates(context.actor, state)) return notHers(found);
  if (state.otherIn || !other) return refuse('not-now');
  return allow({ type: 'other-invited', facts: { stage, other, text, holder: { kind: 'side', account: other } } });
};

/** Never who asked, and never somebody who works on it. */
const joinSide: Decider<'joinSide'> = ({ state, context }, { account }) => {
  if (!isOther(context.actor, state)) return refuse('not-yours');
  if (account === state.requester) return refuse('own-shop');
  if (state.workers.includes(account)) return refuse('not-yours');
  const holder = state.holder.kind === 'side' ? { kind: 'side' as const, account } : undefined;
  return allow({ type: 'other-joined', facts: { account, ...(holder ? { holder } : {}) } });
};

const takePart: Decider<'takePart'> = (found, { text }) => {
  const { state, stage, context } = found;
  if (!isOther(context.actor, state)) return refuse('not-yours');
  const agreed: Draft = { type: 'other-agreed', facts: { stage, holder: workerOrRung(found) } };
  return text ? allow(agreed, { type: 'language-wished', facts: { text } }) : allow(agreed);
};

/** One tap, and no reason. */
const stayOut: Decider<'stayOut'> = ({ state, stage, context }) =>
  isOther(context.actor, state) ? allow({ type: 'other-declined', facts: { stage, holder: { kind: 'nobody' } } }) : refuse('not-yours');

const endTalks: Decider<'endTalks'> = (found, { text }) => {
  const { state, stage, context } = found;
  const side = sideOf(context.actor.account, state);
  if (!side && !mediates(context.actor, state)) return notHers(found);
  if (!state.otherIn && (side || !state.other)) return refuse('not-now');
  return allow({ type: 'talks-ended', facts: { stage, text, holder: { kind: 'nobody' } } });
};

const declineWorker: Decider<'declineWorker'> = (found) => {
  const { state, stage, context } = found;
  const side = sideOf(context.actor.account, state);
  if (!side || !state.worker || (side === 'other' && !state.otherIn)) return refuse('not-yours');
  if (state.declined.includes(side)) return refuse('asked-once');
  const { next, rung } = passTo(found, state.worker);
  return allow({ type: 'worker-declined', facts: { account: state.worker, stage, holder: next, ...(rung && rung !== state.rung ? { rung } : {}) } });
};

/** The first yes leaves it with the other side; the second closes it. */
export function confirmByBoth({ kind, state, stage, context: { actor } }: Case): Verdict {
  const side = sideOf(actor.account, state);
  if (!side || !canConfirm(actor, state, kind.closes)) return refuse('not-yours');
  if (state.confirmedBy.length > 0) return allow({ type: 'confirmed', facts: { stage, holder: { kind: 'nobody' } } });
  const waits = side === 'asker' ? ({ kind: 'side', account: state.other ?? '' } as const) : ({ kind: 'requester', account: state.requester } as const);
  return allow({ type: 'confirmed', facts: { holder: waits } });
}

export const SIDE_COMMANDS = { inviteOther, joinSide, takePart, stayOut, endTalks, declineWorker };
