import { boundsOf, centroid, midpoint, type Point, type Polygon, type Ring, signedArea } from '../geometry.ts';
import { type PlaneTransform, planeOf } from '../projection.ts';
import { EXTENSION, UNIT_CATEGORIES } from './schema.ts';

type Words = Record<string, string | undefined>;

export interface MapToWrite {
  id: string;
  name: Words;
  /** ISO 3166; `ZZ` where nobody knows. */
  country: string;
  buildings: { id: string; name: Words; transform: PlaneTransform }[];
  levels: { id: string; building: string; ordinal: number; shortName: string; name: Words; outline?: Polygon[] }[];
  units: UnitToWrite[];
  openings: OpeningToWrite[];
  grids: { id: string; number: number; hue: number; weave: number; units: string[]; apart?: string }[];
}
export interface UnitToWrite {
  id: string;
  level: string;
  number?: string;
  name?: Words;
  category: string;
  lettable: boolean;
  shape?: Polygon[];
  label?: Point;
}
export interface OpeningToWrite {
  id: string;
  level: string;
  unit?: string;
  line: Point[];
  kind: string;
}

/** IMDF LABELS: BCP 47 tags; our Chinese is the simplified one. */
const labels = (words: Words | undefined): Record<string, string> | null => {
  const rows = Object.entries(words ?? {}).flatMap(([language, text]) => (text ? [[language === 'zh' ? 'zh-Hans' : language, text]] : []));
  return rows.length > 0 ? Object.fromEntries(rows) : null;
};

/** A hundredth of a millimetre; more digits would only be noise of the arithmetic. */
const short = (degrees: number): number => Math.round(degrees * 1e10) / 1e10;

type Plane = ReturnType<typeof planeOf>;
export const planesOf = ({ buildings }: MapToWrite): Map<string, Plane> => new Map(buildings.map(({ id, transform }) => [id, planeOf(transform)]));
const world = (plane: Plane, at: Point): number[] => plane.toWorld(at).map(short);

/** RFC 7946: outer rings run counterclockwise as seen on a map, holes clockwise. */
function ringOf(plane: Plane, ring: Ring, isHole: boolean): number[][] {
  const clockwise = signedArea(ring) > 0;
  return (clockwise === isHole ? ring : [...ring].reverse()).map((at) => world(plane, at));
}

function geometryOf(plane: Plane, polygons: readonly Polygon[] | undefined): object | null {
  if (!polygons?.length) return null;
  const coordinates = polygons.map((polygon) => polygon.map((ring, i) => ringOf(plane, ring, i > 0)));
  return coordinates.length === 1 ? { type: 'Polygon', coordinates: coordinates[0] } : { type: 'MultiPolygon', coordinates };
}

const pointAt = (plane: Plane, at: Point): object => ({ type: 'Point', coordinates: world(plane, at) });

/** The box around some outlines, where one polygon has to stand for several. */
function hullOf(outlines: readonly Polygon[]): Polygon[] {
  const { minX, minY, maxX, maxY } = boundsOf(outlines.flat(2));
  return Number.isFinite(minX) ? [[[[minX, minY], [maxX, minY], [maxX, maxY], [minX, maxY], [minX, minY]]]] : [];
}

export interface Row {
  id: string;
  geometry: object | null;
  properties: object;
}

export interface Writing {
  map: MapToWrite;
  planes: ReadonlyMap<string, Plane>;
  derive(kind: string, id: string): string;
}

/** What IMDF has no word for stands in a member of our own: another reader passes over it, ours gives the row back as it was. */
const own = (rest: object = {}): object => ({ [EXTENSION.member]: rest });

const NONE = { alt_name: null, restriction: null, accessibility: null };
const outlinesIn = (map: MapToWrite, building: string): Polygon[] => map.levels.filter((level) => level.building === building).flatMap(({ outline }) => outline ?? []);

function venueRows({ map, planes, derive }: Writing): { address: Row; venue: Row } {
  const first = map.buildings[0];
  const plane = first && planes.get(first.id);
  if (!first || !plane) throw new Error('A map without a building has no place on earth.');
  const moved = (building: string): Polygon[] => {
    const own = planes.get(building) ?? plane;
    return outlinesIn(map, building).map((polygon) => polygon.map((ring) => ring.map((at) => plane.toPlane(own.toWorld(at)))));
  };
  const around = hullOf(map.buildings.flatMap(({ id }) => moved(id)));
  const middle: Point = around[0]?.[0] ? centroid(around[0][0]) : [0, 0];
  const address = derive('address', map.id);
  const where = { unit: null, locality: '-', province: null, country: map.country, postal_code: null, postal_code_ext: null, postal_code_vanity: null };
  const words = { name: labels(map.name), alt_name: null, hours: null, phone: null, website: null };
  return {
    address: { id: address, geometry: null, properties: { address: Object.values(map.name).find(Boolean) ?? '-', ...where, ...own() } },
    venue: { id: map.id, geometry: geometryOf(plane, around), properties: { category: 'shoppingcenter', restriction: null, ...words, display_point: pointAt(plane, middle), address_id: address, ...own() } },
  };
}

