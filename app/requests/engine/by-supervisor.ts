import { canSupervise } from '../policy.ts';
import { notHers } from './by-worker.ts';
import { rungHolder, WORKING_ROLES } from './ladder.ts';
import { allow, type Case, type Decider, refuse } from './verdict.ts';
import type { Holder } from '#models/request.server.ts';

export function notSupervisor(found: Case) {
  const { state, context } = found;
  return state.workers.includes(context.actor.account) && context.actor.roles.includes('supervisor') ? refuse('worker-and-supervisor') : notHers(found);
}

const demandAnswer: Decider<'demandAnswer'> = (found, { text }) => {
  const { state, context } = found;
  if (!canSupervise(context.actor, state)) return notSupervisor(found);
  return state.demanded ? refuse('asked-once') : allow({ type: 'answer-demanded', facts: { text } });
};

/** A "done" goes back to who did it; when she has left the grid, to the rung. */
const sendBack: Decider<'sendBack'> = (found, { text }) => {
  const { state, stage, context } = found;
  if (!canSupervise(context.actor, state)) return notSupervisor(found);
  if (!text) return refuse('reason-needed');
  return allow({ type: 'sent-back', facts: { text, stage, holder: workerOrRung(found) } });
};

/** Who gets it again: the worker where she still is, else whoever stands on the rung. */
export function workerOrRung({ state, context }: Case): Holder {
  const { worker: account, rung } = state;
  const member = context.team.find((one) => one.account === account && WORKING_ROLES.includes(one.role) && !one.tied);
  if (account && rung === 'lead') return { kind: 'program', program: state.program, account };
  if (account && rung === 'named') return { kind: 'named', account };
  if (account && rung === 'council') return { kind: 'council', account };
  return member && account ? { kind: 'role', role: member.role, grid: state.grid ?? '', account } : rungHolder(rung, state);
}

export const SUPERVISOR_COMMANDS = { demandAnswer, sendBack };
