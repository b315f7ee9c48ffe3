import fc from 'fast-check';
import { expect, it } from 'vitest';
import { frameAround } from './frame.ts';

const FLOOR = [-100, 50, 4_000, 2_000] as const;

it('a frame holds every spot, stays on the floor, and is never narrow', () => {
  const spot = fc.record({ x: fc.integer({ min: -100, max: 3_900 }), y: fc.integer({ min: 50, max: 2_050 }) });
  fc.assert(
    fc.property(fc.array(spot, { minLength: 1, maxLength: 2 }), (spots) => {
      const [x, y, width, height] = frameAround(spots, FLOOR);
      for (const one of spots) expect(one.x >= x - 1 && one.x <= x + width + 1 && one.y >= y - 1 && one.y <= y + height + 1).toBe(true);
      expect(x >= FLOOR[0] && y >= FLOOR[1] && x + width <= FLOOR[0] + FLOOR[2] + 1 && y + height <= FLOOR[1] + FLOOR[3] + 1).toBe(true);
      expect([width >= 900, height >= 675]).toEqual([true, true]);
    }),
  );
});

it('of a small floor is the whole floor', () => {
  expect(frameAround([{ x: 10, y: 10 }], [0, 0, 300, 200])).toEqual([0, 0, 300, 200]);
});
