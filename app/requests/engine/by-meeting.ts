import { isPasser } from '../passer.ts';
import { canMove, isRequester } from '../policy.ts';
import { notHers } from './by-worker.ts';
import type { Draft } from './events.ts';
import { FARTHEST_MEETING, liveMeeting, LONGEST_MEETING, type Meeting, type MeetingSide } from './meeting.ts';
import type { RequestState } from './state.ts';
import { allow, type Case, type Decider, refuse } from './verdict.ts';

function sideOf({ state, context: { actor } }: Case): MeetingSide | null {
  if (isRequester(actor, state)) return 'asker';
  return canMove(actor, state) ? 'house' : null;
}

/** By either side; while nobody has answered it is proposed anew, and what was agreed is called off first. */
const proposeMeeting: Decider<'proposeMeeting'> = (found, { meeting, startsAt, endsAt, room, text }) => {
  const { state, context: { now } } = found;
  if (!sideOf(found)) return notHers(found);
  if (!meeting || isPasser(state.requester)) return refuse('not-now');
  if (liveMeeting(state, now)?.agreed) return refuse('meeting-stands');
  const lasts = endsAt.getTime() - startsAt.getTime();
  if (startsAt <= now || lasts <= 0 || lasts > LONGEST_MEETING || startsAt.getTime() - now.getTime() > FARTHEST_MEETING) return refuse('meeting-time');
  if (!room && !text) return refuse('meeting-place');
  return allow({ type: 'meeting-proposed', facts: { meeting, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), hall: room, text } });
};

/** By the side that didn't propose it. */
function answered(found: Case, id: string, then: (meeting: Meeting) => Draft) {
  const side = sideOf(found);
  if (!side) return notHers(found);
  const meeting = liveMeeting(found.state, found.context.now);
  if (!meeting || meeting.id !== id || meeting.agreed) return refuse('not-now');
  return meeting.side === side ? refuse('not-yours') : allow(then(meeting));
}

const agreeMeeting: Decider<'agreeMeeting'> = (found, { meeting }) => answered(found, meeting, ({ id }) => ({ type: 'meeting-agreed', facts: { meeting: id } }));

const declineMeeting: Decider<'declineMeeting'> = (found, { meeting, text }) => answered(found, meeting, ({ id }) => ({ type: 'meeting-declined', facts: { meeting: id, text } }));

/** What was agreed, by either side; a proposal, by whoever's it is. */
const callOffMeeting: Decider<'callOffMeeting'> = (found, { meeting: id, text }) => {
  const side = sideOf(found);
  if (!side) return notHers(found);
  const meeting = liveMeeting(found.state, found.context.now);
  if (!meeting || meeting.id !== id) return refuse('not-now');
  return meeting.agreed || meeting.side === side ? allow({ type: 'meeting-called-off', facts: { meeting: id, text } }) : refuse('not-yours');
};

/** Nobody meets about what is over. */
export function callOffOpen(state: RequestState, now: Date): Draft[] {
  const meeting = liveMeeting(state, now);
  return meeting ? [{ type: 'meeting-called-off', facts: { meeting: meeting.id } }] : [];
}

export const MEETING_COMMANDS = { proposeMeeting, agreeMeeting, declineMeeting, callOffMeeting };
