import { expect, test } from 'vitest';
import { makeDemoMall } from '#app/demo/plan.ts';
import type { Booth } from '#app/mall/grids/partition.ts';
import { proposeGrids } from '#app/mall/grids/propose.ts';
import { findNeighbours, type PlacedUnit } from '#app/mall/neighbours.ts';
import { drawPlan } from '#tests/factories/floor-plan.ts';
import { medianOf, printTable } from './measuring.mjs';

type Drawn = Omit<Parameters<typeof findNeighbours>[0], 'units'> & { units: readonly (PlacedUnit & { lettable: boolean; label: [number, number] })[] };
const ROUNDS = 5;

/**
 * What an officer waits for after "propose": neighbours from the geometry, then the grids. In ms, elapsed, and both in ms of
 * CPU: on a machine that others use too, the wait says more about them than about us.
 */
function timesOf(plan: Drawn, shops: number): { neighbours: number; grids: number; cpu: number; made: number } {
  const [found, proposed, worked]: [number[], number[], number[]] = [[], [], []];
  let made = 0;
  for (let n = 0; n < ROUNDS; n += 1) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    const neighbours = findNeighbours(plan);
    found.push(performance.now() - start);
    const booths = plan.units.filter(({ lettable }) => lettable).map(({ id, level, label }): Booth => ({ id, level, at: label }));
    made = proposeGrids({ booths, neighbours, shops: new Map() }, { shops }).grids.length;
    proposed.push(performance.now() - start - found.at(-1)!);
    const { user, system } = process.cpuUsage(before);
    worked.push((user + system) / 1000);
  }
  return { neighbours: medianOf(found), grids: medianOf(proposed), cpu: medianOf(worked), made };
}

test('proposing grids for the demonstration mall and for 5,000 booths', () => {
  const demo = makeDemoMall(1);
  const small: Drawn = {
    units: demo.units.map(({ key, ...unit }) => ({ ...unit, id: key })),
    doors: demo.doors.map(({ floor, unit, line }) => ({ level: floor, unit, line })),
    levels: demo.levels.map(({ key, ordinal }) => ({ id: key, building: 'mall', ordinal })),
  };
  const rows = [small, drawPlan({ levels: 10, aisles: 10, booths: 25 })].map((plan) => {
    const { neighbours, grids, cpu, made } = timesOf(plan, 40);
    return [plan.units.filter(({ lettable }) => lettable).length, made, Math.round(neighbours), Math.round(grids), Math.round(cpu)];
  });
  printTable('Proposing grids', ['booths', 'grids', 'neighbours, ms', 'grids, ms', 'both, ms of CPU'], rows);
  expect(rows.length).toBe(2);
}, 120_000);
