import { type Remark, SetTrouble } from '../bringing/remarks.ts';
import type { KeptFile } from '../bringing/read-map.ts';
import { readSlice, scanFeatures } from '../bringing/scan.ts';
import type { Sliced } from '../bringing/slices.ts';
import { type Feature, FeatureSchema } from './schema.ts';
import { positionsOf } from './world.ts';

/** A feature is one row of the database, written with others: what is longer can't be kept. Characters. */
const LARGEST_FEATURE = 1_000_000;
/** Corners of a set; a mall of 5,000 units has about 100,000. */
export const MOST_CORNERS = 2_000_000;
/** Ids that stand for none. */
const NO_ID = /^(0|null|undefined|0{8}-0{4}-0{4}-0{4}-0{12})?$/;

export interface ParsedFile extends KeptFile {
  /** In the order of the file; without those that can't be read. */
  read: Feature[];
  /** All that were there. */
  count: number;
}

export interface ParseOptions {
  /** What happens to a feature whose id came before: left out, or given another id. */
  doubles: 'skip' | 'rename';
  /** Keep every feature's text for the export. */
  keep: boolean;
  /** Corners of all files so far. */
  corners: { count: number };
  /** Bytes read so far, where somebody wants to know. */
  meter?: { done: number };
}

/** Features of one file. What can't be read is a remark. @throws {SetTrouble} when the file as a whole can't be read */
export function* parseFile(file: string, bytes: Uint8Array, remarks: Remark[], { doubles, keep, corners, meter }: ParseOptions): Sliced<ParsedFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { head, features } = yield* scanFeatures(buffer, file);
  const parsed: ParsedFile = { file, head, features: [], read: [], count: features.length };
  const seen = new Set<string>();
  for (const [at, place] of features.entries()) {
    yield;
    if (meter) meter.done += place.to - place.from;
    const nth = `#${at + 1}`;
    if (place.to - place.from > LARGEST_FEATURE) {
      remarks.push({ file, id: nth, kind: 'skipped', reason: 'too-large' });
      continue;
    }
    const raw = readSlice(buffer, place);
    if (raw === undefined) throw new SetTrouble('not-json', { file });
    const result = FeatureSchema.safeParse(raw);
    const given = result.success ? result.data.id : '';
    const id = NO_ID.test(given) && (given === '' || seen.has(given)) ? nth : given;
    const text = textOf(raw);
    if (!result.success || text === null) {
      remarks.push({ file, id: nth, kind: 'skipped', reason: 'unreadable', what: result.error?.issues[0]?.path.join('.') || undefined });
    } else if (seen.has(id) && doubles === 'skip') {
      remarks.push({ file, id, kind: 'skipped', reason: 'double-id' });
    } else {
      const own = seen.has(id) ? `${id}${nth}` : id;
      if (own !== given) remarks.push({ file, id: own, kind: 'mended', reason: 'mended-id', what: given || undefined });
      corners.count += positionsOf(result.data).length;
      if (corners.count > MOST_CORNERS) throw new SetTrouble('too-many-corners', { max: MOST_CORNERS });
      parsed.read.push({ ...result.data, id: own });
    }
    if (keep && text !== null) parsed.features.push({ id: result.success ? id : nth, json: text });
    seen.add(id);
  }
  return parsed;
}

/** Nested so deeply that it can be read but not written: null. */
function textOf(raw: unknown): string | null {
  try {
    return JSON.stringify(raw);
  } catch {
    return null;
  }
}
