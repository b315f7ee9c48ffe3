import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeDemoMall } from '#app/demo/plan.ts';
import { drawPlan, type PlanSize } from '#tests/factories/floor-plan.ts';
import { findNeighbours, isConnected, type Neighbours } from '../neighbours.ts';
import { isWithin } from './balance.ts';
import type { Booth } from './partition.ts';
import { type Proposal, proposeGrids } from './propose.ts';

interface Ground {
  booths: Booth[];
  neighbours: Neighbours;
  shops: Map<string, number>;
}

function groundOf(size: PlanSize, vacant: (i: number) => boolean = () => false): Ground {
  const plan = drawPlan(size);
  const booths = plan.units.filter(({ lettable }) => lettable).map(({ id, level, label }) => ({ id, level, at: label }));
  return { booths, neighbours: findNeighbours(plan), shops: new Map(booths.filter((_, i) => !vacant(i)).map(({ id }) => [id, 1])) };
}
const everyOnce = (ground: Ground, { grids }: Proposal) => expect(grids.flatMap(({ units }) => units).sort()).toEqual(ground.booths.map(({ id }) => id).sort());

describe('proposed grids', () => {
  const plan = (levels: number) => fc.record({ levels: fc.constant(levels), aisles: fc.integer({ min: 1, max: 5 }), booths: fc.integer({ min: 6, max: 14 }) });
  const each = fc.integer({ min: 6, max: 45 });
  const vacancy = fc.integer({ min: 0, max: 6 });
  const propose = (size: PlanSize, shops: number, every: number) => {
    const ground = groundOf(size, (i) => every > 1 && i % every === 0);
    const made = proposeGrids(ground, { shops });
    everyOnce(ground, made);
    for (const { units, apart } of made.grids) {
      expect(isConnected(units, ground.neighbours)).toBe(true);
      expect(apart).toBe(false);
    }
    return made;
  };

  it('are connected, fair to ±15 % and hold every booth once, on any floor', () => {
    fc.assert(
      fc.property(plan(1), each, vacancy, (size, shops, every) => {
        const { grids, band } = propose(size, shops, every);
        for (const grid of grids) expect(isWithin(grid.shops, band), `${grid.shops} of ${JSON.stringify(band)}`).toBe(true);
      }),
      { numRuns: 30, seed: 7, endOnFailure: true },
    );
  });

  it('are connected over several levels too; a grid that isn’t fair says that the ways leave no better cut', () => {
    let uneven = 0;
    fc.assert(
      fc.property(plan(3), each, vacancy, (size, shops, every) => {
        const { grids, band } = propose(size, shops, every);
        for (const grid of grids) expect(grid.uneven).toBe(isWithin(grid.shops, band) ? undefined : 'narrow');
        if (grids.some((grid) => grid.uneven)) uneven += 1;
      }),
      { numRuns: 12, seed: 7, endOnFailure: true },
    );
    expect(uneven).toBeLessThanOrEqual(2);
  });

  it('are the same each time', () => {
    const ground = groundOf({ levels: 2, aisles: 3, booths: 12 });
    expect(proposeGrids(ground, { grids: 7 })).toEqual(proposeGrids(ground, { grids: 7 }));
  });

  it('are as many as were asked for, and at most one a booth', () => {
    const ground = groundOf({ levels: 1, aisles: 2, booths: 6 });
    expect(proposeGrids(ground, { grids: 5 }).grids).toHaveLength(5);
    expect(proposeGrids(ground, { grids: 500 }).grids).toHaveLength(24);
    expect(proposeGrids({ booths: [], neighbours: new Map(), shops: new Map() }, { grids: 3 }).grids).toEqual([]);
  });

  it('count booths where no shop has moved in yet', () => {
    const ground = { ...groundOf({ levels: 1, aisles: 2, booths: 10 }), shops: new Map<string, number>() };
    expect(proposeGrids(ground, { shops: 10 }).grids.map(({ shops }) => shops)).toEqual([10, 10, 10, 10]);
  });

  it('span levels by the stairs where a level is too small for one', () => {
    const ground = groundOf({ levels: 2, aisles: 1, booths: 4 });
    const [only] = proposeGrids(ground, { grids: 1 }).grids;
    expect(isConnected(only!.units, ground.neighbours)).toBe(true);
    expect(new Set(only!.units.map((unit) => unit.slice(0, 2)))).toEqual(new Set(['F1', 'F2']));
  });

  it('say which are uneven or in parts because the plan is an island', () => {
    const ground = groundOf({ levels: 1, aisles: 2, booths: 10 });
    const lost: Booth[] = ['x', 'y'].map((id, i) => ({ id, level: 'F1', at: [500 + i * 50, 0] }));
    const all = { ...ground, booths: [...ground.booths, ...lost], shops: new Map([...ground.shops, ['x', 1], ['y', 1]]) };
    const made = proposeGrids(all, { grids: 4 });
    everyOnce(all, made);
    expect(made.grids.filter(({ apart }) => apart).flatMap(({ units }) => units)).toEqual(expect.arrayContaining(['x', 'y']));
    for (const { apart, units } of made.grids) if (!apart) expect(isConnected(units, all.neighbours)).toBe(true);
  });

  it('say so where the ways leave no fair cut: a star has one middle', () => {
    const booths: Booth[] = Array.from({ length: 9 }, (_, i) => ({ id: `b${i}`, level: 'F1', at: [i, 0] }));
    const leaves = booths.slice(1).map(({ id }) => id);
    const star: Neighbours = new Map([['b0', new Set(leaves)], ...leaves.map((id) => [id, new Set(['b0'])] as const)]);
    const made = proposeGrids({ booths, neighbours: star, shops: new Map(booths.map(({ id }) => [id, 1])) }, { grids: 3 });
    expect(made.grids.map(({ units }) => units.length).sort()).toEqual([1, 1, 7]);
    expect(made.grids.every(({ uneven }) => uneven === 'narrow')).toBe(true);
  });

  it('take less than a second for the demonstration mall, and five for 5,000 booths', () => {
    const demo = makeDemoMall(1);
    const before = performance.now();
    const neighbours = findNeighbours({
      units: demo.units.map(({ key, level, category, shape }) => ({ id: key, level, category, shape })),
      doors: demo.doors.map(({ floor, unit, line }) => ({ level: floor, unit, line })),
      levels: demo.levels.map(({ key, ordinal }) => ({ id: key, building: 'mall', ordinal })),
    });
    const booths = demo.units.filter(({ lettable }) => lettable).map(({ key, level, label }) => ({ id: key, level, at: label }));
    const made = proposeGrids({ booths, neighbours, shops: new Map(booths.map(({ id }) => [id, 1])) }, { shops: 38 });
    expect(performance.now() - before).toBeLessThan(4_000);
    expect(made.grids.every(({ shops }) => isWithin(shops, made.band))).toBe(true);
    const start = performance.now();
    const large = groundOf({ levels: 10, aisles: 10, booths: 25 });
    const many = proposeGrids(large, { shops: 40 });
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(many.grids).toHaveLength(125);
    expect(many.grids.every(({ shops }) => isWithin(shops, many.band))).toBe(true);
  });
});
