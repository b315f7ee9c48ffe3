import { canMove, holdsPart } from '../policy.ts';
import { notHers } from './by-worker.ts';
import type { Draft } from './events.ts';
import { WORKING_ROLES } from './ladder.ts';
import { holderKey, isOpenPart, MOST_OPEN_PARTS, openParts, type Part, type PartHolder } from './parts.ts';
import { allow, type Case, type Decider, refuse, type RefusalKey, type Verdict } from './verdict.ts';

/** Why this holder can't have a part of it; null when it can. */
function unfit({ state, context }: Case, to: PartHolder): RefusalKey | null {
  if (to.kind !== 'person') {
    const own = to.kind === 'grid' && to.grid === state.grid;
    return own || !(context.holders ?? []).includes(holderKey(to)) ? 'no-such-holder' : null;
  }
  const member = context.team.some((one) => one.account === to.account && WORKING_ROLES.includes(one.role) && !one.tied);
  if (!member || state.ladder !== 'grid' || to.grid !== state.grid) return 'not-in-team';
  return state.supervisors.includes(to.account) ? 'worker-and-supervisor' : null;
}

const givePart: Decider<'givePart'> = (found, { part, to, minutes, evidence, text, attachments }) => {
  const { state, context } = found;
  if (!canMove(context.actor, state)) return notHers(found);
  if (state.confidential || state.sided || state.ladder === 'named' || state.ladder === 'shop') return refuse('no-parts');
  if (!part || state.parts.some(({ id }) => id === part) || minutes <= 0) return refuse('not-now');
  const reason = unfit(found, to);
  if (reason) return refuse(reason);
  if (!text) return refuse('words-needed');
  return openParts(state.parts).length >= MOST_OPEN_PARTS ? refuse('too-many-parts') : allow({ type: 'part-given', facts: { part, to, minutes, evidence, text, attachments } });
};

/** By its holder; of a partner's also by whoever has the request, who types in what came back on paper. */
function answer(found: Case, id: string, paper: boolean | undefined, then: (part: Part, how: { paper?: true }) => Verdict): Verdict {
  const { state, context } = found;
  const part = state.parts.find((one) => one.id === id);
  if (!part) return refuse('not-yours');
  const typed = paper === true && part.holder.kind === 'partner' && canMove(context.actor, state);
  if (!typed && !holdsPart(context.actor, state, part)) return notHers(found);
  // Its holder answers by herself, whatever else she ticks.
  const how = typed && !holdsPart(context.actor, state, part) ? { paper: true as const } : {};
  return isOpenPart(part) ? then(part, how) : refuse('not-now');
}

const acceptPart: Decider<'acceptPart'> = (found, { part: id, paper }) =>
  answer(found, id, paper, ({ state }, how) => (state === 'offered' ? allow({ type: 'part-accepted', facts: { part: id, ...how } }) : refuse('not-now')));

const declinePart: Decider<'declinePart'> = (found, { part: id, text, paper }) =>
  answer(found, id, paper, (_part, how) => (text ? allow({ type: 'part-declined', facts: { part: id, text, ...how } }) : refuse('reason-needed')));

const donePart: Decider<'donePart'> = (found, { part: id, text, attachments = [], paper }) =>
  answer(found, id, paper, ({ evidence }, how) => {
    if (evidence === 'photo' && attachments.length === 0) return refuse('photo-needed');
    if (evidence === 'words' && !text) return refuse('words-needed');
    return allow({ type: 'part-done', facts: { part: id, text, attachments, ...how } });
  });

/** Between whoever has the part and whoever has the request, about this part: never the talk with the requester, who reads it all the same. */
const sayOnPart: Decider<'sayOnPart'> = (found, { part: id, text, attachments = [] }) => {
  const { state, context } = found;
  const part = state.parts.find((one) => one.id === id);
  if (!part || (!canMove(context.actor, state) && !holdsPart(context.actor, state, part))) return notHers(found);
  if (!isOpenPart(part)) return refuse('not-now');
  return text || attachments.length > 0 ? allow({ type: 'part-said', facts: { part: id, text, attachments } }) : refuse('words-needed');
};

const takeBackPart: Decider<'takeBackPart'> = (found, { part: id }) => {
  const { state, context } = found;
  if (!canMove(context.actor, state)) return notHers(found);
  const part = state.parts.find((one) => one.id === id);
  return part && isOpenPart(part) ? allow({ type: 'part-taken-back', facts: { part: id } }) : refuse('not-now');
};

/** Nothing is left in anybody's hands of what is done or over. */
export const takeBackOpen = (parts: readonly Part[]): Draft[] => openParts(parts).map(({ id }): Draft => ({ type: 'part-taken-back', facts: { part: id } }));

export const PART_COMMANDS = { givePart, acceptPart, declinePart, donePart, sayOnPart, takeBackPart };
