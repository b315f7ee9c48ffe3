import type { Tx } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';

/** A double and the shop that it becomes part of. */
export interface Merging {
  goes: string;
  stays: string;
}

/**
 * What another room stores about a shop. Rooms hand theirs over in app/routes/registries.server.ts, since `mall` imports no room.
 * `move` runs in a transaction of its own for each part, and is asked again until nothing is left.
 */
export interface MergeSource {
  id: string;
  /** Whether anything of the double can still move. */
  isLeft(mall: string, merging: Merging): Promise<boolean>;
  /** Moves at most so many documents, and deletes none. @returns how many */
  move(tx: Tx, mall: KnownMall, merging: Merging, most: number): Promise<number>;
}

const sources = () => singleton('merge-sources', () => new Map<string, MergeSource>());

export function registerMergeSource(source: MergeSource): void {
  sources().set(source.id, source);
}
export const mergeSources = (): MergeSource[] => [...sources().values()];
