import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeImdf } from '../imdf/write.ts';
import { readImdf } from '../imdf/read.ts';
import { ordinalOf } from './read-geojson.ts';
import { drawQuickPlan } from './quick-plan.ts';
import { levelsOf } from './read-osm.ts';
import { sameLine, sameShape } from './same-shape.ts';
import type { QuickPlan } from './schema.ts';

const plans = fc.record({
  levels: fc.integer({ min: 1, max: 3 }),
  lowest: fc.integer({ min: -2, max: 3 }),
  rows: fc.integer({ min: 1, max: 5 }),
  booths: fc.integer({ min: 1, max: 6 }),
  width: fc.integer({ min: 10, max: 80 }).map((n) => n / 10),
  depth: fc.integer({ min: 10, max: 80 }).map((n) => n / 10),
  corridor: fc.integer({ min: 10, max: 40 }).map((n) => n / 10),
  numbering: fc.constantFrom('level-running', 'level-row', 'running'),
  building: fc.constant('auto'),
}) as fc.Arbitrary<QuickPlan>;

describe('a plan', () => {
  test('of any rows and booths comes out of our IMDF archive as it went in', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const drawn = drawQuickPlan(plan);
        const rows = <T extends { source: string }>(list: readonly T[]) => list.map(({ source, ...row }) => ({ ...row, id: source }));
        const map = { id: 'mall', name: { zh: 'Q' }, country: 'CN', buildings: rows(drawn.buildings), levels: rows(drawn.levels), units: rows(drawn.units), openings: rows(drawn.openings), grids: [] };
        const files = writeImdf(map, (kind, id) => `${kind}-${id}`);
        const back = readImdf(new Map([...files].map(([name, text]) => [name, Buffer.from(text)])));
        expect(back.remarks).toEqual([]);
        expect(back.buildings[0]?.transform).toEqual(drawn.buildings[0]?.transform);
        expect(back.units).toHaveLength(drawn.units.length);
        for (const [at, unit] of drawn.units.entries()) {
          const { source, level, number, category, lettable, shape } = back.units[at]!;
          expect([source, level, number, category, lettable, sameShape(shape, unit.shape)]).toEqual([unit.source, unit.level, unit.number, unit.category, unit.lettable, true]);
        }
        for (const [at, door] of drawn.openings.entries()) expect([back.openings[at]?.unit, sameLine(back.openings[at]?.line ?? [], door.line)]).toEqual([door.unit, true]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a level', () => {
  test.each([['0;1', [0, 1]], ['-1-2', [-1, 0, 1, 2]], ['0.5', [0.5]], ['', []], ['roof', []]])('of OpenStreetMap called %s is %j', (tag, levels) => {
    expect(levelsOf(tag)).toEqual(levels);
  });

  test.each([['F1', 0], ['2F', 1], ['B1', -1], ['-2', -2], ['3', 2], ['roof', null]])('of a plan called %s has the ordinal %s', (word, ordinal) => {
    expect(ordinalOf(word, false)).toBe(ordinal);
  });
});
