import type { Tx } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';

/** What moves with a change of grids: ids of booths, shops and dissolved grids → ids of the grids that answer from now on. */
export interface GridChange {
  plan: string;
  units: ReadonlyMap<string, string>;
  shops: ReadonlyMap<string, string>;
  ended: ReadonlyMap<string, string>;
  /** Every grid that gives, takes, ends or begins. */
  touched: readonly string[];
  /** First day, in the mall's zone. */
  day: string;
}
export type GridNews = 'planned' | 'in-effect' | 'cancelled';

/**
 * What another room stores about grids. Rooms hand theirs over in app/routes/registries.server.ts, since `mall` imports no
 * room. `move` and `tell` run in the transaction of the change: everything is seen moved, or nothing.
 */
export interface GridChangeSource {
  id: 'requests' | 'round' | 'notices';
  /** How many of its things would move, for the page. */
  count?(mall: string, change: GridChange): Promise<number>;
  move?(tx: Tx, mall: KnownMall, change: GridChange): Promise<void>;
  tell?(tx: Tx, mall: KnownMall, change: GridChange, news: GridNews): Promise<void>;
}

const sources = () => singleton('grid-change-sources', () => new Map<string, GridChangeSource>());

export function registerGridChange(source: GridChangeSource): void {
  sources().set(source.id, source);
}
export const gridChangeSources = (): GridChangeSource[] => [...sources().values()];
