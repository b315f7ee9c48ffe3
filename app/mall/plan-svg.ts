import { boundsOf, type Point, type Polygon, type Ring } from './geometry.ts';
import { labelPoint, widthAt } from './label-point.ts';
import { isCorridor } from './neighbours.ts';
import { outlineOf } from './outline.ts';
import { type Piece, placePlate } from './plates.ts';

/** Drawing units in a metre: everything is a whole number of 5 cm, so that paths are short and walls of two units meet. */
export const PER_METRE = 20;

export interface UnitToDraw {
  id: string;
  category: string;
  grid?: string;
  shape?: Polygon[];
  label?: Point;
  named?: boolean;
}
export interface DrawnUnit {
  id: string;
  /** SVG path data. */
  d: string;
  x: number;
  y: number;
  /** Free width for a text centred at x, y. */
  width: number;
}
export interface DrawnGrid {
  grid: string;
  /** The line around its units; several parts in one path. */
  d: string;
  plate: [x: number, y: number];
}
export interface LevelDrawing {
  viewBox: [x: number, y: number, width: number, height: number];
  outline: string;
  units: DrawnUnit[];
  grids: DrawnGrid[];
  /** All doors in one path. */
  doors: string;
}

const round = (metres: number): number => Math.round(metres * PER_METRE);
const place = ([x, y]: Point): Point => [round(x), round(y)];

function pathOf(points: readonly Point[], closed: boolean): string {
  const [start, ...rest] = points.map(place);
  if (!start) return '';
  let [x, y] = start;
  const steps = rest.map(([nextX, nextY]) => {
    const [dx, dy] = [nextX - x, nextY - y];
    [x, y] = [nextX, nextY];
    if (dx === 0 && dy === 0) return '';
    if (dy === 0) return `h${dx}`;
    return dx === 0 ? `v${dy}` : `l${dx} ${dy}`;
  });
  return `M${start[0]} ${start[1]}${steps.join('')}${closed ? 'z' : ''}`;
}

const ringPath = (ring: Ring): string => pathOf(ring.slice(0, -1), true);

/** Path data of polygons with their holes; draw with `fill-rule: evenodd`. */
export const polygonPath = (polygons: readonly Polygon[]): string => polygons.flat().map(ringPath).join('');

function drawGrids(pieces: readonly (Piece & { grid?: string })[], names: readonly Point[]): DrawnGrid[] {
  const grids = [...new Set(pieces.flatMap(({ grid }) => grid ?? []))];
  const taken = [...names];
  return grids.map((grid) => {
    const own = pieces.filter((piece) => piece.grid === grid);
    const plate = placePlate(own, pieces, taken);
    taken.push(plate);
    return { grid, d: polygonPath(outlineOf(own.flatMap(({ shape }) => shape))), plate: place(plate) };
  });
}

/**
 * One level as a page draws it. Units without a shape are left out: they are in the list only.
 * Corridors' names (`named`) keep their place free of plates.
 */
export function drawLevel(level: { outline?: Polygon[]; units: readonly UnitToDraw[]; doors: readonly (readonly Point[])[] }): LevelDrawing {
  const drawn = level.units.flatMap(({ shape, label, ...unit }) => (shape?.length ? [{ ...unit, shape, label: label ?? labelPoint(shape) }] : []));
  const box = boundsOf([...(level.outline ?? []).flat(2), ...drawn.flatMap(({ shape }) => shape.flat(2))]);
  const margin = 0.8;
  const [minX, minY] = place([box.minX - margin, box.minY - margin]);
  const [maxX, maxY] = place([box.maxX + margin, box.maxY + margin]);
  const names = drawn.filter(({ category, named }) => named && isCorridor(category)).map(({ label }) => label);
  return {
    viewBox: Number.isFinite(box.minX) ? [minX, minY, maxX - minX, maxY - minY] : [0, 0, PER_METRE, PER_METRE],
    outline: polygonPath(level.outline ?? []),
    units: drawn.map(({ id, shape, label }) => {
      const [x, y] = place(label);
      return { id, d: polygonPath(shape), x, y, width: round(widthAt(shape, label)) };
    }),
    grids: drawGrids(drawn.filter(({ category }) => !isCorridor(category)), names),
    doors: level.doors.map((door) => pathOf(door, false)).join(''),
  };
}
