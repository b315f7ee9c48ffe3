import type { RequestCommand } from './commands.ts';
import type { RequestEvent } from './events.ts';
import type { RequestState } from './state.ts';

/** Who may read what is said in a matter between two: one side and whoever mediates, or all three. */
export const ROOMS = ['asker', 'other', 'joint'] as const;
export type Room = (typeof ROOMS)[number];
/** One of the two. */
export type Side = Exclude<Room, 'joint'>;

/** Which side somebody is; null for whoever isn't one. */
export function sideOf(account: string, { requester, other }: Pick<RequestState, 'requester' | 'other'>): Side | null {
  if (account === requester) return 'asker';
  return other !== undefined && account === other ? 'other' : null;
}

/** Where the words of a command belong. What is a side's own stays with her; a reason is both sides' once both take part. */
export function roomOf(command: RequestCommand, { otherIn }: Pick<RequestState, 'otherIn'>): Room {
  if (command.type === 'say' && command.room) return command.room;
  if (command.type === 'inviteOther') return 'joint';
  if (command.type === 'takePart') return 'other';
  if (command.type === 'setFacts') return 'asker';
  return otherIn ? 'joint' : 'asker';
}

/** For one side alone: `null` where everybody in the case may know of it. What was asked before there was another side is the asker's. */
export function keptWith(event: RequestEvent): Side | null {
  const { room } = event.facts as { room?: Room };
  if (room === 'asker' || room === 'other') return room;
  if (room === 'joint') return null;
  const { text, details, attachments = [] } = event.facts as { text?: string; details?: string; attachments?: string[] };
  return event.type === 'asked' || event.type === 'facts-set' || event.type === 'shared' || text || details || attachments.length > 0 ? 'asker' : null;
}

/** What one side may know of: the other side's own is never in it, and hers begins with her invitation. `null`: whoever mediates. */
export function eventsFor(side: Side | null, events: readonly RequestEvent[]): readonly RequestEvent[] {
  if (!side) return events;
  const from = side === 'other' ? events.findIndex(({ type }) => type === 'other-invited') : 0;
  return from < 0 ? [] : events.slice(from).filter((event) => [null, side].includes(keptWith(event)));
}
