/** Metres on the building's plane: x to the east, y to the south, as on paper. */
export type Point = [number, number];
/** Closed: the last point repeats the first. */
export type Ring = Point[];
/** Outer ring first, then holes. */
export type Polygon = Ring[];

export interface Bounds {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

export const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
export const midpoint = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

/** Edges of a closed ring, in order. */
export function edgesOf(ring: Ring): [Point, Point][] {
  return ring.slice(1).map((point, i) => [ring[i]!, point]);
}

/** Twice the area is avoided: this is the area itself, positive when the ring runs clockwise on paper (y to the south). */
export function signedArea(ring: Ring): number {
  return edgesOf(ring).reduce((sum, [a, b]) => sum + (a[0] * b[1] - b[0] * a[1]) / 2, 0);
}

/** Area of a polygon without its holes, in square metres. */
export function areaOf(polygon: Polygon): number {
  return polygon.reduce((sum, ring, i) => sum + (i === 0 ? 1 : -1) * Math.abs(signedArea(ring)), 0);
}

/** Smallest box around the points; infinite the wrong way round when there are none. */
export function boundsOf(points: Iterable<Point>): Bounds {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const [x, y] of points) {
    box.minX = Math.min(box.minX, x);
    box.minY = Math.min(box.minY, y);
    box.maxX = Math.max(box.maxX, x);
    box.maxY = Math.max(box.maxY, y);
  }
  return box;
}

export function boxesMeet(a: Bounds, b: Bounds, gap = 0): boolean {
  return a.minX - gap <= b.maxX && b.minX - gap <= a.maxX && a.minY - gap <= b.maxY && b.minY - gap <= a.maxY;
}

/** Even-odd over all rings, so a point in a hole is outside; on the line itself the answer may be either. */
export function contains(polygon: Polygon, [x, y]: Point): boolean {
  let inside = false;
  for (const ring of polygon) {
    for (let i = 1; i < ring.length; i += 1) {
      const [ax, ay] = ring[i - 1]!;
      const [bx, by] = ring[i]!;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

/** The point of the segment nearest to `p`. */
export function nearestOn(a: Point, b: Point, p: Point): Point {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length));
  return [a[0] + along * dx, a[1] + along * dy];
}

/** Metres from `p` to the nearest wall of the polygon, holes included. */
export function distanceToWalls(polygon: Polygon, p: Point): number {
  let nearest = Infinity;
  for (const ring of polygon) {
    for (let i = 1; i < ring.length; i += 1) nearest = Math.min(nearest, distance(p, nearestOn(ring[i - 1]!, ring[i]!, p)));
  }
  return nearest;
}

const side = (a: Point, b: Point, p: Point): number => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);

/** Whether two segments have a point in common; touching counts, lying on one line and overlapping too. */
export function segmentsMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  if (!boxesMeet(boundsOf([a, b]), boundsOf([c, d]))) return false;
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}

/** Centre of gravity of the outer ring; of its points when it has no area. */
export function centroid(ring: Ring): Point {
  const area = signedArea(ring);
  if (Math.abs(area) < 1e-9) {
    const box = boundsOf(ring);
    return [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2];
  }
  let [x, y] = [0, 0];
  for (const [a, b] of edgesOf(ring)) {
    const cross = a[0] * b[1] - b[0] * a[1];
    x += (a[0] + b[0]) * cross;
    y += (a[1] + b[1]) * cross;
  }
  return [x / (6 * area), y / (6 * area)];
}
