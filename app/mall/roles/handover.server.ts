import type { GridRole } from '#app/platform/actor.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';

export interface Handing {
  mall: KnownMall;
  /** Who has it now, in which role of which grid. */
  from: string;
  role: GridRole;
  grid: string;
  now: Date;
}

/** Work of a grid that passes from hand to hand. Rooms hand theirs over in app/routes/registries.server.ts. */
export interface HandoverSource {
  id: 'requests' | 'visits' | 'promises';
  /** How much would move, for the person's own page. */
  count(handing: Handing): Promise<number>;
  /** Moves it: to the successor, or back to whoever stands on the rung. Repeatable; what can't be hers goes to the rung too. */
  move(handing: Handing, to: string | null): Promise<void>;
}

const sources = () => singleton('handover-sources', () => new Map<string, HandoverSource>());

export function registerHandover(source: HandoverSource): void {
  sources().set(source.id, source);
}

export async function countWork(handing: Handing): Promise<{ id: HandoverSource['id']; count: number }[]> {
  return Promise.all([...sources().values()].map(async (source) => ({ id: source.id, count: await source.count(handing) })));
}

export async function moveWork(handing: Handing, to: string | null): Promise<void> {
  for (const source of sources().values()) await source.move(handing, to);
}
