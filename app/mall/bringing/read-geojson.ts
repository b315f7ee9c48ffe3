import type { Point } from '../geometry.ts';
import { isLettable, type Feature, UNIT_CATEGORIES } from '../imdf/schema.ts';
import { isTurned, mapPositions, samplePositions, swapped } from '../imdf/world.ts';
import { assemble, type LevelKey, medianOf, type Piece, worldPlane } from './assemble.ts';
import type { ReadMap, Words } from './read-map.ts';
import { type Remark, SetTrouble } from './remarks.ts';
import type { Options } from './schema.ts';
import type { Sliced } from './slices.ts';

/** Most of a building reaches no farther, in degrees; what spreads wider is metres. */
const WIDEST = 0.2;
/** Metres from side to side beyond which a plan was drawn in smaller units. */
const LARGEST = 3_000;

/** No house is higher; a property with more different words isn't its floor. */
const MOST_LEVELS = 200;

type Way = Exclude<Options['way'], 'auto'>;
export const ROLES = ['number', 'level', 'category', 'name', 'lettable'] as const;
export type Role = (typeof ROLES)[number];
/** Words by which a property or a kind of room may be called, in any language; lower case. */
export interface Guesses {
  properties: Record<Role, readonly string[]>;
  categories: Readonly<Record<string, readonly string[]>>;
  yes: readonly string[];
  no: readonly string[];
}
export interface FoundProperty {
  name: string;
  count: number;
  examples: string[];
}
export interface GeoJsonFile {
  file: string;
  features: readonly Feature[];
}
export interface Understood {
  map: ReadMap;
  /** What was chosen, or found where nothing was. */
  used: Record<Role, string> & { way: Way; scale: 'm' | 'cm' | 'mm' };
  properties: FoundProperty[];
}

const EXAMPLES = 3;
const plain = (text: string): string => text.trim().toLowerCase().replace(/[\s_.:-]+/g, '');
const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value).trim() : '');

/** Names of properties, most used first, each with a few values. */
export function* findProperties(features: readonly Feature[]): Sliced<FoundProperty[]> {
  const found = new Map<string, FoundProperty>();
  for (const feature of features) {
    yield;
    for (const [name, value] of Object.entries(feature.properties ?? {})) {
      const text = textOf(value);
      if (!text || name.length > 120) continue;
      const known = found.get(name) ?? { name, count: 0, examples: [] };
      known.count += 1;
      if (known.examples.length < EXAMPLES && !known.examples.includes(text.slice(0, 30))) known.examples.push(text.slice(0, 30));
      found.set(name, known);
    }
  }
  return [...found.values()].sort((a, b) => b.count - a.count).slice(0, 60);
}

/** The property that plays a role: the chosen one; else the first whose name is one of the known words. */
function roleOf(role: Role, options: Options, properties: readonly FoundProperty[], guesses: Guesses): string {
  if (options.guessed === 'no') return properties.some(({ name }) => name === options[role]) ? options[role] : '';
  const words = guesses.properties[role].map(plain);
  const byWord = properties.map(({ name }) => ({ name, at: words.indexOf(plain(name)) })).filter(({ at }) => at >= 0);
  return byWord.sort((a, b) => a.at - b.at)[0]?.name ?? '';
}

function wayOf(options: Options, positions: readonly (readonly number[])[]): Way {
  if (options.way !== 'auto') return options.way;
  const [x, y] = medianOf(positions);
  const near = positions.filter(([px = 0, py = 0]) => Math.abs(px - x) < WIDEST && Math.abs(py - y) < WIDEST).length;
  if (Math.abs(x) > 180 || Math.abs(y) > 180 || near <= positions.length / 2) return 'plane-up';
  if (isTurned(x, y)) return 'swapped';
  return Math.abs(y) <= 90 ? 'wgs84' : 'plane-up';
}

const FACTOR = { m: 1, cm: 0.01, mm: 0.001 } as const;
function scaleOf(options: Options, positions: readonly (readonly number[])[]): keyof typeof FACTOR {
  if (options.scale !== 'auto') return options.scale;
  const [x, y] = medianOf(positions);
  const reach = positions.map(([px = 0, py = 0]) => Math.max(Math.abs(px - x), Math.abs(py - y))).sort((a, b) => a - b)[Math.floor(positions.length * 0.95)] ?? 0;
  return reach > LARGEST * 10 ? 'mm' : reach > LARGEST ? 'cm' : 'm';
}

/**
 * Place in the order of what a plan calls a level: `F2`, `2F`, `L2`, `2` → 1 above the street, `B1`, `-1` → below; `0` is the
 * street where a plan counts from it. Null for words.
 */
export function ordinalOf(text: string, fromZero: boolean): number | null {
  const compact = text.trim().toUpperCase();
  const below = /^(?:B|LG|P)-?(\d{1,2})F?$|^-(\d{1,2})F?$/.exec(compact);
  if (below) return -Number(below[1] ?? below[2]);
  const above = /^(?:F|L|LEVEL|FLOOR)\s*(\d{1,2})$|^(\d{1,2})\s*(?:F|L)$/.exec(compact);
  if (above) return Number(above[1] ?? above[2]) - 1;
  const number = /^(\d{1,2})(?:\.\d+)?\D{0,6}$/.exec(compact);
  if (number) return Number(number[1]) - (fromZero ? 0 : 1);
  return /^(G|GF|EG|RDC)$/.test(compact) ? 0 : null;
}

