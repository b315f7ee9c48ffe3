import { boundsOf, distance, edgesOf, nearestOn, type Point, type Polygon } from '../geometry.ts';
import { toCentimetre } from './shapes.ts';

/** What a point or a moved booth is drawn to. */
export interface SnapTo {
  corners: readonly Point[];
  walls: readonly (readonly [Point, Point])[];
}

/** Where nothing else is near, the plan's own squares. Metres. */
const SQUARE = 0.1;

export const snapTargets = (shapes: readonly (readonly Polygon[])[]): SnapTo => ({
  corners: shapes.flatMap((shape) => shape.flat(2)),
  walls: shapes.flatMap((shape) => shape.flat().flatMap(edgesOf)),
});

const onSquare = (metres: number): number => Math.round(metres / SQUARE) * SQUARE;

/** The nearest corner within `reach` metres, else the nearest place on a wall, else the nearest square of 10 cm. */
export function snapPoint(p: Point, { corners, walls }: SnapTo, reach: number): Point {
  const near = (points: Iterable<Point>) => {
    let best: { far: number; at?: Point } = { far: reach };
    for (const at of points) {
      const far = distance(at, p);
      if (far <= best.far) best = { far, at };
    }
    return best.at;
  };
  return toCentimetre(near(corners) ?? near(walls.map(([a, b]) => nearestOn(a, b, p))) ?? [onSquare(p[0]), onSquare(p[1])]);
}

/** Whether something between two points can be within reach of the moved shape: of thousands a handful. */
function nearTo(shape: readonly Polygon[], by: Point, reach: number): (a: Point, b: Point) => boolean {
  const { minX, minY, maxX, maxY } = boundsOf(shape.flat(2));
  const [left, top, right, bottom] = [minX + by[0] - reach, minY + by[1] - reach, maxX + by[0] + reach, maxY + by[1] + reach];
  return (a, b) => Math.max(a[0], b[0]) >= left && Math.min(a[0], b[0]) <= right && Math.max(a[1], b[1]) >= top && Math.min(a[1], b[1]) <= bottom;
}

/** How far a shape goes when it is moved by about `by`: so that one of its corners meets another's, else one of them a wall. */
export function snapMove(shape: readonly Polygon[], by: Point, to: SnapTo, reach: number): Point {
  let best: { far: number; by: Point } = { far: reach, by: [onSquare(by[0]), onSquare(by[1])] };
  const near = nearTo(shape, by, reach);
  const corners = to.corners.filter((corner) => near(corner, corner));
  for (const [x, y] of shape.flat(2)) {
    const at: Point = [x + by[0], y + by[1]];
    for (const corner of corners) {
      const far = distance(corner, at);
      if (far < best.far) best = { far, by: [corner[0] - x, corner[1] - y] };
    }
  }
  if (best.far < reach) return best.by;
  const walls = to.walls.filter(([a, b]) => near(a, b));
  for (const [x, y] of shape.flat(2)) {
    const at: Point = [x + by[0], y + by[1]];
    for (const [a, b] of walls) {
      const on = nearestOn(a, b, at);
      const far = distance(on, at);
      if (far < best.far) best = { far, by: [on[0] - x, on[1] - y] };
    }
  }
  return best.by;
}
