import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#app/visits/days.ts';
import { addUp, asOfWeek, comparedWith, readWeekCount, type Shown, shownOf, SPANS, weekByWeek, type WeekRow } from './shown-weeks.ts';
import { cellKey, type ReleasedTables } from '../tables.ts';

const exact = (n: number) => ({ span: { least: n, most: n }, of: 449 });
const tables: ReleasedTables = {
  round: { id: 'r', name: {} },
  week: '2026-03-09',
  cells: {
    [cellKey.stage('safety', 'received')]: exact(11),
    [cellKey.stage('safety', 'done')]: { span: { least: 0, most: 4 }, of: 449 },
    [cellKey.stage('labor', 'received')]: exact(7),
    [cellKey.round('r', 'one')]: { span: { least: 5, most: 9 }, of: 21 },
    [cellKey.round('r', 'two')]: { span: null, of: 6 },
    [cellKey.late('r')]: { span: { least: 0, most: 4 }, of: 27 },
  },
};
const shown = (safety: number): Shown => ({ ...shownOf(tables), programs: { safety } });
const week = (monday: string, safety: number): WeekRow => ({ week: monday, shown: shown(safety) });
const values = (rows: (Shown | null)[]) => rows.map((row) => row && row.programs.safety);

describe('Figures week by week', () => {
  it('add up what a release shows and nothing else; of a round both ends of what is known', () => {
    const sums = shownOf(tables);
    expect([sums.programs.safety, sums.programs.labor, sums.stages.received, sums.stages.done]).toEqual([11, 7, 18, 0]);
    // Of the small grid nothing is known, so that all of it stays possible.
    expect(sums.round).toEqual({ of: 27, atLeast: 12, atMost: 22 });
  });

  it('a week without a release shows what the one before did, and before the first there is nothing', () => {
    const rows = [week('2026-02-16', 6), week('2026-03-02', 8)];
    expect(['2026-02-09', '2026-02-16', '2026-02-23', '2026-03-02', '2026-03-30'].map((monday) => asOfWeek(rows, monday)?.shown.programs.safety ?? null)).toEqual([null, 6, 6, 8, 8]);
  });

  it('each lies beside the week as many weeks before, and a year before', () => {
    const rows = [week('2025-02-24', 9), week('2026-01-26', 5), week('2026-02-23', 10), week('2026-03-02', 7)];
    const points = weekByWeek([rows], '2026-03-09', 4);
    expect(points.map((point) => point.week)).toEqual(['2026-02-16', '2026-02-23', '2026-03-02', '2026-03-09']);
    expect(values(points.map((point) => point.now))).toEqual([5, 10, 7, 7]);
    expect(values(points.map((point) => point.before))).toEqual([9, 5, 5, 5]);
    expect(values(points.map((point) => point.yearBefore))).toEqual([null, 9, 9, 9]);
  });

  it('several malls are the sums of each; one without figures counts as nothing', () => {
    const points = weekByWeek([[week('2026-03-02', 6)], [], [week('2026-03-09', 9)]], '2026-03-09', 4);
    expect(values(points.map((point) => point.now))).toEqual([null, null, 6, 15]);
    expect(addUp([null, null])).toBeNull();
  });

  it('knows three lengths and no other', () => {
    expect(['4', '12', '26', '5', '', '12.0', null].map(readWeekCount)).toEqual([4, 12, 26, 12, 12, 12, 12]);
  });

  it('says the same of a week however many weeks are looked at', () => {
    const rows = fc.uniqueArray(fc.record({ back: fc.integer({ min: 0, max: 80 }), safety: fc.integer({ min: 0, max: 60 }) }), { selector: ({ back }) => back, maxLength: 12 });
    const newest = '2026-06-01';
    fc.assert(
      fc.property(rows, (drawn) => {
        const known = drawn.map(({ back, safety }) => week(addDays(newest, -7 * back), safety)).sort((a, b) => (a.week < b.week ? -1 : 1));
        const said = new Map<string, Shown | null>();
        for (const count of SPANS)
          for (const point of weekByWeek([known], newest, count))
            for (const [monday, is] of [[point.week, point.now], [comparedWith(point.week, count), point.before]] as const) {
              if (said.has(monday)) expect(is).toEqual(said.get(monday));
              said.set(monday, is);
            }
      }),
      { numRuns: 100 },
    );
  });
});
