import { areaOf, type Bounds, boundsOf, boxesMeet, distanceToWalls, type Point, type Polygon } from './geometry.ts';

/** Half the plate that carries a grid's number, and half the room that a unit's own number needs. Metres. */
const PLATE = { x: 2.1, y: 1.4 };
const NUMBER = { x: 2.2, y: 0.8 };
const STRIDE = 0.5;
const AROUND = 14;

export interface Piece {
  shape: Polygon[];
  label: Point;
}

const boxAround = ([x, y]: Point, half: { x: number; y: number }): Bounds => ({ minX: x - half.x, minY: y - half.y, maxX: x + half.x, maxY: y + half.y });

function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.maxX, b.maxX) - Math.max(a.minX, b.minX);
  const height = Math.min(a.maxY, b.maxY) - Math.max(a.minY, b.minY);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Middle of all pieces by their area. */
function middleOf(pieces: readonly Piece[]): Point {
  const sizes = pieces.map(({ shape }) => shape.reduce((sum, polygon) => sum + areaOf(polygon), 0));
  const all = sizes.reduce((sum, size) => sum + size, 0) || 1;
  return [0, 1].map((axis) => pieces.reduce((sum, { label }, i) => sum + (label[axis]! * sizes[i]!) / all, 0)) as Point;
}

/**
 * Where the plate with a grid's number goes on one level: near the middle of its units and beside one of them, in a corridor
 * if there is room, never on a unit's number or another plate. `taken` are plates and names that are already there.
 */
export function placePlate(own: readonly Piece[], all: readonly Piece[], taken: readonly Point[]): Point {
  const middle = middleOf(own);
  const near = boundsOf(own.flatMap(({ shape }) => shape.flat(2)));
  const boxes = all.map(({ shape, label }) => ({ box: boundsOf(shape.flat(2)), number: boxAround(label, NUMBER) }));
  let best: { cost: number; at: Point } = { cost: Infinity, at: middle };
  for (const { at, far } of placesFrom(middle, near)) {
    if (far >= best.cost) break;
    const plate = boxAround(at, PLATE);
    if (taken.some((other) => boxesMeet(plate, boxAround(other, PLATE), 0.3)) || boxes.some(({ number }) => overlap(plate, number) > 0)) continue;
    const covered = boxes.reduce((sum, { box }) => sum + overlap(plate, box), 0);
    const beside = Math.min(...own.flatMap(({ shape }) => shape.map((polygon) => distanceToWalls(polygon, at))));
    const cost = far + 2 * covered + 4 * Math.max(0, beside - PLATE.x);
    if (cost < best.cost) best = { cost, at };
  }
  return best.at;
}

/** Places half a metre apart in the box, as far as {@link AROUND} from the middle, the nearest first. */
function placesFrom([middleX, middleY]: Point, box: Bounds): { at: Point; far: number }[] {
  const places: { at: Point; far: number }[] = [];
  const endX = Math.min(box.maxX + PLATE.x, middleX + AROUND);
  const endY = Math.min(box.maxY + PLATE.y, middleY + AROUND);
  for (let x = Math.max(box.minX - PLATE.x, middleX - AROUND); x <= endX; x += STRIDE) {
    for (let y = Math.max(box.minY - PLATE.y, middleY - AROUND); y <= endY; y += STRIDE) places.push({ at: [x, y], far: Math.hypot(x - middleX, y - middleY) });
  }
  return places.sort((a, b) => a.far - b.far);
}
