import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaOf, contains, distanceToWalls, type Point, type Polygon, segmentsMeet } from './geometry.ts';
import { labelPoint, widthAt } from './label-point.ts';
import { outlineOf } from './outline.ts';
import { planeOf } from './projection.ts';

const box = (x0: number, y0: number, x1: number, y1: number): Polygon => [[[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]];
/** A corridor around a block: the middle of the whole is no corridor. */
const ringRoad: Polygon = [...box(0, 0, 20, 20), ...box(3, 3, 17, 17)];

describe('geometry', () => {
  it('leaves holes out of the area and of the inside', () => {
    expect(areaOf(ringRoad)).toBe(400 - 196);
    expect(contains(ringRoad, [1, 1])).toBe(true);
    expect(contains(ringRoad, [10, 10])).toBe(false);
  });

  it('knows segments that cross, touch or pass each other', () => {
    expect(segmentsMeet([0, 0], [2, 2], [0, 2], [2, 0])).toBe(true);
    expect(segmentsMeet([0, 0], [2, 0], [1, 0], [1, 5])).toBe(true);
    expect(segmentsMeet([0, 0], [2, 0], [0, 1], [2, 1])).toBe(false);
    expect(segmentsMeet([0, 0], [2, 0], [3, 0], [4, 0])).toBe(false);
  });
});

describe('label point', () => {
  it('is the middle of a rectangle', () => expect(labelPoint([box(0, 0, 6, 4)])).toEqual([3, 2]));

  it('lies inside a shape whose middle is outside', () => {
    const bend: Polygon = [[[0, 0], [10, 0], [10, 2], [2, 2], [2, 10], [0, 10], [0, 0]]];
    for (const polygon of [bend, ringRoad]) {
      const at = labelPoint([polygon]);
      expect(contains(polygon, at)).toBe(true);
      expect(distanceToWalls(polygon, at)).toBeGreaterThan(0.9);
    }
  });

  it('lies inside whatever triangle somebody draws', () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 })) as fc.Arbitrary<Point>;
    fc.assert(
      fc.property(corner, corner, corner, (a, b, c) => {
        const polygon: Polygon = [[a, b, c, a]];
        fc.pre(areaOf(polygon) > 1);
        expect(contains(polygon, labelPoint([polygon]))).toBe(true);
      }),
    );
  });

  it('says how wide a text may be there', () => expect(widthAt([box(0, 0, 6, 4)], [2, 2])).toBe(4));
});

describe('outline', () => {
  it('makes one shape of two that share part of a wall', () => {
    const [together, ...others] = outlineOf([box(0, 0, 4, 4), box(4, 1, 6, 3)]);
    expect(others).toHaveLength(0);
    expect(areaOf(together!)).toBe(20);
    expect(together![0]).toHaveLength(9);
  });

  it('keeps shapes apart that touch at a corner only', () => {
    const parts = outlineOf([box(0, 0, 2, 2), box(2, 2, 4, 4)]);
    expect(parts.map(areaOf)).toEqual([4, 4]);
  });

  it('finds the hole that shapes leave between them', () => {
    const around = [box(0, 0, 6, 2), box(0, 4, 6, 6), box(0, 2, 2, 4), box(4, 2, 6, 4)];
    const [whole, ...others] = outlineOf(around);
    expect(others).toHaveLength(0);
    expect(whole).toHaveLength(2);
    expect(areaOf(whole!)).toBe(32);
  });

  it('covers exactly what a random set of cells covers', () => {
    const cells = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), { minLength: 1, selector: String });
    fc.assert(
      fc.property(cells, (chosen) => {
        const parts = outlineOf(chosen.map(([x, y]) => box(x, y, x + 1, y + 1)));
        expect(parts.reduce((sum, part) => sum + areaOf(part), 0)).toBeCloseTo(chosen.length, 6);
        for (const [x, y] of chosen) expect(parts.filter((part) => contains(part, [x + 0.5, y + 0.5]))).toHaveLength(1);
      }),
    );
  });
});

describe('projection', () => {
  const plane = planeOf({ origin: [87.6168, 43.7928], bearing: 12.5, madeUp: true });

  it('comes back to the same place within a tenth of a millimetre', () => {
    const metre = fc.double({ min: -2000, max: 2000, noNaN: true });
    fc.assert(
      fc.property(metre, metre, (x, y) => {
        const [backX, backY] = plane.toPlane(plane.toWorld([x, y]));
        expect(Math.hypot(backX - x, backY - y)).toBeLessThan(1e-4);
      }),
    );
  });

  it('has x to the east and y to the south, in metres', () => {
    const { toPlane } = planeOf({ origin: [0, 45], bearing: 0, madeUp: false });
    const [x, y] = toPlane([0.001, 44.999]);
    expect(x).toBeCloseTo(78.85, 1);
    expect(y).toBeCloseTo(111.13, 1);
  });

  it('works across the date line', () => {
    const { toPlane } = planeOf({ origin: [179.9999, 0], bearing: 0, madeUp: false });
    expect(toPlane([-179.9999, 0])[0]).toBeCloseTo(22.26, 1);
  });
});
