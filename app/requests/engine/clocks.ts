import { dayIn } from '#app/i18n/zone-days.ts';
import { addWorkingMinutes, endOfWorkingDay, isWorking, minutesADay, nextOpening, workingMinutesBetween, type WorkingTime } from '../working-time.ts';
import type { RequestEvent } from './events.ts';
import { openParts, partDue } from './parts.ts';
import { CLOCKS, type ClockName, type Kind } from './kind.ts';
import { reviewCheck } from './review.ts';
import { replaySteps, type RequestState } from './state.ts';

/** One clock as it stands; minutes are working minutes of the mall. */
export interface ClockView {
  name: ClockName;
  /** Name and the event its cycle began with: `next-update@7`. A restart is another cycle. */
  cycle: string;
  limitMinutes: number;
  usedMinutes: number;
  leftMinutes: number;
  /** `done`: what it waited for happened. */
  state: 'running' | 'paused' | 'done' | 'over';
  /** When it runs, or ran, out; absent while it stands still. */
  dueAt?: Date;
}

interface Track {
  cycle: string;
  limit: number;
  spans: [from: Date, to: Date][];
  since?: Date;
  done: boolean;
}

/** Working days of silence after which an asked requester is taken to have nothing to add. */
export const SILENT_DAYS = 5;
const THRESHOLDS = [50, 80] as const;

/** Acts of those who work on it that count as a response; what the requester, the supervisor or the house does isn't one. */
const RESPONSES = new Set<RequestEvent['type']>([
  'taken-on', 'started', 'assigned', 'part-given', 'said', 'question-asked', 'handed-up', 'handed-back', 'marked-done', 'meeting-proposed', 'meeting-agreed', 'office-suggested', 'office-took-on',
  'office-answered', 'office-handed-back',
]);

/** Folds the log into the spans in which each clock ran. */
function tracksOf(kind: Kind, events: readonly RequestEvent[]): Map<ClockName, Track> {
  const tracks = new Map<ClockName, Track>();
  const begin = (name: ClockName, { event }: { event: RequestEvent }, limit = kind.clocks[name]) =>
    tracks.set(name, { cycle: `${name}@${event.seq}`, limit, spans: [], done: false });
  for (const step of replaySteps(kind, events)) {
    const { event, state } = step;
    const moved = 'rung' in event.facts && event.facts.rung !== undefined;
    for (const track of tracks.values()) pause(track, event.at);
    if (event.type === 'asked') {
      begin('first-response', step);
      begin('solution', step);
    } else if (event.type === 'passed-on') {
      begin('next-update', step, kind.clocks.office);
    } else if (event.type === 'taken-back' && !tracks.get('first-response')?.done) {
      tracks.delete('next-update');
    } else if (event.type === 'reopened' || event.type === 'sent-back' || event.type === 'taken-back') {
      begin('next-update', step);
      if (event.type === 'reopened') begin('solution', step);
    } else if (event.type === 'ran-out' && moved) {
      const name = event.facts.clock.split('@')[0] as ClockName;
      if (name !== 'solution') begin(name, step);
    } else if (RESPONSES.has(event.type) && event.actor !== state.requester && event.actor !== state.other) {
      finish(tracks.get('first-response'));
      begin('next-update', step);
    }
    const waits = kind.stages[state.stage]?.waits;
    for (const [name, track] of tracks) {
      // A shop's own day is nobody's clock. While the office has it, the association's own first answer neither runs out nor counts as given.
      const stands = waits === 'requester' || waits === 'side' || waits === 'shop' || (waits === 'office' && name === 'first-response');
      if (waits === 'nobody') track.done = true;
      else if (!stands && !track.done) track.since = event.at;
    }
  }
  return tracks;
}

function pause(track: Track, at: Date): void {
  if (track.since) track.spans.push([track.since, at]);
  delete track.since;
}

function finish(track: Track | undefined): void {
  if (track) track.done = true;
}

/** Every clock that has begun, from the log alone: nothing is counted anywhere else, so nothing can drift. */
export function clocksOf(kind: Kind, events: readonly RequestEvent[], now: Date, working: WorkingTime): ClockView[] {
  const tracks = tracksOf(kind, events);
  return CLOCKS.flatMap((name) => {
    const track = tracks.get(name);
    return track ? [viewOf(name, track, now, working)] : [];
  });
}

