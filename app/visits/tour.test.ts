import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance } from '#app/mall/geometry.ts';
import { type Door, lengthOf, walkingTour } from './tour.ts';

const crow = (a: Door, b: Door): number => distance(a.at!, b.at!);
const door = (number: string, x: number, y: number): Door => ({ unit: `u${number}`, number, at: [x, y] });
const drawn = fc.uniqueArray(fc.record({ n: fc.integer({ min: 1, max: 400 }), x: fc.integer({ min: 0, max: 80 }), y: fc.integer({ min: 0, max: 40 }), known: fc.boolean() }), { selector: (one) => one.n, maxLength: 40 });
const doorsOf = (rows: { n: number; x: number; y: number; known: boolean }[]): Door[] => rows.map(({ n, x, y, known }) => ({ unit: `u${n}`, number: `F1-${n}`, at: known ? [x, y] : null }));

describe('the walk along the aisles', () => {
  test('passes every door once, and the same doors in any order give the same walk', () => {
    fc.assert(
      fc.property(drawn, fc.infiniteStream(fc.nat()), (rows, dice) => {
        const doors = doorsOf(rows);
        const walk = walkingTour(doors, new Map());
        expect(walk.map((one) => one.unit).sort()).toEqual(doors.map((one) => one.unit).sort());
        const shuffled = doors.map((one) => ({ one, key: dice.next().value ?? 0 })).sort((a, b) => a.key - b.key).map(({ one }) => one);
        expect(walkingTour(shuffled, new Map())).toEqual(walk);
      }),
    );
  });

  test('is never longer than going by the numbers of the doors from the nearest-next walk on', () => {
    fc.assert(
      fc.property(drawn, (rows) => {
        const doors = doorsOf(rows.map((row) => ({ ...row, known: true })));
        const walk = walkingTour(doors, new Map());
        for (let i = 0; i + 3 < walk.length; i += 1) {
          const swapped = [...walk.slice(0, i + 1), walk[i + 2]!, walk[i + 1]!, ...walk.slice(i + 3)];
          expect(lengthOf(walk, crow)).toBeLessThanOrEqual(lengthOf(swapped, crow) + 1e-6);
        }
      }),
    );
  });

  test('goes up one side of an aisle and down the other, not across it at every door', () => {
    const aisle = [1, 2, 3, 4, 5].flatMap((n) => [door(`F1-${n}`, n * 4, 0), door(`F1-${n + 10}`, n * 4, 12)]);
    expect(walkingTour(aisle, new Map()).map((one) => one.number)).toEqual(['F1-1', 'F1-2', 'F1-3', 'F1-4', 'F1-5', 'F1-15', 'F1-14', 'F1-13', 'F1-12', 'F1-11']);
  });

  test('goes by the corridor, not through the wall', () => {
    const [a, b, c] = [door('F1-1', 0, 0), door('F1-2', 0, 1), door('F1-3', 9, 0)];
    const wall = new Map([['uF1-1', new Map([['uF1-3', 9], ['uF1-2', 60]])], ['uF1-3', new Map([['uF1-1', 9], ['uF1-2', 51]])], ['uF1-2', new Map([['uF1-1', 60], ['uF1-3', 51]])]]);
    expect(walkingTour([a, b, c], wall).map((one) => one.number)).toEqual(['F1-1', 'F1-3', 'F1-2']);
  });

  test('without a drawing it is the order of the numbers', () => {
    const bare = ['F1-10', 'F1-9', 'F1-1'].map((number) => ({ unit: number, number, at: null }));
    expect(walkingTour(bare, new Map()).map((one) => one.number)).toEqual(['F1-1', 'F1-9', 'F1-10']);
  });
});
