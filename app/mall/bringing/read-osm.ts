import { contains, type Polygon } from '../geometry.ts';
import { isLettable, type Feature } from '../imdf/schema.ts';
import { isTurned, positionsOf, samplePositions, swapped } from '../imdf/world.ts';
import { assemble, type LevelKey, type Piece, worldPlane } from './assemble.ts';
import { numberIn } from './numbering.ts';
import type { ReadMap, Words } from './read-map.ts';
import type { GeoJsonFile } from './read-geojson.ts';
import { type ReasonCode, type Remark, SetTrouble } from './remarks.ts';
import type { Options } from './schema.ts';
import type { Sliced } from './slices.ts';

type Tags = Record<string, string>;

const tagsOf = (feature: Feature): Tags => {
  const own = feature.properties ?? {};
  const nested = typeof own.tags === 'object' && own.tags !== null ? (own.tags as Record<string, unknown>) : {};
  return Object.fromEntries([...Object.entries(own), ...Object.entries(nested)].flatMap(([key, value]) => (['string', 'number'].includes(typeof value) ? [[key, String(value)]] : [])));
};

/** `0;1`, `-1-2`, `0.5`: the levels that a tag names. A mezzanine keeps its place in the order. */
export function levelsOf(tag: string | undefined): number[] {
  const found = (tag ?? '').split(/[;,]/).flatMap((part) => {
    const range = /^\s*(-?\d+)\s*-\s*(-?\d+)\s*$/.exec(part);
    if (range) {
      const [from, to] = [Number(range[1]), Number(range[2])];
      return to >= from && to - from <= 50 ? Array.from({ length: to - from + 1 }, (_, i) => from + i) : [];
    }
    const one = /^\s*(-?\d+(?:\.\d+)?)\s*$/.exec(part);
    return one ? [Number(one[1])] : [];
  });
  return [...new Set(found)];
}

const levelKey = (level: number): LevelKey => ({ key: String(level), ordinal: Math.floor(level), shortName: String(level) });

/** IMDF's word for an indoor feature of OpenStreetMap. */
function categoryOf(tags: Tags): string {
  if (tags.highway === 'elevator' || tags.room === 'elevator' || tags.elevator === 'yes') return 'elevator';
  if (tags.room === 'stairs' || tags.stairs === 'yes' || tags.highway === 'steps') return tags.conveying ? 'escalator' : 'stairs';
  if (tags.amenity === 'toilets' || /^toilets?$/.test(tags.room ?? '')) return 'restroom';
  if (tags.indoor === 'corridor' || tags.room === 'corridor') return 'walkway';
  if (tags.indoor === 'column') return 'column';
  if (tags.amenity === 'parking') return 'parking';
  if (/^(restaurant|fast_food|cafe|bar|pub|food_court|ice_cream)$/.test(tags.amenity ?? '')) return 'foodservice';
  if (/^(storage|kitchen|office|lobby|auditorium|classroom)$/.test(tags.room ?? '')) return tags.room ?? 'room';
  if (tags.indoor === 'area' || tags.indoor === 'yes') return tags.shop || tags.amenity ? 'room' : 'unenclosedarea';
  return 'room';
}

/** Why a feature of the extract is no room or way inside; null when it is one. */
function whyNot(feature: Feature, tags: Tags): ReasonCode | null {
  const isArea = feature.geometry?.type === 'Polygon' || feature.geometry?.type === 'MultiPolygon';
  if (!tags.indoor) {
    if (isArea && tags.building && tags.building !== 'no') return 'whole-building';
    if (isArea && tags['building:part'] && (tags.shop || tags.amenity) && levelsOf(tags.level).length > 0) return null;
    if (!isArea && tags.level && (tags.shop || tags.amenity || tags.entrance || tags.door || tags.highway === 'elevator')) return feature.geometry?.type === 'Point' ? 'point-only' : 'line-only';
    return tags.level ? 'not-indoor' : 'outdoor';
  }
  if (tags.indoor === 'no') return 'outdoor';
  if (tags.indoor === 'wall') return 'wall';
  if (!isArea) return feature.geometry?.type === 'Point' ? 'point-only' : 'line-only';
  return levelsOf(tags.level).length > 0 ? null : 'no-level';
}

/** Rooms of which one corner is looked for inside of buildings. */
const ENOUGH = 300;
const LANGUAGES = ['zh', 'ug', 'kk', 'ru', 'en'];
function namesOf(tags: Tags): Words | undefined {
  const named = LANGUAGES.flatMap((language) => (tags[`name:${language}`] ? [[language, tags[`name:${language}`]!] as const] : []));
  const plain = tags.name ? [['en', tags.name] as const] : [];
  const words = Object.fromEntries([...plain, ...named]);
  return Object.keys(words).length > 0 ? words : undefined;
}

