import type { RequestEvent } from './events.ts';

/** Whoever asked, or the association's people. */
export type MeetingSide = 'asker' | 'house';

/** A time to meet about a request: proposed by one side, and agreed to by the other. */
export interface Meeting {
  id: string;
  startsAt: Date;
  endsAt: Date;
  /** Its room is held from the proposal on. */
  room?: string;
  /** Id of the words that say where, or what to bring. */
  text?: string;
  by: string;
  side: MeetingSide;
  agreed: boolean;
  ended?: 'declined' | 'called-off';
}

/** Longest it lasts, and farthest it lies ahead, in ms. */
export const LONGEST_MEETING = 4 * 3600_000;
export const FARTHEST_MEETING = 60 * 24 * 3600_000;

/** It is still to come. */
export function liveMeeting({ meeting }: { meeting?: Meeting }, now: Date): Meeting | undefined {
  return meeting && !meeting.ended && meeting.startsAt > now ? meeting : undefined;
}

export type MeetingEvent = Extract<RequestEvent, { type: `meeting-${string}` }>;
export const isMeetingEvent = (event: RequestEvent): event is MeetingEvent => event.type.startsWith('meeting-');

/** The meeting after one of its events; a new proposal takes the place of the one before. */
export function meetingAfter(was: Meeting | undefined, event: MeetingEvent, requester: string): Meeting | undefined {
  if (event.type === 'meeting-proposed') {
    const { meeting: id, startsAt, endsAt, hall: room, text } = event.facts;
    return { id, startsAt: new Date(startsAt), endsAt: new Date(endsAt), by: event.actor, side: event.actor === requester ? 'asker' : 'house', agreed: false, ...(room ? { room } : {}), ...(text ? { text } : {}) };
  }
  if (!was || was.id !== event.facts.meeting) return was;
  if (event.type === 'meeting-agreed') return { ...was, agreed: true };
  return { ...was, ended: event.type === 'meeting-declined' ? 'declined' : 'called-off' };
}
