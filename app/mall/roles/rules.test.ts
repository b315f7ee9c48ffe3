import { describe, expect, it } from 'vitest';
import { ABSENCE_DAYS, conflictsIn, daysLater, floorsAround, type Held, isEnding, isWithin, lastDay, spanOf, TERM_DAYS, vacanciesIn, whyNotSpan } from './rules.ts';

const ZONE = 'Asia/Urumqi';
/** Wednesday, 11:00 in Urumqi. */
const NOW = new Date('2026-03-11T05:00:00Z');
const held = (account: string, role: Held['role'], deputyOf?: string): Held => ({ account, role, grid: 'g', to: daysLater(NOW, 200), deputyOf });

describe('a term', () => {
  it('runs from the first day’s beginning to the last day’s end in the mall’s zone', () => {
    const span = spanOf({ from: '2026-03-12', to: '2026-03-31' }, ZONE, NOW);
    expect([span.from.toISOString(), span.to.toISOString()]).toEqual(['2026-03-11T18:00:00.000Z', '2026-03-31T18:00:00.000Z']);
    expect(lastDay(span.to, ZONE)).toBe('2026-03-31');
  });

  it('that begins today begins now', () => {
    expect(spanOf({ from: '2026-03-11', to: '2026-03-11' }, ZONE, NOW).from).toEqual(NOW);
  });

  it.each([
    ['2026-03-10', '2026-04-01', 'in-the-past'],
    ['2026-03-12', '2026-03-11', 'ends-before'],
    ['2026-02-01', '2026-03-01', 'in-the-past'],
    ['2026-03-11', '2029-04-11', 'too-long'],
    ['2026-03-11', '2029-03-11', null],
  ])('from %s to %s: %s', (from, to, expected) => {
    expect(whyNotSpan(spanOf({ from, to }, ZONE, NOW), NOW, TERM_DAYS)).toBe(expected);
  });

  it('for an absence is at most a quarter long', () => {
    const until = (to: string) => whyNotSpan(spanOf({ from: '2026-03-11', to }, ZONE, NOW), NOW, ABSENCE_DAYS);
    expect([until('2026-06-10'), until('2026-06-20')]).toEqual([null, 'too-long']);
  });

  it('ends soon from thirty days before', () => {
    expect([29, 31, -1].map((days) => isEnding({ to: daysLater(NOW, days) }, NOW))).toEqual([true, false, false]);
  });
});

describe('a grid', () => {
  it('lacks whoever nobody is but for an absence', () => {
    expect(vacanciesIn([held('a', 'manager'), held('b', 'supervisor', 'somebody’s term')])).toEqual(['leader', 'supervisor']);
  });

  it('works with two people, without a conflict', () => {
    const two = [held('a', 'manager'), held('b', 'leader'), held('b', 'assistant')];
    expect(conflictsIn(two)).toEqual([]);
    expect(conflictsIn([...two, held('b', 'supervisor')])).toEqual([{ kind: 'watches-and-works', account: 'b' }]);
  });

  it('hands up to nobody where manager and only leader are one', () => {
    const one = [held('a', 'manager'), held('a', 'leader')];
    expect(conflictsIn(one)).toEqual([{ kind: 'one-on-both-rungs', account: 'a' }]);
    expect(conflictsIn([...one, held('b', 'leader')])).toEqual([]);
  });
});

it('calls come within her hours only, in the zone of the mall', () => {
  const hours = { days: [3], from: '10:00', to: '14:00' };
  const at = (time: string) => isWithin(hours, new Date(`2026-03-${time}Z`), ZONE);
  expect([at('11T03:59:00'), at('11T04:00:00'), at('11T07:59:00'), at('11T08:00:00'), at('12T05:00:00')]).toEqual([false, true, true, false, false]);
});

it('a page leads to the floors around its own, from the first to the last of a tower', () => {
  const tower = Array.from({ length: 60 }, (_nothing, floor) => floor);
  const reach = (here: number | undefined) => [floorsAround(tower, here)[0], floorsAround(tower, here).at(-1)];
  expect([reach(undefined), reach(0), reach(23), reach(59)]).toEqual([[0, 23], [0, 23], [11, 34], [36, 59]]);
  expect(floorsAround([1, 2, 3], 3)).toEqual([1, 2, 3]);
});
