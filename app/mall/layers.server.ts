import type { Actor } from '#app/platform/actor.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { singleton } from '#app/platform/singleton.server.ts';

/** What a layer says about one unit; shape and word are on the legend, never colour alone. */
export type MapMark = 'offered' | 'left' | 'doing' | 'turn' | 'late' | 'vacant';
export const MAP_MARKS: readonly MapMark[] = ['offered', 'left', 'doing', 'turn', 'late', 'vacant'];

/** What a booth shows on a layer: its mark, and how many things are behind it where they can be counted. */
export interface MapSign {
  mark: MapMark;
  count?: number;
}

export interface LayerQuestion {
  actor: Actor;
  mall: KnownMall;
  /** Shops of the level, by unit: several where they share it. */
  shops: ReadonlyMap<string, { merchants: readonly string[]; grid?: string }>;
  now: Date;
}

/** A room's layer on the map. Rooms hand theirs over in app/routes/registries.server.ts, since `mall` imports no room. */
export interface LayerSource {
  id: 'offered' | 'requests';
  /** Whether this person has the layer at all. */
  canSee(actor: Actor, mall: string): boolean;
  /** Signs by unit, of those shops only that RIGHTS.md lets this person see. */
  marksOn(question: LayerQuestion): Promise<Map<string, MapSign>>;
}

const sources = () => singleton('map-layers', () => new Map<string, LayerSource>());

export function registerLayer(source: LayerSource): void {
  sources().set(source.id, source);
}

export function layersFor(actor: Actor, mall: string): LayerSource[] {
  return [...sources().values()].filter((source) => source.canSee(actor, mall));
}
