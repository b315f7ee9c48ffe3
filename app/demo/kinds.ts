import { PROGRAMS } from '#app/programs/registry.ts';
import { type Kind, UNSORTED } from '#app/requests/engine/kind.ts';
import type { TeamMember } from '#app/requests/engine/ladder.ts';
import type { Played } from './play-request.ts';
import type { DemoRequest } from './requests.ts';

/** Kinds of all programs, without the registry of a running house. */
export const KINDS: ReadonlyMap<string, Kind> = new Map([UNSORTED, ...Object.values(PROGRAMS).flatMap((program): readonly Kind[] => program.kinds)].map((kind) => [kind.id, kind]));

/** A request that was played, with everybody who may be told of it. */
export interface Told {
  request: DemoRequest;
  number: string;
  played: Played;
  team: TeamMember[];
}
