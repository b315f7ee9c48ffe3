import { isOther, isRequester } from '../policy.ts';
import type { EventFacts } from './events.ts';
import { type Rung, rungAbove, rungHolder, standsOn, WORKING_ROLES } from './ladder.ts';
import { allow, type Case, type Decider, refuse } from './verdict.ts';
import type { Holder } from '#models/request.server.ts';

interface Passing {
  next: Holder;
  account?: string;
  rung?: Rung;
}

/** To the successor where she may have it; else to the rung, or the next one with somebody on it. */
export function passTo({ state, context }: Case, from: string, to?: string): Passing {
  const free = context.team.filter((one) => one.account !== from && !one.tied);
  const member = free.find((one) => one.account === to && WORKING_ROLES.includes(one.role));
  if (member && !state.supervisors.includes(member.account) && state.ladder === 'grid') {
    return { account: member.account, next: { kind: 'role', role: member.role, grid: state.grid ?? '', account: member.account } };
  }
  const manned = state.ladder === 'program' || state.ladder === 'named' || state.rung === 'council' || free.some((one) => one.role === state.rung);
  const rung = manned ? state.rung : (rungAbove(state.ladder, state.rung, free) ?? 'council');
  return { rung, next: rungHolder(rung, state) };
}

/** Where it is now, if it is in her hands and not with the requester or the office. */
function moveOf({ kind, state }: Case, from: string, { next, account, rung }: Passing): EventFacts['handed-over'] {
  const here = 'account' in state.holder && state.holder.account === from && state.holder.kind !== 'requester' && state.holder.kind !== 'side';
  const stage = here && !account && kind.stages['sent-back'] ? 'sent-back' : undefined;
  return { account, next, ...(here ? { holder: next, stage } : {}), ...(rung && rung !== state.rung ? { rung } : {}) };
}

const handOver: Decider<'handOver'> = (found, { from, to }) => {
  const { state, context } = found;
  if (state.worker !== from || state.confidential) return refuse('not-yours');
  if (!context.actor.house && context.actor.account !== from) return refuse('not-yours');
  return allow({ type: 'handed-over', facts: moveOf(found, from, passTo(found, from, to)) });
};

/** Whoever could have worked on it, watched it or decided about it steps aside, herself and for good. */
const recuse: Decider<'recuse'> = (found) => {
  const { state, context } = found;
  const { account, roles, posts } = context.actor;
  if (isRequester(context.actor, state) || isOther(context.actor, state) || state.recused.includes(account)) return refuse('not-now');
  // One of those who have it by name always stays.
  if (state.ladder === 'named' && (!state.named.includes(account) || state.named.length < 2)) return refuse(state.named.includes(account) ? 'not-now' : 'not-yours');
  const concerned = state.ladder === 'grid' ? roles.length > 0 || (state.rung === 'council' && standsOn('council', { roles, posts })) : posts.length > 0;
  if (!concerned && state.worker !== account) return refuse('not-yours');
  const passing = state.worker === account ? moveOf(found, account, passTo(found, account)) : {};
  return allow({ type: 'recused', facts: { ...passing, account } });
};

export const HANDS_COMMANDS = { handOver, recuse };
