import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#app/visits/days.ts';
import { isReady, readSpan, readySpans, spanKey, weeksIn } from './span.ts';

describe('What a pack is about', () => {
  it('is a week from its Monday, or a month', () => {
    expect(readSpan('week-2026-03-09')).toEqual({ kind: 'week', from: '2026-03-09', until: '2026-03-16' });
    expect(readSpan('month-2026-12')).toEqual({ kind: 'month', from: '2026-12-01', until: '2027-01-01' });
    expect(readSpan('month-2028-02')?.until).toBe('2028-03-01');
  });

  it.each(['week-2026-03-10', 'week-2026-02-30', 'month-2026-13', 'month-2026-12-01', 'week-2026-03', 'day-2026-03-09', '', 'week-2026-03-09x'])('%s is none', (key) => expect(readSpan(key)).toBeNull());

  it('lies before the merchants first, and two days later before the office', () => {
    const week = readSpan('week-2026-03-09')!;
    expect([isReady(week, 'mall', '2026-03-15'), isReady(week, 'mall', '2026-03-16'), isReady(week, 'office', '2026-03-17'), isReady(week, 'office', '2026-03-18')]).toEqual([false, true, false, true]);
  });

  it('goes back to the first figures, and no further', () => {
    expect(readySpans('mall', '2026-03-18', '2026-02-25').map(spanKey)).toEqual(['week-2026-03-09', 'week-2026-03-02', 'week-2026-02-23', 'month-2026-02']);
    expect(readySpans('mall', '2026-03-18', '2026-03-17')).toEqual([]);
    expect(readySpans('office', '2026-03-17', '2026-03-10').map(spanKey)).toEqual([]);
  });

  it('is found again by its address on any day, is over, and comes to the office never before the merchants', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 900 }), (day, length) => {
        const first = addDays('2024-01-01', day);
        const today = addDays(first, length);
        const merchants = readySpans('mall', today, first);
        for (const span of merchants) {
          expect(readSpan(spanKey(span))).toEqual(span);
          expect(span.until <= today && span.until > first).toBe(true);
          for (const week of weeksIn(span)) expect(week.until > span.from && week.until <= span.until).toBe(true);
        }
        const keys = merchants.map(spanKey);
        // What the office may read is the merchants' already, unless so many came since that it has left their list.
        for (const span of readySpans('office', today, first)) expect(keys.includes(spanKey(span)) || keys.length >= 8).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
