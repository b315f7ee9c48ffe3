import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawPlan } from '#tests/factories/floor-plan.ts';
import { findNeighbours, isConnected } from '../neighbours.ts';
import { type Drawn, matchGrids, nextNumber, outcomeOf, type Situation } from './outcome.ts';
import { placeUnits } from './partition.ts';
import { proposeGrids } from './propose.ts';

const plan = drawPlan({ levels: 2, aisles: 2, booths: 8 });
const neighbours = findNeighbours(plan);
const booths = plan.units.filter(({ lettable }) => lettable).map(({ id, level, label }) => ({ id, level, at: label }));
const shops = new Map(booths.map(({ id }) => [id, 1]));

/** A mall with four grids as proposed. */
function situation(): Situation {
  const { grids } = proposeGrids({ booths, neighbours, shops }, { grids: 4 });
  const live = grids.map((_, i) => ({ id: `g${i + 1}`, number: i + 1, hue: i + 1, weave: 1 }));
  return { booths, neighbours, shops, live, partition: new Map(grids.flatMap(({ units }, i) => units.map((unit) => [unit, `g${i + 1}`] as const))) };
}
const nothing: Drawn = { moves: [], grids: [] };

describe('what a plan of grids comes to', () => {
  it('is the mall as it is where nothing moves', () => {
    const now = situation();
    const { moved, ended, grids } = outcomeOf(now, nothing, [1, 2, 3, 4]);
    expect([moved, ended]).toEqual([[], []]);
    expect(grids.map(({ number, parts, shops: all }) => [number, parts, all])).toEqual([[1, 1, 16], [2, 1, 16], [3, 1, 16], [4, 1, 16]]);
  });

  it('gives a new grid the next number ever, and drops one without a booth', () => {
    const now = situation();
    const moves = [{ unit: booths[0]!.id, to: 'fresh' }];
    const { grids, moved } = outcomeOf(now, { moves, grids: [{ id: 'fresh' }, { id: 'empty' }] }, [1, 2, 3, 4, 9]);
    expect(grids.at(-1)).toMatchObject({ id: 'fresh', number: 10, isNew: true, shops: 1 });
    expect(moved).toEqual([{ unit: booths[0]!.id, from: now.partition.get(booths[0]!.id), to: 'fresh' }]);
    expect(grids.some(({ id }) => id === 'empty')).toBe(false);
    expect(nextNumber([])).toBe(1);
  });

  it('dissolves a grid that gives its last booth away, and names its heir', () => {
    const now = situation();
    const moves = [...now.partition].filter(([, grid]) => grid === 'g2').map(([unit]) => ({ unit, to: 'g1' }));
    expect(outcomeOf(now, { moves, grids: [] }, [1, 2, 3, 4]).ended).toEqual([{ id: 'g2', number: 2, heir: 'g1' }]);
  });

  it('tells a grid in parts and keeps the reason that was given for it', () => {
    const now = situation();
    const [far] = [...now.partition].filter(([unit, grid]) => grid === 'g4' && ![...(neighbours.get(unit) ?? [])].some((next) => now.partition.get(next) === 'g1'));
    const drawn = { moves: [{ unit: far![0], to: 'g1' }], grids: [{ id: 'g1', apart: 'same-people' as const }] };
    const g1 = outcomeOf(now, drawn, [1, 2, 3, 4]).grids[0];
    expect(g1).toMatchObject({ parts: 2, apart: 'same-people' });
  });

  it('has every booth in one grid, and up to eight grids eight hues, whatever is moved, drawn and deleted', () => {
    const edit = fc.oneof(
      fc.record({ kind: fc.constant('move' as const), unit: fc.nat(), to: fc.nat() }),
      fc.record({ kind: fc.constant('new-grid' as const), unit: fc.nat(), to: fc.nat() }),
      fc.record({ kind: fc.constant('delete' as const), unit: fc.nat(), to: fc.nat() }),
      fc.record({ kind: fc.constant('draw' as const), unit: fc.nat(), to: fc.nat() }),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        const now = situation();
        let there = booths.slice(0, -6);
        const waiting = booths.slice(-6);
        const partition = new Map([...now.partition].filter(([unit]) => there.some(({ id }) => id === unit)));
        const drawn = { moves: [] as { unit: string; to: string }[], grids: [] as { id: string }[] };
        for (const { kind, unit, to } of edits) {
          const booth = there[unit % there.length]!;
          const targets = [...now.live.map(({ id }) => id), ...drawn.grids.map(({ id }) => id)];
          if (kind === 'move') drawn.moves.push({ unit: booth.id, to: targets[to % targets.length]! });
          if (kind === 'new-grid') {
            drawn.grids.push({ id: `new-${drawn.grids.length}` });
            drawn.moves.push({ unit: booth.id, to: drawn.grids.at(-1)!.id });
          }
          if (kind === 'delete' && there.length > 2) {
            there = there.filter(({ id }) => id !== booth.id);
            partition.delete(booth.id);
          }
          const fresh = kind === 'draw' ? waiting.pop() : undefined;
          if (fresh) {
            there = [...there, fresh];
            for (const [id, grid] of placeUnits([fresh.id], partition, neighbours, there)) partition.set(id, grid);
          }
        }
        const outcome = outcomeOf({ ...now, booths: there, partition }, drawn, [1, 2, 3, 4]);
        expect(outcome.grids.flatMap(({ units }) => units).sort()).toEqual(there.map(({ id }) => id).sort());
        for (const { units, parts } of outcome.grids) expect(isConnected(units, neighbours)).toBe(parts < 2);
        expect(new Set(outcome.grids.map(({ number }) => number)).size).toBe(outcome.grids.length);
        if (outcome.grids.length <= 8) expect(new Set(outcome.grids.map(({ hue }) => hue)).size).toBe(outcome.grids.length);
        for (const { heir } of outcome.ended) expect(outcome.grids.some(({ id }) => id === heir)).toBe(true);
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it('keeps as many shops as it can with their people: proposed grids take the names of those they overlap most', () => {
    const { partition } = situation();
    const halves = [...partition.keys()].filter((unit) => ['g1', 'g2'].includes(partition.get(unit)!));
    const third = [...partition.keys()].filter((unit) => partition.get(unit) === 'g3');
    expect(matchGrids([third, halves, ['lost']], partition, ['g1', 'g2', 'g3', 'g4'], () => 'new')).toEqual(['g3', 'g1', 'new']);
  });
});