export function buildingRows({ map, planes, derive }: Writing): { buildings: Row[]; footprints: Row[] } {
  const made = map.buildings.map(({ id, name, transform }) => {
    const plane = planes.get(id)!;
    const outlines = outlinesIn(map, id);
    const hull = hullOf(outlines);
    const point = hull[0]?.[0] ? pointAt(plane, centroid(hull[0][0])) : null;
    const footprint = { id: derive('footprint', id), geometry: geometryOf(plane, outlines.slice(0, 1)), properties: { category: 'ground', name: null, building_ids: [id], ...own() } };
    return { building: { id, geometry: null, properties: { category: 'unspecified', name: labels(name), alt_name: null, restriction: null, display_point: point, address_id: null, ...own({ plane: transform }) } }, footprint };
  });
  return { buildings: made.map(({ building }) => building), footprints: made.map(({ footprint }) => footprint).filter(({ geometry }) => geometry) };
}

export function levelRow({ planes }: Pick<Writing, 'planes'>, { id, building, ordinal, shortName, name, outline }: MapToWrite['levels'][number]): Row {
  const plane = planes.get(building)!;
  const point = outline?.[0]?.[0] ? pointAt(plane, centroid(outline[0][0])) : null;
  const words = { name: labels(name), short_name: { en: shortName } };
  return { id, geometry: geometryOf(plane, outline), properties: { category: 'unspecified', restriction: null, outdoor: false, ordinal, ...words, display_point: point, address_id: null, building_ids: [building], ...own({ short_name: shortName }) } };
}

export function unitRow(plane: Plane, { id, level, number, name, category, lettable, shape, label }: UnitToWrite): Row {
  const words = number ? { en: number } : labels(name);
  const properties = { category: UNIT_CATEGORIES.has(category) ? category : 'unspecified', ...NONE, name: words, level_id: level, display_point: label ? pointAt(plane, label) : null, ...own({ number, category, lettable, name: labels(name) ?? undefined }) };
  return { id, geometry: geometryOf(plane, shape), properties };
}

export function openingRow(plane: Plane, { id, level, unit, line, kind }: OpeningToWrite): Row {
  const [a, b]: [Point, Point] = [line[0] ?? [0, 0], line.at(-1) ?? [0, 0]];
  const door = { accessibility: null, access_control: null, door: null, name: null, alt_name: null };
  return { id, geometry: { type: 'LineString', coordinates: line.map((at) => world(plane, at)) }, properties: { category: kind, ...door, display_point: pointAt(plane, midpoint(a, b)), level_id: level, ...own({ unit }) } };
}

/** Unlocated, as IMDF allows: which units a micro-grid has says where it is. */
export function gridRow({ id, number, hue, weave, units, apart }: MapToWrite['grids'][number]): Row {
  return { id, geometry: null, properties: { category: EXTENSION.grids, name: { en: String(number) }, number, hue, weave, unit_ids: units, apart, ...own() } };
}

export function collection(file: string, rows: readonly Row[]): string {
  return JSON.stringify({ type: 'FeatureCollection', name: file, features: rows.map((row) => featureOf(file, row)) });
}

export const featureOf = (file: string, { id, geometry, properties }: Row): object => ({ id, type: 'Feature', feature_type: file, geometry, properties });

/**
 * The files of an IMDF archive (1.0.0, OGC 20-094) of a mall that was drawn here. Holds rooms and their numbers, no shop: no
 * export names more than one. Pure; `manifest.json` is the caller's, since it says when.
 * @param derive another id, always the same for the same thing: for address and footprints, which are no rows of ours
 */
export function writeImdf(map: MapToWrite, derive: (kind: string, id: string) => string): Map<string, string> {
  const planes = planesOf(map);
  const levels = map.levels.filter(({ building }) => planes.has(building));
  const planeOn = new Map(levels.map(({ id, building }) => [id, planes.get(building)!]));
  const on = <T extends { level: string }>(rows: readonly T[], row: (plane: Plane, one: T) => Row): Row[] => rows.flatMap((one) => (planeOn.has(one.level) ? [row(planeOn.get(one.level)!, one)] : []));
  const writing: Writing = { map: { ...map, levels }, planes, derive };
  const { address, venue } = venueRows(writing);
  const { buildings, footprints } = buildingRows(writing);
  const files: [string, Row[]][] = [
    ['address', [address]],
    ['venue', [venue]],
    ['building', buildings],
    ['footprint', footprints],
    ['level', levels.map((level) => levelRow(writing, level))],
    ['unit', on(map.units, unitRow)],
    ['opening', on(map.openings, openingRow)],
    ...(map.grids.length > 0 ? ([[EXTENSION.grids, map.grids.map(gridRow)]] satisfies [string, Row[]][]) : []),
  ];
  return new Map(files.map(([file, rows]) => [`${file}.geojson`, collection(file, rows)]));
}
