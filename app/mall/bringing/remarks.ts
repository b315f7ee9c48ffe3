/** Why something isn't drawn as it came; a key of `bringing:reason.…`, with what it needs to be said. */
export const REASONS = [
  // The feature isn't taken.
  'unreadable', 'too-large', 'double-id', 'no-polygon', 'too-few-points', 'no-area', 'crosses-itself', 'hole-outside', 'far-away', 'wrong-properties',
  'no-level', 'no-building', 'foreign-type', 'not-drawn', 'empty-building', 'not-indoor', 'point-only', 'line-only', 'wall', 'whole-building', 'outdoor', 'between-levels',
  // It is taken, and was put right.
  'mended-ring', 'mended-winding', 'mended-spike', 'mended-hole', 'mended-swapped', 'mended-id', 'mended-level', 'unknown-category', 'several-levels', 'double-number',
  // It is taken, and what stands here already goes before.
  'kept-lettable', 'kept-level', 'kept-shape', 'kept-grids',
] as const;
export type ReasonCode = (typeof REASONS)[number];

export interface Remark {
  /** File of the set, without a folder. */
  file: string;
  /** Of the feature; `#7` for the seventh when it has none. */
  id: string;
  kind: 'skipped' | 'mended' | 'kept';
  reason: ReasonCode;
  /** What the sentence names: a property, a category, a level. */
  what?: string;
}

/** Why nothing at all can be made of a set; a key of `bringing:trouble.…`. */
export const TROUBLES = [
  'not-json', 'not-collection', 'missing-file', 'no-venue', 'not-wgs84', 'nothing-to-draw', 'not-zip', 'broken-zip', 'too-many-files', 'file-too-big', 'all-too-big',
  'no-map-file', 'too-many-features', 'zip-in-zip', 'file-twice', 'too-many-corners', 'too-many-levels', 'nothing-there', 'went-wrong', 'lost', 'was-changed',
] as const;
export type TroubleCode = (typeof TROUBLES)[number];

/** The whole set can't be used: nothing was changed. */
export class SetTrouble extends Error {
  readonly code: TroubleCode;
  readonly params: Record<string, string | number>;
  constructor(code: TroubleCode, params: Record<string, string | number> = {}) {
    super(`${code} ${Object.values(params).join(' ')}`.trim());
    this.code = code;
    this.params = params;
  }
}

/** Remarks of one kind and reason together, most first, with some of the features. */
export interface RemarkGroup extends Pick<Remark, 'file' | 'kind' | 'reason' | 'what'> {
  count: number;
  ids: string[];
}

const SHOWN = 12;

export function groupRemarks(remarks: readonly Remark[]): RemarkGroup[] {
  const groups = new Map<string, RemarkGroup>();
  for (const { file, kind, reason, what, id } of remarks) {
    const key = [kind, reason, file, what ?? ''].join('\n');
    const group = groups.get(key) ?? { file, kind, reason, what, count: 0, ids: [] };
    group.count += 1;
    if (group.ids.length < SHOWN) group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
