import { areaOf, boundsOf, boxesMeet, centroid, contains, distance, edgesOf, nearestOn, type Point, type Polygon, type Ring, signedArea } from '../geometry.ts';
import { crossesItself } from '../imdf/rings.ts';
import { outlineOf } from '../outline.ts';

/** Plans are kept to the centimetre. */
export const toCentimetre = ([x, y]: Point): Point => [Math.round(x * 100) / 100, Math.round(y * 100) / 100];

/** Two booths with at most this between them (a wall) can become one. Metres. */
const WALL = 0.45;
const NO_AREA = 0.01;

export const shapeArea = (shape: readonly Polygon[]): number => shape.reduce((sum, polygon) => sum + areaOf(polygon), 0);

export function moveShape(shape: readonly Polygon[], [dx, dy]: Point): Polygon[] {
  return shape.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => toCentimetre([x + dx, y + dy]))));
}

export const moveLine = (line: readonly Point[], [dx, dy]: Point): Point[] => line.map(([x, y]) => toCentimetre([x + dx, y + dy]));

/** Rounded, closed, without points that repeat the one before. */
export function tidyRing(points: readonly Point[]): Ring {
  const kept = points.map(toCentimetre).filter((p, i, all) => i === 0 || p[0] !== all[i - 1]![0] || p[1] !== all[i - 1]![1]);
  const [first, last] = [kept[0], kept.at(-1)];
  if (!first || !last) return [];
  return first[0] === last[0] && first[1] === last[1] && kept.length > 1 ? kept : [...kept, first];
}

/** Out and back on the same line: an area of nothing. */
const hasSpike = (ring: Ring): boolean =>
  ring.slice(0, -1).some((p, i, open) => {
    const [a, b] = [open.at(i - 1)!, open[(i + 1) % open.length]!];
    const [ux, uy, vx, vy] = [a[0] - p[0], a[1] - p[1], b[0] - p[0], b[1] - p[1]];
    return Math.abs(ux * vy - uy * vx) < 1e-6 && ux * vx + uy * vy > 0;
  });

/** Every ring closed, of at least three corners, neither crossing nor touching itself. */
export const isSimple = (shape: readonly Polygon[]): boolean =>
  shape.length > 0 && shape.every((polygon) => polygon.length > 0 && polygon.every((ring) => ring.length >= 4 && isClosed(ring) && !hasSpike(ring) && !crossesItself(ring)));
const isClosed = (ring: Ring): boolean => ring[0]![0] === ring.at(-1)![0] && ring[0]![1] === ring.at(-1)![1];

interface Stop {
  at: Point;
  next?: Stop;
  seen?: boolean;
}
interface Crossing {
  /** Place along the cut. */
  along: number;
  arrive: Stop;
  leave: Stop;
}