/** The building around most of the rooms gives the levels their floor. */
function* outlineOf(features: readonly Feature[], rooms: readonly Piece[]): Sliced<Feature | undefined> {
  const every = Math.ceil(rooms.length / ENOUGH);
  const corners = rooms.filter((_, at) => at % every === 0).map(({ geometry }) => positionsOf({ geometry })[0] as [number, number]);
  const holding: { feature: Feature; held: number }[] = [];
  for (const feature of features) {
    yield;
    const { geometry } = feature;
    if (geometry?.type !== 'Polygon' || !tagsOf(feature).building) continue;
    const held = corners.filter((corner) => contains(geometry.coordinates as Polygon, corner)).length;
    if (held > corners.length / 2) holding.push({ feature, held });
  }
  return holding.sort((a, b) => b.held - a.held)[0]?.feature;
}

/** OpenStreetMap is in degrees, longitude first; the other order is put right. @throws {SetTrouble} when it is in metres */
function* inWorld(files: readonly GeoJsonFile[], way: Options['way'], remarks: Remark[]): Sliced<Feature[]> {
  const positions = yield* samplePositions(files.flatMap(({ features }) => features));
  const wrong = positions.filter(([x = 0, y = 0]) => Math.abs(x) > 180 || Math.abs(y) > 180);
  const [x = 0, y = 0] = wrong[0] ?? [];
  if (wrong.length > positions.length / 2) throw new SetTrouble('not-wgs84', { file: files[0]?.file ?? '', x, y });
  const turned = way === 'swapped' || (way === 'auto' && positions.length > 0 && positions.every((at) => isTurned(at[0] ?? 0, at[1] ?? 0)));
  if (!turned) return files.flatMap(({ features }) => features);
  return files.flatMap(({ file, features }) =>
    features.map((feature) => {
      if (feature.geometry) remarks.push({ file, id: feature.id, kind: 'mended', reason: 'mended-swapped' });
      return { ...feature, geometry: swapped(feature.geometry) };
    }),
  );
}

/**
 * Rooms, ways and shafts of an OpenStreetMap extract by Simple Indoor Tagging; everything else is noise, and said so feature
 * by feature. What is a shop's own (opening hours, telephone, website) isn't read.
 * @throws {SetTrouble} when there is nothing indoors
 */
export function* readOsm(files: readonly GeoJsonFile[], way: Options['way'], { features: all, remarks }: { features: number; remarks: Remark[] }): Sliced<ReadMap> {
  const file = files[0]?.file ?? '';
  const features = yield* inWorld(files, way, remarks);
  const fileOf = new Map(files.flatMap((each) => each.features.map(({ id }) => [id, each.file] as const)));
  const pieces: Piece[] = [];
  for (const feature of features) {
    yield;
    const file = fileOf.get(feature.id) ?? '';
    const tags = tagsOf(feature);
    const reason = feature.geometry ? whyNot(feature, tags) : 'no-polygon';
    if (reason || !feature.geometry) {
      remarks.push({ file, id: feature.id, kind: 'skipped', reason: reason ?? 'no-polygon' });
      continue;
    }
    const category = categoryOf(tags);
    const lettable = isLettable(category);
    pieces.push({ file, id: feature.id, as: 'unit', levels: levelsOf(tags.level).map(levelKey), geometry: feature.geometry, number: lettable ? numberIn([tags.ref, tags['addr:unit'], tags.local_ref]) : undefined, name: namesOf(tags), category, lettable });
  }
  const rooms = pieces.filter(({ lettable }) => lettable);
  if (rooms.length === 0) throw new SetTrouble('nothing-to-draw', { features: all });
  const around = yield* outlineOf(features, rooms);
  if (around?.geometry) {
    const named = levelsOf(tagsOf(around).level);
    const levels = (named.length > 0 ? named : [...new Set(pieces.flatMap((piece) => piece.levels.map(({ ordinal }) => ordinal)))]).map(levelKey);
    pieces.push({ file: fileOf.get(around.id) ?? file, id: around.id, as: 'outline', levels, geometry: around.geometry, category: 'level', lettable: false });
  }
  const place = worldPlane(rooms, yield* samplePositions(rooms));
  return yield* assemble({ source: around ? around.id : `${file}:building`, name: (around && namesOf(tagsOf(around))) ?? {} }, pieces, place, { features: all, remarks });
}
