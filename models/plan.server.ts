import { defineModel, flag, type InMall, localized, maybeDate, maybeNumber, maybeOneOf, maybePlain, maybeText, number, plain, text } from './define-model.server.ts';
import type { Localized } from './mall.server.ts';

/** Metres on the building's plane: x to the east, y to the south, as on paper. */
export type Point = [number, number];
/** Outer ring first, then holes; rings are closed. */
export type Polygon = Point[][];

/** The one transform between the plane and WGS84. `madeUp`: the plan was drawn, its place on earth is invented. */
export interface PlaneTransform {
  origin: [longitude: number, latitude: number];
  /** Degrees clockwise that the plane is turned against north. */
  bearing: number;
  madeUp: boolean;
}

const plan = { subject: 'none', readers: 'everyone', keep: 'as long as the mall' } as const;

export interface Building extends InMall {
  name: Localized;
  transform: PlaneTransform;
  /** IMDF id of the feature it came from. */
  source?: string;
}
export const Buildings = defineModel<Building>('Building', {
  collection: 'buildings',
  scope: 'mall',
  remembered: true,
  about: plan,
  fields: {
    name: localized('shown where a mall has several'),
    transform: plain('plane to WGS84'),
    source: maybeText('id in the imported archive'),
  },
  indexes: [[{ source: 1 }]],
});

export interface Level extends InMall {
  building: string;
  ordinal: number;
  shortName: string;
  name: Localized;
  outline?: Polygon[];
  source?: string;
}
export const Levels = defineModel<Level>('Level', {
  collection: 'levels',
  scope: 'mall',
  remembered: true,
  about: plan,
  fields: {
    building: text('its building'),
    ordinal: number('order from below'),
    shortName: text('as in the lift: F1'),
    name: localized('its name'),
    outline: maybePlain('floor outline, metres'),
    source: maybeText('id in the imported archive'),
  },
  indexes: [[{ building: 1, ordinal: 1 }]],
});

export interface Unit extends InMall {
  level: string;
  /** Printed number: F1-067. Absent for corridors and the like. */
  number?: string;
  name?: Localized;
  /** IMDF category of the drawing: retail, walkway, stairs, restroom … `unspecified` where the list has no such word. */
  category: string;
  lettable: boolean;
  shape?: Polygon[];
  label?: Point;
  grid?: string;
  source?: string;
  /** Rises with every edit; absent on one that nobody changed since it was brought in. */
  version?: number;
  editedBy?: string;
  /** Taken off the plan: its history still points to it, its number is free again. */
  retired?: { at: Date; number?: string };
  /** Counted up before a shop is let into it. */
  meetings?: number;
}
export const Units = defineModel<Unit>('Unit', {
  collection: 'units',
  scope: 'mall',
  remembered: true,
  about: plan,
  fields: {
    level: text('its level'),
    number: maybeText('the number on the door'),
    name: maybePlain('name of a room that is no shop'),
    category: text('how it is drawn'),
    lettable: flag('whether a shop can be in it'),
    shape: maybePlain('polygons in metres; absent where the geometry could not be drawn'),
    label: maybePlain('where its number stands'),
    grid: maybeText('the micro-grid that looks after it; lettable units only'),
    meetings: maybeNumber('of two who let it at once the later sees the earlier', { readers: 'nobody' }),
    source: maybeText('id in the imported archive'),
    version: maybeNumber('two people never overwrite each other', { readers: 'nobody' }),
    editedBy: maybeText('whom to ask when two changed it at once', { subject: 'account', readers: 'officers' }),
    retired: maybePlain('when it was taken off the plan, and its number then'),
  },
  indexes: [
    [{ level: 1 }],
    [{ level: 1, lettable: 1 }],
    [{ lettable: 1, grid: 1 }],
    [{ level: 1, 'retired.at': 1 }],
    [{ grid: 1 }],
    [{ number: 1, lettable: 1 }],
  ],
});

export interface Opening extends InMall {
  level: string;
  /** Two points of the door's line. */
  line: Point[];
  unit?: string;
  kind: string;
  source?: string;
  version?: number;
  editedBy?: string;
}
export const Openings = defineModel<Opening>('Opening', {
  collection: 'openings',
  scope: 'mall',
  remembered: true,
  about: plan,
  fields: {
    level: text('its level'),
    line: plain('the door, metres'),
    unit: maybeText('the unit it belongs to'),
    kind: text('IMDF category: pedestrian, emergencyexit …'),
    source: maybeText('id in the imported archive'),
    version: maybeNumber('two people never overwrite each other', { readers: 'nobody' }),
    editedBy: maybeText('whom to ask when two changed it at once', { subject: 'account', readers: 'officers' }),
  },
  indexes: [[{ level: 1 }]],
});

export interface MapFeature extends InMall {
  /** File of the archive without its ending: unit, venue, navPath … */
  file: string;
  order: number;
  source: string;
  /** The feature as it came, kept whole so that an export gives it back. JSON text: GeoJSON keys may hold `$` and dots. */
  feature: string;
}
export const MapFeatures = defineModel<MapFeature>('MapFeature', {
  collection: 'mapfeatures',
  scope: 'mall',
  about: plan,
  fields: {
    file: text('where it belongs in an export'),
    order: number('its place in the file'),
    source: text('its id'),
    feature: text('the feature, unchanged'),
  },
  indexes: [[{ file: 1, order: 1 }]],
});

/** Reasons for a grid in several parts; `map-changed` is the house's own, until somebody decides. */
export const GRID_APART = ['map-changed', 'way-outside', 'plan-incomplete', 'too-small', 'same-people'] as const;
export type GridApart = (typeof GRID_APART)[number];

export interface Grid extends InMall {
  number: number;
  /** 1–8 each; chosen by colouring and stored: tokens.css `--mh-map-N-fill`, `--mh-weave-N`. */
  hue: number;
  weave: number;
  levels: string[];
  shops: number;
  /** Why it is in several parts that no way on the plan joins; absent for a connected one. */
  apart?: GridApart;
  /** Since when nobody answers for it any more: its number stays taken, so that a paper with it never means another corner. */
  endedAt?: Date;
}
export const Grids = defineModel<Grid>('Grid', {
  collection: 'grids',
  scope: 'mall',
  remembered: true,
  about: plan,
  fields: {
    number: number('its number on the plate'),
    hue: number('its colour'),
    weave: number('its weave'),
    levels: plain('levels it has units on'),
    shops: number('shops in it now; recounted nightly'),
    apart: maybeOneOf(GRID_APART, 'why it is in several parts'),
    endedAt: maybeDate('dissolved when; its number is never given again'),
  },
  indexes: [[{ number: 1 }, { unique: true }]],
});
