import { isRequester } from '../policy.ts';
import { allow, type Decider, refuse } from './verdict.ts';

/** Why isn't asked; somebody else comes in her place where there is somebody, and one of them always stays. */
const declineNamed: Decider<'declineNamed'> = ({ state, context }, { account, instead }) => {
  if (!isRequester(context.actor, state)) return refuse('not-yours');
  const left = state.named.filter((one) => one !== account);
  if (left.length === state.named.length || (left.length === 0 && !instead)) return refuse('not-now');
  if (instead !== undefined && (instead === state.requester || state.named.includes(instead) || state.recused.includes(instead))) return refuse('not-now');
  const hers = state.worker === account && state.holder.kind === 'named';
  return allow({ type: 'named-changed', facts: { account, instead, ...(hers ? { stage: 'received', holder: { kind: 'named' } } : {}) } });
};

/** Once, and by nobody else: until then the person whom it is about learns nothing. */
const letKnow: Decider<'letKnow'> = ({ state, context }) => {
  if (!isRequester(context.actor, state)) return refuse('not-yours');
  return state.letKnow ? refuse('asked-once') : allow({ type: 'let-know', facts: {} });
};

export const NAMED_COMMANDS = { declineNamed, letKnow };
