import { areaOf, centroid, distance, midpoint, type Point, type Polygon } from '../geometry.ts';
import { type PlaneTransform, planeOf } from '../projection.ts';
import type { MapNow, UnitNow } from './map-now.ts';
import type { ReadBuilding, ReadLevel, ReadOpening, ReadUnit } from './read-map.ts';
import { sameLine, sameShape } from './same-shape.ts';

/** Two buildings whose middles are farther apart are two, whatever is said. Metres. */
const FAR = 1_000;
/** A room whose middle moved less and whose size changed less is the same room. Metres; share of the area. */
const MOVED = 1;
const GROWN = 0.25;
/** A door whose middle moved less is the same door. Metres. */
const DOOR = 0.3;

type BuildingNow = MapNow['buildings'][number];
type LevelNow = MapNow['levels'][number];

export const isFrom = (row: { _id: string; source?: string }, source: string): boolean => row.source === source || row._id === source;

function areApart(a: PlaneTransform, b: PlaneTransform): boolean {
  if (a.madeUp || b.madeUp) return false;
  const [x, y] = planeOf(a).toPlane(b.origin);
  return Math.hypot(x, y) > FAR;
}

/**
 * The building here that one of the set is: by its id; else the one that was chosen; else, of one and one, that one.
 * @param choice a building's id, `new`, or `auto`
 */
export function buildingHere(read: ReadBuilding, all: readonly ReadBuilding[], now: readonly BuildingNow[], choice: string): BuildingNow | undefined {
  const byId = now.find((row) => isFrom(row, read.source));
  if (byId || choice === 'new') return byId;
  const chosen = now.find(({ _id }) => _id === choice);
  if (chosen && all.length === 1) return chosen;
  const [only] = now;
  return only && now.length === 1 && all.length === 1 && !areApart(only.transform, read.transform) ? only : undefined;
}

/** From the plane on which the set was read to the plane that the building has here. */
export function ontoPlane(read: PlaneTransform, here: PlaneTransform): (at: Point) => Point {
  const isSame = read.origin[0] === here.origin[0] && read.origin[1] === here.origin[1] && read.bearing === here.bearing;
  if (isSame || read.madeUp || here.madeUp) return (at) => at;
  const [from, to] = [planeOf(read), planeOf(here)];
  return (at) => to.toPlane(from.toWorld(at));
}

export const movePolygons = (shape: readonly Polygon[] | undefined, move: (at: Point) => Point): Polygon[] | undefined => shape?.map((polygon) => polygon.map((ring) => ring.map(move)));

const plain = (name: string): string => name.toUpperCase().replace(/[\s.]+/g, '');

/** The level here that one of the set is: by its id, its short name, its place in the order. */
export function levelHere(read: ReadLevel, building: string, now: readonly LevelNow[], taken: ReadonlySet<string>): LevelNow | undefined {
  const byId = now.find((row) => isFrom(row, read.source));
  if (byId) return byId;
  const inside = now.filter((row) => row.building === building && !taken.has(row._id));
  return inside.find((row) => plain(row.shortName) === plain(read.shortName)) ?? inside.find((row) => row.ordinal === read.ordinal);
}

interface Spot<T> {
  at: Point;
  row: T;
}

/** Things by the square metre they lie in. */
class Squares<T> {
  private readonly cells = new Map<string, Spot<T>[]>();
  add(level: string, at: Point, row: T): void {
    const key = this.key(level, at[0], at[1]);
    const there = this.cells.get(key);
    if (there) there.push({ at, row });
    else this.cells.set(key, [{ at, row }]);
  }
  /** Nearest first, within a metre. */
  near(level: string, at: Point): Spot<T>[] {
    const found = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => this.cells.get(this.key(level, at[0] + dx, at[1] + dy)) ?? []));
    return found.filter((spot) => distance(spot.at, at) <= 1).sort((a, b) => distance(a.at, at) - distance(b.at, at));
  }
  private key(level: string, x: number, y: number): string {
    return `${level} ${Math.floor(x)} ${Math.floor(y)}`;
  }
}

const middleOf = (shape: readonly Polygon[]): Point => centroid(shape[0]?.[0] ?? []);
const sizeOf = (shape: readonly Polygon[]): number => shape.reduce((sum, polygon) => sum + areaOf(polygon), 0);

/** Finds the unit here that one of the set is: by its id, then its number, then its place and size. Each is given once. */
export function unitFinder(now: readonly UnitNow[], isTaken: (id: string) => boolean) {
  const bySource = new Map<string, UnitNow>();
  const byNumber = new Map<string, UnitNow[]>();
  const squares = new Squares<UnitNow>();
  for (const unit of now) {
    bySource.set(unit._id, unit);
    if (unit.source) bySource.set(unit.source, unit);
    if (unit.number) {
      const there = byNumber.get(plain(unit.number));
      if (there) there.push(unit);
      else byNumber.set(plain(unit.number), [unit]);
    }
    if (unit.shape?.length) squares.add(unit.level, middleOf(unit.shape), unit);
  }
  const free = (unit: UnitNow | undefined): UnitNow | undefined => (unit && !isTaken(unit._id) ? unit : undefined);
  return {
    bySource: (source: string) => free(bySource.get(source)),
    byNumber(read: ReadUnit, level: string) {
      const rows = read.number && !read.numberMade ? (byNumber.get(plain(read.number)) ?? []) : [];
      return free(rows.find((row) => row.level === level && !isTaken(row._id)));
    },
    byPlace(shape: Polygon[] | undefined, level: string) {
      if (!shape?.length) return undefined;
      const size = sizeOf(shape);
      const spots = squares.near(level, middleOf(shape)).filter(({ row }) => !isTaken(row._id));
      return (spots.find(({ row }) => sameShape(row.shape, shape)) ?? spots.find(({ at, row }) => distance(at, middleOf(shape)) <= MOVED && Math.abs(sizeOf(row.shape ?? []) - size) <= GROWN * size))?.row;
    },
  };
}

/** Finds the door here that one of the set is: by its id, then its line, then its place. */
export function openingFinder(now: MapNow['openings'], isTaken: (id: string) => boolean) {
  const bySource = new Map(now.flatMap((row) => [[row._id, row] as const, ...(row.source ? [[row.source, row] as const] : [])]));
  const squares = new Squares<MapNow['openings'][number]>();
  const middle = (line: readonly Point[]) => midpoint(line[0] ?? [0, 0], line.at(-1) ?? [0, 0]);
  for (const row of now) squares.add(row.level, middle(row.line), row);
  return (read: ReadOpening, line: Point[], level: string) => {
    const byId = bySource.get(read.source);
    if (byId && !isTaken(byId._id)) return byId;
    const spots = squares.near(level, middle(line)).filter(({ row }) => !isTaken(row._id));
    return (spots.find(({ row }) => sameLine(row.line, line)) ?? spots.find(({ at, row }) => distance(at, middle(line)) <= DOOR && row.kind === read.kind))?.row;
  };
}
