import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourGrids, firstCloth, type GridToColour } from './hues.ts';

const onOneLevel = (count: number, beside: (number: number) => number[] = () => []): GridToColour[] =>
  Array.from({ length: count }, (_, i) => ({ number: i + 1, levels: ['F1'], beside: beside(i + 1) }));

describe('hues', () => {
  it('follow the pattern book where nothing stands against it', () => {
    expect(firstCloth(9)).toEqual({ hue: 1, weave: 2 });
    expect(new Set(Array.from({ length: 24 }, (_, i) => JSON.stringify(firstCloth(i + 1)))).size).toBe(24);
    expect(colourGrids(onOneLevel(8)).get(6)).toEqual(firstCloth(6));
  });

  it('come once on a level of eight grids, whatever their numbers', () => {
    const numbers = [1, 9, 17, 25, 33, 41, 49, 57];
    const cloths = colourGrids(numbers.map((number) => ({ number, levels: ['F1'], beside: [] })));
    expect(new Set([...cloths.values()].map(({ hue }) => hue)).size).toBe(8);
  });

  it('differ between neighbours in hue and weave on a larger level', () => {
    const side = 7;
    const lattice = fc.constantFrom(...Array.from({ length: 60 }, (_, i) => i));
    fc.assert(
      fc.property(lattice, (skip) => {
        const beside = (n: number) => {
          const [x, y] = [(n - 1) % side, Math.floor((n - 1) / side)];
          const around = [[x - 1, y], [x + 1, y], [x, y - 1], [x, y + 1]] as const;
          return around.filter(([i, j]) => i >= 0 && j >= 0 && i < side && j < side).map(([i, j]) => j * side + i + 1).filter((m) => (m * n) % 60 !== skip);
        };
        const grids = onOneLevel(side * side, beside);
        const cloths = colourGrids(grids);
        for (const { number, beside: around } of grids) {
          for (const other of around) {
            expect(cloths.get(other)!.hue).not.toBe(cloths.get(number)!.hue);
            expect(cloths.get(other)!.weave).not.toBe(cloths.get(number)!.weave);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('keep what was given before', () => {
    const cloths = colourGrids(onOneLevel(8), new Map([[3, { hue: 1, weave: 5 }]]));
    expect(cloths.get(3)).toEqual({ hue: 1, weave: 5 });
    expect(cloths.get(1)!.hue).not.toBe(1);
  });
});
