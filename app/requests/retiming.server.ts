import { RequestEvents, Requests } from '#models/request.server.ts';
import { type ClockPreview, type ClockSource, NAMED, registerClockSource } from '#app/mall/settings/clock-source.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { eventOf, workingOf } from './case.server.ts';
import { clocksOf, dueOf } from './engine/clocks.ts';
import type { RequestEvent } from './engine/events.ts';
import { replay, type RequestState } from './engine/state.ts';
import { getKind, kindIn, listKinds } from './kinds.server.ts';
import { factsOf } from './people.server.ts';
import { sightOf } from './policy.ts';

/** A preview looks at so many open requests, the most urgent first; a mall that has more is told so by the sum. */
const LOOKED_AT = 1_000;
const AT_ONCE = 200;
const open = (mall: string) => ({ mall, closedAt: { $exists: false } });

function dueIn(mall: KnownMall, kindId: string, events: readonly RequestEvent[], now: Date): Date | undefined {
  const kind = kindIn(mall, getKind(kindId));
  const working = workingOf(mall);
  return dueOf(clocksOf(kind, events, now, working), replay(kind, events), working);
}

function groupByRequest<E extends { request: string }>(events: readonly E[]): Map<string, E[]> {
  const logs = new Map<string, E[]>();
  for (const event of events) logs.set(event.request, [...(logs.get(event.request) ?? []), event]);
  return logs;
}

/** An officer's list of all requests has the grids' by number; any other ladder's are there for those who stand on it. */
function maySee(actor: Actor, mall: string, state: RequestState): boolean {
  return !state.confidential && (state.ladder === 'grid' || sightOf(factsOf(actor, mall, state.grid), state) !== 'none');
}

interface Move {
  number: string;
  state: RequestState;
  is: Date | undefined;
  willBe: Date | undefined;
}

function add(sums: ClockPreview, { number, state, is, willBe }: Move, actor: Actor, mall: string, now: Date): void {
  sums.open += 1;
  if (is && is > now && (!willBe || willBe <= now)) sums.over += 1;
  if (!is || is.getTime() === willBe?.getTime()) return;
  const minutes = willBe ? (willBe.getTime() - is.getTime()) / 60_000 : 0;
  if (minutes < 0) sums.earlier += 1;
  if (minutes > 0) sums.later += 1;
  sums.furthest = { earlier: Math.max(sums.furthest.earlier, -minutes), later: Math.max(sums.furthest.later, minutes) };
  if (sums.first.length < NAMED && maySee(actor, mall, state)) sums.first.push({ number, from: is, to: willBe ?? null });
}

async function preview({ mall, next, actor, now }: Parameters<ClockSource['preview']>[0]): Promise<ClockPreview> {
  const sums: ClockPreview = { open: 0, more: false, earlier: 0, later: 0, over: 0, furthest: { earlier: 0, later: 0 }, first: [] };
  const found = await Requests.find({ ...open(mall._id), confidential: false, ladder: { $ne: 'shop' } }, { kind: 1, number: 1 }).sort({ dueAt: 1 }).limit(LOOKED_AT + 1).lean();
  const rows = found.slice(0, LOOKED_AT);
  sums.more = found.length > rows.length;
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    const stored = await RequestEvents.find({ mall: mall._id, request: { $in: some.map((row) => row._id) } }).sort({ request: 1, seq: 1 }).lean();
    const logs = groupByRequest(stored);
    for (const { _id, kind: id, number } of some) {
      const events = (logs.get(_id) ?? []).map(eventOf);
      if (events.length === 0) continue;
      const state = replay(getKind(id), events);
      add(sums, { number, state, is: dueIn(mall, id, events, now), willBe: dueIn(next, id, events, now) }, actor, mall._id, now);
    }
  }
  return sums;
}

/** The clocks' job looks at all of them in its next minute, and writes what it finds. */
async function retime(mall: string, now: Date): Promise<void> {
  await Requests.updateMany(open(mall), { $set: { nextCheckAt: now } });
}

/** The requests' clocks as the mall's settings need them. */
export const REQUEST_CLOCKS: ClockSource = {
  kinds: () => listKinds().map(({ id, program, clocks }) => ({ id, program, clocks })),
  preview,
  retime,
};

export function registerRequestClocks(): void {
  registerClockSource(REQUEST_CLOCKS);
}
