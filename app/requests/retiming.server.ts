import { RequestEvents, Requests } from '#models/request.server.ts';
import { type ClockPreview, type ClockSource, registerClockSource } from '#app/mall/settings/clock-source.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { eventOf, workingOf } from './case.server.ts';
import { clocksOf, dueOf } from './engine/clocks.ts';
import type { RequestEvent } from './engine/events.ts';
import { replay } from './engine/state.ts';
import { getKind, kindIn, listKinds } from './kinds.server.ts';

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

async function preview(mall: KnownMall, next: KnownMall, now: Date): Promise<ClockPreview> {
  const sums: ClockPreview = { open: 0, earlier: 0, later: 0, over: 0 };
  const rows = await Requests.find(open(mall._id), { kind: 1 }).sort({ dueAt: 1 }).limit(LOOKED_AT).lean();
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    const stored = await RequestEvents.find({ mall: mall._id, request: { $in: some.map((row) => row._id) } }).sort({ request: 1, seq: 1 }).lean();
    const logs = groupByRequest(stored);
    for (const row of some) {
      const events = (logs.get(row._id) ?? []).map(eventOf);
      if (events.length === 0) continue;
      const [is, willBe] = [dueIn(mall, row.kind, events, now), dueIn(next, row.kind, events, now)];
      sums.open += 1;
      if (willBe && is && willBe < is) sums.earlier += 1;
      if (willBe && is && willBe > is) sums.later += 1;
      if (is && is > now && (!willBe || willBe <= now)) sums.over += 1;
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
