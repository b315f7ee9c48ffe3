import { contains, edgesOf, type Point, type Polygon, type Ring, signedArea } from './geometry.ts';

/** Points are held as whole centimetres, so that walls drawn twice are found to be one. */
const LATTICE = 100;
type Key = string;

const keyOf = ([x, y]: Point): Key => `${Math.round(x * LATTICE)} ${Math.round(y * LATTICE)}`;
const pointOf = (key: Key): Point => key.split(' ').map((n) => Number(n) / LATTICE) as Point;

/** Outer rings one way round, holes the other: then a wall between two shapes is drawn once in each direction. */
function directed(polygon: Polygon): Ring[] {
  return polygon.map((ring, i) => (signedArea(ring) > 0 === (i === 0) ? ring : [...ring].reverse()));
}

/** Cuts an edge where corners of other shapes lie on it. */
function cut(a: Point, b: Point, corners: readonly Point[]): Key[] {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy);
  if (length === 0) return [keyOf(a)];
  const on = corners
    .map((p) => ({ p, along: ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length, off: Math.abs((p[0] - a[0]) * dy - (p[1] - a[1]) * dx) / length }))
    .filter(({ along, off }) => off < 0.006 && along > 0.006 && along < length - 0.006)
    .sort((left, right) => left.along - right.along)
    .map(({ p }) => keyOf(p));
  return [...new Set([keyOf(a), ...on, keyOf(b)])];
}

/** Edges that no second shape shares, by the point they leave from. */
function freeEdges(shapes: readonly Polygon[]): Map<Key, Set<Key>> {
  const rings = shapes.flatMap(directed);
  const corners = [...new Set(rings.flat().map(keyOf))].map(pointOf);
  const edges = new Map<Key, Set<Key>>();
  for (const ring of rings) {
    for (const [a, b] of edgesOf(ring.map((p) => pointOf(keyOf(p))))) {
      const stops = cut(a, b, corners);
      for (let i = 1; i < stops.length; i += 1) {
        const [from, to] = [stops[i - 1]!, stops[i]!];
        if (edges.get(to)?.delete(from)) continue;
        edges.set(from, (edges.get(from) ?? new Set()).add(to));
      }
    }
  }
  return edges;
}

/** At a corner where two rings meet, the sharpest turn keeps them apart. */
function turn(before: Key, at: Key, next: Key): number {
  const [a, b, c] = [pointOf(before), pointOf(at), pointOf(next)];
  const angle = Math.atan2(c[1] - b[1], c[0] - b[0]) - Math.atan2(b[1] - a[1], b[0] - a[0]);
  return ((angle + 3 * Math.PI) % (2 * Math.PI)) - Math.PI;
}

function chain(edges: Map<Key, Set<Key>>): Ring[] {
  const rings: Ring[] = [];
  const take = (from: Key, to: Key) => edges.get(from)?.delete(to);
  for (const start of edges.keys()) {
    while (edges.get(start)!.size > 0) {
      const path = [start];
      let at = start;
      let before = start;
      do {
        const ways = [...(edges.get(at) ?? [])];
        const next = ways.sort((a, b) => turn(before, at, b) - turn(before, at, a))[0];
        if (next === undefined) break;
        take(at, next);
        path.push(next);
        [before, at] = [at, next];
      } while (at !== start);
      if (at === start && path.length > 3) rings.push(withoutStraightCorners(path.map(pointOf)));
    }
  }
  return rings;
}

/** Drops corners that lie on the line between their neighbours. */
export function withoutStraightCorners(ring: Ring): Ring {
  const open = ring.slice(0, -1);
  const kept = open.filter((p, i) => {
    const [a, b] = [open.at(i - 1)!, open[(i + 1) % open.length]!];
    return Math.abs((p[0] - a[0]) * (b[1] - a[1]) - (p[1] - a[1]) * (b[0] - a[0])) > 1e-6;
  });
  return kept.length < 3 ? ring : [...kept, kept[0]!];
}

/**
 * The line around shapes that touch each other: walls between two of them fall away, and what touches becomes one polygon,
 * holes included. Shapes that overlap are not merged: a plan has none. Corners are rounded to centimetres.
 */
export function outlineOf(shapes: readonly Polygon[]): Polygon[] {
  const rings = chain(freeEdges(shapes));
  const outer = rings.filter((ring) => signedArea(ring) > 0).map((ring): Polygon => [ring]);
  for (const hole of rings.filter((ring) => signedArea(ring) < 0)) {
    const around = outer.filter(([ring]) => contains([ring!], inside(hole)));
    around.sort((a, b) => signedArea(a[0]!) - signedArea(b[0]!))[0]?.push(hole);
  }
  return outer;
}

/** A point a millimetre inside the ring's first edge: unlike its corners it never lies on another ring's line. */
function inside(ring: Ring): Point {
  const [a, b] = [ring[0]!, ring[1]!];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const towards = signedArea(ring) > 0 ? 0.001 : -0.001;
  return [(a[0] + b[0]) / 2 - ((b[1] - a[1]) / length) * towards, (a[1] + b[1]) / 2 + ((b[0] - a[0]) / length) * towards];
}
