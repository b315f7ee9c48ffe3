import { boundsOf, boxesMeet, type Bounds, contains, distance, distanceToWalls, edgesOf, nearestOn, type Point, type Polygon, type Ring, segmentsMeet, signedArea } from './geometry.ts';
import { outlineOf } from './outline.ts';

/** Doors are found on a corridor's wall up to this far away: plans leave a gap for the thickness of walls. Metres. */
const WALL = 0.6;
/** How far doors and corners are moved into the open, so that sight lines don't run along walls. Metres. */
const STEP = 0.05;

export interface DoorAt {
  unit: string;
  at: Point;
}

/** A door and the ways to others within reach: unit → metres along the corridor. */
export type Ways = Map<string, Map<string, number>>;

interface Wall {
  a: Point;
  b: Point;
  box: Bounds;
}

/** Moves a point at the wall into the open. */
function stepInside(corridor: Polygon, a: Point, b: Point, at: Point): Point {
  const length = distance(a, b) || 1;
  const [nx, ny] = [(-(b[1] - a[1]) / length) * STEP, ((b[0] - a[0]) / length) * STEP];
  const one: Point = [at[0] + nx, at[1] + ny];
  return contains(corridor, one) ? one : [at[0] - nx, at[1] - ny];
}

function placeDoor(corridor: Polygon, door: DoorAt): DoorAt | null {
  if (distanceToWalls(corridor, door.at) > WALL) return null;
  let best = { off: Infinity, at: door.at };
  for (const [a, b] of corridor.flatMap(edgesOf)) {
    const at = nearestOn(a, b, door.at);
    const off = distance(at, door.at);
    if (off < best.off) best = { off, at: stepInside(corridor, a, b, at) };
  }
  return { unit: door.unit, at: best.at };
}

/** Corners that stick into the corridor: the only places where a shortest way bends. */
function bends(ring: Ring, isHole: boolean): Point[] {
  const open = signedArea(ring) > 0 === !isHole ? ring.slice(0, -1) : ring.slice(0, -1).reverse();
  return open.flatMap((p, i) => {
    const [a, b] = [open.at(i - 1)!, open[(i + 1) % open.length]!];
    const before = distance(a, p) || 1;
    const after = distance(p, b) || 1;
    const [ux, uy] = [(p[0] - a[0]) / before, (p[1] - a[1]) / before];
    const [vx, vy] = [(b[0] - p[0]) / after, (b[1] - p[1]) / after];
    if (ux * vy - uy * vx >= -1e-9) return [];
    const [bx, by] = [ux - vx, uy - vy];
    const length = Math.hypot(bx, by) || 1;
    return [[p[0] + (bx / length) * STEP, p[1] + (by / length) * STEP] as Point];
  });
}

function sightLines(corridor: Polygon, nodes: Point[], reach: number): { to: number; far: number }[][] {
  const walls = corridor.flatMap(edgesOf).map(([a, b]): Wall => ({ a, b, box: boundsOf([a, b]) }));
  const lines: { to: number; far: number }[][] = nodes.map(() => []);
  for (let i = 0; i < nodes.length; i += 1) {
    for (let j = i + 1; j < nodes.length; j += 1) {
      const far = distance(nodes[i]!, nodes[j]!);
      if (far > reach) continue;
      const box = boundsOf([nodes[i]!, nodes[j]!]);
      if (walls.some((wall) => boxesMeet(box, wall.box) && segmentsMeet(nodes[i]!, nodes[j]!, wall.a, wall.b))) continue;
      lines[i]!.push({ to: j, far });
      lines[j]!.push({ to: i, far });
    }
  }
  return lines;
}

/** Shortest ways from one node, no longer than `reach`. */
function within(lines: { to: number; far: number }[][], from: number, reach: number): Map<number, number> {
  const known = new Map([[from, 0]]);
  const open = new Map(known);
  while (open.size > 0) {
    const [node, far] = [...open].reduce((best, next) => (next[1] < best[1] ? next : best));
    open.delete(node);
    for (const line of lines[node]!) {
      const total = far + line.far;
      if (total > reach || total >= (known.get(line.to) ?? Infinity)) continue;
      known.set(line.to, total);
      open.set(line.to, total);
    }
  }
  return known;
}

function keepShorter(ways: Ways, from: string, to: string, far: number): void {
  const known = ways.get(from) ?? new Map<string, number>();
  ways.set(from, known);
  if (far < (known.get(to) ?? Infinity)) known.set(to, far);
}

/**
 * Metres on foot between the doors of one level, around corners and kiosks, up to `reach`.
 * Corridors that touch are one; a unit with several doors counts from its nearest.
 */
export function waysBetweenDoors(corridors: readonly Polygon[], doors: readonly DoorAt[], reach: number): Ways {
  const ways: Ways = new Map();
  for (const corridor of outlineOf(corridors)) {
    const here = doors.flatMap((door) => placeDoor(corridor, door) ?? []);
    const nodes = [...here.map((door) => door.at), ...corridor.flatMap((ring, i) => bends(ring, i > 0))];
    const lines = sightLines(corridor, nodes, reach);
    here.forEach((door, i) => {
      for (const [node, far] of within(lines, i, reach)) {
        const other = here[node]?.unit;
        if (other !== undefined && other !== door.unit) keepShorter(ways, door.unit, other, far);
      }
    });
  }
  return ways;
}
