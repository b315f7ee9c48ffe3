import type { Point, Polygon } from '../geometry.ts';
import { labelPoint } from '../label-point.ts';
import type { ReadLevel, ReadMap, ReadOpening, ReadUnit } from './read-map.ts';
import type { QuickPlan } from './schema.ts';

/** Width of a door, at most this share of its booth. Metres. */
const DOOR = 1.2;
const DOOR_SHARE = 0.6;

const box = (x0: number, y0: number, x1: number, y1: number): Polygon => [[[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]];
/** All lengths are whole centimetres. */
const cm = (metres: number): number => Math.round(metres * 100) / 100;

/** As in the lift: F1 above ground, B1 below. The floor at street level has the ordinal 0. */
export const floorName = (ordinal: number): string => (ordinal < 0 ? `B${-ordinal}` : `F${ordinal + 1}`);

function numberOf({ numbering, rows, booths }: QuickPlan, level: number, row: number, booth: number, floor: string): string {
  const three = (n: number) => String(n).padStart(3, '0');
  if (numbering === 'level-row') return `${floor}-${String(row + 1).padStart(2, '0')}${String(booth + 1).padStart(2, '0')}`;
  if (numbering === 'running') return String(level * rows * booths + row * booths + booth + 1).padStart(4, '0');
  return `${floor}-${three(row * booths + booth + 1)}`;
}

/** Where each row and corridor lies from north to south: a corridor first, then two rows back to back, and so on. */
function bands({ rows, depth, corridor }: QuickPlan): { corridors: [number, number][]; rows: { from: number; to: number; door: 'north' | 'south' }[] } {
  const made: ReturnType<typeof bands> = { corridors: [], rows: [] };
  let at = 0;
  const walk = () => {
    made.corridors.push([cm(at), cm(at + corridor)]);
    at += corridor;
  };
  walk();
  for (let row = 0; row < rows; row += 1) {
    const isUpper = row % 2 === 0;
    made.rows.push({ from: cm(at), to: cm(at + depth), door: isUpper ? 'north' : 'south' });
    at += depth;
    if (!isUpper) walk();
  }
  return made;
}

/**
 * A plan from rows and booths: pairs of rows back to back between corridors, a cross corridor at both ends that joins them,
 * a door in every booth, and stairs at the head of the western one. Every length, id and number follows from what was typed,
 * so that making it again changes nothing.
 */
export function drawQuickPlan(plan: QuickPlan): ReadMap {
  const { levels, lowest, booths, width, corridor } = plan;
  const { corridors, rows } = bands(plan);
  const inner = cm(booths * width);
  const south = Math.max(rows.at(-1)?.to ?? 0, corridors.at(-1)?.[1] ?? 0);
  const [west, east] = [cm(-corridor), cm(inner + corridor)];
  const made = { levels: [] as ReadLevel[], units: [] as ReadUnit[], openings: [] as ReadOpening[] };
  for (let level = 0; level < levels; level += 1) {
    // People count floors 1, 2 and -1, -2; there is no 0.
    const ordinal = (lowest > 0 ? lowest - 1 : lowest) + level;
    const floor = floorName(ordinal);
    const source = `quick:${floor}`;
    made.levels.push({ source, building: 'quick:building', ordinal, shortName: floor, name: {}, outline: [box(west, -corridor, east, south)] });
    const add = (id: string, category: string, shape: Polygon, number?: string) =>
      made.units.push({ source: `${source}:${id}`, level: source, number, category, lettable: number !== undefined, shape: [shape], label: labelPoint([shape]) });
    add('stairs', 'stairs', box(west, -corridor, 0, 0));
    add('walkway', 'walkway', walkOf(corridors, { west, east, inner, south }));
    for (const [row, { from, to, door }] of rows.entries()) {
      for (let booth = 0; booth < booths; booth += 1) {
        const [x0, x1] = [cm(booth * width), cm((booth + 1) * width)];
        const id = `${row + 1}.${booth + 1}`;
        add(id, 'room', box(x0, from, x1, to), numberOf(plan, level, row, booth, floor));
        const half = cm(Math.min(DOOR, width * DOOR_SHARE) / 2);
        const wall = door === 'north' ? from : to;
        const line: Point[] = [[cm((x0 + x1) / 2 - half), wall], [cm((x0 + x1) / 2 + half), wall]];
        made.openings.push({ source: `${source}:${id}:door`, level: source, line, unit: `${source}:${id}`, kind: 'pedestrian' });
      }
    }
    made.openings.push({ source: `${source}:stairs:door`, level: source, line: [[cm(west + corridor * 0.2), 0], [cm(west + corridor * 0.8), 0]], unit: `${source}:stairs`, kind: 'pedestrian' });
  }
  const transform = { origin: [87.6168, 43.7928] as [number, number], bearing: 0, madeUp: true };
  return { name: {}, buildings: [{ source: 'quick:building', name: {}, transform }], ...made, grids: [], files: [], features: 0, remarks: [] };
}

/** One walkway around and between the rows: corridors joined by a cross corridor at both ends, the pairs of rows being its holes. */
function walkOf(corridors: readonly [number, number][], { west, east, inner, south }: { west: number; east: number; inner: number; south: number }): Polygon {
  const outer: Point[] = [[west, 0], [east, 0], [east, south], [west, south], [west, 0]];
  const holes: Point[][] = [];
  const openSouth = corridors.at(-1)![1] < south;
  for (const [i, [, end]] of corridors.entries()) {
    const next = corridors[i + 1];
    if (next) holes.push([[0, end], [0, next[0]], [inner, next[0]], [inner, end], [0, end]]);
  }
  if (!openSouth) return [outer, ...holes];
  // The last row has its back to the outer wall: the walkway ends beside it.
  const last = corridors.at(-1)![1];
  const ring: Point[] = [[west, 0], [east, 0], [east, south], [inner, south], [inner, last], [0, last], [0, south], [west, south], [west, 0]];
  return [ring, ...holes];
}
