import type { Localized } from '#app/i18n/languages.ts';
import type { Point, Polygon } from '../geometry.ts';
import type { PlaneTransform } from '../projection.ts';

/** Rows as they stand in the mall, before an import. */
export interface MapNow {
  buildings: { _id: string; source?: string; name: Localized; transform: PlaneTransform }[];
  levels: { _id: string; source?: string; building: string; ordinal: number; shortName: string; name: Localized; outline?: Polygon[] }[];
  units: UnitNow[];
  openings: { _id: string; source?: string; level: string; line: Point[]; unit?: string; kind: string }[];
  grids: { _id: string; number: number }[];
  features: { _id: string; file: string; order: number; source: string; feature: string }[];
}
export interface UnitNow {
  _id: string;
  source?: string;
  level: string;
  number?: string;
  name?: Localized;
  category: string;
  lettable: boolean;
  shape?: Polygon[];
  label?: Point;
  grid?: string;
  /** Taken off the plan: it comes back when a set names it again. */
  retired?: object;
  /** Somebody trades or traded in it. */
  tenanted: boolean;
}

export const KINDS = ['buildings', 'levels', 'units', 'openings', 'grids', 'features'] as const;
export type Kind = (typeof KINDS)[number];

/** A row that is changed: its fields before and after; null stands for a field that isn't there. */
export interface RowChange {
  kind: Kind;
  id: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}
/** All that an import does, ready to be written, and to be taken back. */
export interface Changes {
  made: { kind: Kind; row: { _id: string } & Record<string, unknown> }[];
  changed: RowChange[];
}

/** What the dry run says about the mall itself. */
export interface ChangeCounts {
  newBuildings: number;
  newLevels: number;
  newUnits: number;
  changedUnits: number;
  sameUnits: number;
  /** Units on the same levels that the set doesn't name: they stay. */
  leftUnits: number;
  newOpenings: number;
  changedOpenings: number;
  newGrids: number;
  keptFeatures: number;
}

export const isNothing = ({ made, changed }: Changes): boolean => made.length === 0 && changed.length === 0;

export const emptyMap = (): MapNow => ({ buildings: [], levels: [], units: [], openings: [], grids: [], features: [] });
