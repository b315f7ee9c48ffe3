import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepOf } from './figures.ts';
import { cellKey, roundSum, type ShownCell } from './tables.ts';
import { type MallFigures, rollUp, type TreeOffice } from './tree.ts';

const office = (id: string, level: TreeOffice['level'], parent?: string): TreeOffice => ({ id, level, parent, name: { en: id } });
const TREE = [office('d1', 'district', 'city'), office('d2', 'district', 'city'), office('s1', 'subdistrict', 'd1'), office('c1', 'community', 's1'), office('c2', 'community', 's1')];
const mall = (slug: string, at: string, over: Partial<MallFigures> = {}): MallFigures => ({ slug, name: { en: slug }, office: at, round: { of: 100, atLeast: 60 }, requests: 12, ...over });

describe('RIGHTS: Figures, rolled up over the office tree', () => {
  it('adds up over all four levels, the office itself first', () => {
    const rows = rollUp(office('city', 'city'), TREE, [mall('a', 'c1'), mall('b', 'c2', { round: null }), mall('c', 'd2', { requests: null })]);
    expect(rows.map(({ key, depth, malls, round, requests }) => [key, depth, malls, round?.atLeast ?? null, requests])).toEqual([
      ['city', 0, 3, 120, 24],
      ['d1', 1, 2, 60, 24],
      ['s1', 2, 2, 60, 24],
      ['c1', 3, 1, 60, 12],
      ['a', 4, 1, 60, 12],
      ['c2', 3, 1, null, 12],
      ['b', 4, 1, null, 12],
      ['d2', 1, 1, 60, null],
      ['c', 2, 1, 60, null],
    ]);
  });

  it('says nothing below the office that looks on, and nothing beside it', () => {
    const rows = rollUp(office('d1', 'district', 'city'), TREE, [mall('a', 'c1'), mall('c', 'd2')]);
    expect(rows.map(({ key }) => key)).toEqual(['d1', 's1', 'c1', 'a', 'c2']);
  });

  it('a sum is a sum of what is shown: two malls that differ in who was offered a visit, but show the same, can’t be told apart', () => {
    const cell = (offered: number, of: number): ShownCell => ({ span: stepOf(of - offered, of), of });
    const grids = fc.array(fc.tuple(fc.integer({ min: 9, max: 40 }), fc.integer({ min: 0, max: 40 })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(grids, fc.integer({ min: 0, max: 5 }), (made, which) => {
        const cellsOf = (rows: readonly (readonly [number, number])[]) => Object.fromEntries(rows.map(([of, offered], at) => [cellKey.round('r', String(at)), cell(Math.min(of, offered), of)]));
        const sumOf = (rows: readonly (readonly [number, number])[]) => rollUp(office('city', 'city'), [], [mall('m', 'city', { round: roundSum(cellsOf(rows), 'r') })])[0]!.round;
        const at = which % made.length;
        const one = made.map(([of, offered], i) => [of, i === at ? Math.min(of, offered + 1) : offered] as const);
        const same = JSON.stringify(cellsOf(made)) === JSON.stringify(cellsOf(one));
        if (same) expect(sumOf(one)).toEqual(sumOf(made));
        const { of, atLeast } = sumOf(made)!;
        // A step is five wide at least: behind every sum lie so many possibilities.
        expect(of - atLeast).toBeGreaterThanOrEqual(4 * made.length);
      }),
      { numRuns: 200 },
    );
  });
});
