import type { Point, Polygon, Ring } from '../geometry.ts';

/** Corners nearer than this are the same corner: far less than anybody draws, far more than arithmetic loses. Metres. */
const SAME = 0.005;

const near = (a: Point | undefined, b: Point | undefined): boolean => a !== undefined && b !== undefined && Math.abs(a[0] - b[0]) <= SAME && Math.abs(a[1] - b[1]) <= SAME;

/** Whether two closed rings have the same corners in the same order, wherever they begin and whichever way they run. */
function sameRing(a: Ring, b: Ring): boolean {
  const length = a.length - 1;
  if (b.length - 1 !== length) return false;
  for (let start = 0; start < length; start += 1) {
    if (!near(a[0], b[start])) continue;
    const runs = (step: 1 | -1) => a.slice(0, -1).every((corner, i) => near(corner, b[(start + step * i + length * 2) % length]));
    if (runs(1) || runs(-1)) return true;
  }
  return false;
}

const samePolygon = (a: Polygon, b: Polygon): boolean => a.length === b.length && sameRing(a[0] ?? [], b[0] ?? []) && a.slice(1).every((hole) => b.slice(1).some((other) => sameRing(hole, other)));

/** Whether two shapes cover the same ground by the same corners. */
export function sameShape(a: readonly Polygon[] | undefined, b: readonly Polygon[] | undefined): boolean {
  if (!a?.length || !b?.length) return !a?.length && !b?.length;
  return a.length === b.length && a.every((polygon) => b.some((other) => samePolygon(polygon, other)));
}

export function sameLine(a: readonly Point[], b: readonly Point[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((point, i) => near(point, b[i])) || a.every((point, i) => near(point, b[b.length - 1 - i]));
}
