import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Point, type Polygon, signedArea } from '../geometry.ts';
import { readCorners, writeCorners } from './corners.ts';
import { isSimple, mergeShapes, overlapArea, shapeArea, splitShape, tidyRing } from './shapes.ts';

const rectangle = (x: number, y: number, width: number, height: number): Polygon[] => [[tidyRing([[x, y], [x + width, y], [x + width, y + height], [x, y + height]])]];
const cm = (min: number, max: number) => fc.integer({ min: min * 100, max: max * 100 }).map((n) => n / 100);
const box = fc.record({ x: cm(-20, 20), y: cm(-20, 20), width: cm(1, 12), height: cm(1, 12) });
const point = fc.tuple(cm(-30, 30), cm(-30, 30)) as fc.Arbitrary<Point>;
/** Corners around a middle, by angle: simple, mostly not convex. */
const star = fc.array(cm(2, 9), { minLength: 5, maxLength: 12 }).map((spokes) => [[tidyRing(spokes.map((r, i): Point => [r * Math.cos((2 * Math.PI * i) / spokes.length), r * Math.sin((2 * Math.PI * i) / spokes.length)]))]] as Polygon[]);

describe('a booth that is split', () => {
  test('by a line through its middle gives two halves, the larger first', () => {
    const [one, other, ...more] = splitShape(rectangle(0, 0, 6, 4), [2, -5], [2, 9]);
    expect(more).toEqual([]);
    expect([shapeArea(one!), shapeArea(other!)]).toEqual([16, 8]);
    expect(other![0]![0]).toContainEqual([2, 4]);
  });

  test('stays whole when the line misses it, runs along its wall or has no direction', () => {
    const shape = rectangle(0, 0, 6, 4);
    expect(splitShape(shape, [9, 0], [9, 4])).toEqual([shape]);
    expect(splitShape(shape, [0, 0], [0, 4])).toEqual([shape]);
    expect(splitShape(shape, [3, 1], [3, 1])).toEqual([shape]);
  });

  test('across both arms of a U falls into three', () => {
    const u: Polygon[] = [[tidyRing([[0, 0], [2, 0], [2, 4], [6, 4], [6, 0], [8, 0], [8, 6], [0, 6]])]];
    expect(splitShape(u, [-1, 2], [9, 2]).map(shapeArea)).toEqual([24, 4, 4]);
  });

  test('around its courtyard opens the courtyard', () => {
    const ring: Polygon[] = [[rectangle(0, 0, 10, 10)[0]![0]!, rectangle(4, 4, 2, 2)[0]![0]!]];
    const parts = splitShape(ring, [5, -1], [5, 11]);
    expect(parts.map(shapeArea)).toEqual([48, 48]);
    expect(parts.every((part) => part[0]!.length === 1)).toBe(true);
  });

  test('keeps its area and stays simple, whatever its form and the line', () => {
    fc.assert(
      fc.property(star, point, point, (shape, a, b) => {
        fc.pre(isSimple(shape));
        const parts = splitShape(shape, a, b);
        expect(parts.reduce((sum, part) => sum + shapeArea(part), 0)).toBeCloseTo(shapeArea(shape), 0);
        for (const part of parts) expect(Math.abs(signedArea(part[0]![0]!))).toBeGreaterThan(0);
      }),
    );
  });
});

describe('booths that are merged', () => {
  test('become one around both, without the wall between them', () => {
    expect(mergeShapes([rectangle(0, 0, 4, 3), rectangle(4, 0, 2, 3)])).toEqual([[expect.arrayContaining([[0, 0], [6, 0], [6, 3], [0, 3]])]]);
  });

  test('bridge a wall of 30 cm', () => {
    const merged = mergeShapes([rectangle(0, 0, 4, 3), rectangle(4.3, -1, 2, 6)]);
    expect(merged && isSimple(merged)).toBe(true);
    expect(shapeArea(merged!)).toBeCloseTo(12 + 12 + 0.9, 5);
  });

  test('a row in any order is one; those apart are refused', () => {
    const row = [0, 3, 6, 9].map((x) => rectangle(x, 0, 3, 3));
    expect(shapeArea(mergeShapes([row[0]!, row[3]!, row[1]!, row[2]!])!)).toBe(36);
    expect(mergeShapes([row[0]!, row[2]!])).toBeNull();
  });

  test('that were cut apart give back their area', () => {
    fc.assert(
      fc.property(box, fc.integer({ min: 20, max: 80 }), ({ x, y, width, height }, percent) => {
        const at = Math.round((x + (width * percent) / 100) * 100) / 100;
        const parts = splitShape(rectangle(x, y, width, height), [at, y - 1], [at, y + height + 1]);
        const merged = mergeShapes(parts);
        expect(merged && shapeArea(merged)).toBeCloseTo(width * height, 4);
      }),
    );
  });
});

describe('what two booths have in common', () => {
  test('is their common rectangle, whichever comes first', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        const side = (from: 'x' | 'y', size: 'width' | 'height') => Math.max(0, Math.min(a[from] + a[size], b[from] + b[size]) - Math.max(a[from], b[from]));
        const [one, other] = [a, b].map(({ x, y, width, height }) => rectangle(x, y, width, height));
        expect(overlapArea(one!, other!)).toBeCloseTo(side('x', 'width') * side('y', 'height'), 3);
        expect(overlapArea(other!, one!)).toBeCloseTo(overlapArea(one!, other!), 6);
      }),
    );
  });

  test('is nothing inside a courtyard, and the whole of what lies inside', () => {
    const ring: Polygon[] = [[rectangle(0, 0, 10, 10)[0]![0]!, rectangle(4, 4, 2, 2)[0]![0]!]];
    expect(overlapArea(ring, rectangle(4.5, 4.5, 1, 1))).toBeCloseTo(0, 6);
    expect(overlapArea(ring, rectangle(1, 1, 2, 2))).toBeCloseTo(4, 6);
    const diamond: Polygon[] = [[tidyRing([[5, -1], [6, 0], [5, 1], [4, 0]])]];
    expect(overlapArea(ring, diamond)).toBeCloseTo(1, 6);
  });
});

describe('a shape', () => {
  test('that crosses or touches itself, has a spike or isn’t closed, isn’t simple', () => {
    expect(isSimple(rectangle(0, 0, 2, 2))).toBe(true);
    expect(isSimple([[tidyRing([[0, 0], [2, 2], [2, 0], [0, 2]])]])).toBe(false);
    expect(isSimple([[tidyRing([[0, 0], [4, 0], [4, 4], [4, 7], [4, 4], [0, 4]])]])).toBe(false);
    expect(isSimple([[[[0, 0], [2, 0], [2, 2], [0, 2]]]])).toBe(false);
    expect(isSimple([])).toBe(false);
  });

  test('comes back from its typed corners as it was, holes too', () => {
    const shape: Polygon[] = [[rectangle(0, 0, 10, 10)[0]![0]!, rectangle(4, 4, 2, 2)[0]![0]!], rectangle(-5.25, 20, 1, 1)[0]!];
    expect(readCorners(writeCorners(shape))).toEqual(shape);
  });

  test('can’t be read from words, two corners or a hole alone', () => {
    for (const text of ['', 'one two three', '0,0 1,1', '/ 0,0 1,0 1,1', '0,0 1,0 1,1,1', '0,0 1e9,0 1,1']) expect(readCorners(text)).toBeNull();
  });
});
