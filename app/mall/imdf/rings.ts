import { areaOf, contains, type Point, type Polygon, type Ring, signedArea } from '../geometry.ts';
import type { ReasonCode } from '../bringing/remarks.ts';
import type { Geometry } from './schema.ts';

export type RingTrouble = Extract<ReasonCode, 'too-few-points' | 'no-area' | 'crosses-itself' | 'hole-outside'>;
export type RingRepair = Extract<ReasonCode, 'mended-ring' | 'mended-winding' | 'mended-spike' | 'mended-hole'>;
/** Beyond this the comparison of edges is left out; real rooms have dozens of corners. */
const MOST_COMPARED = 3_000;
/** Two points nearer than this are one. Metres. */
const SAME = 0.001;
/** Less is no room, whatever its corners say. Square metres. */
const LEAST_AREA = 0.05;

const same = (a: Point, b: Point): boolean => Math.abs(a[0] - b[0]) < SAME && Math.abs(a[1] - b[1]) < SAME;

/** Whether a ring goes to `b` and straight back: a spike without area. */
function isSpike(a: Point, b: Point, c: Point): boolean {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], c[0] - b[0], c[1] - b[1]];
  const off = Math.abs(ux * vy - uy * vx);
  return ux * vx + uy * vy < 0 && off <= SAME * Math.max(Math.hypot(ux, uy), Math.hypot(vx, vy));
}

/** Closes a ring, drops points that repeat the one before and spikes. @returns null when no area is left */
function closed(ring: Ring, repairs: Set<RingRepair>): Ring | null {
  const open = ring.filter((p, i) => i === 0 || !same(p, ring[i - 1]!));
  const isClosed = open.length > 1 && same(open[0]!, open.at(-1)!);
  if (isClosed) open.pop();
  if (!isClosed || open.length + 1 !== ring.length) repairs.add('mended-ring');
  for (let i = 0; i < open.length && open.length >= 3; ) {
    const [before, here, after] = [open.at(i - 1)!, open[i]!, open[(i + 1) % open.length]!];
    if (!isSpike(before, here, after) && !same(before, here)) {
      i += 1;
      continue;
    }
    open.splice(i, 1);
    repairs.add('mended-spike');
    i = Math.max(0, i - 2);
  }
  return open.length < 3 ? null : [...open, open[0]!];
}

/** Whether two edges that aren't neighbours meet. Edges are sorted by their western end, so that far ones are never compared. */
export function crossesItself(ring: Ring): boolean {
  const edges = ring.length - 1;
  if (edges > MOST_COMPARED) return false;
  const order = Array.from({ length: edges }, (_, i) => i).sort((i, j) => Math.min(ring[i]![0], ring[i + 1]![0]) - Math.min(ring[j]![0], ring[j + 1]![0]));
  for (let n = 0; n < edges; n += 1) {
    const i = order[n]!;
    const [a, b] = [ring[i]!, ring[i + 1]!];
    const [right, low, high] = [Math.max(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[1], b[1])];
    for (let m = n + 1; m < edges; m += 1) {
      const j = order[m]!;
      const [c, d] = [ring[j]!, ring[j + 1]!];
      if (Math.min(c[0], d[0]) > right) break;
      if (Math.min(c[1], d[1]) > high || Math.max(c[1], d[1]) < low) continue;
      const apart = Math.abs(i - j);
      if (apart === 1 || apart === edges - 1) continue;
      if (side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0) return true;
    }
  }
  return false;
}

const side = (a: Point, b: Point, p: Point): number => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);

/** Whether the outer ring runs the wrong way on a map: RFC 7946 wants counterclockwise. Degrees, or metres with y to the north. */
function isWound(positions: readonly (readonly number[])[], isHole: boolean): boolean {
  let twice = 0;
  for (let i = 1; i < positions.length; i += 1) twice += positions[i - 1]![0]! * positions[i]![1]! - positions[i]![0]! * positions[i - 1]![1]!;
  return isHole ? twice > 0 : twice < 0;
}

export type Mended = { polygons: Polygon[]; repairs: RingRepair[] } | { trouble: RingTrouble };

/**
 * Polygons ready to draw, outer rings clockwise on paper and holes the other way. What can be put right without guessing
 * (unclosed, repeated points, spikes, winding, holes without area) is, and said so; the rest isn't drawn.
 * @returns null when the geometry is no polygon
 */
export function mendPolygons(geometry: Geometry | null, toPlane: (at: readonly number[]) => Point): Mended | null {
  const raw = geometry?.type === 'Polygon' ? [geometry.coordinates] : geometry?.type === 'MultiPolygon' ? geometry.coordinates : null;
  if (!raw) return null;
  const repairs = new Set<RingRepair>();
  const polygons: Polygon[] = [];
  for (const rings of raw) {
    const polygon: Polygon = [];
    for (const [at, positions] of rings.entries()) {
      const ring = closed(positions.map(toPlane), repairs);
      if (ring && crossesItself(ring)) return { trouble: 'crosses-itself' };
      const isFlat = !ring || Math.abs(signedArea(ring)) < LEAST_AREA;
      if (isFlat && at === 0) return { trouble: ring ? 'no-area' : 'too-few-points' };
      if (!ring || isFlat) {
        repairs.add('mended-hole');
        continue;
      }
      const shell = polygon[0];
      if (at > 0 && shell && !ring.some((p) => contains([shell], p))) return { trouble: 'hole-outside' };
      if (isWound(positions, at > 0)) repairs.add('mended-winding');
      polygon.push(signedArea(ring) > 0 === (at === 0) ? ring : [...ring].reverse());
    }
    if (polygon.length > 0 && areaOf(polygon) >= LEAST_AREA) polygons.push(polygon);
  }
  return polygons.length > 0 ? { polygons, repairs: [...repairs] } : { trouble: 'too-few-points' };
}
