import { describe, expect, it } from 'vitest';
import { inTreeOrder, mayStandUnder, OFFICE_LEVELS } from './rules.ts';

describe('the tree of offices', () => {
  it('has four levels, and each office stands under one a level higher', () => {
    const allowed = OFFICE_LEVELS.flatMap((level) => OFFICE_LEVELS.filter((parent) => mayStandUnder(level, parent)).map((parent) => `${level} < ${parent}`));
    expect(allowed).toEqual(['community < subdistrict', 'subdistrict < district', 'district < city']);
  });

  it('lets an office stand alone where the one above it isn’t here', () => {
    expect(OFFICE_LEVELS.every((level) => mayStandUnder(level, null))).toBe(true);
  });

  it('lists every office once, below the one it belongs to', () => {
    const offices = [
      { id: 'c', level: 'community', parent: 's' },
      { id: 'd', level: 'district' },
      { id: 's', level: 'subdistrict', parent: 'd' },
      { id: 'x', level: 'community', parent: 'gone' },
    ] as const;
    expect(inTreeOrder(offices).map(({ id, depth }) => [id, depth])).toEqual([['d', 0], ['s', 1], ['c', 2], ['x', 0]]);
  });
});
