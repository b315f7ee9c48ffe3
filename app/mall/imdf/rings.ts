import { contains, type Point, type Polygon, type Ring, segmentsMeet } from '../geometry.ts';
import type { Geometry } from './schema.ts';

export type RingTrouble = 'too-few-points' | 'crosses-itself' | 'hole-outside';
/** Beyond this the comparison of every edge with every other is left out; real rooms have dozens of corners. */
const MOST_COMPARED = 1_500;

/** Closes a ring, drops points that repeat the one before. @returns null when no area is left */
function closed(ring: Ring): { ring: Ring; mended: boolean } | null {
  const points = ring.filter((p, i) => i === 0 || p[0] !== ring[i - 1]?.[0] || p[1] !== ring[i - 1]?.[1]);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const open = first[0] !== last[0] || first[1] !== last[1];
  const done = open ? [...points, first] : points;
  return done.length < 4 ? null : { ring: done, mended: open || points.length !== ring.length };
}

/** Whether two edges that aren't neighbours meet. */
export function crossesItself(ring: Ring): boolean {
  const edges = ring.length - 1;
  if (edges > MOST_COMPARED) return false;
  for (let i = 0; i < edges; i += 1) {
    for (let j = i + 2; j < edges; j += 1) {
      if (i === 0 && j === edges - 1) continue;
      if (segmentsMeet(ring[i] as Point, ring[i + 1] as Point, ring[j] as Point, ring[j + 1] as Point)) return true;
    }
  }
  return false;
}

export type Mended = { polygons: Polygon[]; mended: boolean } | { trouble: RingTrouble };

/** Polygons ready to draw. What can be put right without guessing (unclosed, repeated points) is, and said so; the rest isn't drawn. */
export function mendPolygons(geometry: Geometry | null, toPlane: (at: readonly number[]) => Point): Mended | null {
  const raw = geometry?.type === 'Polygon' ? [geometry.coordinates] : geometry?.type === 'MultiPolygon' ? geometry.coordinates : null;
  if (!raw) return null;
  let mended = false;
  const polygons: Polygon[] = [];
  for (const rings of raw) {
    const polygon: Polygon = [];
    for (const [at, positions] of rings.entries()) {
      const made = closed(positions.map(toPlane));
      if (!made) {
        if (at === 0) return { trouble: 'too-few-points' };
        mended = true;
        continue;
      }
      if (crossesItself(made.ring)) return { trouble: 'crosses-itself' };
      const shell = polygon[0];
      if (at > 0 && shell && !made.ring.some((p) => contains([shell], p))) return { trouble: 'hole-outside' };
      mended ||= made.mended;
      polygon.push(made.ring);
    }
    if (polygon.length > 0) polygons.push(polygon);
  }
  return polygons.length > 0 ? { polygons, mended } : { trouble: 'too-few-points' };
}
