import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance, type Point } from '../geometry.ts';
import { cornersOf, edgesOfPicture, placeAt, placed, scaleOf } from './placing.ts';
import { afterClick, pixelAt, pointsIn, shownSize, withPoint } from './points.ts';

const size = { width: 4_000, height: 3_000 };
const some = { scale: fc.double({ min: 0.001, max: 1, noNaN: true }), angle: fc.integer({ min: -180, max: 180 }), left: fc.integer({ min: -500, max: 500 }), top: fc.integer({ min: -500, max: 500 }) };

describe('a picture under a level', () => {
  test('of which two points are known is as large as they say, however it is turned', () => {
    fc.assert(
      fc.property(fc.record(some), fc.tuple(fc.nat(4_000), fc.nat(3_000)), fc.tuple(fc.nat(4_000), fc.nat(3_000)), fc.double({ min: 0.5, max: 300, noNaN: true }), (how, a, b, metres) => {
        const scale = scaleOf(a, b, metres);
        fc.pre(scale !== null);
        const placing = placeAt(size, { ...how, scale: scale!, opacity: 1 });
        expect(distance(placed(a, placing), placed(b, placing))).toBeCloseTo(metres, 6);
      }),
    );
  });

  test('has its left and upper edge where they were put, turned or not', () => {
    fc.assert(
      fc.property(fc.record(some), ({ left, top, ...how }) => {
        const placing = placeAt(size, { ...how, left, top, opacity: 1 });
        const edges = edgesOfPicture(size, placing);
        expect(edges.left).toBeCloseTo(left, 6);
        expect(edges.top).toBeCloseTo(top, 6);
      }),
    );
  });

  test('turned by a quarter stands upright to the right of its edge', () => {
    const corners = cornersOf(size, placeAt(size, { scale: 0.01, angle: 90, left: 0, top: 0, opacity: 1 }));
    for (const [at, [x, y]] of ([[30, 0], [30, 40], [0, 40], [0, 0]] as Point[]).entries()) {
      expect(corners[at]![0]).toBeCloseTo(x, 6);
      expect(corners[at]![1]).toBeCloseTo(y, 6);
    }
  });

  test('can’t be measured by one point or two beside each other', () => {
    expect(scaleOf([5, 5], [5, 5], 10)).toBeNull();
    expect(scaleOf([5, 5], [15, 5], 10)).toBeNull();
  });
});

describe('pointing at a picture', () => {
  test('finds the pixel under the shown one, and never one outside', () => {
    expect(shownSize(size)).toEqual({ width: 1_000, height: 750 });
    expect(pixelAt(size, 500, 100)).toEqual([2_000, 400]);
    expect(pixelAt(size, 5_000, -1)).toEqual([4_000, 0]);
    expect(pixelAt({ width: 300, height: 200 }, 150, 20)).toEqual([150, 20]);
  });

  test('sets the first, the second, and then begins again', () => {
    const one = withPoint([], [1, 2]);
    const two = withPoint(one, [3, 4]);
    expect([one, two, withPoint(two, [5, 6])]).toEqual([[[1, 2]], [[1, 2], [3, 4]], [[5, 6]]]);
  });

  test('without script comes with the form, beside what was typed', () => {
    const query = new URLSearchParams('x1=40&y1=60&x2=&y2=&at.x=500&at.y=100');
    expect(afterClick(pointsIn(query), query, size)).toEqual([[40, 60], [2_000, 400]]);
    expect(pointsIn(new URLSearchParams('x1=-1&y1=3&x2=a&y2=4'))).toEqual([]);
  });
});
