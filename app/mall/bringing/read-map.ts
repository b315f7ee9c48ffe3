import type { Point, Polygon } from '../geometry.ts';
import type { PlaneTransform } from '../projection.ts';
import type { Remark } from './remarks.ts';

/** Words by BCP 47 language. */
export type Words = Record<string, string>;

export interface ReadBuilding {
  source: string;
  name: Words;
  transform: PlaneTransform;
}
export interface ReadLevel {
  source: string;
  building: string;
  ordinal: number;
  shortName: string;
  name: Words;
  outline?: Polygon[];
}
export interface ReadUnit {
  source: string;
  level: string;
  number?: string;
  /** The number was made here because the source has none: it never replaces one that somebody gave. */
  numberMade?: boolean;
  name?: Words;
  category: string;
  lettable: boolean;
  shape?: Polygon[];
  label?: Point;
}
export interface ReadOpening {
  source: string;
  level: string;
  line: Point[];
  unit?: string;
  kind: string;
}
/** A micro-grid as our own export carries it; `units` are ids of units in the set. */
export interface ReadGrid {
  source: string;
  number: number;
  hue: number;
  weave: number;
  /** Why it is in several parts, if it is. */
  apart?: string;
  units: string[];
}
/** Every feature of a file as it came, `head` being the collection without them. */
export interface KeptFile {
  file: string;
  head: string;
  features: { id: string; json: string }[];
}

/** Whatever the source was: what would be drawn, in metres on each building's plane, and what is said about the rest. */
export interface ReadMap {
  name: Words;
  buildings: ReadBuilding[];
  levels: ReadLevel[];
  units: ReadUnit[];
  openings: ReadOpening[];
  grids: ReadGrid[];
  files: KeptFile[];
  /** Features that were there. */
  features: number;
  remarks: Remark[];
}

export interface Counts {
  features: number;
  buildings: number;
  levels: number;
  units: number;
  lettable: number;
  openings: number;
  grids: number;
  skipped: number;
  mended: number;
}

/** Features with a remark count once, however many remarks they have. */
function featuresOf(remarks: readonly Remark[], kind: Remark['kind']): number {
  return new Set(remarks.filter((remark) => remark.kind === kind).map(({ file, id }) => `${file}\n${id}`)).size;
}

export function countsOf(map: ReadMap): Counts {
  const { buildings, levels, units, openings, grids, remarks, features } = map;
  return {
    features,
    buildings: buildings.length,
    levels: levels.length,
    units: units.length,
    lettable: units.filter(({ lettable }) => lettable).length,
    openings: openings.length,
    grids: grids.length,
    skipped: featuresOf(remarks, 'skipped'),
    mended: featuresOf(remarks, 'mended'),
  };
}
