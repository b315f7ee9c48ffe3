import { canNote, isRequester } from '../policy.ts';
import { notHers } from './by-worker.ts';
import { allow, type Case, type Decider, refuse } from './verdict.ts';

/** Lines of a list that a person still takes in. */
export const MOST_STEPS = 30;

/** About the work and not for the talk: parts ordered, who has the key. No answer to whoever asked, so no clock hears it. */
const note: Decider<'note'> = (found, { text, attachments = [] }) => {
  if (!canNote(found.context.actor, found.state)) return notHers(found);
  return text || attachments.length > 0 ? allow({ type: 'noted', facts: { text, attachments } }) : refuse('words-needed');
};

/** The list is of all who have a hand in it, whoever asked among them. */
const keepsList = ({ state, context: { actor } }: Case): boolean => canNote(actor, state) || (isRequester(actor, state) && !state.sided);

const addStep: Decider<'addStep'> = (found, { step, text }) => {
  const { steps } = found.state;
  if (!keepsList(found)) return notHers(found);
  if (!text) return refuse('words-needed');
  if (steps.length >= MOST_STEPS) return refuse('too-many-steps');
  return step && !steps.some(({ id }) => id === step) ? allow({ type: 'step-added', facts: { step, text } }) : refuse('not-now');
};

/** Two who tick the same line at once mean the same: the second changes nothing. */
const tickStep: Decider<'tickStep'> = (found, { step: id, done }) => {
  if (!keepsList(found)) return notHers(found);
  const step = found.state.steps.find((one) => one.id === id);
  if (!step) return refuse('not-now');
  return step.done === done ? allow() : allow({ type: 'step-ticked', facts: { step: id, done } });
};

export const NOTE_COMMANDS = { note, addStep, tickStep };
