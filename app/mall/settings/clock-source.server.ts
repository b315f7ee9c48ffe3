import type { KnownMall } from '#app/platform/malls.server.ts';
import type { SettableClock } from '#app/platform/mall-settings.ts';
import { singleton } from '#app/platform/singleton.server.ts';

/** What a change of calendar, zone or limits does to the clocks that run now: sums, no request is named. */
export interface ClockPreview {
  open: number;
  earlier: number;
  later: number;
  /** Would have run out already. */
  over: number;
}

/** The clocks are the requests' own; that room hands this over in app/routes/registries.server.ts, since `mall` imports none. */
export interface ClockSource {
  kinds(): { id: string; program: string; clocks: Record<SettableClock, number> }[];
  preview(mall: KnownMall, next: KnownMall, now: Date): Promise<ClockPreview>;
  /** Has every open request looked at again, since its moments may be others now. Repeatable. */
  retime(mall: string, now: Date): Promise<void>;
}

const source = () => singleton<{ is: ClockSource | null }>('clock-source', () => ({ is: null }));

export function registerClockSource(clocks: ClockSource): void {
  source().is = clocks;
}

export const clockSource = (): ClockSource | null => source().is;
