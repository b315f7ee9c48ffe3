import { expect, it } from 'vitest';
import { nextTry } from './pauses.ts';

it('tries again with growing pauses for 24 hours, and then no more', () => {
  const since = new Date('2026-03-11T05:00:00Z');
  let now = since;
  const gaps: number[] = [];
  for (let tries = 1; ; tries += 1) {
    const next = nextTry(tries, since, now);
    if (!next) break;
    gaps.push((next.getTime() - now.getTime()) / 60_000);
    now = next;
  }
  expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
  expect(gaps.slice(0, 4)).toEqual([1, 2, 5, 10]);
  const hours = (now.getTime() - since.getTime()) / 3_600_000;
  expect([hours > 20, hours <= 24]).toEqual([true, true]);
});