/** Levels by the words that features use for them. */
function levelsOf(words: readonly string[]): Map<string, LevelKey> {
  const all = [...new Set(words)];
  const fromZero = all.some((word) => /^0$/.test(word.trim()));
  const ordinals = new Map(all.map((word) => [word, ordinalOf(word, fromZero)]));
  if (all.length > MOST_LEVELS) throw new SetTrouble('too-many-levels', { count: all.length, max: MOST_LEVELS });
  let next = Math.max(-1, ...[...ordinals.values()].flatMap((ordinal) => ordinal ?? [])) + 1;
  return new Map(all.map((word) => [word, { key: word, ordinal: ordinals.get(word) ?? next++, shortName: word.slice(0, 12) }]));
}

/** Without one property for all there is one level, or one a file. */
const FIRST = 'F1';

function categoryOf(text: string, { categories }: Guesses): string | null {
  const word = plain(text);
  if (!word) return null;
  if (UNIT_CATEGORIES.has(text.trim().toLowerCase())) return text.trim().toLowerCase();
  return Object.entries(categories).find(([, words]) => words.some((each) => plain(each) === word))?.[0] ?? null;
}

const wordsOf = (value: unknown): Words | undefined => {
  if (typeof value === 'object' && value !== null) {
    const words = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '');
    return words.length > 0 ? Object.fromEntries(words) : undefined;
  }
  const text = textOf(value);
  // One name in whatever language: shown to readers of all.
  return text ? { zh: text, en: text } : undefined;
};

/**
 * Plain GeoJSON: rooms are polygons, doors are lines, and which property says what is guessed or chosen.
 * @throws {SetTrouble} when there is nothing to draw
 */
export function* readGeoJson(files: readonly GeoJsonFile[], options: Options, guesses: Guesses, said: { features: number; remarks: Remark[] }): Sliced<Understood> {
  const features = files.flatMap((each) => each.features);
  const properties = yield* findProperties(features);
  const roles = Object.fromEntries(ROLES.map((role) => [role, roleOf(role, options, properties, guesses)])) as Record<Role, string>;
  const positions = yield* samplePositions(features);
  if (positions.length === 0) throw new SetTrouble('nothing-to-draw', { features: said.features });
  yield;
  const way = wayOf(options, positions);
  const scale = way.startsWith('plane') ? scaleOf(options, positions) : 'm';
  const levelWord = (file: string, feature: Feature): string => textOf(feature.properties?.[roles.level]) || (files.length > 1 ? file.replace(/\.[^.]+$/, '') : FIRST);
  const levels = levelsOf(files.flatMap(({ file, features: own }) => own.map((feature) => levelWord(file, feature))));
  const pieces: Piece[] = [];
  for (const { file, features: own } of files) {
    for (const feature of own) {
      yield;
      if (!feature.geometry) {
        said.remarks.push({ file, id: feature.id, kind: 'skipped', reason: 'no-polygon' });
        continue;
      }
      if (way === 'swapped') said.remarks.push({ file, id: feature.id, kind: 'mended', reason: 'mended-swapped' });
      const geometry = way === 'swapped' ? swapped(feature.geometry) : way === 'plane-down' ? mapPositions(feature.geometry, ([x = 0, y = 0]) => [x, -y]) : feature.geometry;
      pieces.push(pieceOf({ ...feature, geometry }, file, levels.get(levelWord(file, feature))!, roles, guesses, said.remarks, files.length > 1));
    }
  }
  const map = yield* assemble({ source: 'geojson:building', name: {} }, pieces, yield* planeFor(way, scale, pieces), said);
  return { map, used: { ...roles, way, scale }, properties };
}

function* planeFor(way: Way, scale: keyof typeof FACTOR, pieces: readonly Piece[]): Sliced<Parameters<typeof assemble>[2]> {
  const drawn = yield* samplePositions(pieces.filter(({ geometry }) => !geometry.type.includes('Point')));
  if (!way.startsWith('plane')) return worldPlane(pieces, drawn);
  const [x, y] = medianOf(drawn);
  // Coordinates of a country's grid are moved near; small ones stay as they are, so that a second file fits the first.
  const [dx, dy] = [x, y].map((at) => (Math.abs(at * FACTOR[scale]) > LARGEST / 3 ? Math.round((at * FACTOR[scale]) / 100) * 100 : 0)) as [number, number];
  const toPlane = ([px = 0, py = 0]: readonly number[]): Point => [px * FACTOR[scale] - dx, dy - py * FACTOR[scale]];
  return { transform: { origin: [87.6168, 43.7928], bearing: 0, madeUp: true }, toPlane, isWorld: false };
}

function pieceOf(feature: Feature, file: string, level: LevelKey, roles: Record<Role, string>, guesses: Guesses, remarks: Remark[], manyFiles: boolean): Piece {
  const geometry = feature.geometry!;
  const value = (role: Role): unknown => (roles[role] ? feature.properties?.[roles[role]] : undefined);
  const kind = textOf(value('category'));
  const known = categoryOf(kind, guesses);
  const isLine = geometry.type === 'LineString';
  const id = manyFiles ? `${file}:${feature.id}` : feature.id;
  if (kind && !known && !isLine) remarks.push({ file, id: feature.id, kind: 'mended', reason: 'unknown-category', what: kind.slice(0, 40) });
  const category = known === 'level' || known === 'opening' ? known : (known ?? 'room');
  if (known === 'level' && !isLine) return { file, id, as: 'outline', levels: [level], geometry, category, lettable: false };
  if (isLine) return { file, id, as: 'opening', levels: [level], geometry, category: 'pedestrian', lettable: false };
  const said = plain(textOf(value('lettable')));
  const lettable = guesses.yes.map(plain).includes(said) ? true : guesses.no.map(plain).includes(said) ? false : isLettable(category);
  const number = textOf(value('number')).slice(0, 40) || undefined;
  return { file, id, as: 'unit', levels: [level], geometry, number: lettable ? number : undefined, name: wordsOf(value('name')), category, lettable };
}
