import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readArchive } from '../imdf/archive.server.ts';
import { guessesOfAll } from './guesses.server.ts';
import { countsOf, type ReadMap } from './read-map.ts';
import { readingSet } from './read-set.ts';
import { OptionsSchema } from './schema.ts';
import { finish } from './slices.ts';

const maps = resolve(process.env.SHARED_DIR ?? '../shared', 'data/maps');

/** What the page does when nobody changes any of its choices. */
async function read(path: string) {
  const files = await readArchive(resolve(maps, path));
  const features = [...files].flatMap(([file, bytes]) => (file.endsWith('.geojson') ? (JSON.parse(bytes.toString()).features as { id: string; properties: Record<string, string | undefined>; geometry: { type: string } }[]).map((feature) => ({ file, ...feature })) : []));
  return { features, map: finish(readingSet(files, OptionsSchema.parse({}), guessesOfAll())).map };
}
const countBy = (keys: readonly string[]): Record<string, number> => keys.reduce<Record<string, number>>((sums, key) => ({ ...sums, [key]: (sums[key] ?? 0) + 1 }), {});
const skippedBy = ({ remarks }: ReadMap, of: 'file' | 'reason') => countBy(remarks.filter(({ kind }) => kind === 'skipped').map((remark) => remark[of].replace('.geojson', '')));
/** Features that are neither on the plan nor listed with a reason. */
function lost({ features, map }: Awaited<ReturnType<typeof read>>): string[] {
  const drawn = [...map.units, ...map.levels, ...map.openings, ...map.buildings].map(({ source }) => source.replace(/@-?\d+$/, ''));
  const known = new Set([...drawn, ...map.remarks.filter(({ kind }) => kind === 'skipped').map(({ id }) => id)]);
  return features.filter(({ id, file }) => !known.has(id) && file !== 'venue.geojson').map(({ id, file }) => `${file} ${id}`);
}

describe.runIf(existsSync(maps))('the archive of a university', () => {
  test('is read with the counts of its description, and none of its 6,421 features is lost without a reason', async () => {
    const set = await read('spbpu-imdf');
    const { map } = set;
    expect(countsOf(map)).toMatchObject({ features: 6_421, buildings: 2, levels: 8, units: 443, openings: 472 });
    expect(Object.values(countBy(map.levels.map(({ building }) => building))).sort()).toEqual([3, 5]);
    expect(map.units.every(({ shape }) => shape)).toBe(true);
    expect(set.features.filter(({ file, properties }) => file === 'unit.geojson' && properties.name)).toHaveLength(301);
    expect(skippedBy(map, 'file')).toEqual({
      address: 447, amenity: 37, anchor: 445, occupant: 264, footprint: 240, detail: 187, building: 78, level: 2,
      enviroment: 680, enviromentAmenity: 45, attraction: 19, navPath: 2_726, navPathAssocieted: 327,
    });
    expect(skippedBy(map, 'reason')).toEqual({ 'not-drawn': 1_620, 'foreign-type': 3_797, 'empty-building': 78, 'hole-outside': 2 });
    expect(lost(set)).toEqual([]);
  });
});

describe.runIf(existsSync(maps))('the extract of a shopping center', () => {
  test('gives its 114 rooms, 98 of them named, and a reason for each of the others of 721 features', async () => {
    const set = await read('grand-place-osm/grand-place.geojson');
    const { map } = set;
    const rooms = new Set(set.features.filter(({ properties }) => properties.indoor === 'room').map(({ id }) => id));
    const taken = map.units.filter(({ source }) => rooms.has(source));
    expect([taken.length, taken.filter(({ name }) => name).length]).toEqual([114, 98]);
    expect(countBy(taken.map(({ level }) => level.split(':').at(-1)!))).toEqual({ 1: 112, 0: 2 });
    expect(skippedBy(map, 'reason')).toEqual({ outdoor: 382, 'not-indoor': 128, 'whole-building': 7, 'line-only': 28, 'point-only': 30 });
    expect(map.units).toHaveLength(721 - 382 - 128 - 7 - 28 - 30);
    expect(lost(set)).toEqual([]);
  });
});
