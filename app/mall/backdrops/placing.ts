import { distance, type Point } from '../geometry.ts';

/** How a picture lies under a level: a pixel at [x, y] is at `turned(x * scale, y * scale) + [x, y]` on the plane, in metres. */
export interface Placing {
  /** Metres of one pixel. */
  scale: number;
  /** Degrees clockwise, -180 to 180. */
  angle: number;
  /** Where the picture's own top left corner lies. Metres. */
  x: number;
  y: number;
  /** 0.1 (faint) to 1. */
  opacity: number;
}
export interface Size {
  width: number;
  height: number;
}

/** A whole picture of a building is neither smaller than a kiosk nor larger than a quarter of a town. Metres. */
export const NARROWEST = 2;
export const WIDEST = 5_000;
/** Two points nearer than this can't be told apart well enough to measure by. Pixels. */
export const NEAREST = 20;

const hundredth = (metres: number): number => Math.round(metres * 100) / 100;

/** Metres of a pixel when two of them are so many metres apart. @returns null for points too near each other */
export function scaleOf(a: Point, b: Point, metres: number): number | null {
  const pixels = distance(a, b);
  return pixels < NEAREST ? null : metres / pixels;
}

export function placed([x, y]: Point, { scale, angle, x: left, y: top }: Pick<Placing, 'scale' | 'angle' | 'x' | 'y'>): Point {
  const turn = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return [left + (x * cos - y * sin) * scale, top + (x * sin + y * cos) * scale];
}

/** The four corners as they lie on the plane. */
export const cornersOf = ({ width, height }: Size, placing: Pick<Placing, 'scale' | 'angle' | 'x' | 'y'>): Point[] =>
  [[0, 0], [width, 0], [width, height], [0, height]].map((corner) => placed(corner as Point, placing));

/** The left and the upper edge of the turned picture: what somebody can read off a plan. Metres. */
export function edgesOfPicture(size: Size, placing: Pick<Placing, 'scale' | 'angle' | 'x' | 'y'>): { left: number; top: number } {
  const corners = cornersOf(size, placing);
  return { left: hundredth(Math.min(...corners.map(([x]) => x))), top: hundredth(Math.min(...corners.map(([, y]) => y))) };
}

/** Turned and scaled, with its left and upper edge where they shall be. */
export function placeAt(size: Size, { scale, angle, left, top, opacity }: { scale: number; angle: number; left: number; top: number; opacity: number }): Placing {
  const start = cornersOf(size, { scale, angle, x: 0, y: 0 });
  return { scale, angle, x: left - Math.min(...start.map(([x]) => x)), y: top - Math.min(...start.map(([, y]) => y)), opacity };
}

/** For `transform` of an image that is as wide and high as its pixels. */
export const transformOf = ({ scale, angle, x, y }: Placing): string => `translate(${x} ${y}) rotate(${angle}) scale(${scale})`;
