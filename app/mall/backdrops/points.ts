import type { Point } from '../geometry.ts';
import type { Size } from './placing.ts';

/** As wide as this the picture is shown to be pointed at, whatever the screen: a click then says where, without script too. Pixels. */
export const SHOWN_WIDTH = 1_000;

export const shownSize = ({ width, height }: Size): Size => {
  const shown = Math.min(SHOWN_WIDTH, width);
  return { width: shown, height: Math.round((height * shown) / width) };
};

/** A place on the shown picture as a pixel of the picture itself. */
export const pixelAt = (size: Size, x: number, y: number): Point => {
  const scale = size.width / shownSize(size).width;
  const within = (at: number, most: number) => Math.min(most, Math.max(0, Math.round(at * scale)));
  return [within(x, size.width), within(y, size.height)];
};

/** The first point, then the second; a third click begins again. */
export const withPoint = (points: readonly Point[], at: Point): Point[] => (points.length === 1 ? [points[0]!, at] : [at]);

/** Points that stand in the fields of a form, complete ones only. */
export function pointsIn(query: Pick<URLSearchParams, 'get'>): Point[] {
  const points = [['x1', 'y1'], ['x2', 'y2']].map((names) => names.map((name) => (query.get(name)?.trim() ? Number(query.get(name)) : Number.NaN)));
  return points.filter((point): point is Point => point.every((n) => Number.isFinite(n) && n >= 0 && n <= 20_000));
}

/** What a browser sends when a picture that is a button was pressed: `at.x` and `at.y`. */
export function afterClick(points: readonly Point[], query: Pick<URLSearchParams, 'get'>, size: Size): Point[] {
  const [x, y] = [Number(query.get('at.x') ?? Number.NaN), Number(query.get('at.y') ?? Number.NaN)];
  return Number.isFinite(x) && Number.isFinite(y) ? withPoint(points, pixelAt(size, x, y)) : [...points];
}
