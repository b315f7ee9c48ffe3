import { isOfOffice } from '../policy.ts';
import { workerOrRung } from './by-supervisor.ts';
import { allow, type Decider, refuse } from './verdict.ts';

const officeTakesOn: Decider<'officeTakesOn'> = ({ state, context: { actor } }) => {
  if (!isOfOffice(actor, state) || !state.passed) return refuse('not-yours');
  const taken = state.holder.kind === 'office' && state.holder.account !== undefined;
  return taken ? refuse('not-now') : allow({ type: 'office-took-on', facts: { holder: { kind: 'office', office: state.passed.office, account: actor.account } } });
};

/** The answer goes to the requester, who has the last word as ever. */
const officeAnswers: Decider<'officeAnswers'> = ({ state, stage, context: { actor } }, { outcome, text }) => {
  if (!isOfOffice(actor, state)) return refuse('not-yours');
  if (!text) return refuse('words-needed');
  return allow({ type: 'office-answered', facts: { outcome, text, stage, holder: { kind: 'requester', account: state.requester } } });
};

/** With it the consent ends: asking again is a new consent. */
const officeHandsBack: Decider<'officeHandsBack'> = (found, { text }) => {
  const { state, stage, context } = found;
  if (!isOfOffice(context.actor, state)) return refuse('not-yours');
  if (!text) return refuse('reason-needed');
  return allow({ type: 'office-handed-back', facts: { text, stage, holder: workerOrRung(found) } });
};

export const OFFICE_COMMANDS = { officeTakesOn, officeAnswers, officeHandsBack };
