import type { Point, Polygon, Ring } from '../geometry.ts';
import { tidyRing } from './shapes.ts';

/** Of a booth four metres wide and three deep. */
export const EXAMPLE = '0,0 4,0 4,3 0,3';

/** A shape as people can read and type it: a line for each ring, `0,0 4,0 4,3 0,3`, a hole behind `/`. */
export function writeCorners(shape: readonly Polygon[]): string {
  return shape.flatMap((polygon) => polygon.map((ring, i) => `${i > 0 ? '/ ' : ''}${writePoints(ring.slice(0, -1))}`)).join('\n');
}

export const writePoints = (points: readonly Point[]): string => points.map(([x, y]) => `${x},${y}`).join(' ');

/** @returns null when it can't be read: not two numbers to a corner, fewer than three corners, a hole in nothing */
export function readCorners(text: string): Polygon[] | null {
  const shape: Polygon[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (!line) continue;
    const hole = line.startsWith('/');
    const points = readPoints(hole ? line.slice(1) : line);
    const ring: Ring = points ? tidyRing(points) : [];
    if (ring.length < 4) return null;
    if (!hole) shape.push([ring]);
    else if (shape.length === 0) return null;
    else shape.at(-1)!.push(ring);
  }
  return shape.length > 0 ? shape : null;
}

/** @returns null unless every word is two numbers with a comma */
export function readPoints(text: string): Point[] | null {
  const points = text.trim().split(/[\s;]+/).filter(Boolean).map((word) => word.split(',').map((n) => (/^-?\d+(\.\d+)?$/.test(n) ? Number(n) : Number.NaN)));
  return points.every((point) => point.length === 2 && point.every(Number.isFinite)) ? (points as Point[]) : null;
}
