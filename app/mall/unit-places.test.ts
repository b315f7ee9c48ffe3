import { describe, expect, it } from 'vitest';
import { boundsOf, type Polygon } from './geometry.ts';
import { PER_METRE, polygonPath } from './plan-svg.ts';
import { type Arrow, boundsOfPath, neighbourOf, placeAt, type UnitPlace } from './unit-places.ts';

const box = (x: number, y: number, width = 80, height = 60) => ({ minX: x, minY: y, maxX: x + width, maxY: y + height });
/** Three by three booths with an aisle of 4 m between rows, numbered as one reads. */
const ROWS: UnitPlace<number>[] = Array.from({ length: 9 }, (_, i) => ({ link: i, ...box((i % 3) * 80, Math.floor(i / 3) * 140) }));
const walk = (from: number, arrow: Arrow) => neighbourOf(ROWS, ROWS[from]!, arrow)?.link;

describe('booths of a drawing', () => {
  it('have the box of their path, with notches and holes', () => {
    const shape: Polygon[] = [[[[1, 1], [5, 1], [5, 4], [3, 2.5], [1, 4], [1, 1]]], [[[-3, -2], [-2, -2], [-2, 0.5], [-3, -2]]]];
    const { minX, minY, maxX, maxY } = boundsOf(shape.flat(2));
    expect(boundsOfPath(polygonPath(shape))).toEqual({ minX: minX * PER_METRE, minY: minY * PER_METRE, maxX: maxX * PER_METRE, maxY: maxY * PER_METRE });
  });

  it('are walked from one to the next in all four directions, and end at the edge', () => {
    expect([walk(4, 'ArrowLeft'), walk(4, 'ArrowRight'), walk(4, 'ArrowUp'), walk(4, 'ArrowDown')]).toEqual([3, 5, 1, 7]);
    expect([walk(0, 'ArrowLeft'), walk(0, 'ArrowUp'), walk(8, 'ArrowRight'), walk(8, 'ArrowDown')]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('are all reached by walking', () => {
    const reached = new Set([0]);
    for (const at of reached) for (const arrow of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const) reached.add(walk(at, arrow) ?? at);
    expect(reached.size).toBe(9);
  });

  it('are found by a point: by the shape where boxes overlap, none in the aisle', () => {
    const within = (link: number) => placeAt(ROWS, 90, 150, (place) => place.link === link)?.link;
    expect(within(4)).toBe(4);
    expect(within(5)).toBeUndefined();
    expect(placeAt(ROWS, 90, 100, () => true)).toBeUndefined();
  });
});
