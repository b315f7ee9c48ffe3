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

/** Several requests of one mall with their logs, in the order asked for, with two queries. */
export async function findCases(mall: string, numbers: readonly string[]): Promise<OpenCase[]> {
  const rows = await Requests.find({ mall, number: { $in: [...numbers] } }).lean();
  const stored = await RequestEvents.find({ mall, request: { $in: rows.map((row) => row._id) } }).sort({ request: 1, seq: 1 }).lean();
  const logs = new Map<string, RequestEventRow[]>(rows.map((row) => [row._id, []]));
  for (const event of stored) logs.get(event.request)?.push(event);
  const rowOf = new Map(rows.map((row) => [row.number, row]));
  return numbers.flatMap((number) => {
    const row = rowOf.get(number);
    if (!row) return [];
    const events = (logs.get(row._id) ?? []).map(eventOf);
    const kind = getKind(row.kind);
    return [{ row, kind, events, state: replay(kind, events) }];
  });
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
