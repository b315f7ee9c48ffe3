import { bytes, date, defineModel, type InMall, maybeDate, maybePlain, maybeText, number, oneOf, plain, text } from './define-model.server.ts';

export const IMPORT_STATES = ['reading', 'ready', 'failed', 'applying', 'writing', 'done', 'undoing', 'undone', 'dropped'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
export const IMPORT_KINDS = ['imdf', 'geojson', 'osm', 'quick'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** One map being brought in: read, looked at, done, taken back. Its files and what it changes lie in parts. */
export interface MapImport extends InMall {
  by: string;
  /** Capacity in which: officer or operator. */
  role: string;
  /** `auto` until the files were looked at. */
  kind: ImportKind | 'auto';
  state: ImportState;
  /** What was chosen on the page; checked by zod each time it is read. */
  options: Record<string, unknown>;
  /** What can be chosen, found in the files: names of properties with examples. */
  found?: Record<string, unknown>;
  counts?: Record<string, number>;
  changes?: Record<string, number>;
  /** Levels of the set: number of units each, in the order of their pictures. */
  levels?: { shortName: string; units: number; lettable: number }[];
  /** Why nothing can be made of it: a key with its values. */
  trouble?: { code: string; params: Record<string, string | number> };
  progress: { step: string; done: number; all: number };
  /** Sign of life of whoever works on it. */
  touchedAt: Date;
  /** Version of the mall's plan that the changes were worked out for. */
  planVersion?: number;
  doneAt?: Date;
  undoneAt?: Date;
  version: number;
}
export const MapImports = defineModel<MapImport>('MapImport', {
  collection: 'mapimports',
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: 'as long as the mall' },
  fields: {
    by: text('who began it', { subject: 'account' }),
    role: text('as what'),
    kind: oneOf([...IMPORT_KINDS, 'auto'], 'how the files are read'),
    state: oneOf(IMPORT_STATES, 'how far it is'),
    options: plain('what was chosen: names of properties, which way the axes run, which building'),
    found: maybePlain('what can be chosen'),
    counts: maybePlain('what was read'),
    changes: maybePlain('what it does to the mall'),
    levels: maybePlain('levels of the set with their number of units'),
    trouble: maybePlain('why nothing can be made of it'),
    progress: plain('step, done, all'),
    touchedAt: date('sign of life of whoever works on it'),
    planVersion: { ...number('the plan that the changes were worked out for'), schema: { type: Number } },
    doneAt: maybeDate('since when it is part of the map'),
    undoneAt: maybeDate('when it was taken back'),
    version: number('rises with every change'),
  },
  indexes: [[{ createdAt: -1 }], [{ state: 1 }]],
});

/** What an import carries: uploaded files, what was read from them, pictures, remarks, the changes; in pieces below 1 MB. */
export interface MapImportPart extends InMall {
  import: string;
  what: string;
  /** Name of an uploaded file, or number of a level's picture. */
  name?: string;
  seq: number;
  bytes: Buffer;
}
export const MapImportParts = defineModel<MapImportPart>('MapImportPart', {
  collection: 'mapimportparts',
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: 'files 7 days; changes as long as they can be taken back' },
  fields: {
    import: text('of which import'),
    what: text('upload, read, picture, remarks or changes'),
    name: maybeText('of a file of a map as it was uploaded'),
    seq: number('its place'),
    bytes: bytes('the piece'),
  },
  indexes: [[{ import: 1, what: 1, name: 1, seq: 1 }]],
});

/** A picture of a floor plan that lies under a level while its units are drawn. */
export interface Backdrop extends InMall {
  level: string;
  by: string;
  /** Re-encoded, without anything that was hidden in the file; encrypted with the mall's key. */
  cipher: Buffer;
  width: number;
  height: number;
  /** Pixels to metres: [x, y] * scale, turned by `angle` degrees, + offset; `opacity` 0.1 to 1. Absent until it was placed. */
  placing?: { scale: number; angle: number; x: number; y: number; opacity: number };
  version: number;
}
export const Backdrops = defineModel<Backdrop>('Backdrop', {
  collection: 'backdrops',
  scope: 'mall',
  about: { subject: 'none', readers: 'officers', keep: 'until it is taken away' },
  fields: {
    level: text('under which level it lies'),
    by: text('who brought it', { subject: 'account' }),
    cipher: bytes('the picture, encrypted'),
    width: number('pixels'),
    height: number('pixels'),
    placing: maybePlain('scale, angle and place on the level, metres; how faint it is drawn'),
    version: number('rises with every change'),
  },
  indexes: [[{ level: 1 }]],
});
