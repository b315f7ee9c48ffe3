import { type DoorAt, type Ways, waysBetweenDoors } from './corridors.ts';
import { type Bounds, boundsOf, boxesMeet, centroid, distance, edgesOf, midpoint, type Point, type Polygon } from './geometry.ts';

export interface PlacedUnit {
  id: string;
  level: string;
  category: string;
  shape: Polygon[];
}
export interface Door {
  unit?: string;
  level: string;
  line: Point[];
}
export interface PlacedLevel {
  id: string;
  building: string;
  ordinal: number;
}
export type Neighbours = Map<string, Set<string>>;

/** Doors on one corridor are neighbours up to this far apart on foot. Metres. */
export const REACH = 15;
/** Two walls this near and along each other for at least as much are one. Metres. */
const WALL = 0.3;
const SAME_SHAFT = 4;

const CORRIDORS = new Set(['walkway', 'lobby', 'footbridge', 'ramp', 'concourse']);
const SHAFTS: Record<string, string> = { stairs: 'stairs', steps: 'stairs', elevator: 'elevator', escalator: 'escalator' };

export const isCorridor = (category: string): boolean => CORRIDORS.has(category);
const isRoom = (category: string): boolean => !isCorridor(category) && !(category in SHAFTS) && category !== 'opentobelow';

interface Edge {
  a: Point;
  b: Point;
  box: Bounds;
}

/** Length along which two edges run beside each other, at most a wall apart; 0 when they don't. */
function sharedLength(one: Edge, other: Edge): number {
  const length = distance(one.a, one.b);
  if (length === 0) return 0;
  const [ux, uy] = [(one.b[0] - one.a[0]) / length, (one.b[1] - one.a[1]) / length];
  const place = (p: Point) => ({ along: (p[0] - one.a[0]) * ux + (p[1] - one.a[1]) * uy, off: Math.abs((p[0] - one.a[0]) * uy - (p[1] - one.a[1]) * ux) });
  const [c, d] = [place(other.a), place(other.b)];
  if (c.off > WALL || d.off > WALL) return 0;
  return Math.min(length, Math.max(c.along, d.along)) - Math.max(0, Math.min(c.along, d.along));
}

function link(neighbours: Neighbours, a: string, b: string): void {
  if (a === b) return;
  neighbours.get(a)?.add(b);
  neighbours.get(b)?.add(a);
}

function linkWalls(units: readonly PlacedUnit[], neighbours: Neighbours): void {
  const drawn = units.map((unit) => ({
    id: unit.id,
    box: boundsOf(unit.shape.flat(2)),
    edges: unit.shape.flat().flatMap(edgesOf).map(([a, b]): Edge => ({ a, b, box: boundsOf([a, b]) })),
  }));
  drawn.forEach((one, i) => {
    for (const other of drawn.slice(i + 1)) {
      if (!boxesMeet(one.box, other.box, WALL)) continue;
      const touch = one.edges.some((a) => other.edges.some((b) => boxesMeet(a.box, b.box, WALL) && sharedLength(a, b) >= WALL));
      if (touch) link(neighbours, one.id, other.id);
    }
  });
}

const doorsOf = (doors: readonly Door[], level: string): DoorAt[] =>
  doors.flatMap(({ unit, level: on, line }) => (unit !== undefined && on === level && line.length > 1 ? [{ unit, at: midpoint(line[0]!, line.at(-1)!) }] : []));

/** Pairs of stairs or lifts that stand above each other on levels next to each other. */
function shafts(units: readonly PlacedUnit[], levels: readonly PlacedLevel[]): [string, string][] {
  const above = (lower: PlacedLevel) =>
    levels.filter((level) => level.building === lower.building && level.ordinal > lower.ordinal).sort((a, b) => a.ordinal - b.ordinal)[0];
  const stands = units.filter((unit) => unit.category in SHAFTS && unit.shape.length > 0).map((unit) => ({ ...unit, at: centroid(unit.shape[0]![0]!) }));
  return levels.flatMap((level) => {
    const upper = stands.filter((unit) => unit.level === above(level)?.id);
    return stands
      .filter((unit) => unit.level === level.id)
      .flatMap((unit) => upper.filter((o) => SHAFTS[o.category] === SHAFTS[unit.category] && distance(o.at, unit.at) <= SAME_SHAFT).map((o): [string, string] => [unit.id, o.id]));
  });
}

/**
 * Two units are neighbours when they share a wall, or have doors on one corridor at most {@link REACH} apart along it;
 * stairs and lifts join levels: the metres to them on both levels count, the stairs themselves don't.
 * Corridors, stairs and lifts are nobody's neighbours.
 */
export function findNeighbours(plan: { units: readonly PlacedUnit[]; doors: readonly Door[]; levels: readonly PlacedLevel[]; reach?: number }): Neighbours {
  const { units, doors, levels, reach = REACH } = plan;
  const neighbours: Neighbours = new Map(units.filter((unit) => isRoom(unit.category)).map((unit) => [unit.id, new Set()]));
  const ways: Ways = new Map();
  for (const level of levels) {
    const here = units.filter((unit) => unit.level === level.id && unit.shape.length > 0);
    linkWalls(here.filter((unit) => isRoom(unit.category)), neighbours);
    const corridors = here.filter((unit) => isCorridor(unit.category)).flatMap((unit) => unit.shape);
    for (const [from, to] of waysBetweenDoors(corridors, doorsOf(doors, level.id), reach)) ways.set(from, to);
  }
  for (const [from, reached] of ways) for (const to of reached.keys()) if (neighbours.has(from) && neighbours.has(to)) link(neighbours, from, to);
  for (const [lower, upper] of shafts(units, levels)) {
    for (const [from, down] of ways.get(lower) ?? []) {
      for (const [to, up] of ways.get(upper) ?? []) if (down + up <= reach && neighbours.has(from) && neighbours.has(to)) link(neighbours, from, to);
    }
  }
  return neighbours;
}

/** Whether one can walk through the set from neighbour to neighbour; an empty set is connected. */
export function isConnected(ids: readonly string[], neighbours: Neighbours): boolean {
  const wanted = new Set(ids);
  const reached = new Set(ids.slice(0, 1));
  for (const id of reached) for (const next of neighbours.get(id) ?? []) if (wanted.has(next)) reached.add(next);
  return reached.size === wanted.size;
}
