import { isConcernedShop, canMove } from '../policy.ts';
import { notHers } from './by-worker.ts';
import { type Draft, isNameless } from './events.ts';
import { firstRung, rungHolder } from './ladder.ts';
import { allow, type Case, type Decider, refuse } from './verdict.ts';

/** To whoever would have had it at once if it didn't lie inside a booth. */
export function givenOn({ kind, state, stage, context }: Case): Draft {
  const ladder = state.grid ? kind.ladder : 'program';
  const rung = firstRung(ladder, context.team);
  return { type: 'given-on', facts: { ladder, rung, stage, holder: rungHolder(rung, { ...state, ladder }) } };
}

const keepInside: Decider<'keepInside'> = ({ state, stage, context }) =>
  isConcernedShop(context.actor, state) ? allow({ type: 'kept-inside', facts: { stage, holder: { kind: 'nobody' } } }) : refuse('not-yours');

const giveOn: Decider<'giveOn'> = (found) => (isConcernedShop(found.context.actor, found.state) ? allow(givenOn(found)) : refuse('not-yours'));

/** By the shop while it is hers alone, later by whoever has it: only of what somebody without an account sent in. */
const setAside: Decider<'setAside'> = (found) => {
  const { state, stage, context } = found;
  if (!isNameless(state.channel)) return refuse('not-now');
  const may = state.ladder === 'shop' ? isConcernedShop(context.actor, state) : canMove(context.actor, state);
  return may ? allow({ type: 'set-aside', facts: { stage, holder: { kind: 'nobody' } } }) : notHers(found);
};

export const SHOP_COMMANDS = { keepInside, giveOn, setAside };
