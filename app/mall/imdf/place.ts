import { type Bounds, boundsOf, distanceToWalls, midpoint, type Point, type Polygon } from '../geometry.ts';
import { isCorridor } from '../neighbours.ts';
import { planeOf } from '../projection.ts';
import type { Geometry } from './schema.ts';

/** Walls that run in one of two directions at right angles are worth turning the plan for; a round building isn't. */
const CLEAR = 0.3;
/** Rooms whose walls are looked at, evenly taken from all. */
const ENOUGH = 2_000;
/** A door stands in its unit's wall up to this far off; plans leave a gap for the thickness of walls. Metres. */
const WALL = 0.6;
/** No building reaches farther than this from its middle. Metres. */
const FARTHEST = 3_000;

const outerRings = (geometry: Geometry | null): readonly number[][][] => {
  if (geometry?.type === 'Polygon') return geometry.coordinates.slice(0, 1);
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates.flatMap((polygon) => polygon.slice(0, 1)) : [];
};

/**
 * Degrees by which a building's plan is turned so that most of its walls run along the edges of the screen, between -45 and
 * 45; 0 where its walls run in all directions.
 */
export function bearingOf(origin: [number, number], shapes: readonly (Geometry | null)[]): number {
  const { toPlane } = planeOf({ origin, bearing: 0, madeUp: false });
  let [x, y, all] = [0, 0, 0];
  const every = Math.ceil(shapes.length / ENOUGH);
  for (const ring of shapes.filter((_, at) => at % every === 0).flatMap(outerRings)) {
    const points = ring.map(toPlane);
    for (let i = 1; i < points.length; i += 1) {
      const [dx, dy] = [points[i]![0] - points[i - 1]![0], points[i]![1] - points[i - 1]![1]];
      const [length, angle] = [Math.hypot(dx, dy), 4 * Math.atan2(dy, dx)];
      if (!Number.isFinite(length)) continue;
      x += length * Math.cos(angle);
      y += length * Math.sin(angle);
      all += length;
    }
  }
  if (all === 0 || Math.hypot(x, y) < CLEAR * all) return 0;
  // Never -0, which doesn't come back from JSON.
  return Math.round((Math.atan2(y, x) / 4 / Math.PI) * 180 * 1e4) / 1e4 || 0;
}

/** Whether a shape lies where its building can be; one wrong coordinate would shrink the whole plan to a dot. */
export function isNearby(shape: readonly Polygon[]): boolean {
  const box = boundsOf(shape.flat(2));
  return Math.max(-box.minX, -box.minY, box.maxX, box.maxY) <= FARTHEST;
}

interface Placed {
  source: string;
  level: string;
  category: string;
  shape?: Polygon[];
}

/** Finds the unit that a door belongs to: of the two whose wall it stands in, the one that is no corridor. */
export function doorFinder(units: readonly Placed[]): (level: string, line: readonly Point[]) => string | undefined {
  const onLevel = new Map<string, { source: string; way: boolean; parts: { polygon: Polygon; box: Bounds }[] }[]>();
  for (const { source, level, category, shape = [] } of units) {
    const placed = { source, way: isCorridor(category), parts: shape.map((polygon) => ({ polygon, box: boundsOf(polygon[0]!) })) };
    const there = onLevel.get(level);
    if (there) there.push(placed);
    else onLevel.set(level, [placed]);
  }
  return (level, line) => {
    const [first, last] = [line[0], line.at(-1)];
    if (!first || !last) return undefined;
    const at = midpoint(first, last);
    const near = (onLevel.get(level) ?? []).flatMap(({ source, way, parts }) => {
      const close = parts.filter(({ box }) => at[0] >= box.minX - WALL && at[0] <= box.maxX + WALL && at[1] >= box.minY - WALL && at[1] <= box.maxY + WALL);
      const far = Math.min(...close.map(({ polygon }) => distanceToWalls(polygon, at)));
      return far <= WALL ? [{ source, far, way }] : [];
    });
    return near.sort((a, b) => Number(a.way) - Number(b.way) || a.far - b.far)[0]?.source;
  };
}
