import type { Point, Polygon } from '#app/mall/geometry.ts';
import { outlineOf } from '#app/mall/outline.ts';
import { type Box, EMERGENCY_EXITS, type Floor, FLOORS, MAIN_EXITS, OUTER_WALL, type Side, STREETS, type Strip } from './floors.ts';
import type { Random } from './random.ts';

export interface DrawnBooth {
  key: string;
  floor: string;
  /** F1-067; absent for rooms and corridors. */
  number?: string;
  name?: string;
  category: string;
  lettable: boolean;
  grid?: number;
  shape: Polygon[];
}
export interface DrawnDoor {
  floor: string;
  unit?: string;
  line: Point[];
  kind: string;
}

/** All lengths of the plan are whole decimetres. */
const dm = (metres: number): number => Math.round(metres * 10) / 10;

const rectangle = ([x0, y0, x1, y1]: Box): Polygon => [[[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]];
const closed = (corners: [number, number][]): Polygon => [[...corners, corners[0]!]];

/** Cuts a strip into booths of uneven width, as walls have been moved over the years. */
function cut(strip: Strip, random: Random): Box[] {
  const [x0, y0, x1, y1] = strip.box;
  const alongX = strip.door === 'n' || strip.door === 's';
  const [start, end] = alongX ? [x0, x1] : [y0, y1];
  const parts = Array.from({ length: strip.count }, () => 0.86 + random.next() * 0.28);
  const all = parts.reduce((sum, part) => sum + part, 0);
  let used = 0;
  const walls = [start, ...parts.map((part) => dm(start + ((used += part) / all) * (end - start)))];
  walls[strip.count] = end;
  return parts.map((_, i) => (alongX ? [walls[i]!, y0, walls[i + 1]!, y1] : [x0, walls[i]!, x1, walls[i + 1]!]));
}

function doorIn([x0, y0, x1, y1]: Box, side: Side): Point[] {
  const alongX = side === 'n' || side === 's';
  const [start, end] = alongX ? [x0, x1] : [y0, y1];
  const half = dm(Math.min(3, (end - start) * 0.6) / 2);
  const middle = dm((start + end) / 2);
  const wall = { n: y0, s: y1, w: x0, e: x1 }[side];
  return alongX ? [[dm(middle - half), wall], [dm(middle + half), wall]] : [[wall, dm(middle - half)], [wall, dm(middle + half)]];
}

const holds = ([x0, y0, x1, y1]: Box, [x, y]: Point): boolean => x > x0 && x < x1 && y > y0 && y < y1;

/** Boxes that a floor's booths and rooms take; the room with corners is taken apart into two. */
const taken = (floor: Floor): Box[] => [
  ...floor.strips.map(({ box }) => box),
  ...floor.rooms.flatMap(({ box, corners }): Box[] => (corners ? [box, [115.2, 0.4, 121.9, 13.5]] : [box])),
];

/** What no booth or room takes is corridor, named by the street it lies in. */
function corridors(floor: Floor): { name: string; shape: Polygon[] }[] {
  const boxes = taken(floor);
  const lines = (axis: 0 | 1) => [...new Set([...boxes, ...STREETS.map(({ box }) => box)].flatMap((box) => [box[axis], box[axis + 2]!]))].sort((a, b) => a - b);
  const [xs, ys] = [lines(0), lines(1)];
  const cells = new Map<string, Polygon[]>();
  for (let i = 1; i < xs.length; i += 1) {
    for (let j = 1; j < ys.length; j += 1) {
      const cell: Box = [xs[i - 1]!, ys[j - 1]!, xs[i]!, ys[j]!];
      const middle: Point = [(cell[0] + cell[2]) / 2, (cell[1] + cell[3]) / 2];
      const street = STREETS.find(({ box }) => holds(box, middle));
      if (!street || boxes.some((box) => holds(box, middle))) continue;
      cells.set(street.name, [...(cells.get(street.name) ?? []), rectangle(cell)]);
    }
  }
  return [...cells].flatMap(([name, parts]) => outlineOf(parts).map((polygon) => ({ name, shape: [polygon] })));
}

/** Booths, rooms, corridors and doors of one floor; numbers run through its strips. */
function drawFloor(floor: Floor, random: Random): { units: DrawnBooth[]; doors: DrawnDoor[] } {
  const units: DrawnBooth[] = [];
  const doors: DrawnDoor[] = [];
  const { shortName } = floor;
  for (const strip of floor.strips) {
    for (const box of cut(strip, random)) {
      const number = `${shortName}-${String(units.length + 1).padStart(3, '0')}`;
      units.push({ key: number, floor: shortName, number, category: 'room', lettable: true, grid: strip.grid, shape: [rectangle(box)] });
      doors.push({ floor: shortName, unit: number, line: doorIn(box, strip.door), kind: 'pedestrian' });
    }
  }
  floor.rooms.forEach(({ box, corners, category, name, door }, i) => {
    const key = `${shortName}-room-${i + 1}`;
    units.push({ key, floor: shortName, name, category, lettable: false, shape: [corners ? closed(corners) : rectangle(box)] });
    if (door) doors.push({ floor: shortName, unit: key, line: doorIn(box, door), kind: 'pedestrian' });
  });
  corridors(floor).forEach(({ name, shape }, i) => {
    units.push({ key: `${shortName}-way-${i + 1}`, floor: shortName, name, category: 'walkway', lettable: false, shape });
  });
  const exits = floor.ordinal === 0 ? MAIN_EXITS : EMERGENCY_EXITS;
  doors.push(...exits.map((line): DrawnDoor => ({ floor: shortName, line, kind: floor.ordinal === 0 ? 'pedestrian.principal' : 'emergencyexit' })));
  return { units, doors };
}

export interface DrawnMall {
  floors: { shortName: string; ordinal: number; outline: Polygon[] }[];
  units: DrawnBooth[];
  doors: DrawnDoor[];
}

/** The whole building, in metres, from the seed's stream. */
export function drawFloors(random: Random): DrawnMall {
  const drawn = FLOORS.map((floor) => drawFloor(floor, random));
  return {
    floors: FLOORS.map(({ shortName, ordinal }) => ({ shortName, ordinal, outline: [[OUTER_WALL]] })),
    units: drawn.flatMap(({ units }) => units),
    doors: drawn.flatMap(({ doors }) => doors),
  };
}