/** Rings as linked stops, cut open where the line through `a` and `b` crosses them. */
function cutRings(polygon: Polygon, a: Point, b: Point): { stops: Stop[]; crossings: Crossing[] } {
  const length = distance(a, b);
  const [ux, uy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
  const off = ([x, y]: Point) => ux * (y - a[1]) - uy * (x - a[0]) || 1e-9;
  const stops: Stop[] = [];
  const crossings: Crossing[] = [];
  for (const [i, ring] of polygon.entries()) {
    const directed = signedArea(ring) > 0 === (i === 0) ? ring : [...ring].reverse();
    const own = directed.slice(0, -1).map((at): Stop => ({ at }));
    for (const [j, stop] of own.entries()) {
      const next = own[(j + 1) % own.length]!;
      const [from, to] = [off(stop.at), off(next.at)];
      stop.next = next;
      if (from > 0 === to > 0) continue;
      const part = from / (from - to);
      const at: Point = [stop.at[0] + part * (next.at[0] - stop.at[0]), stop.at[1] + part * (next.at[1] - stop.at[1])];
      const crossing = { along: (at[0] - a[0]) * ux + (at[1] - a[1]) * uy, arrive: { at } as Stop, leave: { at, next } as Stop };
      stop.next = crossing.arrive;
      crossings.push(crossing);
    }
    stops.push(...own);
  }
  return { stops: [...stops, ...crossings.flatMap(({ arrive, leave }) => [arrive, leave])], crossings: crossings.sort((p, q) => p.along - q.along) };
}

/**
 * Cuts a polygon by the endless line through two points. Walking along the cut, every second crossing leaves the polygon again:
 * such pairs are joined on both sides. @returns the pieces, or the polygon alone when the line misses it
 */
export function splitPolygon(polygon: Polygon, a: Point, b: Point): Polygon[] {
  if (distance(a, b) < 0.01) return [polygon];
  const { stops, crossings } = cutRings(polygon, a, b);
  if (crossings.length < 2 || crossings.length % 2 === 1) return [polygon];
  for (let i = 0; i < crossings.length; i += 2) {
    const [one, other] = [crossings[i]!, crossings[i + 1]!];
    one.arrive.next = other.leave;
    other.arrive.next = one.leave;
  }
  const rings: Ring[] = [];
  for (const start of stops) {
    const points: Point[] = [];
    for (let stop: Stop | undefined = start; stop && !stop.seen; stop = stop.next) {
      stop.seen = true;
      points.push(stop.at);
    }
    const ring = tidyRing(points);
    if (ring.length >= 4 && Math.abs(signedArea(ring)) > NO_AREA) rings.push(ring);
  }
  const pieces = rings.filter((ring) => signedArea(ring) > 0).map((ring): Polygon => [ring]);
  for (const hole of rings.filter((ring) => signedArea(ring) < 0)) pieces.find(([outer]) => contains([outer!], hole[0]!))?.push(hole);
  return pieces.length > 1 ? pieces : [polygon];
}

/** The pieces of a shape cut by a line, the largest first; one piece when the line misses it. */
export function splitShape(shape: readonly Polygon[], a: Point, b: Point): Polygon[][] {
  const parts = shape.map((polygon) => splitPolygon(polygon, a, b));
  if (parts.every((pieces) => pieces.length === 1)) return [[...shape]];
  return parts.flat().map((polygon) => [polygon]).sort((one, other) => shapeArea(other) - shapeArea(one));
}

/** Corners move onto another shape's corner or wall where it is no farther than a wall is thick. */
function drawnTo(shape: readonly Polygon[], other: readonly Polygon[]): Polygon[] {
  const corners = other.flat(2);
  const walls = other.flat().flatMap(edgesOf);
  const pull = (p: Point): Point => {
    const corner = nearest(corners, p);
    if (corner && distance(corner, p) <= WALL) return corner;
    const onWall = nearest(walls.map(([a, b]) => nearestOn(a, b, p)), p);
    return onWall && distance(onWall, p) <= WALL ? onWall : p;
  };
  return shape.map((polygon) => polygon.map((ring) => tidyRing(ring.map(pull))));
}

function nearest(points: readonly Point[], to: Point): Point | undefined {
  let best: { far: number; at?: Point } = { far: Infinity };
  for (const at of points) {
    const far = distance(at, to);
    if (far < best.far) best = { far, at };
  }
  return best.at;
}

/** Several shapes as one polygon, over walls between them; null when they don't touch each other. */
export function mergeShapes(shapes: readonly (readonly Polygon[])[]): Polygon[] | null {
  const [first, ...rest] = shapes;
  if (!first) return null;
  let merged: Polygon[] = [...first];
  const waiting = [...rest];
  while (waiting.length > 0) {
    const at = waiting.findIndex((shape) => joinTwo(merged, shape));
    if (at < 0) return null;
    merged = joinTwo(merged, waiting[at]!)!;
    waiting.splice(at, 1);
  }
  return merged;
}

function joinTwo(one: readonly Polygon[], other: readonly Polygon[]): Polygon[] | null {
  if (!boxesMeet(boundsOf(one.flat(2)), boundsOf(other.flat(2)), WALL)) return null;
  const touching = wholeOf([...one, ...other]);
  if (touching) return touching;
  const drawn = drawnTo(other, one);
  return wholeOf([...drawnTo(one, drawn), ...drawn]);
}

function wholeOf(polygons: readonly Polygon[]): Polygon[] | null {
  const outline = outlineOf(polygons);
  return outline.length === 1 && isSimple(outline) ? outline : null;
}

const EDGE = 1e-9;

/** Square metres that two shapes have in common: strips between all corners and crossings, in which walls don't cross. */
export function overlapArea(one: readonly Polygon[], other: readonly Polygon[]): number {
  const box = [boundsOf(one.flat(2)), boundsOf(other.flat(2))] as const;
  if (!boxesMeet(box[0], box[1])) return 0;
  const walls = [one, other].map((shape) => shape.flat().flatMap(edgesOf).filter(([a, b]) => Math.abs(a[0] - b[0]) > EDGE));
  const stops = new Set([...one.flat(2), ...other.flat(2)].map(([x]) => x));
  for (const [a, b] of walls[0]!) for (const [c, d] of walls[1]!) stops.add(crossingX(a, b, c, d) ?? a[0]);
  const from = Math.max(box[0].minX, box[1].minX);
  const to = Math.min(box[0].maxX, box[1].maxX);
  const xs = [...stops].filter((x) => x >= from && x <= to).sort((a, b) => a - b);
  let area = 0;
  for (let i = 1; i < xs.length; i += 1) {
    const [left, right] = [xs[i - 1]!, xs[i]!];
    if (right - left > EDGE) area += (right - left) * sharedHeight(walls, (left + right) / 2);
  }
  return area;
}

function sharedHeight(walls: [Point, Point][][], x: number): number {
  const cuts = walls.flatMap((edges, of) =>
    edges.flatMap(([a, b]) => (a[0] < x === b[0] < x ? [] : [{ of, y: a[1] + ((x - a[0]) / (b[0] - a[0])) * (b[1] - a[1]) }])),
  );
  cuts.sort((p, q) => p.y - q.y);
  const inside = [false, false];
  let height = 0;
  for (const [i, { of, y }] of cuts.entries()) {
    if (inside[0] && inside[1]) height += y - cuts[i - 1]!.y;
    inside[of] = !inside[of];
  }
  return height;
}

function crossingX(a: Point, b: Point, c: Point, d: Point): number | null {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  const cross = ux * vy - uy * vx;
  if (Math.abs(cross) < EDGE) return null;
  const along = ((c[0] - a[0]) * vy - (c[1] - a[1]) * vx) / cross;
  const other = ((c[0] - a[0]) * uy - (c[1] - a[1]) * ux) / cross;
  return along < 0 || along > 1 || other < 0 || other > 1 ? null : a[0] + along * ux;
}

export const middleOf = (shape: readonly Polygon[]): Point => centroid([...shape].sort((a, b) => areaOf(b) - areaOf(a))[0]?.[0] ?? [[0, 0]]);
