import { areaOf, boundsOf, centroid, contains, distanceToWalls, type Point, type Polygon } from './geometry.ts';

interface Cell {
  at: Point;
  half: number;
  clear: number;
}

const PRECISION = 0.1;

function cellOf(polygon: Polygon, at: Point, half: number): Cell {
  const walls = distanceToWalls(polygon, at);
  return { at, half, clear: contains(polygon, at) ? walls : -walls };
}

/** The pole of inaccessibility: the point farthest from all walls, to 10 cm. Quarters the most promising square until none can win. */
function pole(polygon: Polygon): Cell {
  const box = boundsOf(polygon[0]!);
  const size = Math.max(Math.min(box.maxX - box.minX, box.maxY - box.minY), PRECISION);
  const open: Cell[] = [];
  for (let x = box.minX + size / 2; x < box.maxX + size / 2; x += size) {
    for (let y = box.minY + size / 2; y < box.maxY + size / 2; y += size) open.push(cellOf(polygon, [x, y], size / 2));
  }
  let best = cellOf(polygon, centroid(polygon[0]!), 0);
  for (let left = 2_000; open.length > 0 && left > 0; left -= 1) {
    open.sort((a, b) => a.clear + a.half * Math.SQRT2 - (b.clear + b.half * Math.SQRT2));
    const cell = open.pop()!;
    if (cell.clear > best.clear) best = cell;
    if (cell.clear + cell.half * Math.SQRT2 - best.clear <= PRECISION) continue;
    const half = cell.half / 2;
    for (const dx of [-half, half]) for (const dy of [-half, half]) open.push(cellOf(polygon, [cell.at[0] + dx, cell.at[1] + dy], half));
  }
  return best;
}

/**
 * Where the number of a unit stands: its centre of gravity where that is nearly as far from the walls as any point can be
 * (so that numbers of a row line up), else the pole of inaccessibility. The largest part of a shape in several parts.
 */
export function labelPoint(shape: Polygon[]): Point {
  const polygon = [...shape].sort((a, b) => areaOf(b) - areaOf(a))[0];
  if (!polygon) throw new Error('A shape without polygons has no place for a label.');
  const middle = cellOf(polygon, centroid(polygon[0]!), 0);
  const best = polygon.length === 1 && polygon[0]!.length === 5 && middle.clear > 0 ? middle : pole(polygon);
  return middle.clear >= best.clear * 0.8 ? middle.at : best.at;
}

/** Free width in metres to both sides of a label, for deciding whether its text fits. */
export function widthAt(shape: Polygon[], [x, y]: Point): number {
  let [before, after] = [Infinity, Infinity];
  for (const ring of shape.flat()) {
    for (let i = 1; i < ring.length; i += 1) {
      const [a, b] = [ring[i - 1]!, ring[i]!];
      if (a[1] > y === b[1] > y) continue;
      const wall = ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0];
      if (wall <= x) before = Math.min(before, x - wall);
      else after = Math.min(after, wall - x);
    }
  }
  const free = 2 * Math.min(before, after);
  return Number.isFinite(free) ? free : 0;
}