function viewOf(name: ClockName, { cycle, limit, spans, since, done }: Track, now: Date, working: WorkingTime): ClockView {
  const before = spans.reduce((sum, [from, to]) => sum + workingMinutesBetween(working, from, to), 0);
  const used = before + (since ? workingMinutesBetween(working, since, now) : 0);
  const over = used >= limit;
  const state = done ? 'done' : over ? 'over' : since ? 'running' : 'paused';
  const dueAt = !done && since && before < limit ? (addWorkingMinutes(working, since, limit - before) ?? undefined) : undefined;
  return { name, cycle, limitMinutes: limit, usedMinutes: used, leftMinutes: Math.max(0, limit - used), state, dueAt };
}

/** When silence of the requester may close it; absent while it doesn't wait for her. */
export function silenceEnds(state: RequestState, working: WorkingTime): Date | null {
  return state.silentSince ? endOfWorkingDay(working, state.silentSince, SILENT_DAYS) : null;
}

const DAY = 24 * 3600_000;

/** When what lies inside a booth goes to the association by itself: after as much working time as one day of the mall has. */
export function shopsDayEnds({ openedAt }: Pick<RequestState, 'openedAt'>, working: WorkingTime): Date {
  return addWorkingMinutes(working, openedAt, minutesADay(working, dayIn(openedAt, working.zone))) ?? new Date(openedAt.getTime() + DAY);
}

/** What a list sorts by: the clock that runs out first, or the end of the requester's silence. */
export function dueOf(clocks: readonly ClockView[], state: RequestState, working: WorkingTime): Date | undefined {
  if (state.stage === 'with-shop') return shopsDayEnds(state, working);
  const running = clocks.flatMap((clock) => (clock.state === 'running' || clock.state === 'over' ? (clock.dueAt ?? []) : []));
  const silence = state.confidential ? null : silenceEnds(state, working);
  return [...running, ...(silence ? [silence] : [])].sort((a, b) => a.getTime() - b.getTime())[0];
}

/** Warnings that are due now and not sent yet: the highest threshold of each running clock. */
export function warningsDue(clocks: readonly ClockView[], state: RequestState): { clock: string; percent: number }[] {
  return clocks.flatMap(({ cycle, usedMinutes, limitMinutes, state: runs }) => {
    if (runs !== 'running') return [];
    const reached = THRESHOLDS.filter((percent) => usedMinutes * 100 >= limitMinutes * percent);
    const percent = reached[reached.length - 1];
    return percent && !state.told.includes(`${cycle}:${percent}`) ? [{ clock: cycle, percent }] : [];
  });
}

/** Clocks that ran out and were not acted on yet. */
export function ranOut(clocks: readonly ClockView[], state: RequestState): ClockView[] {
  return clocks.filter((clock) => clock.state === 'over' && !state.told.includes(`${clock.cycle}:out`));
}

/** The next moment at which the house has to look: a warning (in working time), a clock running out, or the end of silence. */
export function nextCheck(kind: Kind, events: readonly RequestEvent[], state: RequestState, now: Date, working: WorkingTime): Date | undefined {
  if (state.stage === 'with-shop') return shopsDayEnds(state, working);
  const moments: Date[] = [];
  const waits = kind.stages[state.stage]?.waits;
  const clocks = waits === 'requester' || waits === 'side' ? [] : clocksOf(kind, events, now, working);
  if (ranOut(clocks, state).length > 0) moments.push(now);
  for (const clock of clocks.filter((one) => one.state === 'running')) {
    for (const percent of [...THRESHOLDS, 100]) {
      if (state.told.some((told) => told.startsWith(`${clock.cycle}:`) && Number(told.split(':')[1]) >= percent)) continue;
      const at = addWorkingMinutes(working, now, Math.max(0, (clock.limitMinutes * percent) / 100 - clock.usedMinutes));
      const heard = at && percent < 100 && !isWorking(working, at) ? nextOpening(working, at) : at;
      if (heard) moments.push(heard);
    }
  }
  moments.push(...openParts(state.parts).flatMap((part) => (part.ranOut ? [] : (partDue(part, working) ?? []))));
  moments.push(...[reviewCheck(state, working) ?? []].flat());
  const silence = state.confidential ? null : silenceEnds(state, working);
  if (silence && !state.told.includes(`${silenceCycle(state)}:100`)) moments.push(silence);
  else if (silence && state.attempts > 0) moments.push(silence);
  return moments.sort((a, b) => a.getTime() - b.getTime())[0];
}

/** One silence of the requester, as it is named in the log. */
export function silenceCycle(state: RequestState): string {
  return `silence@${state.silentSince?.getTime() ?? 0}`;
}
