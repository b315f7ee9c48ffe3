import { type ParsedFile, parseFile } from '../imdf/parse.ts';
import { readingImdf } from '../imdf/read.ts';
import { type FoundProperty, type Guesses, readGeoJson } from './read-geojson.ts';
import { readOsm } from './read-osm.ts';
import type { ReadMap } from './read-map.ts';
import { type Remark, SetTrouble } from './remarks.ts';
import type { Options } from './schema.ts';
import type { Sliced } from './slices.ts';

export interface ReadSet {
  kind: 'imdf' | 'geojson' | 'osm';
  map: ReadMap;
  found: { properties: FoundProperty[]; used: Record<string, string> };
}

const isGeoJson = (name: string): boolean => /\.(geo)?json$/i.test(name) && !/^(manifest|package)\.json$/i.test(name);
/** How much of the files was read, in bytes. */
export class Meter {
  done = 0;
  all = 0;
}

/** More rooms with `indoor=` than this share of a file's features, or any at all with OpenStreetMap's ids. */
const isOsm = ({ read }: ParsedFile): boolean => read.some(({ id, properties }) => typeof properties?.indoor === 'string' && (/^(way|relation|node)\//.test(id) || 'level' in properties));

/**
 * Reads a set of files by what they are: an IMDF archive has its three files, an OpenStreetMap extract its tags, everything
 * else is plain GeoJSON. In small steps.
 * @throws {SetTrouble} when nothing can be made of it
 */
export function* readingSet(files: ReadonlyMap<string, Uint8Array>, options: Options, guesses: Guesses, meter = new Meter()): Sliced<ReadSet> {
  const names = [...files.keys()].filter(isGeoJson);
  if (names.length === 0) throw new SetTrouble('no-map-file');
  for (const name of names) meter.all += files.get(name)!.length;
  const parts = ['venue', 'level', 'unit'].filter((name) => files.has(`${name}.geojson`));
  if (options.kind === 'imdf' || (options.kind === 'auto' && parts.length >= 2)) return { kind: 'imdf', map: yield* readingImdf(files, options.way, meter), found: { properties: [], used: {} } };
  const remarks: Remark[] = [];
  const parsed: ParsedFile[] = [];
  const corners = { count: 0 };
  for (const name of names) parsed.push(yield* parseFile(name, files.get(name)!, remarks, { doubles: 'rename', keep: false, corners, meter }));
  const features = parsed.reduce((sum, { count }) => sum + count, 0);
  const plain = parsed.map(({ file, read }) => ({ file, features: read }));
  if (options.kind === 'osm' || (options.kind === 'auto' && parsed.some(isOsm))) {
    return { kind: 'osm', map: yield* readOsm(plain, options.way, { features, remarks }), found: { properties: [], used: {} } };
  }
  const { map, used, properties } = yield* readGeoJson(plain, options, guesses, { features, remarks });
  return { kind: 'geojson', map, found: { properties, used } };
}
