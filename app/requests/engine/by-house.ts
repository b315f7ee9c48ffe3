import { isWorking } from '../working-time.ts';
import { clocksOf, ranOut, silenceCycle, shopsDayEnds, silenceEnds, warningsDue } from './clocks.ts';
import type { Draft } from './events.ts';
import { reviewRunOut } from './by-review.ts';
import { givenOn } from './by-shop.ts';
import { rungAbove, rungHolder } from './ladder.ts';
import { holderKey, openParts, type Part, partDue } from './parts.ts';
import { allow, type Case, type Decider, refuse } from './verdict.ts';

/**
 * Time has passed: warnings, hand-ups by silence, closing by silence. Doing it twice does it once, since each act leaves
 * its mark in the log. What is confidential neither climbs nor closes by silence; its people are told.
 */
const tick: Decider<'tick'> = (found) => {
  if (!found.context.actor.house) return refuse('not-yours');
  if (found.state.ladder === 'shop') return found.context.now < shopsDayEnds(found.state, found.context.working) ? allow() : allow(givenOn(found));
  return allow(...silence(found), ...runOut(found), ...warnings(found), ...partsLeft(found), ...partsRunOut(found), ...reviewRunOut(found));
};

function runOut({ kind, state, context }: Case): Draft[] {
  const waits = kind.stages[state.stage]?.waits;
  if (waits === 'requester' || waits === 'side') return [];
  const over = ranOut(clocksOf(kind, context.events, context.now, context.working), state);
  const inside = waits !== 'office';
  const rung = !state.confidential && inside ? rungAbove(state.ladder, state.rung, context.team) : null;
  return over.map(({ cycle: clock }, index): Draft => {
    const climbs = rung !== null && index === 0;
    return { type: 'ran-out', facts: climbs ? { clock, stage: 'handed-up', rung, holder: rungHolder(rung, state) } : { clock } };
  });
}

/** What a partner, a grid or a program had that isn't there any more, or one of the grid's own people who left, is given to nobody: whoever gave it is told. */
const partsLeft = (found: Case): Draft[] => ofNobody(found).map(({ id }): Draft => ({ type: 'part-taken-back', facts: { part: id } }));

function ofNobody({ state, context: { holders, team } }: Case): Part[] {
  if (!holders) return [];
  const isThere = ({ holder }: Part) => (holder.kind === 'person' ? team.some(({ account }) => account === holder.account) : holders.includes(holderKey(holder)));
  return openParts(state.parts).filter((part) => !isThere(part));
}

/** Told once; a part climbs nowhere, and whoever gave it decides what becomes of it. */
function partsRunOut(found: Case): Draft[] {
  const { state, context } = found;
  const left = ofNobody(found);
  const isOver = (due: Date | undefined) => due !== undefined && due <= context.now;
  const late = openParts(state.parts).filter((part) => !left.includes(part) && !part.ranOut && isOver(partDue(part, context.working)));
  return late.map(({ id }): Draft => ({ type: 'part-ran-out', facts: { part: id } }));
}

function warnings({ kind, state, context }: Case): Draft[] {
  if (!isWorking(context.working, context.now)) return [];
  const due = warningsDue(clocksOf(kind, context.events, context.now, context.working), state);
  return due.map((facts): Draft => ({ type: 'warned', facts }));
}

function silence({ kind, state, context }: Case): Draft[] {
  const ends = silenceEnds(state, context.working);
  if (state.confidential || !ends || context.now < ends) return [];
  if (state.attempts > 0 && kind.stages[state.stage]?.on.closeUnanswered) {
    return [{ type: 'closed-without-answer', facts: { stage: 'closed', holder: { kind: 'nobody' } } }];
  }
  const clock = silenceCycle(state);
  return state.told.includes(`${clock}:100`) ? [] : [{ type: 'warned', facts: { clock, percent: 100 } }];
}

export const HOUSE_COMMANDS = { tick };
