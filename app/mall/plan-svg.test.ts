import { describe, expect, it } from 'vitest';
import type { Polygon } from './geometry.ts';
import { drawLevel, PER_METRE, polygonPath } from './plan-svg.ts';

const box = (x0: number, y0: number, x1: number, y1: number): Polygon => [[[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]];
const booth = (id: string, grid: string | undefined, shape: Polygon) => ({ id, grid, category: 'room', shape: [shape] });

describe('drawing of a level', () => {
  it('writes short paths in whole steps of 5 cm', () => {
    expect(polygonPath([box(1, 1, 3, 2.5)])).toBe('M20 20h40v30h-40z');
    expect(polygonPath([box(1.01, 1.01, 3.02, 2.49)])).toBe('M20 20h40v30h-40z');
  });

  it('draws one line around the units of a grid', () => {
    const { grids } = drawLevel({ outline: [box(0, 0, 30, 20)], units: [booth('a', 'g', box(2, 2, 6, 6)), booth('b', 'g', box(6, 2, 10, 6)), booth('c', undefined, box(10, 2, 14, 6))], doors: [] });
    expect(grids).toHaveLength(1);
    expect(grids[0]!.d).toBe('M40 40h160v80h-160z');
  });

  it('puts the plate beside the grid, never on the number of a unit', () => {
    const units = [booth('a', 'g', box(2, 2, 6, 6)), booth('b', 'g', box(6, 2, 10, 6))];
    const { grids, units: drawn } = drawLevel({ units, doors: [] });
    const [x, y] = grids[0]!.plate;
    for (const unit of drawn) expect(Math.abs(unit.x - x) > 2 * PER_METRE || Math.abs(unit.y - y) > 1.2 * PER_METRE).toBe(true);
  });

  it('leaves out what has no shape, and stands for an empty level', () => {
    const drawing = drawLevel({ units: [{ id: 'a', category: 'room' }], doors: [] });
    expect(drawing.units).toEqual([]);
    expect(drawing.viewBox.every(Number.isFinite)).toBe(true);
  });
});
