import type { Actor } from '#app/platform/actor.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { SettableClock } from '#app/platform/mall-settings.ts';
import { singleton } from '#app/platform/singleton.server.ts';

/** What a change of calendar, zone or limits does to the clocks that run now. Confidential requests are in none of it. */
export interface ClockPreview {
  open: number;
  /** There are more than were looked at. */
  more: boolean;
  earlier: number;
  later: number;
  /** Would have run out already. */
  over: number;
  /** Furthest move in either direction, in minutes of ordinary time; 0 when none moves. */
  furthest: { earlier: number; later: number };
  /** The most urgent of those that move, as far as this reader may see them. */
  first: { number: string; from: Date; to: Date | null }[];
}

/** Longest list of requests that a preview names. */
export const NAMED = 10;

/** The clocks are the requests' own; that room hands this over in app/routes/registries.server.ts, since `mall` imports none. */
export interface ClockSource {
  kinds(): { id: string; program: string; clocks: Record<SettableClock, number> }[];
  preview(asked: { mall: KnownMall; next: KnownMall; actor: Actor; now: Date }): Promise<ClockPreview>;
  /** Has every open request looked at again, since its moments may be others now. Repeatable. */
  retime(mall: string, now: Date): Promise<void>;
}

const source = () => singleton<{ is: ClockSource | null }>('clock-source', () => ({ is: null }));

export function registerClockSource(clocks: ClockSource): void {
  source().is = clocks;
}

export const clockSource = (): ClockSource | null => source().is;
