import type { ClientSession } from 'mongoose';
import { type Holder, type RequestEventRow, RequestEvents, Requests, type RequestRow } from '#models/request.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { RequestEvent } from './engine/events.ts';
import type { Kind } from './engine/kind.ts';
import { replay, type RequestState } from './engine/state.ts';
import { getKind } from './kinds.server.ts';

export interface OpenCase {
  row: RequestRow;
  kind: Kind;
  events: RequestEvent[];
  state: RequestState;
}

export function eventOf({ seq, at, type, actor, role, facts }: Pick<RequestEventRow, 'seq' | 'at' | 'type' | 'actor' | 'role' | 'facts'>): RequestEvent {
  return { seq, at, type, actor, role, facts } as unknown as RequestEvent;
}

/** A request by its number with its whole log; null when this mall has none. */
export async function findCase(mall: string, number: string, session?: ClientSession): Promise<OpenCase | null> {
  const row = await Requests.findOne({ mall, number }, null, { session }).lean();
  if (!row) return null;
  const stored = await RequestEvents.find({ mall, request: row._id }, null, { session }).sort({ seq: 1 }).lean();
  const events = stored.map(eventOf);
  const kind = getKind(row.kind);
  return { row, kind, events, state: replay(kind, events) };
}

/** @throws a 404 Response */
export async function getCase(mall: string, number: string, session?: ClientSession): Promise<OpenCase> {
  const found = await findCase(mall, number, session);
  if (!found) throw notFound();
  return found;
}

export const workingOf = ({ zone, calendar }: Pick<KnownMall, 'zone' | 'calendar'>) => ({ zone, calendar });

/** The person who has it in her hands, if somebody has. */
export function accountOf(holder: Holder): string | undefined {
  return 'account' in holder ? holder.account : undefined;
}
