import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countDays, countScope, daysUpToNow, isInScope, overlaps, type Placed } from './scope.ts';

const shop = (merchant: string, more: Partial<Placed> = {}): Placed => ({ merchant, trade: 'fabrics', grid: 'g1', level: 'F1', ...more });

describe('A round', () => {
  test('for all is for every shop that has a booth', () => {
    expect(isInScope(undefined, shop('a'))).toBe(true);
    expect(isInScope({ kind: 'all' }, shop('a', { grid: null }))).toBe(false);
  });

  test('for some grids, levels or trades is for no other shop', () => {
    expect(isInScope({ kind: 'grids', ids: ['g1'] }, shop('a'))).toBe(true);
    expect(isInScope({ kind: 'grids', ids: ['g2'] }, shop('a'))).toBe(false);
    expect(isInScope({ kind: 'levels', ids: ['F1'] }, shop('a'))).toBe(true);
    expect(isInScope({ kind: 'levels', ids: ['F1'] }, shop('a', { level: null }))).toBe(false);
    expect(isInScope({ kind: 'trades', ids: ['food'] }, shop('a'))).toBe(false);
  });

  test('takes in who opens and takes out who closes, and keeps who was offered a visit where that was', () => {
    const scope = { kind: 'grids' as const, ids: ['g1'] };
    expect(countScope(scope, [shop('a'), shop('b'), shop('c', { grid: 'g2' })], [])).toEqual({ inScope: 2, places: [{ grid: 'g1', shops: 2 }] });
    // b closed without a visit, a moved away after its visit, d opened.
    expect(countScope(scope, [shop('a', { grid: 'g2' }), shop('d')], [{ merchant: 'a', grid: 'g1' }])).toEqual({ inScope: 2, places: [{ grid: 'g1', shops: 2 }] });
  });

  test('counts the same in whatever order shops and offers come, however often, and never fewer than were offered', () => {
    const grid = fc.constantFrom('g1', 'g2', 'g3');
    const shops = fc.array(fc.record({ merchant: fc.constantFrom('a', 'b', 'c', 'd', 'e'), trade: fc.constant('x'), grid: fc.option(grid), level: fc.constant('F1') }), { maxLength: 12 }).map((all) => [...new Map(all.map((one) => [one.merchant, one])).values()]);
    const offers = fc.array(fc.record({ merchant: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), grid }), { maxLength: 12 }).map((all) => [...new Map(all.map((one) => [one.merchant, one])).values()]);
    fc.assert(
      fc.property(shops, offers, fc.subarray(['g1', 'g2', 'g3']), (open, offered, ids) => {
        const scope = { kind: 'grids' as const, ids };
        const once = countScope(scope, open, offered);
        expect(countScope(scope, [...open, ...open].reverse(), [...offered, ...offered].reverse())).toEqual(once);
        expect(once.inScope).toBeGreaterThanOrEqual(offered.length);
        expect(once.places.reduce((sum, place) => sum + place.shops, 0)).toBe(once.inScope);
      }),
    );
  });
});

test('two windows overlap when they share a day', () => {
  const march = { opensOn: '2026-03-01', closesOn: '2026-03-31' };
  expect(overlaps(march, { opensOn: '2026-03-31', closesOn: '2026-04-10' })).toBe(true);
  expect(overlaps(march, { opensOn: '2026-04-01', closesOn: '2026-04-10' })).toBe(false);
});

test('days of a round add up to the live sum: what isn’t an earlier day’s is today’s, whatever order the offers came in', () => {
  const day = fc.constantFrom('2026-03-01', '2026-03-02', '2026-03-03');
  const offers = fc.uniqueArray(fc.record({ merchant: fc.uuid(), day }), { selector: ({ merchant }) => merchant, maxLength: 20 });
  fc.assert(
    fc.property(offers, fc.nat({ max: 5 }), (rows, sinceThen) => {
      const stored = countDays(rows);
      expect(countDays([...rows, ...rows].reverse())).toEqual(stored);
      const live = rows.length + sinceThen;
      const days = daysUpToNow(stored, { offered: live, shops: 30, today: '2026-03-03' });
      expect(days.at(-1)?.soFar ?? 0).toBe(live);
      expect(days.every(({ soFar, left }) => left === 30 - soFar)).toBe(true);
      expect(days.map((row) => row.day)).toEqual([...days.map((row) => row.day)].sort());
    }),
  );
  expect(daysUpToNow([{ day: '2026-03-01', offered: 2 }], { offered: 3, shops: 4, today: null })).toEqual([{ day: '2026-03-01', offered: 2, soFar: 2, left: 2 }]);
});
